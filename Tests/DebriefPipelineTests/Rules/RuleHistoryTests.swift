import DebriefCore
import DebriefStore
import Testing

@testable import DebriefPipeline

@Suite("The history of the rules") struct RuleHistoryTests {
  @Test func everyPromptSaysUnderWhichVersionItWasMatched() throws {
    let context = try RuleFixtures.run(RuleFixtures.configuration())
    let history = try RuleHistory(context)
    #expect(history.versions.count == 1)
    let prompts = try context.store.prompts(Store.PromptFilter())
    #expect(Set(prompts.map(\.rulesVersion)) == [history.versions.first?.version])
    #expect(history.versions.first?.prompts == prompts.count)
    #expect(history.versions.first?.isCurrent == true)
  }

  @Test func aVersionThatNoRunHasUsedIsListedLast() throws {
    let context = try RuleFixtures.run(RuleFixtures.configuration())
    var configuration = context.configuration
    configuration.rules = try RuleFixtures.rules("  - { kind: generic, domain: x.test, reason: r }")
    let edited = RunContext(configuration: configuration, store: context.store, now: context.now)
    let history = try RuleHistory(edited)
    #expect(history.versions.map(\.isCurrent) == [false, true])
    #expect(history.versions.last?.firstUsedAt == nil)
  }

  @Test func differencesAreSaidInWords() throws {
    let before = try RuleFixtures.rules(
      """
        - { kind: partner, domain: a.test, reason: one }
        - { kind: generic, domain: b.test, reason: two }
        - { kind: block, domain: c.test, reason: three }
      """)
    let after = try RuleFixtures.rules(
      """
        - { kind: block, domain: c.test, reason: other words }
        - { kind: partner, domain: a.test, reason: one, until: 2026-12-31 }
        - { kind: allow, domain: d.test, reason: four }
      """)
    #expect(
      RuleDifference(from: before, to: after).sentences == [
        "changed: partner a.test → partner a.test, until 2026-12-31", "added: allow d.test (four)",
        "removed: generic b.test (two)", "reason of block c.test is now: other words",
      ])
    #expect(RuleDifference(from: before, to: before.reversed()).sentences.isEmpty)
  }
}
