import Addresses
import Calendars
import DebriefCore
import GRDB

/// Entries that go into the same files.
package struct OutboxBatch: Sendable {
  package var number: Int
  /// In the order in which they were made.
  package var entries: [OutboxEntry]
}

extension Store {
  /// Promises everything that is due to one batch, and returns every batch whose files are not known to be there: the
  /// new one, and one that a crash interrupted. From now on these entries cannot be taken back.
  package func batchesToWrite(now: Instant) throws -> [OutboxBatch] {
    try writer.write { db in
      let due = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM outbox WHERE state = 'waiting' AND dueAt <= ?", arguments: [now.description])
      if (due ?? 0) > 0 {
        try db.execute(
          sql: """
            UPDATE outbox SET state = 'batched', batch = (SELECT coalesce(max(batch), 0) + 1 FROM outbox)
            WHERE state = 'waiting' AND dueAt <= ?
            """,
          arguments: [now.description])
      }
      let numbers = try Int.fetchAll(
        db, sql: "SELECT DISTINCT batch FROM outbox WHERE state = 'batched' ORDER BY batch")
      return try numbers.map { number in
        let rows = try Row.fetchAll(
          db, sql: "SELECT * FROM outbox WHERE batch = ? ORDER BY createdAt, key", arguments: [number])
        return OutboxBatch(number: number, entries: try rows.map(outboxEntry))
      }
    }
  }

  /// The batch's files are there.
  package func markWritten(batch number: Int) throws {
    try writer.write { db in
      try db.execute(
        sql: "UPDATE outbox SET state = 'written' WHERE batch = ? AND state = 'batched'", arguments: [number])
    }
  }

  /// How many entries there are in each state.
  package func outboxCounts() throws -> [String: Int] {
    try writer.read { db in
      var counts: [String: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM outbox GROUP BY state") {
        counts[row["state"]] = row["n"]
      }
      return counts
    }
  }

  private func outboxEntry(_ row: Row) throws -> OutboxEntry {
    OutboxEntry(
      key: row["key"], subject: row["subject"], owner: try EmailAddress(parsing: row["owner"]),
      delivery: try JSONColumn.decode(Delivery.self, from: row["delivery"]),
      createdAt: try instant(row, "createdAt"), dueAt: try instant(row, "dueAt"))
  }
}

extension Store {
  /// Whether any form of the activity has left the outbox.
  package func wasSent(activity: Activity.ID) throws -> Bool {
    try writer.read { db in
      let sent = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM outbox WHERE subject = ? AND state IN ('batched', 'written')",
        arguments: [activity])
      return (sent ?? 0) > 0
    }
  }
}
