import DebriefCore
import DebriefPipeline
import DebriefStore

/// Several meetings of one series or one account, logged together: each keeps its own day, subject and people; what is
/// said of them is said once, and how they went is chosen for all of them, never guessed.
enum BulkPages {
  static func show(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let marked = try MarkedPrompts(query: context.request.query, context)
    guard let first = marked.prompts.first else {
      return ErrorPages.message(422, "Nothing is marked", "Mark the meetings that you want to log together.")
    }
    guard desk.belongTogether(marked.prompts) else {
      return ErrorPages.message(
        422, "Not of one kind",
        "Only meetings of one series, or about one account, are logged together: otherwise one text would stand for "
          + "things that have nothing to do with each other.")
    }
    var state = ActivityFormState(try desk.item(first))
    state.draft.sentiment = nil
    state.focus = state.draft.nextMissing ?? .description
    return try page(context, desk, marked, state)
  }

  static func log(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let form = context.request.form
    let marked = try MarkedPrompts(posted: form, context)
    guard let first = marked.prompts.first, desk.belongTogether(marked.prompts) else {
      throw BadRequest("it names no meetings")
    }
    var state = try ActivityFormState(try desk.item(first), form, desk: desk)
    if try state.stays(form, context) { return try page(context, desk, marked, state) }
    do {
      _ = try desk.log(
        try marked.items.map { prompt, seen in
          // The subject is each meeting's own.
          var draft = try desk.item(prompt).draft(sharing: state.draft)
          draft.notesLink = state.draft.notesLink
          return (prompt: prompt, draft: draft, seenEvents: seen ?? -1)
        }, at: context.now)
    } catch let refused as ActivityRefused {
      state.refuse(refused.problems)
      return try page(context, desk, marked, state, status: 422)
    }
    return .redirect(to: ("/inbox" as OwnPath).query(marked.prompts.map { ("done", $0.id) }))
  }

  /// Takes back what was done to several together: to all of them, or to none where one was handled since.
  static func undo(_ context: PageContext) throws -> Page {
    let marked = try MarkedPrompts(posted: context.request.form, context)
    let results = try context.desk().undo(marked.items, at: context.now)
    let isCorrection = results.contains(where: \.isCorrection)
    return .redirect(
      to: InboxPlace(context.request.query).path(
        "/inbox", [("correction", isCorrection ? "1" : nil)] + marked.prompts.map { ("done", $0.id) }))
  }

  private static func page(
    _ context: PageContext, _ desk: ReviewDesk, _ marked: MarkedPrompts, _ state: ActivityFormState, status: Int = 200
  ) throws -> Page {
    let clock = context.site.clock(in: context.configuration.timeZone(of: desk.architect))
    let form = ActivityForm(
      state: state, types: desk.types.map(\.name), products: desk.rules.products,
      templates: context.configuration.activities.templates)
    let count = marked.prompts.count
    return Page(title: "Log \(count) together", status: status) {
      h1 { "Log \(count) together" }
      marked.list(clock)
      context.form(to: "/bulk", .class("activity sheet")) {
        ActivityForm.defaultButton
        marked.hidden
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
            "Log \(count) meetings"
          }
          a(
            .href(BulkDismissPages.path.query(marked.prompts.map { ("prompt", $0.id) })), Attribute(.dataKey, "e")
          ) { "Dismiss \(count) instead" }
          a(.href("/inbox")) { "Back to the inbox" }
        }
      }
    }
  }
}
