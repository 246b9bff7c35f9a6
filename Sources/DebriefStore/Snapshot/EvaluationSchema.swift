import GRDB

/// Migration 013: what reports and workflows ask of opportunities and of POVs beyond what matching does.
enum EvaluationSchema {
  static let indexes = [
    SnapshotSchema.Index(table: "crm_pov", columns: "id", isUnique: true),
    SnapshotSchema.Index(table: "crm_pov", columns: "opportunity_id"),
  ]

  static func createTables(_ db: Database) throws {
    try db.alter(table: "crm_opportunity") { t in
      t.add(column: "technical_evaluation_close_details", .text)
      t.add(column: "success_plan_url", .text)
      t.add(column: "is_csm_ready", .integer).notNull().defaults(to: 0)
      t.add(column: "is_customer_accepted", .integer).notNull().defaults(to: 0)
    }
    try db.alter(table: "crm_task") { t in t.add(column: "recorder_call_id", .text) }
    try db.execute(
      sql: """
        CREATE TABLE crm_pov (
          id TEXT NOT NULL,
          opportunity_id TEXT NOT NULL,
          name TEXT NOT NULL,
          owner_id TEXT,
          start_date TEXT,
          end_date TEXT,
          status TEXT,
          details TEXT,
          file INTEGER NOT NULL,
          line INTEGER NOT NULL
        ) STRICT
        """)
    for index in indexes { try index.create(db) }
  }
}
