import Addresses
import DebriefCore

/// What the store knows when somebody presses.
package struct SlackState: Sendable {
  /// The SA whom Slack's user is; nil for somebody whom Debrief does not know.
  package var presser: EmailAddress?
  /// Whether the act came from the workspace that Debrief is installed in.
  package var isOwnWorkspace = true
  /// The prompt that it is about, where there is one.
  package var prompt: Prompt?
  /// How long the prompt's history is now.
  package var events = 0

  package init(presser: EmailAddress?, prompt: Prompt? = nil, events: Int = 0) {
    self.presser = presser
    self.prompt = prompt
    self.events = events
  }
}

/// Whether what a person wants may be done. Pure: no clock, no store, no Slack.
package enum SlackDecision: Hashable, Sendable {
  case allow
  /// The person is told so, and nothing changes.
  case refuse(String)
  /// Somebody was first, or the person themselves elsewhere: the message is shown anew.
  case outdated(String)

  package static func decide(_ intent: SlackIntent, _ state: SlackState) -> SlackDecision {
    if intent == .nothing { return .allow }
    guard state.isOwnWorkspace else { return .refuse("Debrief answers in its own workspace only.") }
    guard let presser = state.presser else {
      return .refuse(
        "Debrief does not know you: your Slack account's e-mail address is none of the Solutions Architects'.")
    }
    guard let reference = intent.reference else { return .allow }
    guard let prompt = state.prompt, prompt.id == reference.id else {
      return .refuse("This meeting is no longer in Debrief.")
    }
    guard prompt.seat.owner == presser else {
      return .refuse("This is \(prompt.seat.owner.key)'s meeting: only they can log or change it.")
    }
    if intent.changesPrompt, reference.seenEvents != state.events {
      return .outdated("Already handled elsewhere: it is \(prompt.state.rawValue) now. Nothing was changed.")
    }
    return .allow
  }
}
