import Addresses
import Calendars

/// One SA's part in one occurrence, as reports see it: what the calendar says of it now, and what came of its prompt.
///
/// A meeting that two SAs attended stands here twice, once for each: each of them has it to log.
package struct ReportMeeting: Hashable, Sendable {
  /// What is known of the prompt.
  package struct PromptPart: Hashable, Sendable {
    package var id: Prompt.ID
    package var state: Prompt.State
    package var stateReason: String?
    /// When it was first logged; nil where it never was.
    package var firstLoggedAt: Instant?
    /// What the activity is about, else what the match is.
    package var opportunity: SalesforceID?

    package init(id: Prompt.ID, state: Prompt.State) {
      self.id = id
      self.state = state
    }
  }

  /// What is known of the activity that the prompt led to.
  package struct ActivityPart: Hashable, Sendable {
    package var types: [String]
    package var sentiment: Sentiment

    package init(types: [String], sentiment: Sentiment) {
      self.types = types
      self.sentiment = sentiment
    }
  }

  /// What the calendars say of it now.
  package enum CalendarPart: Hashable, Sendable {
    case meeting
    case noMeeting(ReasonCode)
    /// It is in none any more: deleted, or older than what the export still holds.
    case gone
  }

  package var seat: Seat
  package var title: String?
  package var startsAt: Instant
  package var endsAt: Instant
  /// What the SA's clock showed at its start; its day is the day that reports count it on.
  package var localStart: CivilDateTime
  package var calendar: CalendarPart
  package var prompt: PromptPart?
  package var activity: ActivityPart?
  /// The opportunity's name, where the snapshot knows it.
  package var opportunityName: String?

  package init(
    seat: Seat, title: String? = nil, startsAt: Instant, endsAt: Instant, localStart: CivilDateTime,
    calendar: CalendarPart = .meeting, prompt: PromptPart? = nil, activity: ActivityPart? = nil
  ) {
    self.seat = seat
    self.title = title
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.localStart = localStart
    self.calendar = calendar
    self.prompt = prompt
    self.activity = activity
  }

  package var day: CivilDate { localStart.date }
}

/// What a report counts a meeting as. Every occurrence is exactly one of these.
package enum MeetingStanding: Hashable, Sendable {
  case logged
  /// With the reason that the SA gave; nil for a text that is none of ``DismissReason``'s.
  case dismissed(DismissReason?)
  /// Waits for the SA, or was put off by them.
  case pending
  case expired
  /// A meeting with people from outside that has no prompt, and why.
  case unprompted(UnpromptedReason)
  /// No meeting with people from outside; nil: it has left the calendar before anybody answered.
  case noMeeting(ReasonCode?)

  /// Whether it is a meeting that outsiders attended.
  package var isExternal: Bool {
    if case .noMeeting = self { false } else { true }
  }
}

/// Why a meeting with people from outside has no prompt.
package enum UnpromptedReason: String, Sendable, CaseIterable {
  /// It ended less than `meetings.settle` ago.
  case settling = "not_ended"
  /// It ended before `meetings.since`: no run may ask for it any more.
  case tooOld = "outside_window"
  /// The next run makes its prompt.
  case nextRun = "next_run"
}

/// The clock and the settings that a meeting's standing depends on.
package struct StandingRules: Sendable {
  package var now: Instant
  package var meetings: MeetingSettings

  package init(now: Instant, meetings: MeetingSettings) {
    self.now = now
    self.meetings = meetings
  }

  /// A prompt is overdue when its meeting ended more than this many seconds ago.
  package static let overdueAfter: Int64 = 7 * 86_400

  package func standing(of meeting: ReportMeeting) -> MeetingStanding {
    switch meeting.prompt?.state {
    case .logged, .updated: return .logged
    case .dismissed: return .dismissed(DismissReason(text: meeting.prompt?.stateReason))
    case .pending, .snoozed: return .pending
    case .expired: return .expired
    case .withdrawn, nil: break
    }
    switch meeting.calendar {
    case .meeting: return .unprompted(unpromptedReason(meeting))
    case .noMeeting(let reason): return .noMeeting(reason)
    case .gone: return .noMeeting(nil)
    }
  }

  private func unpromptedReason(_ meeting: ReportMeeting) -> UnpromptedReason {
    if meeting.endsAt < now.advanced(by: -meetings.since) { return .tooOld }
    if meeting.endsAt.advanced(by: meetings.settle) > now { return .settling }
    return .nextRun
  }

  /// Whether the meeting waits for its SA for more than seven days.
  package func isOverdue(_ meeting: ReportMeeting) -> Bool {
    standing(of: meeting) == .pending && now.seconds(since: meeting.endsAt) > Self.overdueAfter
  }
}

extension DismissReason {
  /// The reason in a text of ``text(note:)``; nil for anything else.
  package init?(text: String?) {
    guard let text else { return nil }
    self.init(rawValue: String(text.prefix { $0 != ":" }))
  }
}

extension ReportMeeting {
  /// Seconds from the meeting's end to its first log; 0 for one that was logged before it ended, nil for one that is
  /// not logged.
  package var ageToLog: Int64? {
    guard let prompt, prompt.state == .logged || prompt.state == .updated, let at = prompt.firstLoggedAt else {
      return nil
    }
    return max(0, at.seconds(since: endsAt))
  }
}
