import Calendars
import DebriefCore
import GRDB

/// One seat's meeting, with the hash of its details.
package struct SeatedMeeting: Sendable {
  package var seat: Seat
  package var facts: SeatFacts
  package var hash: UInt64
  /// The hash of what matching looks at beside the owner and the time.
  var matched: UInt64
}

/// The answer of matching for one seat, and what it was made from.
package struct StoredMatch: Sendable {
  package var seat: Seat
  /// The hash of the snapshot, the rules and the settings that it was matched with.
  package var context: UInt64
  package var match: Match
  /// The hash of `match`, once it has been stored: an equal result needs no refresh of its prompt.
  package internal(set) var result: UInt64 = 0
  package var snapshot: String?
  package var rulesVersion: String

  package init(
    seat: Seat, context: UInt64, match: Match, snapshot: String?, rulesVersion: String
  ) {
    self.seat = seat
    self.context = context
    self.match = match
    self.snapshot = snapshot
    self.rulesVersion = rulesVersion
  }
}

extension Store {
  /// What is joined to `seat AS s` for all of its facts.
  static let theirDetails = "seatDetails AS d ON d.source = s.source AND d.uid = s.uid AND d.number = s.details"

  /// The meetings whose match is missing or was made of other people, at another time or in another context: those that
  /// may get a prompt now, and those that have an open one.
  ///
  /// - Parameters:
  ///   - scope: which seats to look at.
  ///   - endedSince: the earliest end of a meeting that gets its first prompt.
  ///   - startedBy: the latest start of one.
  package func meetingsToMatch(
    _ scope: SeatScope, endedSince: Instant, startedBy: Instant, context: UInt64
  ) throws -> [SeatedMeeting] {
    try writer.read { db in
      let candidates = scope.meetings(startedBy: startedBy)
      let sql = """
        WITH \(candidates.sql)
        SELECT s.*, d.* FROM candidate AS c
        CROSS JOIN seat AS s INDEXED BY seatByOwner
          ON s.owner = c.owner AND s.uid = c.uid AND s.recurrenceID = c.recurrenceID AND s.isCurrent = 1
        CROSS JOIN \(Self.theirDetails)
        LEFT JOIN "match" AS m ON m.owner = s.owner AND m.uid = s.uid AND m.recurrenceID = s.recurrenceID
        LEFT JOIN prompt AS p ON p.owner = s.owner AND p.uid = s.uid AND p.recurrenceID = s.recurrenceID
        WHERE s.reason IS NULL AND s.owner <> ''
          AND (m.uid IS NULL OR m.facts <> d.matched OR m.startsAt IS NOT s.startsAt OR m.context <> ?)
          AND ((p.id IS NULL AND s.endsAt >= ? AND s.startsAt <= ?) OR p.state IN ('pending', 'snoozed', 'withdrawn'))
        ORDER BY s.owner, s.uid, s.recurrenceID
        """
      let arguments: StatementArguments = [
        Int64(bitPattern: context), endedSince.description, startedBy.description,
      ]
      return try Row.fetchAll(db, sql: sql, arguments: candidates.arguments + arguments).map(seatedMeeting)
    }
  }

  /// Writes the matches of meetings, in one transaction; the rules that they were made with are kept under their version.
  package func save(
    _ matches: [(meeting: SeatedMeeting, match: StoredMatch)], rules: [Rule], version: String, at now: Instant
  ) throws {
    try writer.write { db in
      if !matches.isEmpty {
        try db.execute(
          sql: "INSERT INTO ruleset (version, firstUsedAt, rules) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          arguments: [version, now.description, try JSONColumn.encode(rules)])
      }
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO "match" (owner, uid, recurrenceID, facts, startsAt, context, result, "match", snapshot,
            rulesVersion)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (owner, uid, recurrenceID) DO UPDATE SET facts = excluded.facts, startsAt = excluded.startsAt,
            context = excluded.context, result = excluded.result, "match" = excluded."match", snapshot = excluded.snapshot,
            rulesVersion = excluded.rulesVersion
          """)
      for (meeting, match) in matches {
        let text = JSONColumn.encode(match.match)
        var result = StableHash()
        result.combine(text)
        try statement.execute(arguments: [
          match.seat.owner.key, match.seat.uid, match.seat.recurrenceID, Int64(bitPattern: meeting.matched),
          meeting.facts.startsAt.description, Int64(bitPattern: match.context), Int64(bitPattern: result.value), text,
          match.snapshot, match.rulesVersion,
        ])
      }
    }
  }
}

func seatedMeeting(_ row: Row) throws -> SeatedMeeting {
  SeatedMeeting(
    seat: try seat(row), facts: try seatFacts(row), hash: UInt64(bitPattern: row["facts"]),
    matched: UInt64(bitPattern: row["matched"]))
}
