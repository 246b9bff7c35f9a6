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
    } catch let nothing as NothingToUndo {
      state.failed(nothing.description)
    }
    return true
  }

  private mutating func perform(_ effect: ReviewState.Effect) throws {
    switch effect {
    case .none, .quit: break
    case .refresh: try refresh()
    case .search(let text): state.found(try desk.store.records(matching: text, limit: 9))
    case .log(let logged): try log(logged)
    case .dismiss(let ids, let reason):
      for item in ids.compactMap(state.item) {
        _ = try desk.dismiss(item.prompt, reason, at: now(), seenEvents: item.seenEvents)
        state.handled([item.prompt.id], "Dismissed: \(reason.rawValue). z takes it back.")
      }
    case .snooze(let ids):
      let until = desk.tomorrow(after: now())
      for item in ids.compactMap(state.item) {
        _ = try desk.snooze(item.prompt, until: until, at: now(), seenEvents: item.seenEvents)
        state.handled([item.prompt.id], "It comes back \(clock.short(until)). z takes it back.")
      }
    case .undo(let id): try undo(id)
    }
  }

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

  private mutating func undo(_ id: Prompt.ID) throws {
    guard let prompt = try desk.store.prompts(idPrefix: id).first else { return }
    let result = try desk.undo(prompt, at: now())
    let item = try desk.item(result.prompt)
    let correction = result.isCorrection ? " It had left already: a correction follows." : ""
    state.restored(
      item, "It is \(result.prompt.state.rawValue) again.\(correction)", wasLogged: prompt.state == .logged)
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
