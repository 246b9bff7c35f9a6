import Calendars

/// Why an opportunity did not count as open at some time.
package enum Closure: Hashable, Sendable {
  /// It was created that day, too late even with the grace.
  case notYetCreated(CivilDate)
  /// It had been closed that day, too early even with the grace; nil where the snapshot does not say when.
  case alreadyClosed(CivilDate?)
}

extension Opportunity {
  /// "Open at the time of the meeting", by the snapshot's dates and not only today's flag (product definition,
  /// section 5); nil where it was open.
  package func closure(at startsAt: Instant, settings: MatchingSettings) -> Closure? {
    if let createdAt, startsAt < createdAt.advanced(by: -settings.graceBeforeCreation) {
      return .notYetCreated(createdAt.utc.date)
    }
    guard isClosed else { return nil }
    guard let closed = closedOn else { return .alreadyClosed(nil) }
    return startsAt.utc.date <= closed.advanced(byDays: Int64(settings.graceDaysAfterClose))
      ? nil : .alreadyClosed(closed)
  }

  /// The day on which a closed opportunity was closed: its close date, or the day on which it reached its last stage
  /// where that is earlier, since a deal lost early often keeps the close date that was hoped for.
  private var closedOn: CivilDate? {
    let days = [closeDate, lastStageChangeAt?.utc.date].compactMap { $0 }
    return days.min()
  }
}
