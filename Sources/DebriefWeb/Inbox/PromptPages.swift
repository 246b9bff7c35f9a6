import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// One prompt: open in the inbox, and what is done to it. Each act is a form that answers with a redirect; what could not
/// be done comes back with everything that was typed.
enum PromptPages {
  static func show(_ context: PageContext) throws -> Page {
    let prompt = try context.prompt()
    let isOwn = context.viewer.mayAct(for: prompt.seat.owner)
    let isFillable = prompt.state.isOpen || prompt.state == .logged || prompt.state == .updated
    let desk = try desk(context, of: prompt)
    let state = isOwn && isFillable ? ActivityFormState(try desk.item(prompt)) : nil
    return try page(context, prompt, desk, state)
  }

  /// Logs, or changes what was logged; searches and templates come back to the form.
  static func log(_ context: PageContext) throws -> Page {
    try submit(context) { desk, prompt, state, seen in
      _ = try desk.log(prompt, state.draft, at: context.now, seenEvents: seen)
    }
  }

  static func update(_ context: PageContext) throws -> Page {
    try submit(context) { desk, prompt, state, seen in
      _ = try desk.update(prompt, state.draft, at: context.now, seenEvents: seen)
    }
  }

  private static func submit(
    _ context: PageContext, _ act: (ReviewDesk, Prompt, ActivityFormState, Int?) throws -> Void
  ) throws -> Page {
    let prompt = try context.prompt()
    let form = context.request.form
    let desk = try context.desk()
    var state = try ActivityFormState(try desk.item(prompt), form, desk: desk)
    // The form's own count stays: it is what the SA saw.
    let seen = form["seen"].flatMap { Int($0) }
    state.item.seenEvents = seen ?? state.item.seenEvents
    if try state.stays(form, context) { return try page(context, prompt, desk, state) }
    let next = try Inbox(context, architect: desk.architect, place: InboxPlace(context.request.query))
      .neighbour(of: prompt.id)
    do {
      try act(desk, prompt, state, seen ?? -1)
    } catch let refused as ActivityRefused {
      state.refuse(refused.problems)
      return try page(context, prompt, desk, state, status: 422)
    }
    return done(context, prompt, next: next)
  }

  static func dismiss(_ context: PageContext) throws -> Page {
    let form = context.request.form
    guard let reason = form["reason"].flatMap(DismissReason.init(rawValue:)) else {
      throw BadRequest("it gives no reason")
    }
    return try act(context) { desk, prompt, seen in
      _ = try desk.dismiss(prompt, reason, note: form["note"], at: context.now, seenEvents: seen)
    }
  }

  static func snooze(_ context: PageContext) throws -> Page {
    try act(context) { desk, prompt, seen in
      _ = try desk.snooze(prompt, until: desk.tomorrow(after: context.now), at: context.now, seenEvents: seen)
    }
  }

  private static func act(
    _ context: PageContext, _ act: (ReviewDesk, Prompt, Int?) throws -> Void
  ) throws -> Page {
    let prompt = try context.prompt()
    let desk = try context.desk()
    let next = try Inbox(context, architect: desk.architect, place: InboxPlace(context.request.query))
      .neighbour(of: prompt.id)
    try act(desk, prompt, context.request.form["seen"].flatMap { Int($0) } ?? -1)
    return done(context, prompt, next: next)
  }

  static func undo(_ context: PageContext) throws -> Page {
    let prompt = try context.prompt()
    let seen = context.request.form["seen"].flatMap { Int($0) }
    let result = try context.desk().undo(prompt, at: context.now, seenEvents: seen)
    let place = InboxPlace(context.request.query)
    return .redirect(
      to: place.path(
        "/inbox", [("done", prompt.id), ("at", prompt.id), ("correction", result.isCorrection ? "1" : nil)]
      ).fragment(prompt.id))
  }

  /// Back to the list, with the next row in focus and a word about what was done.
  private static func done(_ context: PageContext, _ prompt: Prompt, next: Prompt.ID?) -> Page {
    .redirect(to: InboxPlace(context.request.query).path("/inbox", [("done", prompt.id), ("at", next)]))
  }

  // MARK: The page

  private static func desk(_ context: PageContext, of prompt: Prompt) throws -> ReviewDesk {
    guard let architect = context.configuration.solutionArchitects.first(where: { $0.email == prompt.seat.owner })
    else { throw NoSuchPage() }
    return context.desk(of: architect)
  }

  private static func page(
    _ context: PageContext, _ prompt: Prompt, _ desk: ReviewDesk, _ state: ActivityFormState?, status: Int = 200
  ) throws -> Page {
    var place = InboxPlace(context.request.query)
    if !context.viewer.mayAct(for: prompt.seat.owner) { place.architect = prompt.seat.owner.key }
    let inbox = try Inbox(context, architect: desk.architect, place: place)
    let view = PromptView(
      context: context, inbox: inbox, prompt: prompt, history: try context.store.history(of: prompt.id),
      siblings: try context.store.siblings(of: prompt), state: state,
      isDismissing: context.request.query["do"] == "dismiss", hasRow: inbox.rows.contains { $0.id == prompt.id })
    return try InboxPages.page(context, inbox, open: (prompt, view.html), status: status)
  }
}

extension ActivityFormState {
  /// Whether the button was one of those that only work on the form.
  mutating func stays(_ form: Fields, _ context: PageContext) throws -> Bool {
    let act = form["do"] ?? ""
    let text = form["q"] ?? ""
    if act == "search" || act == "return" && !text.isEmpty {
      try find(text, in: context.store)
      return true
    }
    let templates = context.configuration.activities.templates
    if act.hasPrefix("template."), let index = Int(act.dropFirst(9)), templates.indices.contains(index) {
      insert(templates[index])
      return true
    }
    return false
  }
}
