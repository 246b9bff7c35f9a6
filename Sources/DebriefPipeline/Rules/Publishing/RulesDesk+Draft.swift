import Addresses
import Calendars
import DebriefCore
import DebriefStore

extension RulesDesk {
  /// The admin's draft; nil where there is none.
  package func draft() throws -> StoredRuleDraft? { try store.ruleDraft(of: admin) }

  /// Begins a draft with the rules in force, or gives the one that there is.
  package func beginDraft(at now: Instant) throws -> StoredRuleDraft {
    if let draft = try draft() { return draft }
    let draft = StoredRuleDraft(
      admin: admin, text: live.editable, basedOn: live.version, revision: 1, savedAt: now)
    try store.save(draft)
    return draft
  }

  /// Saves the text as it is: a draft with errors is kept, and not lost.
  ///
  /// - Parameter seen: the revision that was being edited.
  /// - Throws: ``RuleDraftWasChanged``, ``RuleTextTooLong``.
  @discardableResult
  package func save(_ text: String, seen: Int, at now: Instant) throws -> StoredRuleDraft {
    guard text.utf8.count <= ConfigurationFile.maxBytes else { throw RuleTextTooLong() }
    let basedOn = try draft()?.basedOn ?? live.version
    let draft = StoredRuleDraft(
      admin: admin, text: RuleDraftText.normalized(text), basedOn: basedOn, revision: seen + 1, savedAt: now)
    try store.save(draft)
    return draft
  }

  package func discardDraft() throws { try store.discardRuleDraft(of: admin) }

  /// Puts a rule into the draft: in place of the one at `index`, or at the end.
  ///
  /// - Throws: ``ConfigurationError`` where the draft's text has errors, ``RuleDraftWasChanged``.
  @discardableResult
  package func put(_ rule: Rule, at index: Int?, seen: Int, at now: Instant) throws -> StoredRuleDraft {
    let items = try RuleItems(beginDraft(at: now).text)
    return try save(index.map { items.replacing($0, with: rule) } ?? items.adding(rule), seen: seen, at: now)
  }

  @discardableResult
  package func removeRule(at index: Int, seen: Int, at now: Instant) throws -> StoredRuleDraft {
    try save(RuleItems(beginDraft(at: now).text).removing(index), seen: seen, at: now)
  }

  /// A draft's rules against those in force.
  ///
  /// - Throws: ``ConfigurationError`` with everything wrong in its text.
  package func read(_ draft: StoredRuleDraft) throws -> RuleDraft {
    RuleDraft(draft: try RuleDraftText.configuration(draft.text), for: live.configuration)
  }

  /// What is wrong, idle or doubtful in a draft's rules, with the lines of its text; what concerns accounts alone is the
  /// CRM's, and left out.
  package func findings(_ draft: RuleDraft, _ usage: RuleUsage, at now: Instant) throws -> [RuleFinding] {
    var configuration = draft.configuration
    configuration.path = draft.path
    return try RuleRecords(context(configuration, at: now)).check(unusedDays: Self.period, usage: usage).findings()
      .filter { $0.code != .sharedDomain && $0.code != .refusedWebsite }
  }

  /// Replays the stored meetings of the last ninety days under the draft, and keeps the result: it allows to publish
  /// exactly this draft over exactly these rules.
  package func simulate(_ draft: RuleDraft, at now: Instant) throws -> RuleSimulation {
    let context = context(at: now)
    let simulation = try RuleSimulation(draft, in: context, since: Int64(Self.period) * 86_400)
    try simulation.keep(draft, in: context, days: Self.period, isWhole: true, by: admin.key)
    return simulation
  }

  /// The result that is kept for exactly this draft, these rules and this snapshot.
  package func simulation(of draft: RuleDraft) throws -> StoredSimulation<KeptSimulation>? {
    try store.simulation(key(draft), as: KeptSimulation.self)
  }

  /// What a simulation of the draft is about.
  package func key(_ draft: RuleDraft) throws -> SimulationKey {
    .init(draft: draft.configuration.rules, live: live.configuration, snapshot: try store.currentSnapshot())
  }
}

extension SimulationKey {
  /// What a simulation of `draft` against the rules in force is about.
  init(draft: [Rule], live: Configuration, snapshot: Snapshot?) {
    var hash = StableHash()
    hash.combine(String(MatchContext.hash(live, snapshot: snapshot?.fingerprint), radix: 36))
    for domain in live.internalDomains { hash.combine(domain.ascii) }
    for address in live.internalAddresses { hash.combine(address.key) }
    self.init(
      draft: MatchContext.rulesVersion(draft), live: MatchContext.rulesVersion(live.rules),
      context: String(hash.value, radix: 36))
  }
}

extension RuleSimulation {
  /// Keeps the result in the store: it allows to publish exactly this draft over exactly these rules.
  package func keep(
    _ draft: RuleDraft, in context: RunContext, days: Int, isWhole: Bool, by: String = "debrief rules simulate"
  ) throws {
    // What was tried with another company or other matching says nothing about the rules alone.
    guard draft.otherChanges.isEmpty else { return }
    let key = SimulationKey(
      draft: draft.configuration.rules, live: context.configuration, snapshot: try context.store.currentSnapshot())
    // A shorter or blinder one never takes the place of what allows to publish.
    if let kept = try context.store.simulation(key, as: KeptSimulation.self),
      kept.days > days || kept.isWhole && !isWhole
    {
      return
    }
    try context.store.save(
      StoredSimulation(
        key: key, ranAt: context.now, by: by, days: days, isWhole: isWhole, result: KeptSimulation(self)))
  }
}

/// A simulation as it is kept: whole in its numbers, bounded in its list.
package struct KeptSimulation: Sendable, Codable {
  /// So many changed meetings are listed; the rest is counted.
  package static let mostFlips = 2000

  package var simulation: RuleSimulation
  package var flipsLeftOut: Int

  package init(_ simulation: RuleSimulation) {
    self.simulation = simulation
    flipsLeftOut = max(0, simulation.flips.count - Self.mostFlips)
    // The list is in the order of changes, so each kind gets its share from the front.
    if flipsLeftOut > 0 {
      let share = Self.mostFlips / RuleChange.allCases.count
      var taken: [RuleChange: Int] = [:]
      let inShare = simulation.flips.filter { flip in
        taken[flip.change, default: 0] += 1
        return taken[flip.change, default: 0] <= share
      }
      self.simulation.flips = inShare
      flipsLeftOut = simulation.flips.count - inShare.count
    }
  }
}

package struct RuleTextTooLong: Error, CustomStringConvertible {
  package var description: String {
    "The text is longer than \(ConfigurationFile.maxBytes / 1024) KiB, which is all that a configuration may have."
  }
}
