import Addresses
import Calendars
import DebriefCore
import GRDB

/// A prompt that may have to change, with what the calendars and the matcher say of its seat now.
package struct PromptToReconcile: Sendable {
  package var prompt: Prompt
  package var status: SeatStatus
  /// The seat's facts' hash; nil where there is no meeting.
  package var factsHash: UInt64?
  /// The current match of the seat, where it is not the one that the prompt has.
  package var newMatch: StoredMatch?
}

/// A prompt as it is written, with the hashes that tell later whether it is up to date.
package struct PromptUpdate: Sendable {
  package var prompt: Prompt
  package var factsHash: UInt64?
  package var newMatch: StoredMatch?
  package var events: [PromptEvent]

  package init(prompt: Prompt, factsHash: UInt64?, newMatch: StoredMatch?, events: [PromptEvent]) {
    self.prompt = prompt
    self.factsHash = factsHash
    self.newMatch = newMatch
    self.events = events
  }
}

extension Store {
  /// Matched meetings that are due and have no prompt yet, in the order of their seats.
  package func meetingsWithoutPrompt(
    _ scope: SeatScope, endedSince: Instant, startedBy: Instant
  ) throws -> [(meeting: SeatedMeeting, match: StoredMatch)] {
    try writer.read { db in
      let candidates = scope.meetings(startedBy: startedBy)
      let sql = """
        WITH \(candidates.sql)
        SELECT s.*, d.*, m.context AS context, m.result AS result, m."match" AS "match", m.snapshot AS snapshot,
          m.rulesVersion AS rulesVersion
        FROM candidate AS c
        CROSS JOIN seat AS s INDEXED BY seatByOwner
          ON s.owner = c.owner AND s.uid = c.uid AND s.recurrenceID = c.recurrenceID AND s.isCurrent = 1
        CROSS JOIN \(Self.theirDetails)
        CROSS JOIN "match" AS m ON m.owner = s.owner AND m.uid = s.uid AND m.recurrenceID = s.recurrenceID
        LEFT JOIN prompt AS p ON p.owner = s.owner AND p.uid = s.uid AND p.recurrenceID = s.recurrenceID
        WHERE p.id IS NULL AND s.reason IS NULL AND s.owner <> '' AND s.endsAt >= ? AND s.startsAt <= ?
        ORDER BY s.owner, s.uid, s.recurrenceID
        """
      let arguments = candidates.arguments + [endedSince.description, startedBy.description]
      return try Row.fetchAll(db, sql: sql, arguments: arguments)
        .map { (try seatedMeeting($0), try storedMatch($0)) }
    }
  }

  /// The open and the withdrawn prompts whose seat, match or clock says something new.
  package func promptsToReconcile(
    _ scope: SeatScope, now: Instant, endedBeforeExpiry: Instant
  ) throws -> [PromptToReconcile] {
    try writer.read { db in
      let candidates = scope.prompts(now: now, endedBeforeExpiry: endedBeforeExpiry)
      let sql = """
        WITH \(candidates.sql)
        SELECT p.*, s.uid AS seatUID, s.reason AS seatReason, d.facts AS seatFacts, m.result AS newResult
        FROM candidate AS c
        CROSS JOIN prompt AS p ON p.owner = c.owner AND p.uid = c.uid AND p.recurrenceID = c.recurrenceID
        LEFT JOIN seat AS s INDEXED BY seatByOwner
          ON s.owner = p.owner AND s.uid = p.uid AND s.recurrenceID = p.recurrenceID AND s.isCurrent = 1
        LEFT JOIN \(Self.theirDetails)
        LEFT JOIN "match" AS m ON m.owner = p.owner AND m.uid = p.uid AND m.recurrenceID = p.recurrenceID
        WHERE (p.state IN ('pending', 'snoozed') AND (s.uid IS NULL OR s.reason IS NOT NULL OR d.facts <> p.facts
            OR s.start <> p.start OR s."end" <> p."end" OR s.startsAt <> p.startsAt OR s.endsAt <> p.endsAt
            OR m.result <> p.matchResult OR p.snoozedUntil <= ? OR p.endsAt <= ?))
          OR (p.state = 'withdrawn' AND s.uid IS NOT NULL AND s.reason IS NULL)
        ORDER BY p.owner, p.uid, p.recurrenceID
        """
      let arguments = candidates.arguments + [now.description, endedBeforeExpiry.description]
      return try Row.fetchAll(db, sql: sql, arguments: arguments)
        .map { try promptToReconcile($0, db) }
    }
  }

  private func promptToReconcile(_ row: Row, _ db: Database) throws -> PromptToReconcile {
    let prompt = try prompt(row)
    let key: StatementArguments = [prompt.seat.owner.key, prompt.seat.uid, prompt.seat.recurrenceID]
    let status: SeatStatus
    if (row["seatUID"] as String?) == nil {
      status = .vanished
    } else if let reason = (row["seatReason"] as String?).flatMap(ReasonCode.init(rawValue:)) {
      status = .noMeeting(reason)
    } else {
      let select = try db.cachedStatement(
        sql: "SELECT * FROM currentSeat WHERE owner = ? AND uid = ? AND recurrenceID = ?")
      let seat = try Row.fetchOne(select, arguments: key)
      status = try seat.map { .meeting(try seatFacts($0)) } ?? .vanished
    }
    var newMatch: StoredMatch?
    if let result = row["newResult"] as Int64?, result != row["matchResult"] {
      let select = try db.cachedStatement(
        sql: "SELECT * FROM \"match\" WHERE owner = ? AND uid = ? AND recurrenceID = ?")
      newMatch = try Row.fetchOne(select, arguments: key).map(storedMatch)
    }
    return PromptToReconcile(
      prompt: prompt, status: status, factsHash: (row["seatFacts"] as Int64?).map(UInt64.init(bitPattern:)),
      newMatch: newMatch)
  }

  /// Writes prompts and their history, in one transaction.
  ///
  /// - Throws: ``PromptWasChanged`` when a prompt is no longer in the state that its first event starts from.
  package func save(_ updates: [PromptUpdate]) throws {
    try writer.write { db in
      for update in updates { try save(update, db) }
    }
  }

  private func save(_ update: PromptUpdate, _ db: Database) throws {
    let prompt = update.prompt
    let expected = update.events.first.map(\.from) ?? prompt.state
    let standing = try db.cachedStatement(
      sql: "SELECT state, startsAt, endsAt, dueAt, snoozedUntil FROM prompt WHERE id = ?")
    let found = try Row.fetchOne(standing, arguments: [prompt.id])
    guard found?[0] as String? == expected?.rawValue else { throw PromptWasChanged(prompt: prompt.id) }
    if let found {
      try refresh(update, from: found, db)
    } else {
      try insert(update, db)
    }
    for event in update.events { try Self.append(event, to: prompt.id, db) }
  }

  /// Brings a prompt's row up to date. What the indexes hold is only written where it changes: SQLite writes the entries of
  /// every index anew of which a column is named.
  ///
  /// - Parameter standing: its state and its times as they are.
  private func refresh(_ update: PromptUpdate, from standing: Row, _ db: Database) throws {
    let prompt = update.prompt
    let facts = prompt.facts
    let refresh = try db.cachedStatement(
      sql: """
        UPDATE prompt SET title = ?, location = ?, start = ?, "end" = ?, timeZone = ?, participants = ?,
          recordLinks = ?, flags = ?, stateReason = ?, facts = coalesce(?, facts)
        WHERE id = ?
        """)
    try refresh.execute(
      arguments: [
        facts.title, facts.location, facts.start.description, facts.end.description, facts.timeZone,
        ParticipantsColumn.encode(facts.participants), JSONColumn.encode(facts.recordLinks),
        JSONColumn.encode(prompt.flags.map(\.rawValue).sorted()), prompt.stateReason,
        update.factsHash.map(Int64.init(bitPattern:)), prompt.id,
      ])
    let places = [
      prompt.state.rawValue, facts.startsAt.description, facts.endsAt.description, prompt.dueAt.description,
      prompt.snoozedUntil?.description,
    ]
    if places != (0..<places.count).map({ standing[$0] as String? }) {
      let move = try db.cachedStatement(
        sql: "UPDATE prompt SET state = ?, startsAt = ?, endsAt = ?, dueAt = ?, snoozedUntil = ? WHERE id = ?")
      try move.execute(arguments: StatementArguments(places + [prompt.id]))
    }
    guard let match = update.newMatch else { return }
    let rematch = try db.cachedStatement(
      sql: """
        UPDATE prompt SET outcome = ?, opportunity = ?, "match" = ?, matchResult = ?, snapshot = ?, rulesVersion = ?
        WHERE id = ?
        """)
    try rematch.execute(
      arguments: [
        match.match.outcome.rawValue, match.match.opportunity?.description, JSONColumn.encode(match.match),
        Int64(bitPattern: match.result), match.snapshot, match.rulesVersion, prompt.id,
      ])
  }

  /// Adds what happened to a prompt to its history.
  static func append(_ event: PromptEvent, to prompt: Prompt.ID, _ db: Database) throws {
    let add = try db.cachedStatement(
      sql: """
        INSERT INTO promptEvent (prompt, number, at, by, "from", "to", why)
        VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM promptEvent WHERE prompt = ?), ?, ?, ?, ?, ?)
        """)
    try add.execute(
      arguments: [
        prompt, prompt, event.at.description, event.by, event.from?.rawValue, event.to.rawValue, event.why,
      ])
  }

  private func insert(_ update: PromptUpdate, _ db: Database) throws {
    let prompt = update.prompt
    let facts = prompt.facts
    let match = update.newMatch
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO prompt (id, owner, uid, recurrenceID, title, location, start, "end", startsAt, endsAt, timeZone,
          participants, recordLinks, dueAt, outcome, opportunity, "match", matchResult, facts, flags, state,
          snoozedUntil, stateReason, createdAt, snapshot, rulesVersion)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(
      arguments: [
        prompt.id, prompt.seat.owner.key, prompt.seat.uid, prompt.seat.recurrenceID, facts.title, facts.location,
        facts.start.description, facts.end.description, facts.startsAt.description, facts.endsAt.description,
        facts.timeZone, ParticipantsColumn.encode(facts.participants), JSONColumn.encode(facts.recordLinks),
        prompt.dueAt.description, prompt.match.outcome.rawValue, prompt.match.opportunity?.description,
        JSONColumn.encode(prompt.match), Int64(bitPattern: match?.result ?? 0),
        Int64(bitPattern: update.factsHash ?? 0), JSONColumn.encode(prompt.flags.map(\.rawValue).sorted()),
        prompt.state.rawValue, prompt.snoozedUntil?.description, prompt.stateReason, prompt.createdAt.description,
        match?.snapshot, match?.rulesVersion,
      ])
  }
}

/// Two places had the same prompt open, and the other one was first.
package struct PromptWasChanged: Error, CustomStringConvertible {
  package var prompt: Prompt.ID
  package var description: String { "Prompt \(prompt) was already handled elsewhere; look at it again." }
}
