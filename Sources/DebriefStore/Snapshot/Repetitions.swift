import CRM
import GRDB

/// Records that stand in a snapshot more than once.
///
/// A report that joins objects repeats them, and so do the overlapping parts of a split export: rows that say the
/// same count once. Rows of one id that disagree refuse the snapshot, since nobody can tell which is right.
struct Repetitions {
  let object: SnapshotObject
  let plan: SnapshotPlan

  /// Leaves one of each record and returns how many rows that removed.
  func remove(_ db: Database) throws -> Int {
    let repeated = try String.fetchAll(db, sql: "SELECT id FROM \(table) GROUP BY id HAVING count(*) > 1 ORDER BY id")
    guard !repeated.isEmpty else { return 0 }
    // Only now: the rows have no index while they are loaded.
    try db.execute(sql: "CREATE INDEX crm_repetition ON \(table) (id)")
    if object == .contact {
      try db.execute(sql: "CREATE INDEX crm_repetition_address ON crm_contact_address (contact_id)")
    }
    var removed = 0
    for id in repeated { removed += try remove(id, db) }
    try db.execute(sql: "DROP INDEX crm_repetition")
    if object == .contact { try db.execute(sql: "DROP INDEX crm_repetition_address") }
    return removed
  }

  private func remove(_ id: String, _ db: Database) throws -> Int {
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table) WHERE id = ? ORDER BY file, line", arguments: [id])
    guard let first = rows.first else { return 0 }
    let facts = try self.facts(first, db)
    for row in rows.dropFirst() {
      let (file, line): (Int, Int) = (row["file"], row["line"])
      guard try self.facts(row, db) == facts else {
        throw SnapshotRefusal(
          file: name(of: file), line: line,
          fact: .contradiction(object, id: id, otherFile: name(of: first["file"]), otherLine: first["line"]))
      }
      for table in object == .contact ? [table, "crm_contact_address"] : [table] {
        try db.execute(
          sql:
            "DELETE FROM \(table) WHERE \(table == "crm_contact_address" ? "contact_id" : "id") = ? AND file = ? AND line = ?",
          arguments: [id, file, line])
      }
    }
    return rows.count - 1
  }

  /// What the row says, without where it stands.
  private func facts(_ row: Row, _ db: Database) throws -> [DatabaseValue] {
    var facts = row.filter { $0.0 != "file" && $0.0 != "line" }.map(\.1)
    if object == .contact {
      let addresses = try Row.fetchAll(
        db,
        sql:
          "SELECT field, value FROM crm_contact_address WHERE contact_id = ? AND file = ? AND line = ? ORDER BY position",
        arguments: [row["id"] as String, row["file"] as Int, row["line"] as Int])
      facts += addresses.flatMap { Array($0.databaseValues) }
    }
    return facts
  }

  private func name(of file: Int) -> String {
    plan.files.indices.contains(file) ? plan.files[file].name : plan.path
  }

  private var table: String { object.table }
}

extension SnapshotObject {
  /// The table of its records.
  var table: String {
    switch self {
    case .account: "crm_account"
    case .contact: "crm_contact"
    case .lead: "crm_lead"
    case .opportunity: "crm_opportunity"
    case .contactRole: "crm_contact_role"
    case .user: "crm_user"
    case .task: "crm_task"
    case .proofOfValue: "crm_pov"
    }
  }
}
