import Addresses
import CRM
import Calendars
import DebriefCore
import GRDB

/// Puts what the CRM has changed onto the snapshot in force, whole or not at all.
///
/// A change says the whole record, so the same one may come twice: reading begins some minutes before the last one's
/// end. What comes again as it is makes no new snapshot, so that nothing has to be matched anew.
package struct SnapshotChanges {
  package enum Outcome: Equatable, Sendable {
    case unchanged(Snapshot, SnapshotReading)
    case changed(Snapshot, SnapshotReading, records: Int, deletions: Int)
  }

  private let reader: SnapshotReader
  private let maxShrinkPercent: Int
  private let addressKey: (String) -> String?

  /// - Parameter reader: over a folder with the changes, one file or several for each object.
  package init(reader: SnapshotReader, maxShrinkPercent: Int, addressKey: @escaping (String) -> String?) {
    var reader = reader
    reader.givesDeletions = true
    self.reader = reader
    self.maxShrinkPercent = maxShrinkPercent
    self.addressKey = addressKey
  }

  /// - Parameter sync: how far it reaches now; its snapshot is set here.
  /// - Throws: ``SnapshotRefusal``; the snapshot in force is then what it was, and so is how far it reaches.
  package func run(into writer: some DatabaseWriter, sync: SnapshotSync, at now: Instant) throws -> Outcome {
    let plan = try reader.inspect()
    return try writer.write { db in
      guard let previous = try Snapshot.current(db) else {
        throw SnapshotRefusal(file: plan.path, fact: .nothingToRead)
      }
      var sync = sync
      let files = try plan.files.map { try Self.fileID($0, db) }
      var snapshotWriter = try SnapshotWriter(db, addressKey: addressKey)
      var (changed, deleted) = (0, 0)
      let reading = try reader.read(plan) { record, place in
        let place = RecordPlace(file: files[place.file], line: place.line)
        if case .deleted(let object, let id) = record {
          if try Self.remove(id, of: object, db) { deleted += 1 }
        } else if let (object, id) = record.identity {
          let before = try Self.facts(of: id, object, db)
          _ = try Self.remove(id, of: object, db)
          try snapshotWriter.write(record, at: place)
          if try Self.facts(of: id, object, db) != before { changed += 1 }
        }
      }
      guard changed + deleted > 0 else {
        sync.snapshot = previous.id
        try sync.write(db)
        return .unchanged(previous, reading)
      }
      let counts = try Self.counts(db, previous, reading)
      try checkShrinkage(from: previous, to: counts, path: plan.path)
      let snapshot = try Snapshot.insert(
        plan, fingerprint: "\(plan.fingerprint)-\(previous.id)", counts: counts, at: now, db)
      sync.snapshot = snapshot.id
      try sync.write(db)
      try SnapshotWatch.compare(fingerprint: snapshot.fingerprint, mayComeBack: false, at: now, db)
      return .changed(snapshot, reading, records: changed, deletions: deleted)
    }
  }

  /// Where the records say that they stood: one line of the table for each file of changes, whenever it came.
  private static func fileID(_ file: SnapshotPlan.File, _ db: Database) throws -> Int {
    let name = "changes/\(file.name)"
    if let id = try Int.fetchOne(db, sql: "SELECT id FROM crm_file WHERE name = ?", arguments: [name]) { return id }
    let id = (try Int.fetchOne(db, sql: "SELECT max(id) FROM crm_file") ?? -1) + 1
    try db.execute(
      sql: "INSERT INTO crm_file (id, name, object, dialect) VALUES (?, ?, ?, ?)",
      arguments: [id, name, file.object.rawValue, file.dialect.rawValue])
    return id
  }

  /// True where it was there.
  private static func remove(_ id: SalesforceID, of object: SnapshotObject, _ db: Database) throws -> Bool {
    try db.execute(sql: "DELETE FROM \(object.table) WHERE id = ?", arguments: [id.description])
    let wasThere = db.changesCount > 0
    if object == .contact {
      try db.execute(sql: "DELETE FROM crm_contact_address WHERE contact_id = ?", arguments: [id.description])
    }
    return wasThere
  }

  /// What the snapshot says of a record, without where it stood.
  private static func facts(of id: SalesforceID, _ object: SnapshotObject, _ db: Database) throws -> [DatabaseValue] {
    func values(_ sql: String) throws -> [DatabaseValue] {
      try Row.fetchAll(db, sql: sql, arguments: [id.description]).flatMap { row in
        row.filter { $0.0 != "file" && $0.0 != "line" }.map(\.1)
      }
    }
    let record = try values("SELECT * FROM \(object.table) WHERE id = ?")
    guard object == .contact else { return record }
    return try record + values("SELECT * FROM crm_contact_address WHERE contact_id = ? ORDER BY position")
  }

  private static func counts(
    _ db: Database, _ previous: Snapshot, _ reading: SnapshotReading
  ) throws -> [SnapshotObject: SnapshotReading.Counts] {
    var counts: [SnapshotObject: SnapshotReading.Counts] = [:]
    for object in Set(previous.counts.keys).union(reading.counts.keys) {
      var count = SnapshotReading.Counts()
      count.records = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(object.table)") ?? 0
      count.deleted = reading.counts[object]?.deleted ?? 0
      count.refused = reading.counts[object]?.refused ?? 0
      counts[object] = count
    }
    return counts
  }

  private func checkShrinkage(
    from previous: Snapshot, to counts: [SnapshotObject: SnapshotReading.Counts], path: String
  ) throws {
    for (object, before) in previous.counts.sorted(by: { $0.key < $1.key }) {
      let now = counts[object]?.records ?? 0
      if (before.records - now) * 100 > before.records * maxShrinkPercent {
        throw SnapshotRefusal(
          file: path, fact: .shrunk(object, from: before.records, to: now, limitPercent: maxShrinkPercent))
      }
    }
  }
}

extension Store {
  /// Puts the changes that `reader` finds onto the snapshot in force.
  package func importChanges(
    _ reader: SnapshotReader, sync: SnapshotSync, maxShrinkPercent: Int, at now: Instant
  ) throws -> SnapshotChanges.Outcome {
    try SnapshotChanges(reader: reader, maxShrinkPercent: maxShrinkPercent) { try? EmailAddress(parsing: $0).key }
      .run(into: writer, sync: sync, at: now)
  }
}

extension SnapshotRecord {
  /// Nil for a deletion.
  fileprivate var identity: (SnapshotObject, SalesforceID)? {
    switch self {
    case .account(let record): (.account, record.id)
    case .contact(let record): (.contact, record.id)
    case .lead(let record): (.lead, record.id)
    case .opportunity(let record): (.opportunity, record.id)
    case .contactRole(let record): (.contactRole, record.id)
    case .user(let record): (.user, record.id)
    case .task(let record): (.task, record.id)
    case .proofOfValue(let record): (.proofOfValue, record.id)
    case .deleted: nil
    }
  }
}
