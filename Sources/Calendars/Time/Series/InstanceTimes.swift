/// Start and end of an instance, from which it is told whether the rest of it is wanted at all.
struct InstanceTimes {
  let startsAt: Instant
  /// Never before the start.
  let endsAt: Instant
  /// The end as the file would write it.
  let end: CalendarTime

  init(_ start: EventTime, _ length: EventLength, in zones: CalendarZones) {
    startsAt = start.instant(in: zones)
    let end = length.end(of: start, at: startsAt, in: zones)
    self.end = end.time
    endsAt = max(startsAt, end.at)
  }

  /// An instance without length belongs to its instant.
  func overlap(_ window: Range<Instant>) -> Bool {
    startsAt < window.upperBound && (endsAt > window.lowerBound || startsAt >= window.lowerBound)
  }
}
