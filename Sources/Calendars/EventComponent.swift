/// One VEVENT as the file has it: lines unfolded, parameters split, texts decoded, times still unread.
///
/// The scanner makes it, the expansion turns it into occurrences. It names the physical line of its BEGIN so
/// that whatever is said about the event can say where it stands.
package struct EventComponent: Sendable, Equatable {
  /// 1-based physical line of `BEGIN:VEVENT`.
  package var line: Int
  package var uid: String
  /// The file gives this event no UID (RFC 5545 wants one): `uid` was made from its start, title and rule.
  package var isUIDMade = false
  package var recurrenceID: TimeProperty?
  package var start: TimeProperty?
  package var end: TimeProperty?
  /// The value of DURATION, unread.
  package var duration: String?
  /// The values of RRULE, unread; RFC 5545 wants at most one, files hold more.
  package var recurrenceRules: [String] = []
  /// The values of EXRULE, unread; RFC 2445 had it, RFC 5545 dropped it, old exporters write it.
  package var exceptionRules: [String] = []
  package var recurrenceDates: [TimeProperty] = []
  package var exceptionDates: [TimeProperty] = []
  package var sequence: Int = 0
  /// DTSTAMP and LAST-MODIFIED as written: they order revisions of equal SEQUENCE and count for nothing else.
  package var stamp: String? {
    get { late.value.stamp }
    set { late.value.stamp = newValue }
  }
  package var lastModified: String? {
    get { late.value.lastModified }
    set { late.value.lastModified = newValue }
  }
  /// Read when somebody first asks for them, and then kept.
  package var details: EventDetails {
    _read { yield late.value.details }
    _modify { yield &late.value.details }
  }
  var late: LateReference

  package init(line: Int, uid: String) { self.init(line: line, uid: uid, late: LateReference()) }

  init(line: Int, uid: String, late: LateReference) {
    self.line = line
    self.uid = uid
    self.late = late
  }
}

/// One property line that holds times: DTSTART, DTEND, RECURRENCE-ID, RDATE or EXDATE.
package struct TimeProperty: Sendable, Equatable {
  package enum ValueType: String, Sendable { case dateTime = "DATE-TIME", date = "DATE", period = "PERIOD" }

  /// Everything after the colon; RDATE and EXDATE hold several values, comma-separated.
  package var value: String
  package var timeZoneID: String?
  package var valueType: ValueType?
  /// RECURRENCE-ID;RANGE=THISANDFUTURE.
  package var coversFuture: Bool = false

  package init(value: String, timeZoneID: String? = nil, valueType: ValueType? = nil, coversFuture: Bool = false) {
    self.value = value
    self.timeZoneID = timeZoneID
    self.valueType = valueType
    self.coversFuture = coversFuture
  }
}

/// What an event says beside its times.
package struct EventDetails: Sendable, Equatable {
  /// Upper-cased, nil where the property is missing: STATUS, CLASS, TRANSP, X-MICROSOFT-CDO-BUSYSTATUS.
  /// An event of a VCALENDAR with METHOD:CANCEL has the status CANCELLED (RFC 5546, 3.2.5).
  package var status: String?
  package var classification: String?
  package var transparency: String?
  package var busyStatus: String?
  package var summary: String?
  package var location: String?
  package var organizer: CalendarUser?
  package var attendees: [CalendarUser] = []
  /// More attendees than the limit keeps; those beyond it are counted here.
  package var attendeesLeftOut: Int = 0
  /// Ids (15 or 18 characters, as written) of the Salesforce opportunities that DESCRIPTION or URL link to.
  package var recordLinks: [String] = []

  package init() {}

  package var isCancelled: Bool { status == Self.cancelled }

  static let cancelled = "CANCELLED"
}

/// An ORGANIZER or an ATTENDEE (RFC 5545, 3.3.3) in whatever dialect it was written.
package struct CalendarUser: Sendable, Hashable {
  /// The e-mail address as written: from `mailto:` (any case), else the EMAIL parameter (RFC 7986, 6.2),
  /// else nil. Lower-cased, never checked here.
  package var email: String?
  /// The raw value, where it was not a plain address.
  package var uri: String?
  /// CN, with RFC 6868 carets decoded.
  package var commonName: String?
  /// Upper-cased parameters; nil where missing.
  package var role: String?
  package var participationStatus: String?
  package var userType: String?
  package var sentBy: String?
  package var delegatedTo: String?
  package var delegatedFrom: String?

  package init(email: String?) { self.email = email }
}
