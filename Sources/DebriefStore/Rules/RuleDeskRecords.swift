import Addresses
import Calendars

/// What an admin is about to make of the rules.
package struct StoredRuleDraft: Hashable, Sendable {
  package var admin: EmailAddress
  /// YAML, as the admin wrote it: it may have errors.
  package var text: String
  /// The version of the rules that the draft began with.
  package var basedOn: String
  /// Counted up at each saving; 0 before the first.
  package var revision: Int
  package var savedAt: Instant

  package init(admin: EmailAddress, text: String, basedOn: String, revision: Int, savedAt: Instant) {
    self.admin = admin
    self.text = text
    self.basedOn = basedOn
    self.revision = revision
    self.savedAt = savedAt
  }
}

/// The draft was saved elsewhere since it was looked at.
package struct RuleDraftWasChanged: Error, CustomStringConvertible {
  package init() {}
  package var description: String {
    "The draft has been changed in another window. Nothing was saved: look at it again."
  }
}

/// What a simulation was about: its result counts for nothing else.
package struct SimulationKey: Hashable, Sendable, Codable {
  /// The versions of the draft's rules and of those in force.
  package var draft: String
  package var live: String
  /// The snapshot, and the settings beside the rules that decide about meetings.
  package var context: String

  package init(draft: String, live: String, context: String) {
    self.draft = draft
    self.live = live
    self.context = context
  }
}

/// The result of a simulation, and what it was about.
package struct StoredSimulation<Result: Codable & Sendable>: Sendable {
  package var key: SimulationKey
  package var ranAt: Instant
  package var by: String
  /// How many days of meetings were replayed.
  package var days: Int
  /// False where calendars were not read anew although the draft can make meetings of events that were none.
  package var isWhole: Bool
  package var result: Result

  package init(key: SimulationKey, ranAt: Instant, by: String, days: Int, isWhole: Bool, result: Result) {
    self.key = key
    self.ranAt = ranAt
    self.by = by
    self.days = days
    self.isWhole = isWhole
    self.result = result
  }
}

/// One text that `rules:` has had, and how it got there.
package struct RulePublication: Hashable, Sendable, Identifiable {
  package enum Kind: String, Sendable, Codable {
    /// It stood in the file when somebody published over it: the first one, or a change by hand.
    case found
    case published
    case rolledBack = "rolled_back"
  }

  package enum State: String, Sendable {
    /// Announced, and perhaps written: the file itself tells.
    case writing
    case done
    /// The file never held it.
    case abandoned
  }

  /// From 1, in the order of publication.
  package var id: Int
  package var kind: Kind
  package var state: State
  package var at: Instant
  /// Nil for what was found.
  package var by: EmailAddress?
  package var note: String
  package var version: String
  /// The bytes of the file from `rules:` on; empty where it had none.
  package var block: [UInt8]
  /// The version that was rolled back to.
  package var restores: String?
  /// What the simulation that allowed it had counted, by change.
  package var counts: [String: Int]?

  package init(
    kind: Kind, at: Instant, by: EmailAddress?, note: String, version: String, block: [UInt8], restores: String? = nil,
    counts: [String: Int]? = nil
  ) {
    id = 0
    state = kind == .found ? .done : .writing
    self.kind = kind
    self.at = at
    self.by = by
    self.note = note
    self.version = version
    self.block = block
    self.restores = restores
    self.counts = counts
  }
}
