extension EventSeries {
  /// Hashes everything that a later stage can see of a series, and the zones that it names.
  ///
  /// DTSTAMP and LAST-MODIFIED count only by the order in which they put revisions of one instance, for exporters
  /// write them anew every time; CREATED, line numbers and the order of lines do not count at all.
  static func fingerprint(_ components: [EventComponent], of contents: CalendarContents) -> UInt64 {
    var hash = StableHash()
    hash.combine(components.first?.uid)
    hash.combine(contents.timeZoneID)
    hash.combine(contents.method)
    for component in components.enumerated().sorted(by: isEarlierRevision).map(\.element) {
      hash.combine(component, zones: contents.timeZones)
    }
    return hash.value
  }

  private typealias Numbered = EnumeratedSequence<[EventComponent]>.Element

  private static func isEarlierRevision(_ a: Numbered, _ b: Numbered) -> Bool {
    let (left, right) = (a.element, b.element)
    let ids = (left.recurrenceID?.value ?? "", right.recurrenceID?.value ?? "")
    if ids.0 != ids.1 { return ids.0 < ids.1 }
    if left.sequence != right.sequence { return left.sequence < right.sequence }
    if left.stamp ?? "" != right.stamp ?? "" { return left.stamp ?? "" < right.stamp ?? "" }
    if left.lastModified ?? "" != right.lastModified ?? "" { return left.lastModified ?? "" < right.lastModified ?? "" }
    return a.offset < b.offset
  }
}

extension StableHash {
  fileprivate mutating func combine(_ event: EventComponent, zones: [String: String]) {
    combine(event.recurrenceID, zones: zones)
    combine(event.start, zones: zones)
    combine(event.end, zones: zones)
    combine(event.duration)
    combine(event.recurrenceRules.count)
    for rule in event.recurrenceRules { combine(rule) }
    combine(event.exceptionRules.count)
    for rule in event.exceptionRules { combine(rule) }
    combine(event.recurrenceDates.count)
    for date in event.recurrenceDates { combine(date, zones: zones) }
    combine(event.exceptionDates.count)
    for date in event.exceptionDates { combine(date, zones: zones) }
    combine(event.sequence)
    let details = event.details
    combine(details.status)
    combine(details.classification)
    combine(details.transparency)
    combine(details.busyStatus)
    combine(details.summary)
    combine(details.location)
    combine(details.attendeesLeftOut)
    combine(details.organizer.map(Self.value) ?? 0)
    // Exporters list attendees, and we find links, in no order that means anything.
    combine(details.attendees.reduce(0 as UInt64) { $0 &+ Self.value($1) })
    combine(details.recordLinks.sorted().joined(separator: " "))
  }

  private mutating func combine(_ time: TimeProperty?, zones: [String: String]) {
    guard let time else { return combine(0 as UInt64) }
    combine(time.value)
    combine(time.timeZoneID)
    combine(time.timeZoneID.flatMap { zones[$0] })
    combine(time.valueType?.rawValue)
    combine(time.coversFuture)
  }

  private static func value(_ user: CalendarUser) -> UInt64 {
    var hash = StableHash(seed: 1)
    let texts = [
      user.email, user.uri, user.commonName, user.role, user.participationStatus, user.userType, user.sentBy,
      user.delegatedTo, user.delegatedFrom,
    ]
    for text in texts { hash.combine(text) }
    return hash.value
  }
}
