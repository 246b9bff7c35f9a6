import GRDB

/// Migration 011: how far the snapshot follows a CRM that is asked for its changes.
enum SyncSchema {
  static func createTables(_ db: Database) throws {
    try db.create(table: "crm_sync", options: .strict) { t in
      t.primaryKey("object", .text)
      // By the CRM's own clock: everything that changed before is in the snapshot.
      t.column("changed_until", .text).notNull()
      // By ours: when everything was read, and when the CRM was last asked.
      t.column("full_at", .text).notNull()
      t.column("read_at", .text).notNull()
      // What the reading depended on; another value, and everything is read anew.
      t.column("settings", .text).notNull()
      // The snapshot that the changes belong on top of.
      t.column("snapshot_id", .integer).notNull()
    }
  }
}
