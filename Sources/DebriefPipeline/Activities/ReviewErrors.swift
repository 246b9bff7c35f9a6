import Calendars
import DebriefCore

/// An SA acts on own prompts and activities only.
package struct NotYours: Error, CustomStringConvertible {
  /// `Prompt 5ev7wtkwv2qt`.
  package var what: String
  package var actor: String
  package var description: String { "\(what) is not \(actor)'s." }
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

/// An activity has been taken back already.
package struct AlreadyTakenBack: Error, CustomStringConvertible {
  package var activity: Activity.ID
  package var description: String { "Activity \(activity) was taken back: there is nothing to change." }
}

package struct SnoozeInThePast: Error, CustomStringConvertible {
  package var until: Instant
  package var description: String { "\(until) is past: a snooze ends in the future." }
}
