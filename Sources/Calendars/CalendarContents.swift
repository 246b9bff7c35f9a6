/// What one calendar file holds, after scanning and before expansion.
package struct CalendarContents: Sendable, Equatable {
  /// X-WR-CALNAME, PRODID, METHOD and X-WR-TIMEZONE of the first VCALENDAR that has them.
  package var name: String?
  package var productID: String?
  package var method: String?
  package var timeZoneID: String?
  /// The text of each VTIMEZONE, unfolded, by its TZID. The first of a name wins.
  package var timeZones: [String: String] = [:]
  /// The VEVENTs that may matter, grouped by UID, in the order of each UID's first line.
  package var series: [EventSeries] = []
  /// VEVENTs seen, and those that the prefilter set aside, by reason. `events` equals the sum of the
  /// components of `series`, of `setAside` and `refusedEvents`.
  package var events = 0
  package var refusedEvents = 0
  package var setAside: [SetAside: Int] = [:]
  /// VEVENTs with at least one ATTENDEE or ORGANIZER line.
  package var eventsWithPeople = 0
  /// What could not be read: at most as many as the limit lists, the last one says how many more there were.
  package var refusals: [Refusal] = []
  /// What was read in spite of a fault, in the same form and under the same limit.
  package var notes: [Refusal] = []
  /// False where the file breaks off before its END:VCALENDAR: what it lacks has not vanished from the calendar.
  package var isComplete = true
  /// VTODOs, VJOURNALs and VFREEBUSYs, which are no events.
  package var otherComponents = 0

  package init() {}
}

/// All VEVENTs of one calendar that share a UID: the master and its overrides (product definition, "series").
package struct EventSeries: Sendable, Equatable {
  package var uid: String
  package var components: [EventComponent]
  private let origin: Origin

  private enum Origin: Sendable {
    case calendar(CalendarFingerprint)
    case fingerprint(UInt64)
  }

  /// Equal for two readings in which nothing but DTSTAMP changed; stable across processes and machines.
  ///
  /// Worked out anew whenever it is asked for, from everything that the components say: who does not ask is spared
  /// reading their details.
  package var fingerprint: UInt64 {
    switch origin {
    case .calendar(let calendar): Self.fingerprint(components, of: calendar)
    case .fingerprint(let known): known
    }
  }

  package init(uid: String, components: [EventComponent], fingerprint: UInt64) {
    self.uid = uid
    self.components = components
    origin = .fingerprint(fingerprint)
  }

  init(uid: String, components: [EventComponent], of calendar: CalendarFingerprint) {
    self.uid = uid
    self.components = components
    origin = .calendar(calendar)
  }

  package static func == (a: EventSeries, b: EventSeries) -> Bool {
    a.uid == b.uid && a.components == b.components && a.fingerprint == b.fingerprint
  }
}

/// Why the prefilter is sure that a VEVENT cannot lead to a prompt.
package enum SetAside: String, Sendable, CaseIterable, Hashable {
  /// Neither ORGANIZER nor ATTENDEE.
  case noAttendeeData = "no_attendee_data"
  /// Every participant is inside the internal domains.
  case internalOnly = "internal_only"
  /// A single event, or a whole series, outside the window.
  case outsideWindow = "outside_window"
}

/// One item that could not be read, with the place and the next step. It costs the item, never the file.
package struct Refusal: Sendable, Equatable {
  package enum Scope: String, Sendable { case file, event, property }
  package var scope: Scope
  /// 1-based physical line; nil where the whole file is meant.
  package var line: Int?
  package var uid: String?
  /// A sentence: what is wrong and what to do next. It holds no control characters.
  package var message: String

  package init(scope: Scope, line: Int?, uid: String? = nil, message: String) {
    self.scope = scope
    self.line = line
    self.uid = uid
    self.message = message
  }
}
