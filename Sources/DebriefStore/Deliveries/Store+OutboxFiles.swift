import Addresses
import Calendars
import DebriefCore
import GRDB

/// Entries that go into the same files.
package struct OutboxBatch: Sendable {
  package var number: Int
  /// In the order in which they were asked for.
  package var entries: [OutboxEntry]
}

extension Store {
  /// Promises everything that is due to one batch, and returns every batch whose files are not known to be there: the
  /// new one, and one that a crash interrupted. From now on these entries cannot be taken back.
  ///
  /// - Parameter accepts: what goes to files; all of it by default.
  package func batchesToWrite(
    now: Instant, where accepts: (Delivery) -> Bool = { _ in true }
  ) throws -> [OutboxBatch] {
    try writer.write { db in
      let due = try Row.fetchAll(
        db,
        sql: """
          SELECT o.* FROM outbox AS o WHERE o.state = 'queued' AND o.dueAt <= ?
            AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.stream = o.stream AND e.sequence < o.sequence
              AND e.courier <> 'files' AND e.state IN ('sending', 'unknown'))
          ORDER BY o.sequence
          """, arguments: [now.description])
      let batch = try Int.fetchOne(db, sql: "SELECT coalesce(max(batch), 0) + 1 FROM outbox") ?? 1
      for row in due {
        let record = try OutboxRows.record(row)
        guard accepts(record.entry.delivery) else { continue }
        let claimed = try record.applying(.claimed(courier: Self.files), at: now)
        _ = try OutboxRows.save(claimed, was: row["version"], at: now, db)
        try db.execute(sql: "UPDATE outbox SET batch = ? WHERE key = ?", arguments: [batch, record.entry.key])
      }
      let numbers = try Int.fetchAll(
        db, sql: "SELECT DISTINCT batch FROM outbox WHERE state = 'sending' AND courier = ? ORDER BY batch",
        arguments: [Self.files])
      return try numbers.map { number in
        let rows = try Row.fetchAll(
          db, sql: "SELECT * FROM outbox WHERE batch = ? ORDER BY sequence", arguments: [number])
        return OutboxBatch(number: number, entries: try rows.map(OutboxRows.entry))
      }
    }
  }

  /// The batch's files are there.
  package func markWritten(batch number: Int, at now: Instant) throws {
    try writer.write { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM outbox WHERE batch = ? AND state = 'sending' ORDER BY sequence", arguments: [number])
      for row in rows {
        let done = try OutboxRows.record(row).applying(.answered(.done(reference: nil)), at: now)
        _ = try OutboxRows.save(done, was: row["version"], at: now, db)
      }
    }
  }

  /// The courier of what is written to files.
  private static let files = "files"
}

extension Store {
  /// Whether any form of the activity has left the outbox, or may have.
  package func wasSent(activity: Activity.ID) throws -> Bool {
    try writer.read { db in
      let sent = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM outbox WHERE subject = ? AND state IN ('sending', 'done', 'unknown')",
        arguments: [activity])
      return (sent ?? 0) > 0
    }
  }
}
