import DebriefCore
import DebriefPipeline
import DebriefStore

/// Several meetings of one series or one account, logged together: each keeps its own day, subject and people; what is
/// said of them is said once, and how they went is chosen for all of them, never guessed.
enum BulkPages {
  static func show(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let prompts: [Prompt]
    if let id = context.request.query["series"] {
      let first = try own([id], context)
      prompts = try context.store.openSeries(of: desk.owner, uid: first[0].seat.uid, now: context.now)
    } else {
      prompts = try own(context.request.query.values("prompt"), context)
    }
    guard !prompts.isEmpty else {
      return ErrorPages.message(422, "Nothing is marked", "Mark the meetings that you want to log together.")
    }
    guard desk.belongTogether(prompts) else {
      return ErrorPages.message(
        422, "Not of one kind",
        "Only meetings of one series, or about one account, are logged together: otherwise one text would stand for "
          + "things that have nothing to do with each other.")
    }
    var state = ActivityFormState(try desk.item(prompts[0]))
    state.draft.sentiment = nil
    state.focus = state.draft.nextMissing ?? .description
    return try page(context, desk, prompts, state)
  }

  static func log(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let form = context.request.form
    let seen = Dictionary(
      form.values("prompt").compactMap { value -> (Prompt.ID, Int)? in
        let parts = value.split(separator: ".", maxSplits: 1)
        return parts.count == 2 ? Int(parts[1]).map { (String(parts[0]), $0) } : nil
      }, uniquingKeysWith: { first, _ in first })
    let prompts = try own(seen.keys.sorted(), context)
    guard let first = prompts.first, desk.belongTogether(prompts) else { throw BadRequest("it names no meetings") }
    var state = try ActivityFormState(try desk.item(first), form, desk: desk)
    if try state.stays(form, context) { return try page(context, desk, prompts, state, seen: seen) }
    do {
      _ = try desk.log(
        try prompts.map { prompt in
          // The subject is each meeting's own.
          var draft = try desk.item(prompt).draft(sharing: state.draft)
          draft.notesLink = state.draft.notesLink
          return (prompt: prompt, draft: draft, seenEvents: seen[prompt.id])
        }, at: context.now)
    } catch let refused as ActivityRefused {
      state.refuse(refused.problems)
      return try page(context, desk, prompts, state, seen: seen, status: 422)
    }
    return .redirect(to: ("/inbox" as OwnPath).query(prompts.map { ("done", $0.id) }))
  }

  static func undo(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let prompts = try own(context.request.form.values("prompt"), context)
    var isCorrection = false
    for prompt in prompts { isCorrection = try desk.undo(prompt, at: context.now).isCorrection || isCorrection }
    return .redirect(
      to: ("/inbox" as OwnPath).query(
        [("correction", isCorrection ? "1" : nil)] + prompts.map { ("done", $0.id) }))
  }

  /// The viewer's prompts of those ids, by start; any other id is answered as one that does not exist.
  private static func own(_ ids: [String], _ context: PageContext) throws -> [Prompt] {
    let ids = Set(ids.prefix(200))
    let prompts = try context.store.prompts(ids: Array(ids)).filter { context.viewer.mayAct(for: $0.seat.owner) }
    guard prompts.count == ids.count else { throw NoSuchPage() }
    return prompts.sorted { ($0.facts.startsAt, $0.id) < ($1.facts.startsAt, $1.id) }
  }

  private static func page(
    _ context: PageContext, _ desk: ReviewDesk, _ prompts: [Prompt], _ state: ActivityFormState,
    seen: [Prompt.ID: Int]? = nil, status: Int = 200
  ) throws -> Page {
    let clock = context.site.clock(in: context.configuration.timeZone(of: desk.architect))
    let seen = try seen ?? context.store.eventCounts(of: prompts.map(\.id))
    let form = ActivityForm(
      state: state, types: desk.types.map(\.name), products: desk.rules.products,
      templates: context.configuration.activities.templates)
    return Page(title: "Log \(prompts.count) together", status: status) {
      h1 { "Log \(prompts.count) together" }
      ul(.class("together")) {
        for prompt in prompts {
          li {
            span(.class("number soft")) { clock.short(prompt.facts.startsAt) }
            " "
            bdi(prompt.facts.title ?? "(no title)")
          }
        }
      }
      context.form(to: "/bulk", .class("activity sheet")) {
        ActivityForm.defaultButton
        for prompt in prompts { hiddenInput("prompt", "\(prompt.id).\(seen[prompt.id] ?? 0)") }
        hiddenInput("subject", state.draft.subject)
        form.problemSummary
        div(.class("columns")) {
          div(.class("stacked")) {
            form.relatedTo
            form.people
            form.type
          }
          div(.class("stacked")) {
            form.sentiment
            form.description
          }
        }
        div(.class("actions")) {
          button(.class("primary"), .name("do"), .value("log"), Attribute(.dataKey, "submit")) {
            "Log \(prompts.count) meetings"
          }
          a(.href("/inbox")) { "Back to the inbox" }
        }
      }
    }
  }
}
