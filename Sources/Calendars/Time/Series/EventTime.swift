/// A DATE or DATE-TIME with the zone that it is meant in.
struct EventTime {
  /// Seconds since 1970-01-01T00:00:00 on the wall clock of the zone.
  var wall: Int
  var form: Form

  enum Form {
    case date
    /// Without a zone, or with one that nobody knows (here with what was said about it).
    case floating(unknownZone: ResolvedZone?)
    case zoned(ResolvedZone)

    var isDate: Bool { if case .date = self { true } else { false } }
  }

  /// The zone's table; days and floating times are read in the calendar's zone (product definition, section 3).
  func zone(in zones: CalendarZones) -> ResolvedZone { form.zone(in: zones) }

  func instant(in zones: CalendarZones) -> Instant {
    zone(in: zones).transitions.instant(ofWallSeconds: Int64(wall))
  }

  func calendarTime(in zones: CalendarZones) -> CalendarTime {
    switch form {
    case .date: .date(CivilDate(daysSinceEpoch: Int64(floorDivide(wall, 86_400))))
    case .floating: .floating(CivilDateTime(secondsSinceEpoch: Int64(wall)))
    case .zoned: .instant(instant(in: zones))
    }
  }
}

extension EventTime {
  /// The same time written the way `start` is: a day becomes the usual time of that day, a floating time one of the
  /// series' zone, a time in another zone the wall clock of the series' zone.
  func written(like start: EventTime, in zones: CalendarZones) -> EventTime {
    switch (start.form, form) {
    case (.date, .date): return self
    case (.date, .floating): return day
    case (.date, .zoned):
      // Midnight on its own clock means that day, whatever the clock; else the calendar's day counts.
      if floorModulo(wall, 86_400) == 0 { return day }
      return EventTime(wall: start.wallClock(at: instant(in: zones), in: zones), form: .date).day
    case (_, .date):
      return EventTime(wall: wall + floorModulo(start.wall, 86_400), form: start.form)
    case (_, .floating):
      return EventTime(wall: wall, form: start.form)
    case (_, .zoned):
      return EventTime(wall: start.wallClock(at: instant(in: zones), in: zones), form: start.form)
    }
  }

  private var day: EventTime { EventTime(wall: floorDivide(wall, 86_400) * 86_400, form: .date) }

  /// What this time's clock shows at `instant`.
  func wallClock(at instant: Instant, in zones: CalendarZones) -> Int {
    Int(instant.advanced(by: zone(in: zones).transitions.offset(at: instant)).secondsSinceEpoch)
  }
}

extension EventTime.Form {
  init(_ zone: ResolvedZone?) {
    if let zone, zone.isKnown { self = .zoned(zone) } else { self = .floating(unknownZone: zone) }
  }

  func zone(in zones: CalendarZones) -> ResolvedZone {
    switch self {
    case .date: zones.calendar
    case .floating(let unknown): unknown ?? zones.calendar
    case .zoned(let zone): zone
    }
  }
}

extension EventTime {
  /// Reads one value of a property; nil where it is no date or time.
  init?(_ value: Substring.UTF8View, timeZoneID: String?, in zones: CalendarZones) {
    switch TimeValue(value) {
    case .date(let date): self.init(wall: Int(date.daysSinceEpoch) * 86_400, form: .date)
    case .utc(let instant): self.init(wall: Int(instant.secondsSinceEpoch), form: .zoned(zones.utc))
    case .local(let civil):
      let zone = timeZoneID.map { zones.zone(for: $0) }
      self.init(wall: Int(civil.secondsSinceEpoch), form: .init(zone))
    case nil: return nil
    }
  }

  /// Reads the only value of DTSTART, DTEND or RECURRENCE-ID.
  init?(_ property: TimeProperty, in zones: CalendarZones) {
    self.init(property.value.utf8[...], timeZoneID: property.timeZoneID, in: zones)
    // VALUE=DATE with a time behind it: the type that was declared wins.
    if property.valueType == .date, !form.isDate {
      self = day
    }
  }
}

/// How long an event takes.
enum EventLength {
  /// From DTEND: the same for every instance to the second (RFC 5545, 3.8.5.3).
  case exact(seconds: Int)
  /// From DURATION, or between two days: days by the calendar, then seconds by the clock.
  case nominal(CalendarDuration)

  /// The end of an event of this length, as the file would write it and on the UTC time line.
  ///
  /// - Parameter startsAt: `start` on the UTC time line.
  func end(of start: EventTime, at startsAt: Instant, in zones: CalendarZones) -> (time: CalendarTime, at: Instant) {
    let days: Int
    let seconds: Int
    switch self {
    case .exact(let length): (days, seconds) = (0, length)
    case .nominal(let duration): (days, seconds) = (duration.days, duration.seconds)
    }
    switch start.form {
    case .date:
      let end = EventTime(wall: start.wall + (days + (seconds + 86_399) / 86_400) * 86_400, form: .date)
      return (end.calendarTime(in: zones), end.instant(in: zones))
    case .floating:
      let end = EventTime(wall: start.wall + days * 86_400 + seconds, form: start.form)
      return (end.calendarTime(in: zones), end.instant(in: zones))
    case .zoned:
      let lastDay =
        days == 0 ? startsAt : EventTime(wall: start.wall + days * 86_400, form: start.form).instant(in: zones)
      let end = lastDay.advanced(by: Int64(seconds))
      return (.instant(end), end)
    }
  }

  /// An upper bound in seconds of wall clock, for finding the instances that reach into a window.
  var longest: Int {
    switch self {
    case .exact(let seconds): seconds
    case .nominal(let duration): duration.days * 86_400 + duration.seconds
    }
  }
}
