import Calendars
import DebriefCore

/// An SA acts on own prompts only.
package struct NotYours: Error, CustomStringConvertible {
  package var prompt: Prompt.ID
  package var actor: String
  package var description: String { "Prompt \(prompt) is not \(actor)'s." }
}

package struct NothingLogged: Error, CustomStringConvertible {
  package var prompt: Prompt.ID

  package init(prompt: Prompt.ID) { self.prompt = prompt }

  package var description: String { "There is no activity of prompt \(prompt) to update." }
}

package struct NothingToUndo: Error, CustomStringConvertible {
  package var prompt: Prompt.ID
  package var description: String { "Nobody has done anything to prompt \(prompt) that could be undone." }
}

package struct SnoozeInThePast: Error, CustomStringConvertible {
  package var until: Instant
  package var description: String { "\(until) is past: a snooze ends in the future." }
}
