extension Prompt {
  /// The state that undo leads back to: the one before the last thing that a person did and has not taken back yet.
  /// Nil where nothing is left to undo.
  ///
  /// A snooze's end is not kept, so what was snoozed before becomes pending.
  package static func undoTarget(_ history: [PromptEvent]) -> Prompt.State? {
    var done: [PromptEvent] = []
    for event in history where event.by != PromptReconciliation.actor {
      if event.isUndo {
        _ = done.popLast()
      } else {
        done.append(event)
      }
    }
    guard let last = done.last, let from = last.from, last.to == history.last?.to else { return nil }
    return from == .snoozed ? .pending : from
  }
}

extension PromptEvent {
  /// What `apply(.undo)` writes.
  package var isUndo: Bool { why == "undone" }
}
