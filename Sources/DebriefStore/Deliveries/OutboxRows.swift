import Addresses
import Calendars
import DebriefCore
import GRDB

/// One line of what became of an entry.
package struct OutboxEventLine: Sendable, Hashable {
  package var at: Instant
  package var state: OutboxState
  package var attempt: Int
  package var courier: String?
  package var by: String?
  package var reference: String?
  package var why: String?
}

/// The outbox's rows as values, and back. Every change of a row counts its version up and adds a line to its history.
enum OutboxRows {
  static func entry(_ row: Row) throws -> OutboxEntry {
    OutboxEntry(
      key: row["key"], subject: row["subject"], owner: try EmailAddress(parsing: row["owner"]),
      delivery: try JSONColumn.decode(Delivery.self, from: row["delivery"]),
      createdAt: try instant(row, "createdAt"), dueAt: try instant(row, "dueAt"))
  }

  static func record(_ row: Row) throws -> OutboxRecord {
    var record = OutboxRecord(entry: try entry(row), state: OutboxState(rawValue: row["state"]) ?? .failed)
    record.courier = row["courier"]
    record.attempts = row["attempts"]
    record.lookUps = row["lookUps"]
    record.isForPerson = row["forPerson"]
    record.reference = row["reference"]
    record.why = row["why"]
    record.field = row["field"]
    if (row["leasedUntil"] as String?) != nil {
      record.lease = OutboxRecord.Lease(since: try instant(row, "leasedSince"), until: try instant(row, "leasedUntil"))
    }
    return record
  }

  /// Adds a new entry, or asks again for one that did not happen; one that was delivered, or may have been, stays.
  static func add(_ entry: OutboxEntry, _ db: Database) throws {
    let known = try Row.fetchOne(db, sql: "SELECT state, subject FROM outbox WHERE key = ?", arguments: [entry.key])
    switch known?["state"] as String? {
    case nil, "cancelled", "failed": break
    // Several activities may need the same contact; it stays with the first.
    case "queued" where known?["subject"] == entry.subject: break
    default: return
    }
    try db.execute(
      sql: """
        INSERT INTO outbox (key, sequence, object, subject, stream, lane, owner, delivery, createdAt, dueAt, state)
        VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM outbox), ?, ?, ?, ?, ?, ?, ?, ?, 'queued')
        ON CONFLICT (key) DO UPDATE SET sequence = excluded.sequence, subject = excluded.subject, owner = excluded.owner,
          stream = excluded.stream, lane = excluded.lane, delivery = excluded.delivery, createdAt = excluded.createdAt,
          dueAt = excluded.dueAt, state = 'queued', attempts = 0, lookUps = 0, forPerson = 0, why = NULL,
          field = NULL, version = version + 1
        """,
      arguments: [
        entry.key, entry.delivery.object, entry.subject, entry.delivery.stream ?? entry.key,
        try lane(of: entry.delivery, db), entry.owner.key, try JSONColumn.encode(entry.delivery),
        entry.createdAt.description, entry.dueAt.description,
      ])
    try db.execute(sql: "DELETE FROM outboxNeed WHERE key = ?", arguments: [entry.key])
    for need in Set(entry.delivery.prerequisites).sorted() where need != entry.key {
      try db.execute(sql: "INSERT INTO outboxNeed (key, needs) VALUES (?, ?)", arguments: [entry.key, need])
    }
    try note(entry.key, at: entry.createdAt, by: entry.owner.key, db)
  }

  /// Writes what a transition made of a record; false where somebody else has changed the row since.
  static func save(
    _ record: OutboxRecord, was version: Int, at now: Instant, by person: String? = nil, _ db: Database
  ) throws -> Bool {
    try db.execute(
      sql: """
        UPDATE outbox SET state = ?, courier = ?, attempts = ?, lookUps = ?, forPerson = ?, reference = ?, why = ?,
          field = ?, dueAt = ?, leasedSince = ?, leasedUntil = ?, version = version + 1
        WHERE key = ? AND version = ?
        """,
      arguments: [
        record.state.rawValue, record.courier, record.attempts, record.lookUps, record.isForPerson ? 1 : 0,
        record.reference, record.why, record.field, record.entry.dueAt.description, record.lease?.since.description,
        record.lease?.until.description, record.entry.key, version,
      ])
    guard db.changesCount == 1 else { return false }
    try note(record.entry.key, at: now, by: person, db)
    return true
  }

  /// Takes back what has not happened and is about `subject`, except for what other subjects need.
  static func cancel(subject: String, why: String, at now: Instant, by person: String, _ db: Database) throws {
    let keys = try String.fetchAll(
      db,
      sql: """
        SELECT key FROM outbox AS o WHERE subject = ? AND state IN ('queued', 'failed')
          AND NOT EXISTS (SELECT 1 FROM outboxNeed AS n JOIN outbox AS e ON e.key = n.key
            WHERE n.needs = o.key AND e.subject <> o.subject AND e.state IN ('queued', 'sending', 'unknown', 'failed'))
        ORDER BY sequence
        """, arguments: [subject])
    for key in keys {
      try db.execute(
        sql: "UPDATE outbox SET state = 'cancelled', why = ?, field = NULL, version = version + 1 WHERE key = ?",
        arguments: [why, key])
      try note(key, at: now, by: person, db)
    }
  }

  /// The row as it is now, as the next line of its history.
  static func note(_ key: String, at now: Instant, by person: String?, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO outboxEvent (key, number, at, state, attempt, courier, by, reference, why)
        SELECT key, (SELECT count(*) + 1 FROM outboxEvent AS e WHERE e.key = o.key), ?, state, attempts, courier, ?,
          reference, why
        FROM outbox AS o WHERE key = ?
        """,
      arguments: [now.description, person, key])
  }

  /// The account whose row the CRM locks while `delivery` is written.
  private static func lane(of delivery: Delivery, _ db: Database) throws -> String {
    guard let record = delivery.lockedRecord else { return "" }
    let account =
      record.keyPrefix == "001"
      ? nil
      : try String.fetchOne(
        db, sql: "SELECT account_id FROM crm_opportunity WHERE id = ?", arguments: [record.description])
    return account ?? record.description
  }
}
