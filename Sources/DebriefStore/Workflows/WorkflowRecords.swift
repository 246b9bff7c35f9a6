import Calendars
import DebriefCore

/// What the last evaluation had seen: where the next one goes on.
package struct WorkflowMark: Codable, Hashable, Sendable {
  package var at: Instant
  /// Nothing comes to pass by the clock alone before this.
  package var nextAt: Instant
  /// The workflows that were evaluated.
  package var version: String
  /// When states were last looked at.
  package var statesAt: Instant
  package var seen: WorkflowPosition

  package init(at: Instant, nextAt: Instant, version: String, statesAt: Instant, seen: WorkflowPosition) {
    self.at = at
    self.nextAt = nextAt
    self.version = version
    self.statesAt = statesAt
    self.seen = seen
  }
}

/// How far the store has come in all that workflows look at.
package struct WorkflowPosition: Codable, Hashable, Sendable {
  package var snapshot: Int64
  package var change: Int64
  package var prompt: Int64
  package var activity: Int64
  package var loggedAt: String?
}

/// One line of `crm_change`.
package struct SnapshotChange: Hashable, Sendable {
  package var at: Instant
  package var snapshot: String
  package var record: SalesforceID
  /// The column; empty for a record that is new.
  package var field: String
  package var was: String?
  package var value: String?
}

/// All that one evaluation writes, in one transaction: the messages and the memory of having made them.
package struct WorkflowOutcome: Sendable {
  /// A message, and the causes that it tells.
  package struct Told: Sendable {
    package var entry: OutboxEntry
    package var firings: [Firing]

    package init(entry: OutboxEntry, firings: [Firing]) {
      self.entry = entry
      self.firings = firings
    }
  }

  package var told: [Told] = []
  package var ended: Set<StandingAlert> = []
  package var handled: [ScheduledDay: CivilDate] = [:]
  package var mark: WorkflowMark

  package init(mark: WorkflowMark) { self.mark = mark }
}

/// One line of the history.
package struct FiringRecord: Hashable, Sendable, Codable {
  package var workflow: String
  package var kind: String
  package var subject: String
  package var opportunity: String?
  package var recipient: String
  package var cause: String
  package var at: Instant
  package var records: Int
  package var message: String
  /// Of the message, in the outbox; nil where it is there no more.
  package var state: String?
}
