import Addresses
import Calendars
import DebriefCore
import GRDB

extension Store {
  /// Which prompts to list.
  package struct PromptFilter: Sendable {
    package var states: [Prompt.State]?
    package var owner: EmailAddress?
    /// Prompts that become due later are left out.
    package var dueBy: Instant?
    package var outcome: Match.Outcome?

    package init(
      states: [Prompt.State]? = nil, owner: EmailAddress? = nil, dueBy: Instant? = nil, outcome: Match.Outcome? = nil
    ) {
      self.states = states
      self.owner = owner
      self.dueBy = dueBy
      self.outcome = outcome
    }
  }

  /// The prompts of the filter, by owner, then by start.
  package func prompts(_ filter: PromptFilter) throws -> [Prompt] {
    try writer.read { db in
      var conditions: [String] = []
      var arguments: StatementArguments = []
      if let states = filter.states {
        conditions.append("state IN (\(states.map { _ in "?" }.joined(separator: ", ")))")
        arguments += StatementArguments(states.map(\.rawValue))
      }
      if let owner = filter.owner {
        conditions.append("owner = ?")
        arguments += [owner.key]
      }
      if let dueBy = filter.dueBy {
        conditions.append("dueAt <= ?")
        arguments += [dueBy.description]
      }
      if let outcome = filter.outcome {
        conditions.append("outcome = ?")
        arguments += [outcome.rawValue]
      }
      let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
      let sql = "SELECT * FROM prompt \(condition) ORDER BY owner, startsAt, uid, recurrenceID"
      return try Row.fetchAll(db, sql: sql, arguments: arguments).map(prompt)
    }
  }

  /// The prompt of that very id.
  package func prompt(id: Prompt.ID) throws -> Prompt? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM prompt WHERE id = ?", arguments: [id]).map(prompt)
    }
  }

  /// The prompts whose id begins with `prefix`: an id may be typed in part.
  package func prompts(idPrefix prefix: String) throws -> [Prompt] {
    try writer.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM prompt WHERE substr(id, 1, ?) = ? ORDER BY id", arguments: [prefix.count, prefix]
      ).map(prompt)
    }
  }

  /// The other SAs' prompts about the same occurrence.
  package func siblings(of prompt: Prompt) throws -> [Prompt] {
    try writer.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM prompt WHERE uid = ? AND recurrenceID = ? AND owner <> ? ORDER BY owner",
        arguments: [prompt.seat.uid, prompt.seat.recurrenceID, prompt.seat.owner.key]
      ).map(self.prompt)
    }
  }

  package func history(of id: Prompt.ID) throws -> [PromptEvent] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM promptEvent WHERE prompt = ? ORDER BY number", arguments: [id])
        .map { row in
          PromptEvent(
            prompt: id, at: try instant(row, "at"), by: row["by"],
            from: (row["from"] as String?).flatMap(Prompt.State.init(rawValue:)),
            to: try state(row, "to"), why: row["why"])
        }
    }
  }

  /// How many prompts there are in each state.
  package func promptCounts() throws -> [Prompt.State: Int] {
    try writer.read { db in
      var counts: [Prompt.State: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM prompt GROUP BY state") {
        counts[try state(row, "state")] = row["n"]
      }
      return counts
    }
  }

  /// How many seats there are by reason; meetings stand under nil, copies that do not count under `duplicate`.
  package func seatCounts() throws -> [ReasonCode?: Int] {
    try writer.read { db in
      var counts: [ReasonCode?: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT reason, count(*) AS n FROM seat WHERE isCurrent = 1 GROUP BY reason")
      {
        counts[(row["reason"] as String?).flatMap(ReasonCode.init(rawValue:))] = row["n"]
      }
      let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM seat") ?? 0
      counts[.duplicate] = all - counts.values.reduce(0, +)
      return counts
    }
  }

  /// The ends of all meetings, for telling those that are still to come from those that are past the window.
  package func meetingCounts(endedSince: Instant, now: Instant) throws -> (past: Int, inWindow: Int, toCome: Int) {
    try writer.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT coalesce(sum(endsAt < ?), 0) AS past, coalesce(sum(endsAt >= ? AND endsAt <= ?), 0) AS inWindow,
            coalesce(sum(endsAt > ?), 0) AS toCome
          FROM seat WHERE isCurrent = 1 AND reason IS NULL
          """,
        arguments: [endedSince.description, endedSince.description, now.description, now.description])
      return (row?["past"] ?? 0, row?["inWindow"] ?? 0, row?["toCome"] ?? 0)
    }
  }

  // MARK: Rows

  func prompt(_ row: Row) throws -> Prompt {
    Prompt(
      id: row["id"], seat: try seat(row), facts: try seatFacts(row), dueAt: try instant(row, "dueAt"),
      match: try JSONColumn.decode(Match.self, from: row["match"]),
      flags: Set(try JSONColumn.decode([String].self, from: row["flags"]).compactMap(Prompt.Flag.init(rawValue:))),
      state: try state(row, "state"),
      snoozedUntil: (row["snoozedUntil"] as String?).flatMap { Instant($0) }, stateReason: row["stateReason"],
      createdAt: try instant(row, "createdAt"), snapshot: row["snapshot"], rulesVersion: row["rulesVersion"])
  }
}

private func state(_ row: Row, _ column: String) throws -> Prompt.State {
  guard let state = Prompt.State(rawValue: row[column]) else {
    throw StoreError.damaged(path: "debrief.sqlite", message: "an unknown state of a prompt")
  }
  return state
}

func seat(_ row: Row) throws -> Seat {
  Seat(owner: try EmailAddress(parsing: row["owner"]), uid: row["uid"], recurrenceID: row["recurrenceID"])
}

func seatFacts(_ row: Row) throws -> SeatFacts {
  SeatFacts(
    start: try calendarTime(row, "start"), end: try calendarTime(row, "end"), startsAt: try instant(row, "startsAt"),
    endsAt: try instant(row, "endsAt"), details: try seatDetails(row))
}

func seatDetails(_ row: Row) throws -> SeatDetails {
  SeatDetails(
    title: row["title"], location: row["location"], timeZone: row["timeZone"],
    participants: try ParticipantsColumn.decode(row["participants"]),
    recordLinks: try JSONColumn.decode([SalesforceID].self, from: row["recordLinks"]))
}

func storedMatch(_ row: Row) throws -> StoredMatch {
  var match = StoredMatch(
    seat: try seat(row), context: UInt64(bitPattern: row["context"]),
    match: try JSONColumn.decode(Match.self, from: row["match"]), snapshot: row["snapshot"],
    rulesVersion: row["rulesVersion"])
  match.result = UInt64(bitPattern: row["result"])
  return match
}
