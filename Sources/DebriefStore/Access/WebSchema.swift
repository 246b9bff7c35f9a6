import GRDB

/// Migration 007: who is signed in to the browser's face, and the order in which its inbox reads prompts.
enum WebSchema {
  static func createTables(_ db: Database) throws {
    try db.create(table: "signInLink", options: [.strict, .withoutRowID]) { t in
      t.primaryKey("hash", .text)  // SHA-256 of the secret: whoever reads the database cannot sign in with it
      t.column("email", .text).notNull()
      t.column("expiresAt", .text).notNull()
      t.column("usedAt", .text)
    }
    try db.create(table: "webSession", options: [.strict, .withoutRowID]) { t in
      t.primaryKey("hash", .text)
      t.column("email", .text).notNull()
      t.column("createdAt", .text).notNull()
      t.column("seenAt", .text).notNull()
    }
    try db.create(index: "webSessionByEmail", on: "webSession", columns: ["email"])
    // One SA's open prompts, in order and with all that their counts need: 2,500 of 100,000 rows are counted from the
    // index alone.
    try db.execute(
      sql: """
        CREATE INDEX promptInbox ON prompt (owner, startsAt, id, state, dueAt, snoozedUntil, outcome)
        WHERE state IN ('pending', 'snoozed')
        """)
    // The other SAs' prompts about the same occurrence.
    try db.create(index: "promptByMeeting", on: "prompt", columns: ["uid", "recurrenceID"])
  }
}
