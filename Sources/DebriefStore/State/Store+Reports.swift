import Addresses
import Calendars
import DebriefCore
import GRDB

/// One SA's occurrence with what came of it, before anybody's clock has been asked for its day.
package struct ReportSeat: Sendable {
  package var seat: Seat
  package var title: String?
  /// As in the calendar: a day for an all-day event.
  package var start: CalendarTime
  package var startsAt: Instant
  package var endsAt: Instant
  package var calendar: ReportMeeting.CalendarPart
  package var prompt: ReportMeeting.PromptPart?
  package var activity: ReportMeeting.ActivityPart?
}

/// The questions of the reports (docs/reports.md). Each is bounded by a time or asks for open opportunities only.
extension Store {
  /// The occurrences that ended in `range`, of `owners`: those with a prompt at the time that the prompt has, the
  /// others at the calendar's.
  package func reportSeats(endedIn range: Range<Instant>, owners: Set<String>) throws -> [ReportSeat] {
    try writer.read { db in
      let bounds: StatementArguments = [range.lowerBound.description, range.upperBound.description]
      let prompted = try Row.fetchAll(
        db,
        sql: """
          SELECT p.owner, p.uid, p.recurrenceID, p.title, p.start, p.startsAt, p.endsAt, p.id, p.state, p.stateReason,
            coalesce(a.relatedTo, p.opportunity) AS opportunity, a."call" AS "call",
            s.uid IS NOT NULL AS isInCalendar, s.reason AS reason,
            (SELECT min(e.at) FROM promptEvent AS e WHERE e.prompt = p.id AND e."to" = 'logged') AS firstLoggedAt
          FROM prompt AS p
          LEFT JOIN seat AS s
            ON s.owner = p.owner AND s.uid = p.uid AND s.recurrenceID = p.recurrenceID AND s.isCurrent = 1
          LEFT JOIN activity AS a ON a.prompt = p.id AND a.withdrawn = 0
          WHERE p.endsAt >= ? AND p.endsAt < ?
          ORDER BY p.owner, p.startsAt, p.uid, p.recurrenceID
          """,
        arguments: bounds)
      let unprompted = try Row.fetchAll(
        db,
        sql: """
          SELECT s.owner, s.uid, s.recurrenceID, s.title, s.start, s.startsAt, s.endsAt, NULL AS id,
            1 AS isInCalendar, s.reason AS reason
          FROM currentSeat AS s
          LEFT JOIN prompt AS p ON p.owner = s.owner AND p.uid = s.uid AND p.recurrenceID = s.recurrenceID
          WHERE p.id IS NULL AND s.owner <> '' AND s.endsAt >= ? AND s.endsAt < ?
          ORDER BY s.owner, s.startsAt, s.uid, s.recurrenceID
          """,
        arguments: bounds)
      return try (prompted + unprompted).filter { owners.contains($0["owner"]) }.map(reportSeat)
    }
  }

  private func reportSeat(_ row: Row) throws -> ReportSeat {
    let calendar: ReportMeeting.CalendarPart
    if !(row["isInCalendar"] as Bool) {
      calendar = .gone
    } else if let reason = row["reason"] as String? {
      guard let code = ReasonCode(rawValue: reason) else {
        throw StoreError.damaged(path: path, message: "an unknown reason of an occurrence")
      }
      calendar = .noMeeting(code)
    } else {
      calendar = .meeting
    }
    var seat = ReportSeat(
      seat: try DebriefStore.seat(row), title: row["title"], start: try calendarTime(row, "start"),
      startsAt: try instant(row, "startsAt"), endsAt: try instant(row, "endsAt"), calendar: calendar)
    if let id = row["id"] as String? {
      guard let state = Prompt.State(rawValue: row["state"]) else {
        throw StoreError.damaged(path: path, message: "an unknown state of a prompt")
      }
      var prompt = ReportMeeting.PromptPart(id: id, state: state)
      prompt.stateReason = row["stateReason"]
      prompt.firstLoggedAt = (row["firstLoggedAt"] as String?).flatMap { Instant($0) }
      prompt.opportunity = (row["opportunity"] as String?).flatMap { SalesforceID($0) }
      seat.prompt = prompt
      if let call = row["call"] as String? {
        seat.activity = try JSONColumn.decode(CallForReports.self, from: call).part
      }
    }
    return seat
  }

  /// The little of an activity's content that reports ask for.
  private struct CallForReports: Decodable {
    var types: [String]
    var sentiment: Sentiment
    var day: CivilDate
    var subject: String

    var part: ReportMeeting.ActivityPart { ReportMeeting.ActivityPart(types: types, sentiment: sentiment) }
  }

  /// What SAs logged on opportunities: Debrief's own activities, and the tasks of the snapshot but for a recorder's.
  ///
  /// - Parameter architects: the SA of each address key that a CRM user may have.
  package func callsOnOpportunities(
    since day: CivilDate, until last: CivilDate, architects: [String: SolutionArchitect]
  ) throws -> [LoggedCall] {
    try writer.read { db in
      // Nobody logs a meeting more than a day before its own.
      let since = Instant(secondsSinceEpoch: (day.daysSinceEpoch - 2) * 86_400)
      let own = try Row.fetchAll(
        db,
        sql: """
          SELECT owner, relatedTo, "call" FROM activity
          WHERE withdrawn = 0 AND loggedAt >= ? AND substr(relatedTo, 1, 3) = '006' ORDER BY id
          """,
        arguments: [since.description]
      ).compactMap { row -> LoggedCall? in
        guard let opportunity = SalesforceID(row["relatedTo"] as String) else { return nil }
        let call = try JSONColumn.decode(CallForReports.self, from: row["call"])
        return LoggedCall(
          owner: try EmailAddress(parsing: row["owner"]), opportunity: opportunity, day: call.day,
          subject: call.subject)
      }
      var calls = own.filter { day <= $0.day && $0.day <= last }
      for user in try CRMQueries.users(db) {
        guard let owner = user.emailKey.flatMap({ architects[$0] }) else { continue }
        for task in try CRMQueries.tasks(ownedBy: user.id, since: day, db) {
          guard task.recorderCallID == nil, let what = task.whatID, what.keyPrefix == "006",
            let day = task.activityDate, day <= last
          else { continue }
          calls.append(LoggedCall(owner: owner.email, opportunity: what, day: day, subject: task.subject ?? ""))
        }
      }
      return calls
    }
  }

  /// The opportunities that are not closed.
  package func openOpportunities() throws -> [Opportunity] { try writer.read(CRMQueries.openOpportunities) }

  package func proofsOfValue() throws -> [CRMProofOfValue] { try writer.read(CRMQueries.proofsOfValue) }

  package func accountNames(_ ids: Set<SalesforceID>) throws -> [SalesforceID: String] {
    let accounts = try writer.read { try CRMQueries.accounts(ids: ids, $0) }
    return Dictionary(accounts.map { ($0.id, $0.name) }) { first, _ in first }
  }

  package func users() throws -> [CRMUser] { try writer.read(CRMQueries.users) }

  /// How many private occurrences each source counted and did not keep.
  package func privateOccurrencesBySource() throws -> [String: Int] {
    try writer.read { db in
      let rows = try Row.fetchAll(
        db,
        sql:
          "SELECT source, sum(privateOccurrences) AS n FROM series GROUP BY source HAVING sum(privateOccurrences) > 0")
      return Dictionary(rows.map { ($0["source"] as String, $0["n"] as Int) }) { first, _ in first }
    }
  }
}
