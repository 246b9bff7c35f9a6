/// The zones of one calendar file.
package final class CalendarZones {
  /// The zone in which floating times and days are read: X-WR-TIMEZONE, else the configured one.
  package let calendar: ResolvedZone
  /// Times written with a `Z`. Each calendar has its own, so that tasks do not count references to one object.
  let utc = ResolvedZone(transitions: ZoneTransitions(initialOffset: 0, changes: []), name: nil, found: "UTC")

  private let components: [String: String]
  let cache: TimeCache
  private var known: [String: ResolvedZone] = [:]
  /// The last name asked for: most events of a series, and both ends of an event, have one zone.
  private var last: (name: String, zone: ResolvedZone)?

  /// - Parameters:
  ///   - timeZones: the text of each VTIMEZONE by its TZID.
  ///   - calendarZone: X-WR-TIMEZONE.
  ///   - fallback: the IANA name for calendars that name none; one that the system does not know is read as UTC.
  package init(timeZones: [String: String], calendarZone: String?, fallback: String, cache: TimeCache) {
    components = timeZones
    self.cache = cache
    let fallbackZone =
      cache.zone(named: fallback).map {
        ResolvedZone(transitions: $0, name: fallback, found: "the configured zone, \(fallback)")
      }
      ?? ResolvedZone(
        transitions: .utc, name: "UTC", found: "UTC, as the system knows no zone \"\(printable(fallback))\"")
    if let calendarZone, let zone = Self.find(calendarZone, in: timeZones, cache: cache) {
      calendar = zone.found("X-WR-TIMEZONE: \(zone.found)")
    } else {
      calendar = fallbackZone
    }
  }

  package convenience init(_ contents: CalendarContents, fallback: String, cache: TimeCache) {
    self.init(
      timeZones: contents.timeZones, calendarZone: contents.timeZoneID, fallback: fallback, cache: cache)
  }

  /// The zone of a TZID.
  ///
  /// A VTIMEZONE of that name in the file says what the name means (RFC 5545, 3.2.19), even where IANA has another zone
  /// of the name. A name that leads nowhere gives the calendar's zone with a remark, never a silent UTC.
  package func zone(for timeZoneID: String) -> ResolvedZone {
    if let last, last.name == timeZoneID { return last.zone }
    let zone = known[timeZoneID] ?? Self.find(timeZoneID, in: components, cache: cache) ?? unknown(timeZoneID)
    known[timeZoneID] = zone
    last = (timeZoneID, zone)
    return zone
  }

  private func unknown(_ timeZoneID: String) -> ResolvedZone {
    ResolvedZone(
      transitions: calendar.transitions, name: calendar.name,
      found: "TZID \"\(printable(timeZoneID))\" is unknown, so \(calendar.found)",
      remark: "TZID \"\(printable(timeZoneID))\" has no VTIMEZONE in the file and is no known name of a zone: "
        + "its times were read in \(calendar.found). Export the calendar with its time zones.",
      isKnown: false)
  }

  private static func find(_ name: String, in components: [String: String], cache: TimeCache) -> ResolvedZone? {
    let meaning = TimeCache.Meaning(name: name, component: components[name])
    return cache.zone(of: meaning) { resolve(name, component: meaning.component, cache: cache) }
  }

  private static func resolve(_ name: String, component text: String?, cache: TimeCache) -> ResolvedZone? {
    let names = ZoneNames(cache: cache)
    guard let text, let component = cache.component(text) else { return names.zone(for: name) }
    let known = component.location.flatMap { names.zone(for: $0) } ?? names.zone(for: name)
    // A VTIMEZONE says nothing of the time before its first onset; files with one year's onsets hold older events.
    let transitions = known.map { component.transitions.preceded(by: $0.transitions) } ?? component.transitions
    return ResolvedZone(
      transitions: transitions, name: known?.name, found: "VTIMEZONE \"\(printable(name))\" in the file")
  }
}
