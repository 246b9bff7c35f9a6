import Addresses
import Calendars
import DebriefCore
import GRDB

/// Somebody's account in Slack.
package struct SlackAccount: Hashable, Sendable {
  package var email: EmailAddress
  package var user: String
  /// The channel of direct messages with them; nil before the first.
  package var channel: String?
  package var foundAt: Instant

  package init(email: EmailAddress, user: String, channel: String?, foundAt: Instant) {
    self.email = email
    self.user = user
    self.channel = channel
    self.foundAt = foundAt
  }
}

/// A message that stands in Slack.
package struct SlackMessageRecord: Hashable, Sendable {
  package enum Kind: String, Sendable { case prompt, activity, notice, digest }

  package var key: String
  package var kind: Kind
  /// The prompt's or the activity's id.
  package var subject: String?
  /// Of a direct message, with the owner's own day.
  package var owner: EmailAddress?
  package var day: CivilDate?
  package var channel: String
  package var ts: String
  /// The length of the prompt's history, or the activity's revision, that it shows.
  package var shown: Int
  package var postedAt: Instant

  package init(key: String, kind: Kind, channel: String, ts: String, postedAt: Instant) {
    self.key = key
    self.kind = kind
    self.channel = channel
    self.ts = ts
    self.postedAt = postedAt
    shown = 0
  }
}

/// One line of a day's digest.
package struct SlackDigestItem: Hashable, Sendable {
  package var key: String
  package var prompt: Prompt.ID?
  package var text: String

  package init(key: String, prompt: Prompt.ID?, text: String) {
    self.key = key
    self.prompt = prompt
    self.text = text
  }
}

extension Store {
  // MARK: Who and where

  package func slackAccount(of email: EmailAddress) throws -> SlackAccount? {
    try slackAccount("email", email.key)
  }

  package func slackAccount(user: String) throws -> SlackAccount? { try slackAccount("user", user) }

  private func slackAccount(_ column: String, _ value: String) throws -> SlackAccount? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM slackAccount WHERE \(column) = ?", arguments: [value]).map { row in
        SlackAccount(
          email: try EmailAddress(parsing: row["email"]), user: row["user"], channel: row["channel"],
          foundAt: try instant(row, "foundAt"))
      }
    }
  }

  /// Keeps an account; one that had the same user before is forgotten, since an address can move on.
  package func save(_ account: SlackAccount) throws {
    try writer.write { db in
      try db.execute(
        sql: "DELETE FROM slackAccount WHERE user = ? AND email <> ?", arguments: [account.user, account.email.key])
      try db.execute(
        sql: """
          INSERT INTO slackAccount (email, user, channel, foundAt) VALUES (?, ?, ?, ?)
          ON CONFLICT (email) DO UPDATE SET user = excluded.user, channel = excluded.channel, foundAt = excluded.foundAt
          """,
        arguments: [account.email.key, account.user, account.channel, account.foundAt.description])
    }
  }

  package func slackChannel(named name: String) throws -> String? {
    try writer.read { db in
      try String.fetchOne(db, sql: "SELECT id FROM slackChannel WHERE name = ?", arguments: [name])
    }
  }

  /// - Parameter id: nil where the name leads nowhere any more.
  package func save(slackChannel name: String, id: String?, at now: Instant) throws {
    try writer.write { db in
      try db.execute(sql: "DELETE FROM slackChannel WHERE name = ?", arguments: [name])
      guard let id else { return }
      try db.execute(
        sql: "INSERT INTO slackChannel (name, id, foundAt) VALUES (?, ?, ?)", arguments: [name, id, now.description])
    }
  }

  /// The workspace that the app is installed in, as Slack last said.
  package func slackTeam() throws -> String? {
    try writer.read { db in try String.fetchOne(db, sql: "SELECT value FROM gate WHERE name = 'slack.team'") }
  }

  package func save(slackTeam team: String) throws {
    try writer.write { db in
      try db.execute(
        sql: """
          INSERT INTO gate (name, value) VALUES ('slack.team', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """,
        arguments: [team])
    }
  }

  // MARK: Requests

  /// Notes a request's signature; false where it was there already. Those that are too old to be accepted again go.
  package func isNewSlackRequest(_ signature: String, at now: Instant, forgetting old: Instant) throws -> Bool {
    try writer.write { db in
      try db.execute(sql: "DELETE FROM slackRequest WHERE at < ?", arguments: [old.description])
      try db.execute(
        sql: "INSERT INTO slackRequest (signature, at) VALUES (?, ?) ON CONFLICT (signature) DO NOTHING",
        arguments: [signature, now.description])
      return db.changesCount == 1
    }
  }

  // MARK: Messages

  package func slackMessage(key: String) throws -> SlackMessageRecord? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM slackMessage WHERE key = ?", arguments: [key]).map(slackMessage)
    }
  }

  /// The messages about a prompt, or an activity.
  package func slackMessages(about subject: String) throws -> [SlackMessageRecord] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM slackMessage WHERE subject = ? ORDER BY key", arguments: [subject])
        .map(slackMessage)
    }
  }

  package func save(_ message: SlackMessageRecord) throws {
    try writer.write { db in
      try db.execute(
        sql: """
          INSERT INTO slackMessage (key, kind, subject, owner, day, channel, ts, shown, postedAt)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (key) DO UPDATE SET channel = excluded.channel, ts = excluded.ts, shown = excluded.shown
          """,
        arguments: [
          message.key, message.kind.rawValue, message.subject, message.owner?.key, message.day?.description,
          message.channel, message.ts, message.shown, message.postedAt.description,
        ])
    }
  }

  /// How many messages of their own `owner` got on `day`; the digest does not count.
  package func slackMessageCount(to owner: EmailAddress, on day: CivilDate) throws -> Int {
    try writer.read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM slackMessage WHERE owner = ? AND day = ? AND kind <> 'digest'",
        arguments: [owner.key, day.description]) ?? 0
    }
  }

  /// Messages that no longer show how things are, the latest first.
  package func outdatedSlackMessages(limit: Int) throws -> [SlackMessageRecord] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT m.* FROM slackMessage AS m
          WHERE (m.kind = 'prompt'
              AND m.shown <> (SELECT count(*) FROM promptEvent AS e WHERE e.prompt = m.subject))
            OR (m.kind = 'activity'
              AND m.shown <> (SELECT revision FROM activity AS a WHERE a.id = m.subject))
          ORDER BY m.postedAt DESC, m.key LIMIT ?
          """,
        arguments: [limit]
      ).map(slackMessage)
    }
  }

  /// Puts an item into a day's digest, once, and returns the whole digest.
  package func add(
    _ item: SlackDigestItem, toSlackDigestOf owner: EmailAddress, on day: CivilDate, at now: Instant
  ) throws -> [SlackDigestItem] {
    try writer.write { db in
      try db.execute(
        sql: """
          INSERT INTO slackDigestItem (key, owner, day, prompt, text, addedAt) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (key) DO NOTHING
          """,
        arguments: [item.key, owner.key, day.description, item.prompt, item.text, now.description])
      return try Row.fetchAll(
        db,
        sql: """
          SELECT i.* FROM slackDigestItem AS i WHERE i.owner = ?
            AND i.day = (SELECT day FROM slackDigestItem WHERE key = ?) ORDER BY i.addedAt, i.key
          """,
        arguments: [owner.key, item.key]
      ).map { row in SlackDigestItem(key: row["key"], prompt: row["prompt"], text: row["text"]) }
    }
  }

  /// The day whose digest holds the delivery; nil where it is none's.
  package func slackDigestDay(ofKey key: String) throws -> CivilDate? {
    try writer.read { db in
      try String.fetchOne(db, sql: "SELECT day FROM slackDigestItem WHERE key = ?", arguments: [key])
        .flatMap { CivilDate($0) }
    }
  }

  private func slackMessage(_ row: Row) throws -> SlackMessageRecord {
    var message = SlackMessageRecord(
      key: row["key"], kind: SlackMessageRecord.Kind(rawValue: row["kind"]) ?? .notice, channel: row["channel"],
      ts: row["ts"], postedAt: try instant(row, "postedAt"))
    message.subject = row["subject"]
    message.owner = try (row["owner"] as String?).map { try EmailAddress(parsing: $0) }
    message.day = (row["day"] as String?).flatMap { CivilDate($0) }
    message.shown = row["shown"]
    return message
  }
}
