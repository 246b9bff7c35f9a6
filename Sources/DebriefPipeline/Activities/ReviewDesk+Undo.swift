import Calendars
import DebriefCore
import DebriefStore

/// Taking acts back.
extension ReviewDesk {
  /// Takes back the last thing that the SA did to the prompt.
  package func undo(_ prompt: Prompt, at now: Instant, seenEvents: Int? = nil) throws -> UndoResult {
    try undo([(prompt, seenEvents)], at: now)[0]
  }

  /// Takes back the last thing that the SA did to each of them: all, or none where one of them cannot be.
  package func undo(_ items: [(prompt: Prompt, seenEvents: Int?)], at now: Instant) throws -> [UndoResult] {
    let changes = try items.map { try undoing($0.prompt, seenEvents: $0.seenEvents, at: now) }
    try store.commit(changes)
    return try changes.compactMap { change in
      guard let next = change.prompt?.prompt else { return nil }
      let sent = try change.activity.map { try store.wasSent(activity: $0.activity.id) } ?? false
      return UndoResult(prompt: next, isCorrection: sent)
    }
  }

  private func undoing(_ prompt: Prompt, seenEvents: Int?, at now: Instant) throws -> ReviewChange {
    try checkOwner(prompt)
    let history = try store.history(of: prompt.id)
    guard let target = Prompt.undoTarget(history) else { throw NothingToUndo(prompt: prompt.id) }
    let (next, event) = try prompt.apply(.undo(to: target), at: now, by: owner.key)
    var change = ReviewChange(at: now, by: owner)
    change.prompt = ReviewChange.PromptChange(prompt: next, event: event, seenEvents: seenEvents ?? history.count)
    let wasLogged = prompt.state == .logged || prompt.state == .updated
    if wasLogged, var activity = try store.activity(ofPrompt: prompt.id) {
      var restored: Int?
      if next.state.isOpen {
        activity.isWithdrawn = true
      } else if let before = try store.callBefore(activity) {
        activity.call = before.call
        restored = before.revision
      }
      activity.revision += 1
      change.activity = ReviewChange.ActivityChange(activity: activity, why: "undone", restores: restored)
      change.deliveries = [try taskEntry(activity, at: now)]
    }
    return change
  }
}

/// What undo did.
package struct UndoResult: Sendable {
  package var prompt: Prompt
  /// The activity had left already, so a correction follows it.
  package var isCorrection: Bool
}
