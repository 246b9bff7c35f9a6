import Addresses
import Calendars
import DebriefCore

/// What one act of an SA changes; written whole or not at all.
package struct ReviewChange: Sendable {
  /// The prompt as it is now, with its new line of history.
  package struct PromptChange: Sendable {
    package var prompt: Prompt
    package var event: PromptEvent
    /// How many lines of history the SA had in view: one more, and somebody else was first.
    package var seenEvents: Int?

    package init(prompt: Prompt, event: PromptEvent, seenEvents: Int?) {
      self.prompt = prompt
      self.event = event
      self.seenEvents = seenEvents
    }
  }

  /// An activity in its new form.
  package struct ActivityChange: Sendable {
    package var activity: Activity
    package var why: String
    /// The revision whose content it has; nil for content of its own.
    package var restores: Int?

    package init(activity: Activity, why: String, restores: Int? = nil) {
      self.activity = activity
      self.why = why
      self.restores = restores
    }
  }

  package var at: Instant
  package var by: EmailAddress
  package var prompt: PromptChange?
  package var activity: ActivityChange?
  /// What the CRM is to be told, by idempotency key.
  package var deliveries: [OutboxEntry] = []

  package init(at: Instant, by: EmailAddress) {
    self.at = at
    self.by = by
  }
}

/// The same activity is there already.
package struct AlreadyLogged: Error, CustomStringConvertible {
  package var activity: Activity.ID

  package init(activity: Activity.ID) { self.activity = activity }

  package var description: String { "That was logged already, as activity \(activity)." }
}

/// Somebody else changed the activity since the SA looked at it.
package struct ActivityWasChanged: Error, CustomStringConvertible {
  package var activity: Activity.ID

  package init(activity: Activity.ID) { self.activity = activity }

  package var description: String { "Activity \(activity) was already handled elsewhere; nothing was overwritten." }
}
