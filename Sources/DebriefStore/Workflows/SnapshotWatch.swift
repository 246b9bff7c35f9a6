import Calendars
import GRDB

/// Compares the snapshot's opportunities with what was known of them, and notes what changed.
///
/// Whoever changes the snapshot's rows calls this in the same transaction, once the rows are as they will be: a whole
/// import as well as the records of a delta.
package enum SnapshotWatch {
  /// The columns that are compared, by the names that `crm_change.field` has.
  static let columns = [
    "stage", "amount", "incremental_acv", "close_date", "is_closed", "owner_id", "primary_solution_architect_id",
    "sa_requested_at", "technical_evaluation_start", "technical_evaluation_end", "technical_evaluation_close_status",
    "technical_evaluation_close_details",
  ]

  /// Changes are kept this long for `debrief workflows history`, in seconds.
  private static let keeps: Int64 = 90 * 86_400

  /// A column that as many opportunities had filled in is not empty all at once: the export left it out.
  private static let fewestOfAColumn = 10

  /// Notes changes and new records.
  ///
  /// Nothing is noted for the first snapshot, and for one that was compared before: an old export that is put back says
  /// nothing new, and neither does the new one after it.
  ///
  /// - Parameters:
  ///   - fingerprint: what tells this state of the snapshot from every other.
  ///   - mayComeBack: somebody may import the very same once more. What a CRM says of its changes never comes twice, so
  ///     nothing of it is remembered.
  package static func compare(
    fingerprint: String, mayComeBack: Bool = true, at now: Instant, _ db: Database
  ) throws {
    let isFirst = try !exists("SELECT 1 FROM crm_watch_snapshot", db)
    if mayComeBack || isFirst {
      try db.execute(
        sql: """
          INSERT INTO crm_watch_snapshot (fingerprint, first_id) SELECT ?, coalesce(max(id), 0) FROM snapshot WHERE true
          ON CONFLICT DO NOTHING
          """,
        arguments: [fingerprint])
      guard db.changesCount > 0 else { return }
    }
    let compared = try columns.filter { try !isLeftOut($0, db) }
    if !isFirst {
      try noteChanges(of: compared, fingerprint, now, db)
      try noteNewRecords(fingerprint, now, db)
    }
    try remember(compared, db)
    try db.execute(
      sql: "DELETE FROM crm_change WHERE at < ?", arguments: [now.advanced(by: -keeps).description])
  }

  private static func exists(_ sql: String, _ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT EXISTS (\(sql))") == 1
  }

  private static func isLeftOut(_ column: String, _ db: Database) throws -> Bool {
    if try exists("SELECT 1 FROM crm_opportunity WHERE \(column) IS NOT NULL", db) { return false }
    let filled =
      try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM (SELECT 1 FROM crm_watch WHERE \(column) IS NOT NULL LIMIT \(fewestOfAColumn))")
    return filled == fewestOfAColumn
  }

  private static func differs(_ columns: [String]) -> String {
    columns.map { "n.\($0) IS NOT w.\($0)" }.joined(separator: " OR ")
  }

  private static func noteChanges(
    of columns: [String], _ fingerprint: String, _ now: Instant, _ db: Database
  ) throws {
    let values = columns.map { "CAST(w.\($0) AS TEXT), CAST(n.\($0) AS TEXT)" }.joined(separator: ", ")
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT n.id, \(values) FROM crm_opportunity AS n JOIN crm_watch AS w ON w.id = n.id
        WHERE \(differs(columns)) ORDER BY n.id
        """)
    let insert = try db.makeStatement(
      sql: "INSERT INTO crm_change (at, snapshot, record, field, was, value) VALUES (?, ?, ?, ?, ?, ?)")
    while let row = try rows.next() {
      let id: String = row[0]
      for (index, column) in columns.enumerated() {
        let was: String? = row[1 + 2 * index]
        let value: String? = row[2 + 2 * index]
        if was == value { continue }
        try insert.execute(arguments: [now.description, fingerprint, id, column, was, value])
      }
    }
  }

  private static func noteNewRecords(_ fingerprint: String, _ now: Instant, _ db: Database) throws {
    for sql in [
      "SELECT id FROM crm_opportunity WHERE id NOT IN (SELECT id FROM crm_watch)",
      "SELECT id FROM crm_task WHERE recorder_call_id IS NOT NULL AND id NOT IN (SELECT id FROM crm_watch_task)",
    ] {
      try db.execute(
        sql: "INSERT INTO crm_change (at, snapshot, record, field) SELECT ?, ?, id, '' FROM (\(sql)) ORDER BY id",
        arguments: [now.description, fingerprint])
    }
  }

  private static func remember(_ columns: [String], _ db: Database) throws {
    // Columns that were left out keep what was known.
    try db.execute(
      sql: """
        INSERT INTO crm_watch (id, stage, is_closed) SELECT id, stage, is_closed FROM crm_opportunity AS n
        WHERE NOT EXISTS (SELECT 1 FROM crm_watch AS w WHERE w.id = n.id)
        """)
    try db.execute(
      sql: """
        UPDATE crm_watch AS w SET \(columns.map { "\($0) = n.\($0)" }.joined(separator: ", "))
        FROM crm_opportunity AS n WHERE n.id = w.id AND (\(differs(columns)))
        """)
    try db.execute(
      sql: """
        INSERT INTO crm_watch_task (id) SELECT id FROM crm_task WHERE recorder_call_id IS NOT NULL
        ON CONFLICT DO NOTHING
        """)
  }
}
