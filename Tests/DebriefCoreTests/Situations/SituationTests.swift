import Testing

@testable import DebriefCore

/// The table of situations: each is run through classification, screening and matching with the real Public Suffix
/// List.
@Suite("Situations") struct SituationTests {
  @Test("Tiers", arguments: tierSituations) func tiers(_ situation: Situation) throws { try check(situation) }
  @Test("Ties", arguments: tieBreakSituations) func ties(_ situation: Situation) throws { try check(situation) }
  @Test("Records", arguments: recordSituations) func records(_ situation: Situation) throws { try check(situation) }
  @Test("Customers", arguments: customerSituations) func customers(_ situation: Situation) throws {
    try check(situation)
  }
  @Test("Domains", arguments: domainSituations) func domains(_ situation: Situation) throws { try check(situation) }
  @Test("Meetings", arguments: meetingSituations) func meetings(_ situation: Situation) throws { try check(situation) }

  /// A title says which situation failed, so no two may be the same.
  @Test func everySituationHasItsOwnTitle() {
    let all = [
      tierSituations, tieBreakSituations, recordSituations, customerSituations, domainSituations, meetingSituations,
    ].flatMap { $0 }
    #expect(Set(all.map(\.title)).count == all.count)
    #expect(all.count >= 150)
  }

  private func check(_ situation: Situation) throws {
    try Expectation(world: World(situation), situation: situation).check()
  }
}
