import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// What an inbox shows, read from the store.
struct Inbox {
  let place: InboxPlace
  let architect: SolutionArchitect
  /// Whether the viewer may act, or only look.
  let isOwn: Bool
  let clock: WallClock
  var rows: [InboxRow] = []
  var words: [Prompt.ID: RowWords] = [:]
  var logged: [Activity] = []
  var counts = InboxCounts()
  /// There are more rows beyond the last one.
  var hasMore = false
  /// When the CRM snapshot was made; nil where there is none.
  var snapshotAt: Instant?

  init(_ context: PageContext, architect: SolutionArchitect, place: InboxPlace) throws {
    self.place = place
    self.architect = architect
    isOwn = context.viewer.mayAct(for: architect.email)
    clock = context.site.clock(in: context.configuration.timeZone(of: architect))
    let midnight = clock.midnight(before: context.now)
    counts = try context.store.inboxCounts(of: architect.email, now: context.now, midnight: midnight)
    snapshotAt = try context.store.snapshotTime()
    if place.tab == .logged {
      logged = try context.store.activities(of: architect.email, since: midnight)
    } else {
      rows = try context.store.inbox(
        of: architect.email, place.tab, now: context.now, beyond: place.beyond, newestFirst: !place.oldestFirst,
        limit: InboxPlace.pageLength + 1)
      hasMore = rows.count > InboxPlace.pageLength
      rows = Array(rows.prefix(InboxPlace.pageLength))
      words = try context.site.rowWords.words(of: rows, in: context.store)
    }
  }

  /// The row that comes into focus when this one is gone.
  func neighbour(of id: Prompt.ID) -> Prompt.ID? {
    guard let index = rows.firstIndex(where: { $0.id == id }) else { return rows.first?.id }
    if rows.indices.contains(index + 1) { return rows[index + 1].id }
    return index > 0 ? rows[index - 1].id : nil
  }
}
