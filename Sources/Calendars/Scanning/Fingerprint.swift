extension EventSeries {
  /// Hashes everything that a later stage can see of a series, and the zones that it names.
  ///
  /// DTSTAMP and LAST-MODIFIED count only by the order in which they put revisions of one instance, for exporters
  /// write them anew every time; CREATED, line numbers and the order of lines do not count at all.
  static func fingerprint(_ components: [EventComponent], of calendar: CalendarFingerprint) -> UInt64 {
    var hash = calendar.beginning
    hash.combine(components.first?.uid)
    if components.count == 1 {
      hash.combine(components[0], of: calendar)
    } else {
      let order = components.indices.sorted { isEarlier(components[$0], components[$1]) ?? ($0 < $1) }
      for index in order { hash.combine(components[index], of: calendar) }
    }
    return hash.value
  }

  /// Whether `a` is the earlier revision; nil where both are the same.
  private static func isEarlier(_ a: EventComponent, _ b: EventComponent) -> Bool? {
    let ids = (a.recurrenceID?.value ?? "", b.recurrenceID?.value ?? "")
    if ids.0 != ids.1 { return ids.0 < ids.1 }
    if a.sequence != b.sequence { return a.sequence < b.sequence }
    if a.stamp ?? "" != b.stamp ?? "" { return a.stamp ?? "" < b.stamp ?? "" }
    if a.lastModified ?? "" != b.lastModified ?? "" { return a.lastModified ?? "" < b.lastModified ?? "" }
    return nil
  }
}

/// What a calendar gives to the fingerprint of each of its series: made once, for its zones are long texts.
final class CalendarFingerprint: Sendable {
  fileprivate let beginning: StableHash
  /// Everything of the calendar that a series may depend on.
  let whole: StableHash
  fileprivate let zones: [String: UInt64]

  init(_ contents: CalendarContents) {
    var hash = StableHash()
    hash.combine(contents.timeZoneID)
    hash.combine(contents.method)
    beginning = hash
    let zones = contents.timeZones.mapValues { text in
      var hash = StableHash()
      hash.combine(text)
      return hash.value
    }
    self.zones = zones
    for (name, definition) in zones.sorted(by: { $0.key < $1.key }) {
      hash.combine(name)
      hash.combine(definition)
    }
    whole = hash
  }
}

extension StableHash {
  fileprivate mutating func combine(_ event: EventComponent, of calendar: CalendarFingerprint) {
    combine(event.recurrenceID, of: calendar)
    combine(event.start, of: calendar)
    combine(event.end, of: calendar)
    combine(event.duration)
    combine(event.recurrenceRules.count)
    for rule in event.recurrenceRules { combine(rule) }
    combine(event.exceptionRules.count)
    for rule in event.exceptionRules { combine(rule) }
    combine(event.recurrenceDates.count)
    for date in event.recurrenceDates { combine(date, of: calendar) }
    combine(event.exceptionDates.count)
    for date in event.exceptionDates { combine(date, of: calendar) }
    combine(event.sequence)
    combine(event.details)
  }

  private mutating func combine(_ details: EventDetails) {
    combine(details.status)
    combine(details.classification)
    combine(details.transparency)
    combine(details.busyStatus)
    combine(details.summary)
    combine(details.location)
    combine(details.attendeesLeftOut)
    combine(details.organizer.map(Self.value) ?? 0)
    // Exporters list attendees, and we find links, in no order that means anything.
    let attendees = details.attendees.span
    var sum: UInt64 = 0
    for index in attendees.indices { sum &+= Self.value(attendees[index]) }
    combine(sum)
    combine(details.recordLinks.isEmpty ? "" : details.recordLinks.sorted().joined(separator: " "))
  }

  private mutating func combine(_ time: TimeProperty?, of calendar: CalendarFingerprint) {
    guard let time else { return combine(0 as UInt64) }
    combine(time.value)
    combine(time.timeZoneID)
    combine(time.timeZoneID.flatMap { calendar.zones[$0] } ?? 0)
    combine(time.valueType?.rawValue)
    combine(time.coversFuture)
  }

  private static func value(_ user: CalendarUser) -> UInt64 {
    var hash = StableHash(seed: 1)
    hash.combine(user.email)
    hash.combine(user.uri)
    hash.combine(user.commonName)
    hash.combine(user.role)
    hash.combine(user.participationStatus)
    hash.combine(user.userType)
    hash.combine(user.sentBy)
    hash.combine(user.delegatedTo)
    hash.combine(user.delegatedFrom)
    return hash.value
  }
}
