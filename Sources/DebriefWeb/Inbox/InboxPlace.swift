import Calendars
import DebriefCore
import DebriefStore

/// Where in an inbox somebody is: it goes along in the query of every address, so that nobody loses their place.
struct InboxPlace: Sendable {
  var tab = InboxTab.pending
  var oldestFirst = false
  /// The page begins beyond this row.
  var beyond: InboxCursor?
  /// Whose inbox it is, where it is not the viewer's own.
  var architect: String?

  static let pageLength = 50

  init(tab: InboxTab = .pending) { self.tab = tab }

  init(_ query: Fields) {
    tab = query["tab"].flatMap(InboxTab.init(rawValue:)) ?? .pending
    oldestFirst = query["order"] == "oldest"
    architect = query["sa"]
    if let parts = query["beyond"]?.split(separator: "_", maxSplits: 1), parts.count == 2,
      let startsAt = Instant(String(parts[0]))
    {
      beyond = InboxCursor(startsAt: startsAt, id: String(parts[1]))
    }
  }

  func path(_ path: OwnPath = "/inbox", _ more: [(name: String, value: String?)] = []) -> OwnPath {
    if tab == .pending, !oldestFirst, beyond == nil, architect == nil { return path.query(more) }
    return path.query(fields + more)
  }

  private var fields: [(name: String, value: String?)] {
    [
      ("tab", tab == .pending ? nil : tab.rawValue), ("order", oldestFirst ? "oldest" : nil),
      ("beyond", beyond.map { "\($0.startsAt)_\($0.id)" }), ("sa", architect),
    ]
  }

  /// The same for a form that is sent with GET: it replaces the query of its address.
  var hidden: HTML {
    var html = HTML.nothing
    for case (let name, let value?) in fields { html.append(hiddenInput(name, value)) }
    return html
  }

  func at(_ tab: InboxTab) -> InboxPlace {
    var place = InboxPlace(tab: tab)
    place.oldestFirst = oldestFirst
    place.architect = architect
    return place
  }

  func turned() -> InboxPlace {
    var place = at(tab)
    place.oldestFirst.toggle()
    return place
  }

  func beyond(_ row: InboxRow) -> InboxPlace {
    var place = self
    place.beyond = InboxCursor(startsAt: row.startsAt, id: row.id)
    return place
  }
}
