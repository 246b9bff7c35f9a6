import Calendars
import DebriefCore
import GRDB

/// What people see of the outbox and do to it.
extension Store {
  /// Entries in these states, those that need a person first, then the newest.
  package func outboxRecords(in states: [OutboxState], limit: Int) throws -> [OutboxRecord] {
    try writer.read { db in
      let marks = states.map { _ in "?" }.joined(separator: ", ")
      return try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM outbox WHERE state IN (\(marks))
          ORDER BY CASE WHEN state = 'failed' THEN 0 WHEN forPerson = 1 THEN 1 WHEN state = 'unknown' THEN 2 ELSE 3 END,
            sequence DESC LIMIT ?
          """, arguments: StatementArguments(states.map(\.rawValue)) + [limit]
      ).map(OutboxRows.record)
    }
  }

  /// The entry of exactly that key.
  package func outboxRecord(key: String) throws -> OutboxRecord? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM outbox WHERE key = ?", arguments: [key]).map(OutboxRows.record)
    }
  }

  /// How many entries stay as they are until a person has looked.
  package func outboxNeedsPerson() throws -> Int {
    try writer.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM outbox WHERE state = 'failed')
            + (SELECT count(*) FROM outbox WHERE state = 'unknown' AND forPerson = 1)
          """) ?? 0
    }
  }

  /// The entries whose key is `key` or begins with it.
  package func outboxRecords(keyPrefix key: String) throws -> [OutboxRecord] {
    try writer.read { db in
      let exact = try Row.fetchAll(db, sql: "SELECT * FROM outbox WHERE key = ?", arguments: [key])
      if !exact.isEmpty { return try exact.map(OutboxRows.record) }
      return try Row.fetchAll(
        db, sql: "SELECT * FROM outbox WHERE substr(key, 1, length(?)) = ? ORDER BY sequence LIMIT 20",
        arguments: [key, key]
      ).map(OutboxRows.record)
    }
  }

  /// Everything that happened to an entry, the first first.
  package func outboxHistory(of key: String) throws -> [OutboxEventLine] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM outboxEvent WHERE key = ? ORDER BY number", arguments: [key]).map {
        OutboxEventLine(
          at: try instant($0, "at"), state: OutboxState(rawValue: $0["state"]) ?? .failed, attempt: $0["attempt"],
          courier: $0["courier"], by: $0["by"], reference: $0["reference"], why: $0["why"])
      }
    }
  }

  /// The keys that have to be settled before this entry can go.
  package func outboxWaitsFor(_ key: String) throws -> [String] {
    try writer.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT e.key FROM outbox AS o JOIN outbox AS e ON e.stream = o.stream AND e.sequence < o.sequence
            AND e.state IN ('queued', 'sending', 'unknown')
          WHERE o.key = ?
          UNION SELECT e.key FROM outboxNeed AS n JOIN outbox AS e ON e.key = n.needs
          WHERE n.key = ? AND e.state NOT IN ('done', 'cancelled')
          ORDER BY 1
          """, arguments: [key, key])
    }
  }

  /// Does what a person wants done to an entry.
  ///
  /// - Parameter seen: how many lines of its history the person had in view; nil where nobody looked.
  /// - Throws: ``OutboxRefused`` where its state does not allow it, or a later delivery about the same record has
  ///   overtaken it; ``DeliveryWasChanged`` where something became of it since the person looked.
  package func handle(
    _ event: OutboxEvent, key: String, seen: Int? = nil, by person: String, at now: Instant
  ) throws -> OutboxRecord {
    try writer.write { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT * FROM outbox WHERE key = ?", arguments: [key]) else {
        throw OutboxRefused(key: key, why: "there is no such delivery")
      }
      let record = try OutboxRows.record(row)
      if let seen {
        let lines = try Int.fetchOne(db, sql: "SELECT count(*) FROM outboxEvent WHERE key = ?", arguments: [key])
        guard lines == seen else { throw DeliveryWasChanged(record: record) }
      }
      let next = try record.applying(event, at: now)
      if event == .retried, let later = try overtaker(of: row, db) {
        throw OutboxRefused(key: key, why: "\(later), which is newer, has been delivered; drop this one")
      }
      _ = try OutboxRows.save(next, was: row["version"], at: now, by: person, db)
      return next
    }
  }

  private func overtaker(of row: Row, _ db: Database) throws -> String? {
    try String.fetchOne(
      db,
      sql: """
        SELECT key FROM outbox WHERE stream = ? AND sequence > ? AND state IN ('sending', 'done', 'unknown')
        ORDER BY sequence LIMIT 1
        """, arguments: [row["stream"] as String, row["sequence"] as Int])
  }

  /// How many entries there are in each state.
  package func outboxCounts() throws -> [OutboxState: Int] {
    try writer.read { db in
      var counts: [OutboxState: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM outbox GROUP BY state") {
        if let state = OutboxState(rawValue: row["state"]) { counts[state] = row["n"] }
      }
      return counts
    }
  }
}

/// Something became of a delivery since the person looked at it.
package struct DeliveryWasChanged: Error, CustomStringConvertible {
  /// As it is now.
  package var record: OutboxRecord
  package var description: String { "\(record.entry.key) was handled elsewhere: it is \(record.state.rawValue) now." }
}
