import Calendars

/// What can happen to a prompt. `apply` is the only way from one state to another.
package enum PromptAction: Hashable, Sendable {
  case log
  case update
  case dismiss(reason: String)
  case snooze(until: Instant)
  case wake
  case expire
  case withdraw(reason: String)
  case reinstate
  /// Takes back the last action that a person did.
  case undo(to: Prompt.State)
}

/// One line of a prompt's history; never changed once written.
package struct PromptEvent: Hashable, Sendable {
  package var prompt: Prompt.ID
  package var at: Instant
  /// `debrief`, or the address of the person.
  package var by: String
  package var from: Prompt.State?
  package var to: Prompt.State
  package var why: String

  package init(prompt: Prompt.ID, at: Instant, by: String, from: Prompt.State?, to: Prompt.State, why: String) {
    self.prompt = prompt
    self.at = at
    self.by = by
    self.from = from
    self.to = to
    self.why = why
  }
}

/// An action that the prompt's state does not allow: somebody else was there first, most of the time.
package struct TransitionRefused: Error, Hashable, CustomStringConvertible {
  package var prompt: Prompt.ID
  package var state: Prompt.State
  package var action: String

  package var description: String {
    "Prompt \(prompt) is \(state.rawValue), so it cannot be \(action). It may have been handled elsewhere: "
      + "look at it with 'debrief prompts show \(prompt)'."
  }
}

extension Prompt {
  /// The prompt after `action`, and the line that its history gets (product definition, section 6).
  package func apply(
    _ action: PromptAction, at now: Instant, by actor: String
  ) throws(TransitionRefused) -> (prompt: Prompt, event: PromptEvent) {
    var next = self
    next.snoozedUntil = nil
    next.stateReason = nil
    let why: String
    switch (action, state) {
    case (.log, .pending), (.log, .snoozed):
      (next.state, why) = (.logged, "logged")
    case (.update, .logged), (.update, .updated):
      (next.state, why) = (.updated, "updated")
    case (.dismiss(let reason), .pending), (.dismiss(let reason), .snoozed):
      (next.state, why) = (.dismissed, reason)
      next.stateReason = reason
    case (.snooze(let until), .pending), (.snooze(let until), .snoozed):
      (next.state, why) = (.snoozed, "until \(until)")
      next.snoozedUntil = until
    case (.wake, .snoozed):
      (next.state, why) = (.pending, "the snooze is over")
    case (.expire, .pending), (.expire, .snoozed):
      (next.state, why) = (.expired, "nobody answered in time")
    case (.withdraw(let reason), .pending), (.withdraw(let reason), .snoozed):
      (next.state, why) = (.withdrawn, Self.words(ofWithdrawal: reason))
      next.stateReason = reason
    case (.reinstate, .withdrawn):
      (next.state, why) = (.pending, "the meeting is back")
    case (.undo(let earlier), _) where state.canBeUndone(to: earlier):
      // A snooze that was over once is not taken up again: nothing would end it.
      (next.state, why) = (earlier == .snoozed ? .pending : earlier, "undone")
    default:
      throw TransitionRefused(prompt: id, state: state, action: action.participle)
    }
    return (next, PromptEvent(prompt: id, at: now, by: actor, from: state, to: next.state, why: why))
  }
}

extension Prompt {
  /// A withdrawal's reason is kept as a code; the history is read by people.
  private static func words(ofWithdrawal reason: String) -> String {
    if reason == PromptReconciliation.vanished { return "it is in no calendar any more" }
    return ReasonCode(rawValue: reason)?.phrase ?? reason
  }
}

extension Prompt.State {
  /// Whether a person's action can have led from `earlier` to this state.
  fileprivate func canBeUndone(to earlier: Prompt.State) -> Bool {
    switch self {
    case .logged, .dismissed, .snoozed: earlier.isOpen
    case .updated: earlier == .logged || earlier == .updated
    case .pending, .expired, .withdrawn: false
    }
  }
}

extension PromptAction {
  fileprivate var participle: String {
    switch self {
    case .log: "logged"
    case .update: "updated"
    case .dismiss: "dismissed"
    case .snooze: "snoozed"
    case .wake: "woken"
    case .expire: "expired"
    case .withdraw: "withdrawn"
    case .reinstate: "reinstated"
    case .undo: "undone"
    }
  }
}
