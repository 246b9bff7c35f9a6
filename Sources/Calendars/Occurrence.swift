/// A point in time in one of iCalendar's three forms (RFC 5545, 3.3.4 and 3.3.5).
package enum CalendarTime: Hashable, Sendable {
  case date(CivilDate)
  case floating(CivilDateTime)
  case instant(Instant)
}

/// `2026-11-21`, `2026-11-21T09:30:00` or `2026-11-21T09:30:00Z`: the form tells the kind.
extension CalendarTime: CustomStringConvertible {
  package var description: String {
    switch self {
    case .date(let date): date.description
    case .floating(let civil): civil.description
    case .instant(let instant): instant.description
    }
  }

  package init?(_ text: String) {
    if let instant = Instant(text) {
      self = .instant(instant)
    } else if let civil = CivilDateTime(text) {
      self = .floating(civil)
    } else if let date = CivilDate(text) {
      self = .date(date)
    } else {
      return nil
    }
  }
}

/// One instance of a series: the unit that Debrief asks about.
package struct Occurrence: Sendable, Equatable {
  package var uid: String
  /// The instance's original start, which with the UID is its key; nil for an event that does not recur.
  package var recurrenceID: CalendarTime?
  package var start: CalendarTime
  /// Exclusive (RFC 5545, 3.6.1).
  package var end: CalendarTime
  /// `start` and `end` on the UTC time line; floating times and days are read in the calendar's own zone.
  package var startsAt: Instant
  package var endsAt: Instant
  /// The IANA name of the zone that the event was written in, where it has one.
  package var timeZone: String?
  package var sequence: Int
  /// 1-based physical line of the VEVENT that this instance takes its details from.
  package var line: Int
  /// Read when somebody first asks for them, and then kept for all instances that have them.
  package var details: EventDetails {
    _read { yield late.value.details }
    _modify { yield &late.value.details }
  }
  /// Whether this and `other` take their details from one VEVENT; told without reading them.
  package func hasDetails(of other: Occurrence) -> Bool { late.isSame(as: other.late) }
  /// Whether the details' STATUS is CANCELLED; told without reading them.
  package var isCancelled: Bool { late.isCancelled }
  private var late: LateReference
  package var origin: Origin

  package var isAllDay: Bool { if case .date = start { true } else { false } }

  /// What made this instance: `debrief explain` says it in words.
  package struct Origin: Sendable, Equatable {
    package enum Cause: Sendable, Equatable {
      /// A VEVENT that does not recur.
      case single
      /// DTSTART of a recurring event, or an instance of its RRULE (the rule as written).
      case rule(String)
      /// An RDATE.
      case date
      /// A VEVENT with a RECURRENCE-ID in place of what the series would have had there.
      case override
      /// Shifted by an override with RANGE=THISANDFUTURE.
      case shifted
      /// An override whose master is not in the file.
      case orphan
    }
    package var cause: Cause
    /// How the zone was found: VTIMEZONE, IANA, Windows name, X-WR-TIMEZONE …, in words.
    package var zone: String?

    package init(cause: Cause, zone: String? = nil) {
      self.cause = cause
      self.zone = zone
    }
  }

  package init(
    uid: String, recurrenceID: CalendarTime?, start: CalendarTime, end: CalendarTime, startsAt: Instant,
    endsAt: Instant, timeZone: String?, sequence: Int, line: Int, details: EventDetails, origin: Origin
  ) {
    self.init(
      uid: uid, recurrenceID: recurrenceID, start: start, end: end, startsAt: startsAt, endsAt: endsAt,
      timeZone: timeZone, sequence: sequence, line: line, late: LateReference(LateProperties(details: details)),
      origin: origin)
  }

  init(
    uid: String, recurrenceID: CalendarTime?, start: CalendarTime, end: CalendarTime, startsAt: Instant,
    endsAt: Instant, timeZone: String?, sequence: Int, line: Int, late: LateReference, origin: Origin
  ) {
    self.uid = uid
    self.recurrenceID = recurrenceID
    self.start = start
    self.end = end
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.timeZone = timeZone
    self.sequence = sequence
    self.line = line
    self.late = late
    self.origin = origin
  }
}
