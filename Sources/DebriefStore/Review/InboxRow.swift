import Calendars
import DebriefCore

/// One row of an SA's inbox: what can be read without opening the match's evidence.
package struct InboxRow: Hashable, Sendable {
  package var id: Prompt.ID
  package var uid: String
  package var title: String?
  package var startsAt: Instant
  package var endsAt: Instant
  package var state: Prompt.State
  package var snoozedUntil: Instant?
  package var flags: Set<Prompt.Flag>
  /// Changes whenever the match or the meeting's details do, not with its times: what was made of them may be kept under it.
  package var version: Version
  /// How many lines the prompt's history has.
  package var seenEvents: Int

  package struct Version: Hashable, Sendable {
    package var prompt: Prompt.ID
    package var match: Int64
    package var facts: Int64
  }
}

/// The lists that an inbox has.
package enum InboxTab: String, Sendable, CaseIterable {
  /// What waits for the SA; a snooze that is over waits again.
  case pending
  /// Those of them that have no opportunity yet.
  case undecided
  /// What was put off.
  case snoozed
  /// What was logged today.
  case logged
}

/// How many rows each list has.
package struct InboxCounts: Hashable, Sendable {
  package var pending = 0
  package var undecided = 0
  package var snoozed = 0
  package var logged = 0

  package init() {}

  package subscript(_ tab: InboxTab) -> Int {
    switch tab {
    case .pending: pending
    case .undecided: undecided
    case .snoozed: snoozed
    case .logged: logged
    }
  }
}

/// A place in an inbox: the last row that was seen.
package struct InboxCursor: Hashable, Sendable {
  package var startsAt: Instant
  package var id: Prompt.ID

  package init(startsAt: Instant, id: Prompt.ID) {
    self.startsAt = startsAt
    self.id = id
  }
}
