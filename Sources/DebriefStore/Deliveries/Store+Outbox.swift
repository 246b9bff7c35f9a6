import Calendars
import DebriefCore
import GRDB

/// A record of the outbox as it was read, with the version that a change of it is based on.
package struct VersionedRecord: Sendable {
  package var record: OutboxRecord
  package var version: Int
}

/// What one courier is to send now.
package struct ClaimedParcel: Sendable {
  package var held: VersionedRecord
  package var parcel: Parcel
}

extension Store {
  /// Whether there is anything that could be sent or looked up now: one look into an index that holds nothing else.
  package func hasOutboxWork(now: Instant) throws -> Bool {
    try writer.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM outbox INDEXED BY outboxToDo WHERE dueAt <= ?
            AND (state IN ('queued', 'sending') OR (state = 'unknown' AND forPerson = 0)))
          """, arguments: [now.description]) ?? false
    }
  }

  /// Hands entries that are due to a courier, in the order in which they were asked for: from now on nobody can take them
  /// back, and no other process sends them.
  ///
  /// Left out is what has to wait for something: for an earlier entry of the same stream that is not settled, for one
  /// that it needs, or for another process that writes to the same account.
  ///
  /// - Parameter accepts: whether the courier takes a delivery.
  package func claim(
    for courier: String, limit: Int, now: Instant, accepts: (Delivery) -> Bool
  ) throws -> [ClaimedParcel] {
    try writer.write { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT o.* FROM outbox AS o
          WHERE o.state = 'queued' AND o.dueAt <= ?
            AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.stream = o.stream AND e.sequence < o.sequence
              AND e.state IN ('queued', 'sending', 'unknown'))
            AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.lane = o.lane AND e.lane <> '' AND e.state = 'sending')
            AND NOT EXISTS (SELECT 1 FROM outboxNeed AS n JOIN outbox AS e ON e.key = n.needs
              WHERE n.key = o.key AND e.state NOT IN ('done', 'cancelled'))
          ORDER BY o.sequence
          """, arguments: [now.description])
      var due: [VersionedRecord] = []
      while due.count < limit, let row = try rows.next() {
        let record = try OutboxRows.record(row)
        if accepts(record.entry.delivery) { due.append(VersionedRecord(record: record, version: row["version"])) }
      }
      return try due.map { held in
        let claimed = try held.record.applying(.claimed(courier: courier), at: now)
        _ = try OutboxRows.save(claimed, was: held.version, at: now, db)
        let parcel = Parcel(
          entry: claimed.entry, attempt: claimed.attempts, references: try references(claimed.entry, db), now: now)
        return ClaimedParcel(held: VersionedRecord(record: claimed, version: held.version + 1), parcel: parcel)
      }
    }
  }

  /// Entries of which nobody knows whether they were delivered, and which a courier is to look up now.
  package func toLookUp(by courier: String, now: Instant) throws -> [ClaimedParcel] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM outbox WHERE state = 'unknown' AND forPerson = 0 AND dueAt <= ? AND courier = ? ORDER BY sequence
          """, arguments: [now.description, courier]
      ).map { row in
        let record = try OutboxRows.record(row)
        let parcel = Parcel(
          entry: record.entry, attempt: record.attempts, references: try references(record.entry, db), now: now)
        return ClaimedParcel(held: VersionedRecord(record: record, version: row["version"]), parcel: parcel)
      }
    }
  }

  /// Writes what became of an entry that was handed out; nil where another process has settled it in the meantime.
  package func settle(_ held: VersionedRecord, _ event: OutboxEvent, at now: Instant) throws -> OutboxRecord? {
    let next = try held.record.applying(event, at: now)
    return try writer.write { db in try OutboxRows.save(next, was: held.version, at: now, db) ? next : nil }
  }

  /// Takes what a process left behind for unknown: what it has held for longer than it may, or, where the caller knows that
  /// no other process is sending, all of it. Files are not meant: their batches are written again.
  package func recoverOrphans(isAlone: Bool, now: Instant) throws -> Int {
    try writer.write { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM outbox WHERE state = 'sending' AND courier <> 'files' AND (? OR leasedUntil <= ?)
          ORDER BY sequence
          """, arguments: [isAlone, now.description])
      for row in rows {
        let next = try OutboxRows.record(row).applying(.orphaned, at: now)
        _ = try OutboxRows.save(next, was: row["version"], at: now, db)
      }
      return rows.count
    }
  }

  /// When the next entry of a courier's is due, later than `now` and no later than `end`; nil for none.
  package func nextDue(after now: Instant, by end: Instant) throws -> Instant? {
    try writer.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT min(dueAt) FROM outbox WHERE dueAt > ? AND dueAt <= ? AND courier IS NOT NULL AND courier <> 'files'
            AND (state = 'queued' OR (state = 'unknown' AND forPerson = 0))
          """, arguments: [now.description, end.description]
      ).flatMap { Instant($0) }
    }
  }

  /// What services called the deliveries before this one: those of its subject, and those that it needs.
  private func references(_ entry: OutboxEntry, _ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT key, reference FROM outbox WHERE reference IS NOT NULL
          AND (subject = ? OR key IN (SELECT needs FROM outboxNeed WHERE key = ?))
        """, arguments: [entry.subject, entry.key])
    return Dictionary(rows.map { ($0["key"], $0["reference"]) }, uniquingKeysWith: { first, _ in first })
  }
}
