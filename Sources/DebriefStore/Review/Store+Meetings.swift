import Addresses
import Calendars
import DebriefCore
import GRDB

/// One event of an SA's, as the store knows it: a meeting with its prompt, or the reason why there is none.
package struct SeatRow: Hashable, Sendable {
  package var uid: String
  package var recurrenceID: String
  package var title: String?
  package var startsAt: Instant
  package var endsAt: Instant
  /// Nil for a meeting.
  package var reason: ReasonCode?
  package var prompt: Prompt.ID?
  package var promptState: Prompt.State?
}

/// Which events to list.
package struct SeatFilter: Sendable {
  package var owner: EmailAddress
  /// Words of the title, each of which has to stand there.
  package var text = ""
  /// Only those without a prompt.
  package var onlyWithoutPrompt = false
  /// Only those that begin before this, and not those of that instant up to `uid` and `recurrenceID`.
  package var before: Instant
  package var beyond: (uid: String, recurrenceID: String)?

  package init(owner: EmailAddress, before: Instant) {
    self.owner = owner
    self.before = before
  }
}

extension Store {
  /// The SA's events, the latest first. Private ones are never among them.
  package func seats(_ filter: SeatFilter, limit: Int) throws -> [SeatRow] {
    // What is private and no meeting has no title either: to a manager even its time would tell something.
    var conditions = [
      "s.owner = ?", "coalesce(s.reason, '') <> 'private'", "(s.reason IS NULL OR s.title IS NOT NULL)",
    ]
    var arguments: StatementArguments = [filter.owner.key]
    if let beyond = filter.beyond {
      conditions.append("(s.startsAt, s.uid, s.recurrenceID) < (?, ?, ?)")
      arguments += [filter.before.description, beyond.uid, beyond.recurrenceID]
    } else {
      conditions.append("s.startsAt < ?")
      arguments += [filter.before.description]
    }
    if filter.onlyWithoutPrompt { conditions.append("p.id IS NULL") }
    for word in filter.text.split(separator: " ").prefix(10) {
      conditions.append("s.title LIKE ? ESCAPE '\\'")
      arguments += ["%\(Self.literally(word))%"]
    }
    arguments += [limit]
    let sql = """
      SELECT s.uid, s.recurrenceID, s.title, s.startsAt, s.endsAt, s.reason, p.id AS prompt, p.state AS promptState
      FROM currentSeat AS s
      LEFT JOIN prompt AS p ON p.owner = s.owner AND p.uid = s.uid AND p.recurrenceID = s.recurrenceID
      WHERE \(conditions.joined(separator: " AND "))
      ORDER BY s.startsAt DESC, s.uid DESC, s.recurrenceID DESC LIMIT ?
      """
    return try writer.read { db in
      try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
        SeatRow(
          uid: row["uid"], recurrenceID: row["recurrenceID"], title: row["title"],
          startsAt: try instant(row, "startsAt"), endsAt: try instant(row, "endsAt"),
          reason: (row["reason"] as String?).flatMap(ReasonCode.init(rawValue:)), prompt: row["prompt"],
          promptState: (row["promptState"] as String?).flatMap(Prompt.State.init(rawValue:)))
      }
    }
  }

  /// How many events of an SA were set aside before anything of them was kept, by reason.
  package func setAside(of owner: EmailAddress) throws -> [ReasonCode: Int] {
    try writer.read { db in
      var counts: [ReasonCode: Int] = [:]
      for text in try String.fetchAll(
        db, sql: "SELECT report FROM source WHERE owner = ?", arguments: [owner.key])
      {
        for (reason, count) in try JSONColumn.decode(SourceReport.self, from: text).setAside {
          if let code = ReasonCode(rawValue: reason) { counts[code, default: 0] += count }
        }
      }
      return counts
    }
  }
}
