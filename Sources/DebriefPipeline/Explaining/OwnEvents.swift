import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// One SA's own calendars, read anew to answer a question: events that came near no prompt are in no store. What is
/// private is never shown, unless `meetings.private_events` is `include`.
package struct OwnEvents {
  private let architect: SolutionArchitect
  private let context: RunContext
  private let files: [CalendarFile]

  package init(of architect: SolutionArchitect, in context: RunContext) throws {
    self.architect = architect
    self.context = context
    let sources = try context.store.sources().values.filter { $0.owner == architect.email.key }
    // A member of an archive is written `file.zip!member.ics`.
    let paths = Set(sources.map { String($0.path.split(separator: "!").first ?? "") })
    files = CalendarFiles(context.configuration.calendars).files.filter { paths.contains($0.path) }
  }

  /// An event found by its title.
  package struct Found: Sendable, Hashable {
    package var uid: String
    package var title: String
    package var startsAt: Instant
    package var endsAt: Instant
    /// Nil for a meeting.
    package var reason: ReasonCode?
  }

  /// The instances in `window` of the events in whose title `text` stands, whatever its case; by start.
  package func find(_ text: String, in window: Range<Instant>, limit: Int) throws -> [Found] {
    let wanted = text.lowercased()
    var found: [Found] = []
    try eachCalendar { contents in
      let zones = CalendarZones(contents, fallback: context.configuration.timeZone, cache: TimeCache())
      let expander = SeriesExpander(zones: zones, limits: context.configuration.limits.expansion)
      for series in contents.series where found.count < limit {
        guard series.components.contains(where: { $0.details.summary?.lowercased().contains(wanted) ?? false }) else {
          continue
        }
        for occurrence in expander.expand(series, in: window).occurrences where isShown(occurrence.details) {
          guard let title = occurrence.details.summary, title.lowercased().contains(wanted) else { continue }
          found.append(
            Found(
              uid: occurrence.uid, title: title, startsAt: occurrence.startsAt, endsAt: occurrence.endsAt,
              reason: reason(occurrence)))
        }
      }
    }
    return Array(found.sorted { ($0.startsAt, $0.uid) < ($1.startsAt, $1.uid) }.prefix(limit))
  }

  private func reason(_ occurrence: Occurrence) -> ReasonCode? {
    let participants = context.classifier.participants(
      in: occurrence.details, on: occurrence.startsAt.utc.date, owner: architect)
    return Screening.reason(
      for: occurrence, participants: participants, settings: context.configuration.meetings)
  }

  /// Everything that Debrief can say of one of the SA's events; nil where none of the calendars holds it.
  package func explanation(uid: String) throws -> EventExplanation? {
    try EventExplanation(uid: uid, in: context, files: files) { owner, details in
      owner == architect && isShown(details)
    }
  }

  private func isShown(_ details: EventDetails) -> Bool {
    !Screening.isPrivate(details) || context.configuration.meetings.privateEvents == .include
  }

  private func eachCalendar(_ body: (CalendarContents) throws -> Void) throws {
    for file in files {
      try CalendarLooker(context).each(file) { _, contents, owner in
        if owner == architect { try body(contents) }
      }
    }
  }
}
