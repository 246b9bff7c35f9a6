import CRM
import Calendars
import GRDB

/// How far the snapshot in force follows a CRM that is asked for its changes.
package struct SnapshotSync: Equatable, Sendable {
  /// By the CRM's own clock, object by object: everything that changed before is in the snapshot.
  package var changedUntil: [SnapshotObject: Instant]
  /// When everything was read.
  package var fullAt: Instant
  /// When the CRM was last asked.
  package var readAt: Instant
  /// What the reading depended on.
  package var settings: String
  /// The snapshot that the changes belong on top of.
  package var snapshot: Int64

  package init(
    changedUntil: [SnapshotObject: Instant], fullAt: Instant, readAt: Instant, settings: String, snapshot: Int64
  ) {
    self.changedUntil = changedUntil
    self.fullAt = fullAt
    self.readAt = readAt
    self.settings = settings
    self.snapshot = snapshot
  }

  func write(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM crm_sync")
    for (object, until) in changedUntil.sorted(by: { $0.key < $1.key }) {
      try db.execute(
        sql: """
          INSERT INTO crm_sync (object, changed_until, full_at, read_at, settings, snapshot_id)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          object.rawValue, until.description, fullAt.description, readAt.description, settings, snapshot,
        ])
    }
  }

  /// Nil where the snapshot in force is not one that changes can be put on.
  static func current(_ db: Database) throws -> SnapshotSync? {
    guard let snapshot = try Snapshot.current(db)?.id else { return nil }
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM crm_sync WHERE snapshot_id = ?", arguments: [snapshot])
    guard let first = rows.first, let fullAt = Instant(first["full_at"] as String),
      let readAt = Instant(first["read_at"] as String)
    else { return nil }
    var sync = SnapshotSync(
      changedUntil: [:], fullAt: fullAt, readAt: readAt, settings: first["settings"], snapshot: snapshot)
    for row in rows {
      guard let object = SnapshotObject(rawValue: row["object"]) else { continue }
      sync.changedUntil[object] = Instant(row["changed_until"] as String)
    }
    return sync
  }
}

extension Store {
  package func snapshotSync() throws -> SnapshotSync? { try writer.read(SnapshotSync.current) }

  package func save(_ sync: SnapshotSync) throws { try writer.write(sync.write) }

  /// When the snapshot in force was last known to be what the CRM says; nil before the first.
  package func snapshotAsOf() throws -> Instant? {
    try writer.read { db in
      guard let imported = try Snapshot.current(db)?.importedAt else { return nil }
      return max(imported, try SnapshotSync.current(db)?.readAt ?? imported)
    }
  }
}
