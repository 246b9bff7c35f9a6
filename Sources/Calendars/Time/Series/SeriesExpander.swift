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
    var masters: [EventRevision] = []
    for index in series.components.indices where series.components[index].recurrenceID == nil {
      if let revision = reader.read(series.components, at: index) { masters.append(revision) }
    }
    var master = masters.max { !$0.supersedes($1) }
    var overrides: [EventRevision] = []
    for index in series.components.indices where series.components[index].recurrenceID != nil {
      guard let revision = reader.read(series.components, at: index, master: master) else { continue }
      if master == nil, revision.isWholeSeries {
        reader.remark(
          revision.component, "The event has a RECURRENCE-ID, but no series is there: it was read as the series.")
        let series = revision.standing(for: nil)
        master = series
        masters = [series]
      } else {
        overrides.append(revision)
      }
    }
    if let master { overrides += namesakes(of: master, among: masters, &reader) }
    var instances = InstanceSet(master: master, overrides: overrides, reader: reader, limits: limits)
    return instances.expansion(in: Self.clamped(window))
  }

  /// VEVENTs without a RECURRENCE-ID that share the master's UID. Earlier revisions are left out. Exporters that give
  /// several meetings one UID write them at one revision: each of those stands for the instance at its own start.
  private func namesakes(
    of master: EventRevision, among masters: [EventRevision], _ reader: inout EventReader
  ) -> [EventRevision] {
    var others: [EventRevision] = []
    for other in masters where other !== master && other.component != master.component {
      if other.isSameRevision(as: master), other.component.recurrenceRules.isEmpty,
        other.start.instant(in: zones) != master.start.instant(in: zones)
      {
        others.append(other.standing(for: other.start))
      } else {
        reader.remark(
          other.component,
          "The event at line \(master.component.line) has the same UID and stands in its place: this one was left out.")
      }
    }
    return others
  }

  /// The years that iCalendar can write, so that no arithmetic on walls and offsets can overflow.
  private static func clamped(_ window: Range<Instant>) -> Range<Instant> {
    let first = Instant(secondsSinceEpoch: -62_200_000_000)
    let last = Instant(secondsSinceEpoch: 253_500_000_000)
    let lower = min(max(window.lowerBound, first), last)
    return lower..<min(max(window.upperBound, lower), last)
  }
}
