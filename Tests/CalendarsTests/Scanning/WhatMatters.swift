import Calendars

/// What no filter may change: the occurrences in its window of each series that has one with somebody from outside there.
///
/// Nothing of this is the filter's own: all that was read is expanded, and addresses are compared as texts.
func whatMatters(_ contents: CalendarContents, to filter: Prefilter) -> [String: [Occurrence]] {
  let zones = CalendarZones(contents, fallback: "UTC", cache: TimeCache())
  var found: [String: [Occurrence]] = [:]
  for series in contents.series {
    let occurrences = SeriesExpander(zones: zones).expand(series, in: filter.window).occurrences
    if occurrences.contains(where: { hasOutsider($0.details, filter) }) { found[series.uid] = occurrences }
  }
  return found
}

private func hasOutsider(_ details: EventDetails, _ filter: Prefilter) -> Bool {
  details.attendeesLeftOut > 0
    || (details.attendees + [details.organizer].compactMap(\.self)).contains { user in
      guard let email = user.email?.lowercased(), email.count(where: { $0 == "@" }) == 1 else { return true }
      let isInside = filter.internalDomains.contains {
        email.hasSuffix("@\($0.lowercased())") || email.hasSuffix(".\($0.lowercased())")
      }
      return !isInside && !filter.internalAddresses.contains { $0.lowercased() == email }
    }
}
