import Calendars

/// How a run treats events that are not plain meetings (docs/configuration.md, `meetings`).
package struct MeetingSettings: Hashable, Sendable {
  package enum PrivateEvents: String, Sendable, CaseIterable {
    /// Dropped before anything of them is stored.
    case skip
    /// Kept as a meeting without title, place and links.
    case redact
    case include
  }
  package enum AllDay: String, Sendable, CaseIterable { case skip, include }

  package var privateEvents = PrivateEvents.skip
  package var allDay = AllDay.skip
  /// How long ago a meeting may have ended for its first prompt, in seconds.
  package var since: Int64 = 7 * 86_400
  /// How far ahead occurrences are worked out, in seconds.
  package var horizon: Int64 = 45 * 86_400
  /// How long after its end a meeting's prompt comes, in seconds.
  package var settle: Int64 = 5 * 60
  /// How long before its start the prompt of an SA who wants it before comes, in seconds.
  package var lead: Int64 = 15 * 60

  package init() {}
}

/// Tells, for one SA's occurrence, whether it is a meeting that outsiders attended. Pure; what depends on the
/// time of the run (`not_ended`, `outside_window`) is asked later, of the same occurrence, at every run.
package enum Screening {
  /// The reason why there is no meeting to ask about, or nil where there is one. `ReasonCode` gives the order.
  package static func reason(
    for occurrence: Occurrence, participants: [Participant], settings: MeetingSettings
  ) -> ReasonCode? {
    let details = occurrence.details
    let others = participants.filter { !$0.isOwner }
    let externals = others.filter { $0.kind == .external }
    if participants.isEmpty { return .noAttendeeData }
    if externals.isEmpty {
      // Whom nobody read may have been anybody.
      if details.attendeesLeftOut > 0 || others.contains(where: { $0.kind == .unknown }) { return .unknownParticipants }
      if others.contains(where: { $0.kind != .internal }) { return .resourceOnly }
      return .internalOnly
    }
    if isPrivate(details), settings.privateEvents == .skip { return .privateEvent }
    if details.status == "CANCELLED" { return .cancelled }
    if occurrence.isAllDay, settings.allDay == .skip { return .allDay }
    if isDeclinedByOwner(participants) { return .declinedByOwner }
    if externals.allSatisfy({ $0.blockedBy != nil }) { return .excluded }
    return nil
  }

  /// Only the owner's own answer declines a meeting. Invited under two addresses, an SA who accepted one of them goes.
  private static func isDeclinedByOwner(_ participants: [Participant]) -> Bool {
    let answers = participants.filter(\.isOwner).compactMap(\.participationStatus)
    return answers.contains("DECLINED") && !answers.contains("ACCEPTED") && !answers.contains("TENTATIVE")
  }

  /// RFC 5545, 3.8.1.3: a CLASS that we do not know is treated as PRIVATE.
  package static func isPrivate(_ details: EventDetails) -> Bool {
    switch details.classification {
    case nil, "PUBLIC": false
    default: true
    }
  }

  /// When the seat's prompt is due.
  package static func dueAt(
    startsAt: Instant, endsAt: Instant, promptTime: SolutionArchitect.PromptTime, settings: MeetingSettings
  ) -> Instant {
    switch promptTime {
    case .after: endsAt.advanced(by: settings.settle)
    case .before: startsAt.advanced(by: -settings.lead)
    }
  }
}
