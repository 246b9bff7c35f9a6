import Calendars
import DebriefCore
import DebriefStore

/// The sets of rules that runs have used, first to last, each with what it changed.
package struct RuleHistory: Sendable, Codable {
  package struct Version: Sendable, Codable {
    package var version: String
    package var firstUsedAt: Instant?
    package var rules: Int
    /// Prompts that say they were matched under it.
    package var prompts: Int
    /// Against the version before, in words.
    package var differences: [String]
    /// It is the one that the configuration holds now.
    package var isCurrent: Bool
  }

  package var schema = "debrief.rules-history/1"
  package var versions: [Version] = []

  package init(_ context: RunContext) throws {
    self.init(
      try context.store.rulesets(), prompts: try context.store.promptCountsByRules(),
      current: context.configuration.rules)
  }

  init(_ sets: [StoredRules], prompts: [String: Int], current: [Rule]) {
    let now = MatchContext.rulesVersion(current)
    var before: [Rule] = []
    for set in sets {
      versions.append(
        Version(
          version: set.version, firstUsedAt: set.firstUsedAt, rules: set.rules.count,
          prompts: prompts[set.version] ?? 0,
          differences: RuleDifference(from: before, to: set.rules).sentences, isCurrent: set.version == now))
      before = set.rules
    }
    if !sets.contains(where: { $0.version == now }) {
      versions.append(
        Version(
          version: now, firstUsedAt: nil, rules: current.count, prompts: 0,
          differences: RuleDifference(from: before, to: current).sentences, isCurrent: true))
    }
  }
}
