import DebriefCore
import DebriefPipeline
import DebriefStore

/// The outbox for admins: first what failed, then what is unknown, then what waits.
enum DeliveriesPages {
  static let path: OwnPath = "/deliveries"

  /// What stands under one heading.
  enum Group: String, CaseIterable {
    case failed, unknown, waiting, done, cancelled

    var states: [OutboxState] {
      switch self {
      case .failed: [.failed]
      case .unknown: [.unknown]
      case .waiting: [.queued, .sending]
      case .done: [.done]
      case .cancelled: [.cancelled]
      }
    }

    var title: String {
      switch self {
      case .failed: "Failed"
      case .unknown: "Unknown"
      case .waiting: "Waiting"
      case .done: "Delivered"
      case .cancelled: "Taken back or given up"
      }
    }

    var meaning: String {
      switch self {
      case .failed: "Refused for good, or tried for three days. Each waits for a person."
      case .unknown:
        "The request may have arrived. Most are looked up by themselves; what nobody but a person can tell waits for one."
      case .waiting: "Certainly not delivered yet: it waits for its time, or for what has to go first."
      case .done: "It happened, once."
      case .cancelled: "It did not happen, and will not."
      }
    }

    /// What is not settled, in the order in which it needs somebody.
    static let open: [Group] = [.failed, .unknown, .waiting]
  }

  /// So many of each group stand on the first page, and so many on the group's own.
  private static let shown = 25
  private static let most = 500

  static func show(_ context: PageContext) throws -> Page {
    let counts = try context.store.outboxCounts()
    if let group = context.request.query["state"].flatMap(Group.init(rawValue:)) {
      return try frame("\(group.title) deliveries", counts, group) {
        p(.class("small soft")) { group.meaning }
        try list(context, group, total: total(group, counts), most: most)
      }
    }
    return try frame("Deliveries", counts, nil) {
      for group in Group.open {
        try section(.id(group.rawValue)) {
          h2 {
            group.title
            span(.class("count")) { String(total(group, counts)) }
          }
          p(.class("small soft")) { group.meaning }
          try list(context, group, total: total(group, counts), most: shown)
        }
      }
    }
  }

  private static func total(_ group: Group, _ counts: [OutboxState: Int]) -> Int {
    group.states.reduce(0) { $0 + (counts[$1] ?? 0) }
  }

  private static func frame(
    _ title: String, _ counts: [OutboxState: Int], _ here: Group?, @HTMLBuilder _ content: () throws -> HTML
  ) rethrows -> Page {
    try Page(title: title) {
      div(.class("title")) { h1 { title } }
      nav(.class("tabs"), .label("Deliveries")) {
        element("a", [.href(path)] + (here == nil ? [Attribute(.ariaCurrent, "page")] : [])) { "Not settled" }
        for group in Group.allCases {
          element(
            "a", [.href(path(of: group))] + (here == group ? [Attribute(.ariaCurrent, "page")] : [])
          ) {
            group.title
            span(.class("count")) { String(total(group, counts)) }
          }
        }
      }
      try content()
    }
  }

  private static func path(of group: Group) -> OwnPath { path.query([("state", group.rawValue)]) }

  private static func list(_ context: PageContext, _ group: Group, total: Int, most: Int) throws -> HTML {
    guard total > 0 else { return p(.class("empty soft")) { "None." } }
    let records = try context.store.outboxRecords(in: group.states, limit: most)
    var html = element("ol", [.class("cards deliveries")]) {
      for record in records { row(DeliveryWords(context, record)) }
    }
    if records.count < total {
      html.append(
        p {
          if most == shown {
            a(.href(path(of: group))) { "All \(total)" }
          } else {
            "These are \(records.count) of \(total); "
            code { "debrief outbox --state \(group.states[0].rawValue) --limit \(total)" }
            " lists them all."
          }
        })
    }
    return html
  }

  private static func row(_ words: DeliveryWords) -> HTML {
    li {
      div {
        p {
          a(.href(DeliveryPages.path(words.record.entry.key))) { strong { bdi(words.title) } }
          " "
          words.tag
        }
        p(.class("small soft")) { bdi(words.origin) }
      }
      div {
        if let why = words.record.why { p { bdi(why) } }
        p(.class("small soft")) { bdi(words.standing) }
      }
    }
  }
}
