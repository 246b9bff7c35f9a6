import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Testing

@testable import DebriefPipeline

/// A simulation is right when a run under the draft does what it says: the run is the authority.
@Suite("Simulating a draft of the rules") struct RuleSimulationTests {
  struct Draft: CustomTestStringConvertible {
    let testDescription: String
    let yaml: String
  }

  static let drafts = [
    Draft(testDescription: "no rule at all", yaml: ""),
    Draft(
      testDescription: "an alias with end, a block, a generic",
      yaml: """
          - { kind: internal, domain: tanuki-labs.example, reason: ours }
          - { kind: alias, domain: corpmail-rw.example, account: \(RuleFixtures.rookwood), reason: a, until: 2026-02-01 }
          - { kind: block, domain: harborlight.example, reason: b }
          - { kind: generic, domain: pepsilo.example, reason: c }
        """),
    Draft(
      testDescription: "customers become internal, partners, bots",
      yaml: """
          - { kind: internal, domain: harborlight.example, reason: bought, from: 2026-02-15 }
          - { kind: partner, domain: pepsilo.example, reason: p }
          - { kind: shared_host, domain: hollowpine.example, reason: s }
          - { kind: not_a_person, address: rob.stone@grindstone.example, reason: n }
          - { kind: alias, domain: grindstone.example, account: \(RuleFixtures.rookwood), reason: a }
        """),
  ]

  @Test("says what a run under the draft makes", arguments: drafts)
  func saysWhatARunMakes(_ test: Draft) throws {
    let base = try RuleFixtures.run(RuleFixtures.configuration())
    let draft = RuleDraft(draft: try RuleFixtures.draft(test.yaml), for: base.configuration)
    let simulation = try RuleSimulation(draft, in: base, since: 90 * 86_400)
    let before = try Self.answers(base)
    let after = try Self.answers(RuleFixtures.run(draft.configuration))

    var expected: [Seat: String] = [:]
    for seat in Set(before.keys).union(after.keys) where before[seat] != after[seat] {
      expected[seat] = "\(before[seat] ?? "none") → \(after[seat] ?? "none")"
    }
    var said: [Seat: String] = [:]
    for flip in simulation.flips {
      let seat = Seat(
        owner: try EmailAddress(parsing: flip.owner), uid: flip.uid, recurrenceID: flip.recurrenceID ?? "")
      said[seat] =
        "\(flip.change == .newlyPrompted ? "none" : flip.before) → "
        + "\(flip.change == .noLonger ? "none" : flip.after)"
      #expect(!flip.because.isEmpty)
    }
    #expect(!expected.isEmpty)
    for seat in Set(said.keys).union(expected.keys).sorted() {
      #expect(said[seat] == expected[seat], "\(seat)")
    }
    #expect(simulation.counts["same"] == simulation.meetings - simulation.flips.count { $0.change != .newlyPrompted })
  }

  @Test func theSameRulesChangeNothing() throws {
    let base = try RuleFixtures.run(RuleFixtures.configuration())
    let draft = RuleDraft(draft: base.configuration, for: base.configuration)
    let simulation = try RuleSimulation(draft, in: base, since: 90 * 86_400)
    #expect(simulation.flips.isEmpty)
    #expect(simulation.meetings == simulation.counts["same"])
    #expect(simulation.readAnew == nil)
  }

  @Test func aReplayUnderTheRulesInForceGivesWhatTheRunStored() throws {
    let base = try RuleFixtures.run(RuleFixtures.configuration())
    let prompts = try base.store.prompts(Store.PromptFilter())
    let addresses = prompts.flatMap { $0.facts.participants.compactMap(\.address) }
    let replay = RuleReplay(
      classifier: base.classifier,
      matcher: try MatcherFactory(base).matcher(
        for: addresses, earliest: prompts.map(\.facts.startsAt).min() ?? base.now),
      architects: base.configuration.solutionArchitects)
    #expect(prompts.count > 300)
    for prompt in prompts {
      #expect(replay.outcome(of: prompt.facts, owner: prompt.seat.owner).match == prompt.match)
    }
  }

  @Test func withoutTheCalendarsItSaysWhatItCannotSee() throws {
    let base = try RuleFixtures.run(RuleFixtures.configuration())
    let draft = RuleDraft(draft: try RuleFixtures.draft(""), for: base.configuration)
    let simulation = try RuleSimulation(draft, in: base, since: 90 * 86_400, readsCalendars: false)
    #expect(simulation.counts["newly_prompted"] == 0)
    #expect(simulation.caveats.contains { $0.contains("guest lists") })
  }

  /// Of each prompt: the headline, which is what flips compare.
  private static func answers(_ context: RunContext) throws -> [Seat: String] {
    var answers: [Seat: String] = [:]
    for prompt in try context.store.prompts(Store.PromptFilter()) { answers[prompt.seat] = prompt.match.headline }
    return answers
  }
}
