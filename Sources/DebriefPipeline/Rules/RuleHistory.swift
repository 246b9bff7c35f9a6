import Calendars
import DebriefCore
import DebriefStore

/// The sets of rules that were in force, first to last, each with what it changed: those that runs have used, and those
/// that were published.
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
    /// When it was published, or rolled back to, by whom and why; empty for what was only ever written by hand.
    package var publications: [Publication] = []
  }

  package struct Publication: Sendable, Codable {
    package var at: Instant
    package var by: String
    package var note: String
    package var isRollback: Bool
  }

  package var schema = "debrief.rules-history/1"
  package var versions: [Version] = []

  package init(_ context: RunContext) throws {
    self.init(
      try context.store.rulesets(), try context.store.rulePublications().filter { $0.state != .abandoned },
      prompts: try context.store.promptCountsByRules(), current: context.configuration.rules)
  }

  init(
    _ sets: [StoredRules], _ publications: [RulePublication] = [], prompts: [String: Int], current: [Rule]
  ) {
    let now = MatchContext.rulesVersion(current)
    var before: [Rule] = []
    for set in Self.all(sets, publications, current, now) {
      let published = publications.filter { $0.version == set.version }
      versions.append(
        Version(
          version: set.version, firstUsedAt: set.firstUsedAt, rules: set.rules.count,
          prompts: prompts[set.version] ?? 0, differences: RuleDifference(from: before, to: set.rules).sentences,
          isCurrent: set.version == now,
          publications: published.compactMap { publication in
            publication.by.map {
              Publication(
                at: publication.at, by: $0.key, note: publication.note, isRollback: publication.kind == .rolledBack)
            }
          }))
      before = set.rules
    }
  }

  private struct Known {
    var version: String
    var firstUsedAt: Instant?
    var rules: [Rule]
    /// When it came to be known; nil for the last.
    var at: Instant?
  }

  private static func all(
    _ sets: [StoredRules], _ publications: [RulePublication], _ current: [Rule], _ now: String
  ) -> [Known] {
    var known = sets.map {
      Known(version: $0.version, firstUsedAt: $0.firstUsedAt, rules: $0.rules, at: $0.firstUsedAt)
    }
    for publication in publications {
      if let index = known.firstIndex(where: { $0.version == publication.version }) {
        known[index].at = min(known[index].at ?? publication.at, publication.at)
      } else {
        known.append(
          Known(
            version: publication.version, rules: (try? RulesDesk.rules(publication.block)) ?? [], at: publication.at))
      }
    }
    // Equal times stay as they came: what was found in the file before what was published over it.
    known = known.enumerated().sorted {
      ($0.element.at ?? .distant, $0.offset) < ($1.element.at ?? .distant, $1.offset)
    }
    .map(\.element)
    if !known.contains(where: { $0.version == now }) { known.append(Known(version: now, rules: current)) }
    return known
  }
}

extension Instant {
  fileprivate static let distant = Instant(secondsSinceEpoch: 253_402_300_799)  // the end of year 9999
}
