import GRDB

/// The shapes that the database has had. A shipped migration never changes, and never mentions Swift's types: it spells
/// the states out.
///
/// Times are text: RFC 3339 in UTC for instants (`2026-11-21T09:30:00Z`), and `CalendarTime`'s three forms where a
/// calendar's own time is kept.
enum Migrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("001 snapshot", migrate: SnapshotSchema.createTablesOf001)
    migrator.registerMigration("002 calendars", migrate: createCalendars)
    migrator.registerMigration("003 matches", migrate: createMatches)
    migrator.registerMigration("004 prompts", migrate: createPrompts)
    migrator.registerMigration("005 activities", migrate: ActivitySchema.createTables)
    migrator.registerMigration("006 settling", migrate: SettlingSchema.createTables)
    migrator.registerMigration("007 web sessions", migrate: WebSchema.createTables)
    migrator.registerMigration("008 rule drafts", migrate: RuleDeskSchema.createTables)
    migrator.registerMigration("009 outbox", migrate: OutboxSchema.createTables)
    migrator.registerMigration("010 workflows", migrate: WorkflowSchema.createTables)
    migrator.registerMigration("011 delta sync", migrate: SyncSchema.createTables)
    migrator.registerMigration("012 slack", migrate: SlackSchema.createTables)
    migrator.registerMigration("013 evaluations", migrate: createEvaluations)
    migrator.registerMigration("014 forgotten", migrate: createForgotten)
    migrator.registerMigration("015 seats that stay", migrate: SettlingSchema.leaveSeatsThatStay)
    migrator.registerMigration("016 what matters", migrate: SettlingSchema.listWhatMatters)
    migrator.registerMigration("017 details of seats", migrate: SeatSchema.separateDetails)
    return migrator
  }

  private static func createForgotten(_ db: Database) throws {
    try db.create(table: "forgotten", options: [.strict, .withoutRowID]) { t in
      t.column("kind", .text).notNull().check { ["address", "domain"].contains($0) }
      t.column("hash", .text).notNull()  // of the address or the domain: the list itself names nobody
      t.column("at", .text).notNull()
      t.primaryKey(["kind", "hash"])
    }
  }

  private static func createEvaluations(_ db: Database) throws {
    try EvaluationSchema.createTables(db)
    // The export in force was read without these columns: the next run reads it again.
    try db.execute(sql: "DELETE FROM gate WHERE name = 'snapshot'")
  }

  private static func createCalendars(_ db: Database) throws {
    // What tells that something need not be looked at again.
    try db.create(table: "gate", options: [.strict, .withoutRowID]) { t in
      t.primaryKey("name", .text)
      t.column("value", .text).notNull()
    }
    try db.create(table: "source", options: .strict) { t in
      t.primaryKey("path", .text)
      t.column("owner", .text)
      // What tells an unchanged file from a changed one; the settings that the reading depended on are part of it.
      t.column("gate", .text).notNull()
      t.column("coverageFrom", .text).notNull()
      t.column("coverageUntil", .text).notNull()
      t.column("report", .text).notNull()  // JSON: counts, refusals, health
    }
    try db.create(table: "series", options: [.strict, .withoutRowID]) { t in
      t.column("source", .text).notNull().references("source", onDelete: .cascade)
      t.column("uid", .text).notNull()
      t.column("fingerprint", .integer).notNull()
      t.column("privateOccurrences", .integer).notNull()
      t.column("refusals", .text)  // JSON, or null for none
      t.primaryKey(["source", "uid"])
    }
    try db.create(table: "seat", options: [.strict, .withoutRowID]) { t in
      t.column("source", .text).notNull()
      t.column("uid", .text).notNull()
      t.column("recurrenceID", .text).notNull()  // empty for an event that does not recur
      t.column("owner", .text).notNull()
      t.column("sequence", .integer).notNull()
      t.column("facts", .integer).notNull()  // hash of all that follows
      t.column("reason", .text)  // null for a meeting
      t.column("title", .text)
      t.column("location", .text)
      t.column("start", .text).notNull()
      t.column("end", .text).notNull()
      t.column("startsAt", .text).notNull()
      t.column("endsAt", .text).notNull()
      t.column("timeZone", .text)
      t.column("line", .integer).notNull()
      t.column("participants", .text).notNull()  // JSON; empty unless it is a meeting
      t.column("recordLinks", .text).notNull()  // JSON
      t.primaryKey(["source", "uid", "recurrenceID"])
      t.foreignKey(["source", "uid"], references: "series", onDelete: .cascade)
    }
    // Both indexes hold all that the view below and the account of a run ask of a seat: its row is wide, and a run with
    // nothing to do reads none.
    try db.create(
      index: "seatByOwner", on: "seat", columns: ["owner", "uid", "recurrenceID", "sequence", "source"])
    try db.create(
      index: "seatByReason", on: "seat",
      columns: ["reason", "endsAt", "owner", "uid", "recurrenceID", "sequence", "source"])
    // Where one SA's calendars hold an occurrence twice, the newer revision counts; among equals, the first source.
    try db.execute(
      sql: """
        CREATE VIEW currentSeat AS SELECT * FROM seat AS s WHERE NOT EXISTS (
          SELECT 1 FROM seat AS o
          WHERE o.owner = s.owner AND o.uid = s.uid AND o.recurrenceID = s.recurrenceID
            AND (o.sequence > s.sequence OR (o.sequence = s.sequence AND o.source < s.source)))
        """)
  }

  private static func createMatches(_ db: Database) throws {
    try db.create(table: "ruleset", options: .strict) { t in
      t.primaryKey("version", .text)
      t.column("firstUsedAt", .text).notNull()
      t.column("rules", .text).notNull()  // JSON
    }
    try db.create(table: "match", options: [.strict, .withoutRowID]) { t in
      t.column("owner", .text).notNull()
      t.column("uid", .text).notNull()
      t.column("recurrenceID", .text).notNull()
      t.column("facts", .integer).notNull()  // the seat's facts that were matched
      t.column("context", .integer).notNull()  // hash of snapshot, rules and settings
      t.column("result", .integer).notNull()  // hash of match
      t.column("match", .text).notNull()  // JSON
      t.column("snapshot", .text)
      t.column("rulesVersion", .text).notNull()
      t.primaryKey(["owner", "uid", "recurrenceID"])
    }
  }

  private static func createPrompts(_ db: Database) throws {
    try db.create(table: "prompt", options: .strict) { t in
      t.primaryKey("id", .text)
      t.column("owner", .text).notNull()
      t.column("uid", .text).notNull()
      t.column("recurrenceID", .text).notNull()
      t.column("title", .text)
      t.column("location", .text)
      t.column("start", .text).notNull()
      t.column("end", .text).notNull()
      t.column("startsAt", .text).notNull()
      t.column("endsAt", .text).notNull()
      t.column("timeZone", .text)
      t.column("participants", .text).notNull()  // JSON
      t.column("recordLinks", .text).notNull()  // JSON
      t.column("dueAt", .text).notNull()
      t.column("outcome", .text).notNull()
      t.column("opportunity", .text)
      t.column("match", .text).notNull()  // JSON
      t.column("matchResult", .integer).notNull()  // match.result when it was copied here
      t.column("facts", .integer).notNull()  // seat.facts when they were copied here
      t.column("flags", .text).notNull()  // JSON
      t.column("state", .text).notNull().check {
        ["pending", "logged", "updated", "dismissed", "snoozed", "expired", "withdrawn"].contains($0)
      }
      t.column("snoozedUntil", .text)
      t.column("stateReason", .text)
      t.column("createdAt", .text).notNull()
      t.column("snapshot", .text)
      t.column("rulesVersion", .text)
      t.uniqueKey(["owner", "uid", "recurrenceID"])
    }
    try db.create(index: "promptByState", on: "prompt", columns: ["state", "owner", "startsAt", "id"])
    try db.create(table: "promptEvent", options: [.strict, .withoutRowID]) { t in
      t.column("prompt", .text).notNull().references("prompt", onDelete: .cascade)
      t.column("number", .integer).notNull()
      t.column("at", .text).notNull()
      t.column("by", .text).notNull()
      t.column("from", .text)
      t.column("to", .text).notNull()
      t.column("why", .text).notNull()
      t.primaryKey(["prompt", "number"])
    }
  }
}
