import Calendars

/// Why there was no prompt: occurrences of the window by reason, and what was counted without a day.
package struct ReasonsReport {
  /// An occurrence of the window that led to no prompt.
  package static func measure(_ reason: ReasonCode) -> ReportMeasure {
    ReportMeasure(reason.rawValue, reason.words, reason.sentence)
  }

  package static let nextRun = ReportMeasure(
    UnpromptedReason.nextRun.rawValue, "The next run asks",
    "It is a meeting that is over; the next run makes its prompt.")
  package static let gone = ReportMeasure(
    "gone", "Left the calendar", "It was in a calendar, and has left it before anybody answered.")
  package static let occurrences = ReportMeasure(
    "occurrences", "Without a prompt", "All of them: occurrences that ended in the window and have no prompt.")

  /// Events that were set aside before their occurrences were worked out.
  package static func setAside(_ reason: ReasonCode) -> ReportMeasure {
    ReportMeasure(
      "events-\(reason.rawValue)", "Events: \(reason.words.lowercased())",
      reason.sentence, isDetail: true)
  }

  /// The reasons that the calendars' prefilter knows, and those that leave nothing behind to date them by.
  package static let setAsideReasons: [ReasonCode] = [
    .outsideWindow, .noAttendeeData, .internalOnly, .privateEvent, .refused,
  ]

  private let rules: StandingRules
  private let grouping: ReportGrouping

  package init(_ rules: StandingRules, people: ReportPeople, window: ReportWindow) {
    self.rules = rules
    grouping = ReportGrouping(people: people, window: window)
  }

  /// - Parameters:
  ///   - meetings: what ended in the window, meetings with prompts included.
  ///   - setAside: what the calendars' last reading counted and did not keep; not split, for it has no day.
  package func report(
    _ meetings: [ReportMeeting], setAside: [SetAsideRow], by dimension: ReportDimension
  ) -> Report {
    let groups = grouping.groups(of: meetings, by: dimension, figures: figures)
    let undated = Self.setAsideReasons.map { reason in
      ReportFigure(
        Self.setAside(reason),
        count: setAside.filter { $0.reason == reason && $0.events > 0 }.map { .setAside($0) })
    }
    return Report(.reasons, by: dimension, groups: groups, total: figures(meetings) + undated)
  }

  private func figures(_ meetings: [ReportMeeting]) -> [ReportFigure] {
    let silent = meetings.compactMap { meeting in
      Self.reason(rules.standing(of: meeting)).map { (measure: $0, row: ReportRow.meeting(meeting)) }
    }
    let byMeasure = Dictionary(grouping: silent) { $0.measure.id }
    let measures = ReasonCode.allCases.map(Self.measure) + [Self.nextRun, Self.gone]
    return [ReportFigure(Self.occurrences, count: silent.map(\.row))]
      + measures.map { measure in ReportFigure(measure, count: (byMeasure[measure.id] ?? []).map(\.row)) }
  }

  /// What the occurrence is counted under; nil for one that has a prompt.
  private static func reason(_ standing: MeetingStanding) -> ReportMeasure? {
    switch standing {
    case .logged, .dismissed, .pending, .expired: nil
    case .unprompted(.settling): measure(.notEnded)
    case .unprompted(.tooOld): measure(.outsideWindow)
    case .unprompted(.nextRun): nextRun
    case .noMeeting(let reason?): measure(reason)
    case .noMeeting(nil): gone
    }
  }
}

extension ReasonCode {
  /// The code as a heading: `Declined by the SA`.
  package var words: String {
    switch self {
    case .outsideWindow: "Outside the window"
    case .noAttendeeData: "No attendee data"
    case .internalOnly: "Only colleagues"
    case .resourceOnly: "Only rooms, lists or bots"
    case .unknownParticipants: "Hidden guest list"
    case .privateEvent: "Private"
    case .cancelled: "Cancelled"
    case .allDay: "All day"
    case .declinedByOwner: "Declined by the SA"
    case .excluded: "Blocked by a rule"
    case .forgotten: "Forgotten"
    case .notEnded: "Not over yet"
    case .duplicate: "A copy in another calendar"
    case .refused: "Could not be read"
    }
  }
}
