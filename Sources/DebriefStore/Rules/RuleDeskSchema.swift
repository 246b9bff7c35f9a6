import GRDB

/// Migration 008: what admins are about to change in the rules, what they tried, and what they published.
enum RuleDeskSchema {
  static func createTables(_ db: Database) throws {
    try db.create(table: "ruleDraft", options: [.strict, .withoutRowID]) { t in
      t.primaryKey("admin", .text)  // one draft each
      t.column("text", .text).notNull()  // YAML, also while it has errors
      t.column("basedOn", .text).notNull()  // the version of the rules that it began with
      t.column("revision", .integer).notNull()
      t.column("savedAt", .text).notNull()
    }
    // A result counts for exactly this draft against exactly these rules, settings and records.
    try db.create(table: "ruleSimulation", options: [.strict, .withoutRowID]) { t in
      t.column("draft", .text).notNull()  // version of the draft's rules
      t.column("live", .text).notNull()  // version of the rules in force
      t.column("context", .text).notNull()  // snapshot and settings
      t.column("ranAt", .text).notNull()
      t.column("by", .text).notNull()
      t.column("days", .integer).notNull()
      t.column("isWhole", .integer).notNull().check { [0, 1].contains($0) }  // 0: without reading calendars anew
      t.column("result", .text).notNull()  // JSON
      t.primaryKey(["draft", "live", "context"])
    }
    // Append-only, but for the state of the last one: the text of rules: as each publication wrote it.
    try db.create(table: "rulePublication", options: .strict) { t in
      t.primaryKey("number", .integer)
      t.column("kind", .text).notNull().check { ["found", "published", "rolled_back"].contains($0) }
      // writing: announced, and perhaps written; the file itself tells.
      t.column("state", .text).notNull().check { ["writing", "done", "abandoned"].contains($0) }
      t.column("at", .text).notNull()
      t.column("by", .text)  // null for what was found in the file
      t.column("note", .text).notNull()
      t.column("version", .text).notNull()
      t.column("block", .blob).notNull()  // the file's bytes; empty where it had no rules
      t.column("restores", .text)  // the version that was rolled back to
      t.column("simulation", .text)  // JSON: what the simulation that allowed it had counted
    }
  }
}
