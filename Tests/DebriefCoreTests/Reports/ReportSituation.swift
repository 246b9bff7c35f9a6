import Addresses
import Calendars

@testable import DebriefCore

/// Two SAs, a window of three weeks, and meetings to be counted by hand.
struct ReportSituation {
  static let now = Instant("2026-03-31T18:00:00Z") ?? Instant(secondsSinceEpoch: 0)
  static let rules = StandingRules(now: now, meetings: settings)
  static let settings: MeetingSettings = {
    var settings = MeetingSettings()
    settings.since = 10 * 86_400
    return settings
  }()
  static let window = ReportWindow(last: 21, until: CivilDate(daysSinceEpoch: 20_543))  // 2026-03-11 to 2026-03-31

  let ada: SolutionArchitect
  let bo: SolutionArchitect
  private(set) var meetings: [ReportMeeting] = []

  init() throws {
    var ada = SolutionArchitect(email: try EmailAddress(parsing: "ada@seller.example"))
    ada.profile.name = "Ada Fern"
    ada.profile.region = "emea"
    var bo = SolutionArchitect(email: try EmailAddress(parsing: "bo@seller.example"))
    bo.profile.name = "Bo Oak"
    bo.profile.region = "apac"
    self.ada = ada
    self.bo = bo
  }

  var people: ReportPeople {
    ReportPeople(
      architects: [bo, ada], regions: [Region(name: "emea"), Region(name: "apac")], includesNobodys: true)
  }

  /// A meeting that ended at `end`.
  ///
  /// - Parameter logged: seconds from the end to the first log.
  mutating func add(
    _ owner: SolutionArchitect, end: String, calendar: ReportMeeting.CalendarPart = .meeting,
    state: Prompt.State? = nil, reason: String? = nil, logged: Int64? = nil, types: [String] = [],
    sentiment: Sentiment = .neutral
  ) throws {
    let endsAt = try instant(end)
    let startsAt = endsAt.advanced(by: -1_800)
    let number = meetings.count
    var meeting = ReportMeeting(
      seat: Seat(owner: owner.email, uid: "meeting-\(number)", recurrenceID: ""), startsAt: startsAt, endsAt: endsAt,
      localStart: startsAt.utc, calendar: calendar)
    if let state {
      var prompt = ReportMeeting.PromptPart(id: "prompt\(number)", state: state)
      prompt.stateReason = reason
      prompt.firstLoggedAt = logged.map(endsAt.advanced(by:))
      meeting.prompt = prompt
    }
    if logged != nil { meeting.activity = ReportMeeting.ActivityPart(types: types, sentiment: sentiment) }
    meetings.append(meeting)
  }

  private func instant(_ text: String) throws -> Instant {
    guard let instant = Instant(text) else { throw NoInstant(text: text) }
    return instant
  }

  struct NoInstant: Error { var text: String }
}

extension Report {
  /// The number of a group, for comparing with one that was counted by hand.
  func value(_ measure: ReportMeasure, of group: String = Report.totalKey) -> ReportFigure.Value? {
    figure(measure: measure.id, group: group)?.value
  }
}
