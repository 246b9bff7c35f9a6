import Addresses
import Calendars
import DebriefCore
import GRDB

/// A browser that is signed in.
package struct WebSession: Hashable, Sendable {
  package var email: EmailAddress
  package var createdAt: Instant
  /// When it was last used, to within some minutes: not every look at a page is written down.
  package var seenAt: Instant
}

extension Store {
  /// The gate under which a server notes where it listens, for the links of `debrief sign-in`.
  package static let siteGate = "web.site"

  /// Keeps a link that signs `email` in once, until `expiresAt`. Links that have expired go.
  package func save(signInLink secret: Secret, for email: EmailAddress, at now: Instant, expiresAt: Instant) throws {
    try writer.write { db in
      try db.execute(sql: "DELETE FROM signInLink WHERE expiresAt <= ?", arguments: [now.description])
      try db.execute(
        sql: "INSERT INTO signInLink (hash, email, expiresAt) VALUES (?, ?, ?)",
        arguments: [secret.hash, email.key, expiresAt.description])
    }
  }

  /// Uses a link up.
  ///
  /// - Returns: whom it signs in; nil where it is unknown, was used or has expired.
  package func use(signInLink secret: Secret, at now: Instant) throws -> EmailAddress? {
    try writer.write { db in
      try db.execute(
        sql: "UPDATE signInLink SET usedAt = ? WHERE hash = ? AND usedAt IS NULL AND expiresAt > ?",
        arguments: [now.description, secret.hash, now.description])
      guard db.changesCount == 1 else { return nil }
      let email = try String.fetchOne(
        db, sql: "SELECT email FROM signInLink WHERE hash = ?", arguments: [secret.hash])
      return try email.map { try EmailAddress(parsing: $0) }
    }
  }

  /// Begins a session. Those that were not used since `idleSince` end.
  package func begin(session secret: Secret, of email: EmailAddress, at now: Instant, idleSince: Instant) throws {
    try writer.write { db in
      try db.execute(sql: "DELETE FROM webSession WHERE seenAt <= ?", arguments: [idleSince.description])
      try db.execute(
        sql: "INSERT INTO webSession (hash, email, createdAt, seenAt) VALUES (?, ?, ?, ?)",
        arguments: [secret.hash, email.key, now.description, now.description])
    }
  }

  package func session(_ secret: Secret) throws -> WebSession? {
    try writer.read { db in
      let session = try db.cachedStatement(sql: "SELECT * FROM webSession WHERE hash = ?")
      return try Row.fetchOne(session, arguments: [secret.hash]).map { row in
        WebSession(
          email: try EmailAddress(parsing: row["email"]), createdAt: try instant(row, "createdAt"),
          seenAt: try instant(row, "seenAt"))
      }
    }
  }

  /// Notes that a session is in use.
  package func touch(session secret: Secret, at now: Instant) throws {
    try writer.write { db in
      try db.execute(
        sql: "UPDATE webSession SET seenAt = ? WHERE hash = ?", arguments: [now.description, secret.hash])
    }
  }

  package func end(session secret: Secret) throws {
    try writer.write { db in
      try db.execute(sql: "DELETE FROM webSession WHERE hash = ?", arguments: [secret.hash])
    }
  }

  /// Ends every session of a person, and takes back every link that would begin one.
  ///
  /// - Returns: how many sessions there were.
  package func endSessions(of email: EmailAddress) throws -> Int {
    try writer.write { db in
      try db.execute(sql: "DELETE FROM signInLink WHERE email = ?", arguments: [email.key])
      try db.execute(sql: "DELETE FROM webSession WHERE email = ?", arguments: [email.key])
      return db.changesCount
    }
  }
}
