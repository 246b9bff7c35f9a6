import DebriefCore
import SlackClient

/// What is done in Slack after its request was answered: the answer has three seconds, and an errand may wait for Slack.
package enum SlackErrand: Hashable, Sendable {
  /// Opens a form for whoever pressed. The trigger is good for three seconds.
  case open(ModalView, trigger: String)
  /// Shows the messages about a prompt anew.
  case refresh(prompt: Prompt.ID)
}

/// What Slack is answered at once, and what is done afterwards.
package struct SlackOutcome: Hashable, Sendable {
  package var answer: SlackAnswer
  package var errands: [SlackErrand]

  init(_ answer: SlackAnswer, errands: [SlackErrand] = []) {
    self.answer = answer
    self.errands = errands
  }
}
