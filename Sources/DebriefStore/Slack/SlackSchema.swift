import GRDB

/// Migration 012: whom Debrief knows in Slack, and what it has said there.
enum SlackSchema {
  static func createTables(_ db: Database) throws {
    try db.create(table: "slackAccount", options: .strict) { t in
      t.primaryKey("email", .text)
      t.column("user", .text).notNull().unique()
      t.column("channel", .text)  // of direct messages; null until the first
      t.column("foundAt", .text).notNull()
    }
    try db.create(table: "slackChannel", options: .strict) { t in
      t.primaryKey("name", .text)
      t.column("id", .text).notNull()
      t.column("foundAt", .text).notNull()
    }
    try db.create(table: "slackMessage", options: .strict) { t in
      t.primaryKey("key", .text)  // the delivery's, which stands in the message's metadata, too
      t.column("kind", .text).notNull().check { ["prompt", "activity", "notice", "digest"].contains($0) }
      t.column("subject", .text)  // the prompt's or the activity's id
      t.column("owner", .text)  // of a direct message
      t.column("day", .text)  // of a direct message: the owner's own day
      t.column("channel", .text).notNull()
      t.column("ts", .text).notNull()
      // What it shows: the length of the prompt's history, or the activity's revision.
      t.column("shown", .integer).notNull()
      t.column("postedAt", .text).notNull()
    }
    try db.create(index: "slackMessageBySubject", on: "slackMessage", columns: ["subject"])
    try db.create(index: "slackMessageByDay", on: "slackMessage", columns: ["owner", "day"])
    // What was too much for one day as messages of their own, and stands in that day's digest.
    try db.create(table: "slackDigestItem", options: .strict) { t in
      t.primaryKey("key", .text)
      t.column("owner", .text).notNull()
      t.column("day", .text).notNull()
      t.column("prompt", .text)
      t.column("text", .text).notNull()
      t.column("addedAt", .text).notNull()
    }
    try db.create(index: "slackDigestItemByDay", on: "slackDigestItem", columns: ["owner", "day", "addedAt", "key"])
    // Requests that were answered, for as long as their signature is good: the same one again is a replay.
    try db.create(table: "slackRequest", options: [.strict, .withoutRowID]) { t in
      t.primaryKey("signature", .text)
      t.column("at", .text).notNull()
    }
  }
}
