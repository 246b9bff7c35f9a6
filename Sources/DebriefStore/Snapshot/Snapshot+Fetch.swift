import CRM
import Calendars
import DebriefCore
import GRDB

extension Snapshot {
  /// The snapshot in force; nil before the first import.
  package static func current(_ db: Database) throws -> Snapshot? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM snapshot ORDER BY id DESC LIMIT 1") else { return nil }
    let id: Int64 = row["id"]
    var counts: [SnapshotObject: SnapshotReading.Counts] = [:]
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM snapshot_count WHERE snapshot_id = ?", arguments: [id])
    for row in rows {
      guard let object = SnapshotObject(rawValue: row["object"]) else { continue }
      var count = SnapshotReading.Counts()
      count.records = row["records"]
      count.deleted = row["deleted"]
      count.refused = row["refused"]
      counts[object] = count
    }
    let importedAt: String = row["imported_at"]
    guard let importedAt = Instant(importedAt) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "snapshot \(id) has no time")
    }
    return Snapshot(
      id: id, importedAt: importedAt, path: row["path"], fingerprint: row["fingerprint"], dialects: row["dialects"],
      counts: counts)
  }

  /// Notes a new snapshot. Nothing refers to the row of the one before: matches and prompts keep its fingerprint, and what
  /// changed from one to the next is in `crm_change`. So its row goes, and a CRM that is asked every quarter of an hour
  /// leaves one.
  static func insert(
    _ plan: SnapshotPlan, fingerprint: String? = nil, counts: [SnapshotObject: SnapshotReading.Counts],
    at importedAt: Instant, _ db: Database
  ) throws -> Snapshot {
    let fingerprint = fingerprint ?? plan.fingerprint
    try db.execute(
      sql: "INSERT INTO snapshot (imported_at, path, fingerprint, dialects) VALUES (?, ?, ?, ?)",
      arguments: [importedAt.description, plan.path, fingerprint, plan.dialects])
    let id = db.lastInsertedRowID
    try db.execute(sql: "DELETE FROM snapshot WHERE id < ?", arguments: [id])
    for (object, count) in counts.sorted(by: { $0.key < $1.key }) {
      try db.execute(
        sql: "INSERT INTO snapshot_count (snapshot_id, object, records, deleted, refused) VALUES (?, ?, ?, ?, ?)",
        arguments: [id, object.rawValue, count.records, count.deleted, count.refused])
    }
    return Snapshot(
      id: id, importedAt: importedAt, path: plan.path, fingerprint: fingerprint, dialects: plan.dialects,
      counts: counts)
  }
}
