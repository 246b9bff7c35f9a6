import Addresses
import Calendars
import DebriefCore
import GRDB

/// One meeting of the store as a simulation of rules replays it.
package struct ReplayMeeting: Sendable {
  package var seat: Seat
  package var facts: SeatFacts
  package var prompt: ReplayPrompt?
}

/// What became of a replayed meeting's prompt.
package struct ReplayPrompt: Sendable {
  package var id: Prompt.ID
  package var state: Prompt.State
  /// What the activity was logged to, an opportunity or an account; nil where nothing was logged.
  package var relatedTo: SalesforceID?
  package var rulesVersion: String?
}

/// A set of rules that a run has used.
package struct StoredRules: Sendable {
  package var version: String
  package var firstUsedAt: Instant
  package var rules: [Rule]

  package init(version: String, firstUsedAt: Instant, rules: [Rule]) {
    self.version = version
    self.firstUsedAt = firstUsedAt
    self.rules = rules
  }
}

extension Store {
  /// What the prompt `p` was last logged to.
  private static let loggedTo = """
    SELECT a.relatedTo FROM activity AS a WHERE a.prompt = p.id AND a.withdrawn = 0
    ORDER BY a.loggedAt DESC, a.id LIMIT 1
    """

  /// The meetings that the calendars hold, and those that only a prompt remembers, by seat.
  package func meetingsToReplay(endedSince: Instant, startedBy: Instant) throws -> [ReplayMeeting] {
    try writer.read { db in
      let window: StatementArguments = [endedSince.description, startedBy.description]
      let seats = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.*, p.id AS promptID, p.state AS promptState, p.rulesVersion AS promptRules,
            (\(Self.loggedTo)) AS relatedTo
          FROM currentSeat AS s
          LEFT JOIN prompt AS p ON p.owner = s.owner AND p.uid = s.uid AND p.recurrenceID = s.recurrenceID
          WHERE s.reason IS NULL AND s.owner <> '' AND s.endsAt >= ? AND s.startsAt <= ?
          ORDER BY s.owner, s.uid, s.recurrenceID
          """, arguments: window)
      var meetings: [ReplayMeeting] = []
      while let row = try seats.next() { meetings.append(try replayMeeting(row)) }
      let remembered = try Row.fetchCursor(
        db,
        sql: """
          SELECT p.*, p.id AS promptID, p.state AS promptState, p.rulesVersion AS promptRules,
            (\(Self.loggedTo)) AS relatedTo
          FROM prompt AS p
          WHERE p.state <> 'withdrawn' AND p.endsAt >= ? AND p.startsAt <= ? AND NOT EXISTS (
            SELECT 1 FROM seat AS s
            WHERE s.owner = p.owner AND s.uid = p.uid AND s.recurrenceID = p.recurrenceID)
          """, arguments: window)
      let inCalendars = meetings.count
      while let row = try remembered.next() { meetings.append(try replayMeeting(row)) }
      return meetings.count == inCalendars ? meetings : meetings.sorted { $0.seat < $1.seat }
    }
  }

  private func replayMeeting(_ row: Row) throws -> ReplayMeeting {
    let prompt = (row["promptID"] as String?).flatMap { id -> ReplayPrompt? in
      guard let state = (row["promptState"] as String?).flatMap(Prompt.State.init(rawValue:)) else { return nil }
      return ReplayPrompt(
        id: id, state: state, relatedTo: (row["relatedTo"] as String?).flatMap { SalesforceID($0) },
        rulesVersion: row["promptRules"])
    }
    return ReplayMeeting(seat: try seat(row), facts: try seatFacts(row), prompt: prompt)
  }

  /// Every set of rules that a run has matched with, by first use.
  package func rulesets() throws -> [StoredRules] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM ruleset ORDER BY firstUsedAt, version").map { row in
        StoredRules(
          version: row["version"], firstUsedAt: try instant(row, "firstUsedAt"),
          rules: try JSONColumn.decode([Rule].self, from: row["rules"]))
      }
    }
  }

  /// How many prompts were matched under each version of the rules.
  package func promptCountsByRules() throws -> [String: Int] {
    try writer.read { db in
      var counts: [String: Int] = [:]
      let sql = "SELECT rulesVersion, count(*) AS n FROM prompt WHERE rulesVersion IS NOT NULL GROUP BY rulesVersion"
      for row in try Row.fetchAll(db, sql: sql) { counts[row["rulesVersion"]] = row["n"] }
      return counts
    }
  }
}

/// A prompt that an SA logged, with what Debrief had found for it.
package struct DecidedPrompt: Sendable {
  package var id: Prompt.ID
  package var participants: [Participant]
  /// What Debrief had found when the SA answered.
  package var match: Match
  /// Where the activity went: an opportunity, or an account.
  package var relatedTo: SalesforceID
}

extension Store {
  /// The prompts that SAs logged an activity for, by id.
  package func decidedPrompts() throws -> [DecidedPrompt] {
    try writer.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT p.id, p.participants, p."match", (\(Self.loggedTo)) AS relatedTo
          FROM prompt AS p WHERE p.state IN ('logged', 'updated') ORDER BY p.id
          """)
      return try rows.compactMap { row in
        guard let relatedTo = (row["relatedTo"] as String?).flatMap({ SalesforceID($0) }) else { return nil }
        return DecidedPrompt(
          id: row["id"], participants: try ParticipantsColumn.decode(row["participants"]),
          match: try JSONColumn.decode(Match.self, from: row["match"]), relatedTo: relatedTo)
      }
    }
  }

  /// The comparison keys of every contact's and every lead's address, each once.
  package func peopleAddresses() throws -> [String] {
    try writer.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT key FROM crm_contact_address WHERE key IS NOT NULL
          UNION SELECT email_key FROM crm_lead WHERE email_key IS NOT NULL ORDER BY 1
          """)
    }
  }

  package func contacts(ofAccounts accounts: Set<SalesforceID>) throws -> [Contact] {
    try writer.read { try CRMQueries.contacts(ofAccounts: accounts, $0) }
  }

  /// Open and closed ones.
  package func opportunityCount(ofAccount id: SalesforceID) throws -> Int {
    try writer.read { try CRMQueries.opportunities(ofAccounts: [id], $0).count }
  }

  /// The account of each opportunity that has one.
  package func accounts(ofOpportunities ids: Set<SalesforceID>) throws -> [SalesforceID: SalesforceID] {
    try writer.read { db in
      var accounts: [SalesforceID: SalesforceID] = [:]
      for opportunity in try CRMQueries.opportunities(ids: ids, db) { accounts[opportunity.id] = opportunity.accountID }
      return accounts
    }
  }
}
