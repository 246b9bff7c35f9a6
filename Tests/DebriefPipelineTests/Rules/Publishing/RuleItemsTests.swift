import DebriefCore
import Testing

@testable import DebriefPipeline

/// One rule changes; every other line stays as it was written.
@Suite("Changing one rule of a draft") struct RuleItemsTests {
  static let text = """
    rules:
      # our own
      - { kind: internal, domain: ours.test, reason: ours }   # a word

      # partners, by region
      - kind: partner
        domain: p.test
        reason: "an
          integrator"
      # the last
      - { kind: generic, domain: g.test, reason: r }

    """

  private func rule() throws -> Rule {
    try #require(try RuleFixtures.rules("  - { kind: block, domain: new.test, reason: \"a: b # c\" }").first)
  }

  @Test func replacingKeepsTheOthersAndTheComments() throws {
    let text = try RuleItems(Self.text).replacing(1, with: rule())
    #expect(
      text
        == Self.text.replacing(
          "  - kind: partner\n    domain: p.test\n    reason: \"an\n      integrator\"\n",
          with: "  - { kind: block, domain: new.test, reason: \"a: b # c\" }\n"))
  }

  @Test func removingTakesTheLinesOfTheRuleAlone() throws {
    let text = try RuleItems(Self.text).removing(2)
    #expect(text == Self.text.replacing("  - { kind: generic, domain: g.test, reason: r }\n", with: ""))
    #expect(try RuleDraftText.rules(in: text).map(\.target) == ["ours.test", "p.test"])
  }

  @Test func addingGoesToTheEndWithTheSameIndent() throws {
    let text = try RuleItems(Self.text).adding(rule())
    #expect(text.hasPrefix(Self.text.dropLast(1)))
    #expect(try RuleDraftText.rules(in: text).map(\.target) == ["ours.test", "p.test", "g.test", "new.test"])
    let flush = try RuleItems("rules:\n- { kind: generic, domain: g.test, reason: r }\n").adding(rule())
    #expect(flush.split(separator: "\n").last?.hasPrefix("- {") == true)
  }

  @Test func whatCannotBeCutIsWrittenAnew() throws {
    for text in ["rules: []\n", "rules:\n", "rules: [{ kind: generic, domain: g.test, reason: r }]\n"] {
      let added = try RuleItems(text).adding(rule())
      #expect(try RuleDraftText.rules(in: added).last?.target == "new.test")
    }
    let none = try RuleItems("rules:\n  # c\n  - { kind: generic, domain: g.test, reason: r }\n").removing(0)
    #expect(try none == "rules:\n  # c\n" && RuleDraftText.rules(in: none).isEmpty)
  }

  @Test func everyRuleOfTheDemoSurvivesAnyEditOfAnother() throws {
    let live = try RulesText(
      String(decoding: ConfigurationOnDisk(path: RuleFixtures.root + "/pipeline.yml").read(), as: UTF8.self), path: "x")
    let rules = try RuleDraftText.rules(in: live.editable)
    for index in rules.indices {
      let items = try RuleItems(live.editable)
      #expect(try RuleDraftText.rules(in: items.removing(index)).map(\.effect) == rules.without(index).map(\.effect))
      let replaced = try RuleDraftText.rules(in: items.replacing(index, with: rule()))
      #expect(replaced.without(index).map(\.effect) == rules.without(index).map(\.effect))
      #expect(replaced[index].target == "new.test")
    }
  }

  struct Bad: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let line: Int
  }

  @Test(
    "says where a draft is wrong",
    arguments: [
      Bad(testDescription: "another key", text: "rules: []\ncompany: { domains: [x.test] }\n", line: 2),
      Bad(testDescription: "no rules", text: "kind: generic\n", line: 1),
      Bad(testDescription: "a list", text: "- { kind: generic }\n", line: 1),
      Bad(testDescription: "an unknown kind", text: "rules:\n  - { kind: x, domain: a.test, reason: r }\n", line: 2),
      Bad(testDescription: "a comment that would be lost", text: "# lost\nrules: []\n", line: 1),
      Bad(
        testDescription: "a comment at the end",
        text: "rules:\n  - { kind: generic, domain: a.test, reason: r }\n\n# lost\n", line: 4),
      Bad(testDescription: "an alias bomb", text: "rules: [&a x, *a]\n", line: 1),
    ])
  func saysWhereADraftIsWrong(_ test: Bad) {
    do {
      _ = try RuleDraftText.rules(in: test.text)
      Issue.record("was accepted")
    } catch {
      #expect(error.problems.first?.line == test.line, "\(error)")
    }
  }
}

extension Array {
  fileprivate func without(_ index: Int) -> [Element] { enumerated().filter { $0.offset != index }.map(\.element) }
}
