extension RecurrenceRule {
  /// UNTIL as an instant, where it is to be compared on the UTC time line: it has a `Z` and DTSTART a time of day.
  ///
  /// RFC 5545, 3.3.10 wants UNTIL in UTC beside a DTSTART with a zone and in DTSTART's own form otherwise. Exporters mix
  /// them: a DATE beside a time is that day's midnight, as libical, ical.js and recurring-ical-events read it, a local
  /// time is one of DTSTART's clock, and a UTC time beside a DATE counts for its day.
  func lastInstant(from start: EventTime) -> Instant? {
    if case .utc(let instant) = until, !start.form.isDate { instant } else { nil }
  }

  /// Whether UNTIL lies before DTSTART, so that the rule has no instance at all.
  func ends(before start: EventTime, in zones: CalendarZones) -> Bool {
    switch until {
    case .date(let date): date.daysSinceEpoch * 86_400 < Int64(start.wall)
    case .local(let civil): civil.secondsSinceEpoch < Int64(start.wall)
    case .utc(let instant):
      start.form.isDate
        ? instant.utc.date.daysSinceEpoch < Int64(floorDivide(start.wall, 86_400)) : instant < start.instant(in: zones)
    case nil: false
    }
  }
}
