import GRDB

/// Migration 010: what snapshots are compared by, and what workflows have told whom.
enum WorkflowSchema {
  /// The part that belongs to the snapshot's tables.
  static func createSnapshotTables(_ db: Database) throws {
    try db.alter(table: "crm_opportunity") { t in t.add(column: "sa_requested_at", .text) }
    // Null where the export does not say.
    try db.alter(table: "crm_task") { t in t.add(column: "is_open", .integer) }
    // What each opportunity held when a snapshot told something new of it. An opportunity that a later export leaves out
    // stays here, so that it is not new when it comes back.
    try db.execute(
      sql: """
        CREATE TABLE crm_watch (
          id TEXT NOT NULL PRIMARY KEY,
          stage TEXT NOT NULL,
          amount REAL,
          incremental_acv REAL,
          close_date TEXT,
          is_closed INTEGER NOT NULL,
          owner_id TEXT,
          primary_solution_architect_id TEXT,
          sa_requested_at TEXT,
          technical_evaluation_start TEXT,
          technical_evaluation_end TEXT,
          technical_evaluation_close_status TEXT,
          technical_evaluation_close_details TEXT
        ) STRICT, WITHOUT ROWID
        """)
    // The recorders' call tasks that were there before.
    try db.execute(sql: "CREATE TABLE crm_watch_task (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID")
    // Every snapshot that was compared: one that comes back tells nothing new.
    try db.execute(
      sql: """
        CREATE TABLE crm_watch_snapshot (
          fingerprint TEXT NOT NULL PRIMARY KEY,
          first_id INTEGER NOT NULL -- of the row of snapshot in which it first came
        ) STRICT, WITHOUT ROWID
        """)
    try db.execute(
      sql: """
        CREATE TABLE crm_change (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          at TEXT NOT NULL, -- when the snapshot was imported
          snapshot TEXT NOT NULL, -- its fingerprint
          record TEXT NOT NULL,
          field TEXT NOT NULL, -- the column; empty for a record that is new
          was TEXT,
          value TEXT
        ) STRICT
        """)
    try db.execute(sql: "CREATE INDEX crm_change_by_record ON crm_change (record)")
  }

  static func createTables(_ db: Database) throws {
    try createSnapshotTables(db)
    // What was told to whom; never told again.
    try db.create(table: "workflowFiring", options: [.strict, .withoutRowID]) { t in
      t.primaryKey("key", .text)
      t.column("workflow", .text).notNull()
      t.column("kind", .text).notNull()
      t.column("subject", .text).notNull()
      t.column("opportunity", .text)
      t.column("recipient", .text).notNull()
      t.column("cause", .text).notNull()
      t.column("at", .text).notNull()
      t.column("message", .text).notNull()  // the key of the outbox's row
      t.column("records", .integer).notNull()  // how many the message lists for this cause
    }
    try db.create(index: "workflowFiringByTime", on: "workflowFiring", columns: ["at", "key"])
    // Who was told of what has held since.
    try db.create(table: "workflowStanding", options: [.strict, .withoutRowID]) { t in
      t.column("workflow", .text).notNull()
      t.column("kind", .text).notNull()
      t.column("subject", .text).notNull()
      t.column("recipient", .text).notNull()
      t.primaryKey(["workflow", "kind", "subject", "recipient"])
    }
    // The last local day on which a schedule was gone through in a zone.
    try db.create(table: "workflowDay", options: [.strict, .withoutRowID]) { t in
      t.column("workflow", .text).notNull()
      t.column("timeZone", .text).notNull()
      t.column("day", .text).notNull()
      t.primaryKey(["workflow", "timeZone"])
    }
    // What is new is found without reading what is old.
    try db.create(index: "promptByCreation", on: "prompt", columns: ["createdAt"])
    try db.create(index: "activityByTime", on: "activity", columns: ["loggedAt"])
  }
}
