import Testing

@testable import DebriefCore

/// The table of situations: each is run through classification, screening and matching with the real Public Suffix
/// List.
@Suite("Situations") struct SituationTests {
  @Test("Tiers", arguments: tierSituations) func tiers(_ situation: Situation) throws { try check(situation) }
  @Test("Ties", arguments: tieBreakSituations) func ties(_ situation: Situation) throws { try check(situation) }

  private func check(_ situation: Situation) throws {
    try Expectation(world: World(situation), situation: situation).check()
  }
}
