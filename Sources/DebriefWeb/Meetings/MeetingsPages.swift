import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// Every event of an SA's: the prompt that it led to, or why it led to none.
enum MeetingsPages {
  private static let pageLength = 50

  static func show(_ context: PageContext) throws -> Page {
    let architect = try context.subject()
    let clock = context.site.clock(in: context.configuration.timeZone(of: architect))
    let query = context.request.query
    var filter = SeatFilter(owner: architect.email, before: context.now.advanced(by: 7 * 86_400))
    filter.text = query["q"] ?? ""
    filter.onlyWithoutPrompt = query["only"] == "unasked"
    if let before = query["before"].flatMap({ Instant($0) }), let uid = query["uid"] {
      filter.before = before
      filter.beyond = (uid, query["instance"] ?? "")
    }
    var rows = try context.store.seats(filter, limit: pageLength + 1)
    let hasMore = rows.count > pageLength
    rows = Array(rows.prefix(pageLength))
    let view = MeetingsView(context: context, architect: architect, clock: clock, filter: filter)
    return try Page(title: view.title) {
      view.head
      if rows.isEmpty { p(.class("empty soft")) { "Nothing of that kind is kept." } } else { view.table(rows) }
      if hasMore, let last = rows.last { view.older(last) }
      try view.setAside
    }
  }

  /// Looks into the calendars themselves: for what was set aside before anything of it was kept.
  static func look(_ context: PageContext) throws -> Page {
    let architect = try context.subject()
    let text = context.request.query["q"] ?? ""
    let clock = context.site.clock(in: context.configuration.timeZone(of: architect))
    let run = RunContext(configuration: context.configuration, store: context.store, now: context.now)
    let settings = context.configuration.meetings
    let window = context.now.advanced(by: -settings.since)..<context.now.advanced(by: settings.horizon)
    let found = text.isEmpty ? [] : try OwnEvents(of: architect, in: run).find(text, in: window, limit: 100)
    let view = MeetingsView(
      context: context, architect: architect, clock: clock,
      filter: SeatFilter(owner: architect.email, before: context.now))
    return Page(title: "In the calendars") {
      h1 { "In the calendars" }
      p(.class("soft")) {
        "Read just now, from \(clock.day(window.lowerBound)) to \(clock.day(window.upperBound)). Private events are left out."
      }
      view.lookForm(text)
      if found.isEmpty, !text.isEmpty {
        p(.class("empty soft")) { "No event of that time has “\(text)” in its title." }
      }
      if !found.isEmpty { view.table(found) }
    }
  }

  /// The whole story of one event.
  static func explain(_ context: PageContext) throws -> Page {
    let architect = try context.subject()
    guard let uid = context.request.query["uid"] else { throw NoSuchPage() }
    let run = RunContext(configuration: context.configuration, store: context.store, now: context.now)
    guard let explanation = try OwnEvents(of: architect, in: run).explanation(uid: uid) else { throw NoSuchPage() }
    let title = explanation.calendars.flatMap(\.occurrences).compactMap(\.title).first ?? "(no title)"
    return Page(title: "Why: \(title)") {
      h1 { bdi(title) }
      for calendar in explanation.calendars { EventStory(calendar: calendar).html }
      p { a(.href(("/meetings" as OwnPath).query([("sa", context.request.query["sa"])]))) { "Back to the meetings" } }
    }
  }
}
