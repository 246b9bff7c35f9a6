import DebriefCore
import DebriefPipeline
import DebriefStore

/// Several prompts of the viewer's that one form is about, by start, and how much of each one's history was in view when
/// the form was made.
struct MarkedPrompts {
  let prompts: [Prompt]
  private let seen: [Prompt.ID: Int]

  /// A page of the inbox has fewer.
  private static let most = 200

  /// - Parameter ids: any id that is not the viewer's is answered as one that does not exist.
  /// - Throws: ``NoSuchPage``.
  init(_ ids: [String], _ context: PageContext, seen: [Prompt.ID: Int]? = nil) throws {
    let ids = Set(ids.prefix(Self.most))
    let found = try context.store.prompts(ids: Array(ids)).filter { context.viewer.mayAct(for: $0.seat.owner) }
    guard found.count == ids.count else { throw NoSuchPage() }
    prompts = found.sorted { ($0.facts.startsAt, $0.id) < ($1.facts.startsAt, $1.id) }
    self.seen = try seen ?? context.store.eventCounts(of: Array(ids))
  }

  /// What a page asks for: the prompts that are marked, or what waits of the series of one.
  init(query: Fields, _ context: PageContext) throws {
    var ids = query.values("prompt")
    if let id = query["series"] {
      guard let uid = try MarkedPrompts([id], context).prompts.first?.seat.uid else { throw NoSuchPage() }
      ids = try context.store.openSeries(of: context.desk().owner, uid: uid, now: context.now).map(\.id)
    }
    try self.init(ids, context)
  }

  /// What ``hidden`` wrote; of a bare id nothing is known to have been seen.
  init(posted form: Fields, _ context: PageContext) throws {
    let values = form.values("prompt").map { $0.split(separator: ".", maxSplits: 1) }
    let seen = values.compactMap { parts -> (Prompt.ID, Int)? in
      parts.count == 2 ? Int(parts[1]).map { (String(parts[0]), $0) } : nil
    }
    try self.init(
      values.compactMap { $0.first.map(String.init) }, context,
      seen: Dictionary(seen, uniquingKeysWith: { first, _ in first }))
  }

  /// Each with the history that was seen.
  var items: [(prompt: Prompt, seenEvents: Int?)] { prompts.map { ($0, seen[$0.id]) } }

  var hidden: HTML {
    var html = HTML.nothing
    for prompt in prompts { html.append(hiddenInput("prompt", "\(prompt.id).\(seen[prompt.id] ?? 0)")) }
    return html
  }

  func list(_ clock: WallClock) -> HTML {
    ul(.class("together")) {
      for prompt in prompts {
        li {
          span(.class("number soft")) { clock.short(prompt.facts.startsAt) }
          " "
          bdi(prompt.facts.title ?? "(no title)")
        }
      }
    }
  }
}
