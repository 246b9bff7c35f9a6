import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// Carries out what keys ask for: the one place where the screen meets the desk.
struct ReviewSession {
  private let desk: ReviewDesk
  private let now: () -> Instant
  private(set) var state: ReviewState

  init(desk: ReviewDesk, now: @escaping () -> Instant) throws {
    self.desk = desk
    self.now = now
    state = ReviewState(
      name: desk.architect.profile.name ?? desk.owner.key, items: [], types: desk.types.map(\.name),
      templates: desk.configuration.activities.templates)
    try refresh()
  }

  mutating func resize(columns: Int, rows: Int) { (state.columns, state.rows) = (columns, rows) }

  /// Returns false when the SA leaves.
  mutating func press(_ key: Key) throws -> Bool {
    let effect = state.handle(key)
    if effect == .quit { return false }
    do {
      try perform(effect)
    } catch let refused as ActivityRefused {
      state.refused(refused.problems)
    } catch let changed as PromptWasChanged {
      state.gone([changed.prompt], changed.description)
    } catch let error as TransitionRefused {
      state.gone([error.prompt], "Already handled elsewhere: it is \(error.state.rawValue) now.")
    } catch let changed as ActivityWasChanged {
      try showLogged(changed.description)
    } catch let gone as AlreadyTakenBack {
      try showLogged(gone.description)
    } catch let nothing as NothingToUndo {
      state.cannotUndo(nothing.description)
    }
    return true
  }

  private mutating func perform(_ effect: ReviewState.Effect) throws {
    switch effect {
    case .none, .quit: break
    case .refresh: try refresh()
    case .search(let text): state.found(try desk.store.records(matching: text, limit: 9))
    case .log(let logged):
      if let first = logged.first, state.isLogged(first.id) { try update(first) } else { try log(logged) }
    case .showLogged: try showLogged()
    case .takeBack(let id): try takeBack(id)
    case .dismiss(let ids, let reason):
      _ = try desk.dismiss(seen(ids), reason, at: now())
      state.handled(ids, "Dismissed\(number(ids)): \(reason.rawValue). z takes \(them(ids)) back.")
    case .snooze(let ids):
      let until = desk.tomorrow(after: now())
      _ = try desk.snooze(seen(ids), until: until, at: now())
      let what = ids.count == 1 ? "It comes" : "\(ids.count) come"
      state.handled(ids, "\(what) back \(clock.short(until)). z takes \(them(ids)) back.")
    case .undo(let ids): try undo(ids)
    }
  }

  private func seen(_ ids: [Prompt.ID]) -> [(prompt: Prompt, seenEvents: Int?)] {
    ids.compactMap(state.item).map { ($0.prompt, $0.seenEvents) }
  }

  private func number(_ ids: [Prompt.ID]) -> String { ids.count == 1 ? "" : " \(ids.count)" }
  private func them(_ ids: [Prompt.ID]) -> String { ids.count == 1 ? "it" : "them all" }

  private mutating func log(_ logged: [ReviewState.Logged]) throws {
    let items = logged.compactMap { logged in
      state.item(logged.id).map { (prompt: $0.prompt, draft: logged.draft, seenEvents: Int?.some($0.seenEvents)) }
    }
    let activities = try desk.log(items, at: now())
    let what = activities.count == 1 ? activities[0].call.subject : "\(activities.count) meetings"
    let missing = try activities.flatMap(desk.missingRoles).count
    let hint = missing > 0 ? " \(missing) without a contact role." : ""
    state.handled(logged.map(\.id), "Logged \(what). z takes it back.\(hint)", isLogged: true)
  }

  // MARK: What was logged

  private mutating func showLogged(_ message: String? = nil) throws {
    let activities = try desk.store.activities(of: desk.owner, since: now().advanced(by: -7 * 86_400))
    state.show(logged: try activities.compactMap(item), message)
  }

  private func item(_ activity: Activity) throws -> ReviewItem? {
    if let prompt = activity.prompt { return try desk.store.prompt(id: prompt).map(desk.item) }
    var item = try desk.item(activity, at: now())
    item.prompt.id = activity.id
    item.seenEvents = activity.revision
    return item
  }

  private mutating func update(_ logged: ReviewState.Logged) throws {
    let seen = state.item(logged.id)?.seenEvents
    if let activity = try desk.activityOnDemand(logged.id) {
      _ = try desk.update(activity, logged.draft, at: now(), seen: seen)
    } else if let prompt = try desk.store.prompt(id: logged.id) {
      _ = try desk.update(prompt, logged.draft, at: now(), seenEvents: seen)
    }
    try showLogged("Changed \(logged.draft.subject).")
  }

  private mutating func takeBack(_ id: Prompt.ID) throws {
    let subject = state.item(id)?.draft.subject ?? id
    let seen = state.item(id)?.seenEvents
    var isCorrection = false
    if let activity = try desk.activityOnDemand(id) {
      isCorrection = try desk.undo(activity, at: now(), seen: seen).isCorrection
    } else if let prompt = try desk.store.prompt(id: id) {
      isCorrection = try desk.undo(prompt, at: now(), seenEvents: seen).isCorrection
    }
    try refresh()
    let left = isCorrection ? " It had left already: a correction follows." : ""
    try showLogged("Took the last act on \(subject) back.\(left)")
  }

  private mutating func undo(_ ids: [Prompt.ID]) throws {
    let prompts = try desk.store.prompts(ids: ids).sorted { $0.facts.startsAt < $1.facts.startsAt }
    let results = try desk.undo(prompts.map { ($0, nil) }, at: now())
    guard let first = results.first else { return }
    let what = results.count == 1 ? "It is" : "\(results.count) are"
    let left = results.count { $0.isCorrection }
    let correction =
      left == 0
      ? ""
      : results.count == 1
        ? " It had left already: a correction follows." : " \(left) had left already: corrections follow."
    state.restored(
      try results.map { try desk.item($0.prompt) }, "\(what) \(first.prompt.state.rawValue) again.\(correction)",
      logged: prompts.count { $0.state == .logged })
  }

  private mutating func refresh() throws {
    let queue = try desk.queue(at: now())
    state.items = try queue.map(desk.item)
    state.marked.formIntersection(queue.map(\.id))
    state.selected = min(state.selected, max(0, queue.count - 1))
    let midnight = now().advanced(by: -86_400)
    state.loggedToday = try desk.store.activities(of: desk.owner, since: midnight)
      .count { desk.day(of: $0.loggedAt) == desk.day(of: now()) }
    state.snapshot = try desk.store.snapshotAsOf().map { "CRM of \(clock.short($0))" } ?? "no CRM"
  }

  private var clock: WallClock { WallClock(timeZone: desk.configuration.timeZone) }

  var lines: [ScreenLine] { ReviewScreen.lines(state, clock: clock) }
}
