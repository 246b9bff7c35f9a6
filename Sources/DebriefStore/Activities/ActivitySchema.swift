import GRDB

/// Migration 005: what SAs logged, and what the CRM is to be told of it.
enum ActivitySchema {
  static func createTables(_ db: Database) throws {
    try db.create(table: "activity", options: .strict) { t in
      t.primaryKey("id", .text)
      t.column("owner", .text).notNull()
      t.column("prompt", .text)  // null for one that was logged without a meeting
      t.column("relatedTo", .text).notNull()
      t.column("call", .text).notNull()  // JSON
      t.column("revision", .integer).notNull()
      t.column("withdrawn", .integer).notNull().check { [0, 1].contains($0) }
      t.column("loggedAt", .text).notNull()
    }
    try db.create(index: "activityByOwner", on: "activity", columns: ["owner", "loggedAt"])
    try db.create(index: "activityByPrompt", on: "activity", columns: ["prompt"])
    // Append-only: every form that an activity has had, who gave it, and when.
    try db.create(table: "activityRevision", options: [.strict, .withoutRowID]) { t in
      t.column("activity", .text).notNull().references("activity", onDelete: .cascade)
      t.column("number", .integer).notNull()
      t.column("at", .text).notNull()
      t.column("by", .text).notNull()
      t.column("why", .text).notNull()
      t.column("call", .text).notNull()  // JSON
      // The revision whose content this is: an earlier one where undo restored it.
      t.column("content", .integer).notNull()
      t.primaryKey(["activity", "number"])
    }
    try db.create(table: "outbox", options: .strict) { t in
      t.primaryKey("key", .text)  // idempotency: what was sent under a key is never sent again
      t.column("object", .text).notNull()
      t.column("subject", .text).notNull()  // the activity, or the key itself
      t.column("owner", .text).notNull()
      t.column("delivery", .text).notNull()  // JSON
      t.column("createdAt", .text).notNull()
      t.column("dueAt", .text).notNull()
      // waiting: can still be taken back; batched: promised to a file; written: the file is there.
      t.column("state", .text).notNull().check { ["waiting", "batched", "written", "cancelled"].contains($0) }
      t.column("batch", .integer)
    }
    try db.create(index: "outboxByState", on: "outbox", columns: ["state", "dueAt", "key"])
    try db.create(index: "outboxBySubject", on: "outbox", columns: ["subject"])
    try db.create(index: "outboxByBatch", on: "outbox", columns: ["batch"])
  }
}
