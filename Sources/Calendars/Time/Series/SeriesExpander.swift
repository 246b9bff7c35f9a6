/// Turns a series into the occurrences that overlap a window.
///
/// RFC 5545, 3.8.5: the instances are DTSTART, those of each RRULE and the RDATEs, each once, less the EXDATEs; a VEVENT
/// with a RECURRENCE-ID stands in the place of the instance that it names, wherever it has moved.
package struct SeriesExpander {
  package let zones: CalendarZones
  package let limits: ExpansionLimits

  package init(zones: CalendarZones, limits: ExpansionLimits = ExpansionLimits()) {
    self.zones = zones
    self.limits = limits
  }

  /// The occurrences of `series` in `window`; an empty one belongs to its instant. Cancelled ones are among them.
  package func expand(_ series: EventSeries, in window: Range<Instant>) -> SeriesExpansion {
    var reader = EventReader(zones: zones)
    var master: EventRevision?
    var overrides: [EventRevision] = []
    for component in series.components where component.recurrenceID == nil {
      guard let revision = reader.read(component) else { continue }
      if let other = master {
        let (later, earlier) = revision.supersedes(other) ? (revision, other) : (other, revision)
        reader.remark(
          earlier.component,
          "The event at line \(later.component.line) has the same UID and is the later revision: this one was left out."
        )
        master = later
      } else {
        master = revision
      }
    }
    for component in series.components where component.recurrenceID != nil {
      guard var revision = reader.read(component, master: master) else { continue }
      // Connect Daily gives its series a RECURRENCE-ID of January 1970, its clock's zero.
      if master == nil, !component.recurrenceRules.isEmpty,
        (0..<31 * 86_400).contains(revision.recurrenceID?.wall ?? -1)
      {
        reader.remark(component, "The event has both RRULE and RECURRENCE-ID: it was read as the series.")
        revision.recurrenceID = nil
        master = revision
      } else {
        overrides.append(revision)
      }
    }
    var instances = InstanceSet(master: master, overrides: overrides, reader: reader, limits: limits)
    return instances.expansion(in: Self.clamped(window))
  }

  /// The years that iCalendar can write, so that no arithmetic on walls and offsets can overflow.
  private static func clamped(_ window: Range<Instant>) -> Range<Instant> {
    let first = Instant(secondsSinceEpoch: -62_200_000_000)
    let last = Instant(secondsSinceEpoch: 253_500_000_000)
    let lower = min(max(window.lowerBound, first), last)
    return lower..<min(max(window.upperBound, lower), last)
  }
}
