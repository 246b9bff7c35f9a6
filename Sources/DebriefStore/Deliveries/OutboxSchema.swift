import GRDB

/// Migration 009: the outbox with couriers that may fail, and with what becomes of each entry.
enum OutboxSchema {
  static func createTables(_ db: Database) throws {
    // A CHECK cannot be changed: the table is made anew, and the old rows move in.
    try db.execute(sql: "ALTER TABLE outbox RENAME TO outboxBefore")
    for index in ["outboxByState", "outboxBySubject", "outboxByBatch"] { try db.execute(sql: "DROP INDEX \(index)") }
    try createOutbox(db)
    try db.execute(
      sql: """
        INSERT INTO outbox (key, sequence, object, subject, stream, lane, owner, delivery, createdAt, dueAt, state,
          courier, batch)
        SELECT key, row_number() OVER (ORDER BY createdAt, key), object, subject,
          coalesce(CASE object
            WHEN 'Task' THEN 'task/' || subject
            WHEN 'Opportunity' THEN 'opportunity/' || json_extract(delivery, '$.opportunity._0.opportunity')
            WHEN 'POV' THEN 'pov/' || coalesce(json_extract(delivery, '$.proofOfValue._0.id'),
              json_extract(delivery, '$.proofOfValue._0.opportunity') || '/'
              || json_extract(delivery, '$.proofOfValue._0.name'))
          END, key),
          '', owner, delivery, createdAt, dueAt,
          CASE state WHEN 'waiting' THEN 'queued' WHEN 'batched' THEN 'sending' WHEN 'written' THEN 'done' ELSE state END,
          CASE WHEN batch IS NULL THEN NULL ELSE 'files' END, batch
        FROM outboxBefore
        """)
    try db.drop(table: "outboxBefore")
    try createHistory(db)
  }

  private static func createOutbox(_ db: Database) throws {
    try db.create(table: "outbox", options: .strict) { t in
      t.primaryKey("key", .text)  // idempotency: what was delivered under a key is never delivered again
      t.column("sequence", .integer).notNull().unique()  // the order in which they were asked for
      t.column("object", .text).notNull()
      t.column("subject", .text).notNull()  // the activity, or the key itself
      t.column("stream", .text).notNull()  // within one, deliveries keep their order
      t.column("lane", .text).notNull()  // the account that the CRM locks; empty for none
      t.column("owner", .text).notNull()
      t.column("delivery", .text).notNull()  // JSON
      t.column("createdAt", .text).notNull()
      t.column("dueAt", .text).notNull()
      t.column("state", .text).notNull().check {
        ["queued", "sending", "done", "unknown", "failed", "cancelled"].contains($0)
      }
      t.column("courier", .text)
      t.column("attempts", .integer).notNull().defaults(to: 0)
      t.column("lookUps", .integer).notNull().defaults(to: 0)
      t.column("forPerson", .integer).notNull().defaults(to: 0).check { [0, 1].contains($0) }
      t.column("reference", .text)
      t.column("why", .text)
      t.column("field", .text)
      t.column("leasedSince", .text)
      t.column("leasedUntil", .text)
      t.column("version", .integer).notNull().defaults(to: 0)  // counts up with every change of state
      t.column("batch", .integer)  // of the files that it is written to
    }
    // What is to be done, and nothing else: whether there is any is asked at the end of every run.
    try db.execute(
      sql: """
        CREATE INDEX outboxToDo ON outbox (dueAt, sequence)
        WHERE state IN ('queued', 'sending') OR (state = 'unknown' AND forPerson = 0)
        """)
    try db.create(index: "outboxByState", on: "outbox", columns: ["state", "sequence"])
    try db.create(index: "outboxBySubject", on: "outbox", columns: ["subject"])
    try db.create(index: "outboxByStream", on: "outbox", columns: ["stream", "sequence"])
    try db.create(index: "outboxByLane", on: "outbox", columns: ["lane", "state"])
    try db.create(index: "outboxByBatch", on: "outbox", columns: ["batch"])
  }

  private static func createHistory(_ db: Database) throws {
    try db.create(table: "outboxNeed", options: [.strict, .withoutRowID]) { t in
      t.column("key", .text).notNull().references("outbox", onDelete: .cascade)
      t.column("needs", .text).notNull()  // the key of what has to be delivered first
      t.primaryKey(["key", "needs"])
    }
    try db.create(index: "outboxNeedByNeed", on: "outboxNeed", columns: ["needs"])
    // Append-only: every attempt and every answer.
    try db.create(table: "outboxEvent", options: [.strict, .withoutRowID]) { t in
      t.column("key", .text).notNull().references("outbox", onDelete: .cascade)
      t.column("number", .integer).notNull()
      t.column("at", .text).notNull()
      t.column("state", .text).notNull()
      t.column("attempt", .integer).notNull()
      t.column("courier", .text)
      t.column("by", .text)  // the person who did it, or null
      t.column("reference", .text)
      t.column("why", .text)
      t.primaryKey(["key", "number"])
    }
  }
}
