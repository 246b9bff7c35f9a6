import Addresses
import Calendars
import Testing

@testable import DebriefCore

/// What holds in every world (issue: "never the wrong opportunity"), tried on random ones.
@Suite("Properties of matching") struct MatchingPropertiesTests {
  /// Made once for all tests; the place is the seed.
  private static let worlds = Result {
    try (0..<2_400).map { seed in
      let world = try World(RandomWorld(seed: seed).situation)
      return (world: world, match: try world.match())
    }
  }

  private func eachWorld(_ body: (World, Match, Int) throws -> Void) throws {
    var outcomes: [Match.Outcome: Int] = [:]
    for (seed, (world, match)) in try Self.worlds.get().enumerated() {
      outcomes[match.outcome, default: 0] += 1
      try body(world, match, seed)
    }
    // Worlds that never come to one of the outcomes would prove nothing of it.
    for outcome in Match.Outcome.allCases { #expect(outcomes[outcome, default: 0] >= 20, "\(outcomes)") }
  }

  @Test func theOrderOfGuestsRowsAndRulesChangesNothing() throws {
    try eachWorld { world, match, seed in
      var shuffled = world
      var random = SeededGenerator(seed: seed)
      shuffled.details.attendees.shuffle(using: &random)
      shuffled.accounts.shuffle(using: &random)
      shuffled.contacts.shuffle(using: &random)
      shuffled.leads.shuffle(using: &random)
      shuffled.opportunities.shuffle(using: &random)
      shuffled.roles.shuffle(using: &random)
      shuffled.users.shuffle(using: &random)
      shuffled.tasks.shuffle(using: &random)
      shuffled.rules.shuffle(using: &random)
      let other = try shuffled.match()
      #expect(other == match, "seed \(seed)")
    }
  }

  @Test func anUnrelatedAccountChangesNothing() throws {
    try eachWorld { world, match, seed in
      var larger = world
      let account = try larger.id("001", "Unrelated")
      var unrelated = Account(id: account, name: "Unrelated")
      unrelated.website = "zzyzx-quarry.example"
      larger.accounts.append(unrelated)
      var contact = Contact(id: try larger.id("003", "unrelated"), name: "Unrelated")
      contact.accountID = account
      contact.addresses = [.init(field: "Email", value: "nobody@zzyzx-quarry.example")]
      larger.contacts.insert(contact, at: 0)
      var opportunity = Opportunity(id: try larger.id("006", "Unrelated"), name: "Unrelated", stage: "3-Technical")
      opportunity.accountID = account
      opportunity.primarySolutionArchitectID = world.users.first?.id
      larger.opportunities.insert(opportunity, at: 0)
      larger.roles.append(
        ContactRole(id: try larger.id("00K", "unrelated"), opportunityID: opportunity.id, contactID: contact.id))
      let other = try larger.match()
      #expect(other == match, "seed \(seed)")
    }
  }

  @Test func whatIsMatchedWasOpenThenAndACustomersFirmEvidencePointsAtIt() throws {
    try eachWorld { world, match, seed in
      #expect((match.opportunity != nil) == (match.outcome == .matched), "seed \(seed)")
      for candidate in match.candidates {
        let opportunity = try #require(world.opportunities.first { $0.id == candidate.opportunity })
        #expect(opportunity.closure(at: World.startsAt, settings: world.matching) == nil, "seed \(seed)")
      }
      guard match.outcome == .matched else { return }
      let firm = match.evidence.filter { !$0.isPartner && $0.tier <= .domain }
      #expect(firm.contains { $0.opportunities.contains { $0 == match.opportunity } }, "seed \(seed)")
      #expect(match.candidates.first?.opportunity == match.opportunity, "seed \(seed)")
      #expect(match.candidates.count == 1 || match.decidedBy != nil, "seed \(seed)")
    }
  }

  @Test func withoutTheWinnersEvidenceItNeverWins() throws {
    try eachWorld { world, match, seed in
      guard match.outcome == .matched, let winner = match.opportunity else { return }
      let pointing = Set(match.evidence.filter { $0.opportunities.contains(winner) }.map(\.participant))
      var bereft = world
      bereft.details.attendees.removeAll { pointing.contains(($0.email ?? "").lowercased()) }
      if let organizer = bereft.details.organizer?.email, pointing.contains(organizer) {
        bereft.details.organizer = CalendarUser(email: World.me)
      }
      let other = try bereft.match()
      #expect(other.opportunity != winner, "seed \(seed)")
    }
  }

  @Test func aResemblanceNeverDecides() throws {
    try eachWorld { world, match, seed in
      // Strangers whose domains only resemble the customers' change no match.
      let strangers = match.evidence.filter { $0.tier == .suggestion }.map(\.participant)
      guard match.outcome == .matched, !strangers.isEmpty else { return }
      var fewer = world
      fewer.details.attendees.removeAll { strangers.contains($0.email ?? "") }
      fewer.details.organizer = fewer.details.organizer.map {
        strangers.contains($0.email ?? "") ? CalendarUser(email: World.me) : $0
      }
      let other = try fewer.match()
      // Only the link of an organiser who is one of us now may tell two apart.
      if world.details.recordLinks.isEmpty { #expect(other.opportunity == match.opportunity, "seed \(seed)") }
    }
  }

  @Test func whyNotHasAnAnswerForEveryOpportunity() throws {
    for seed in 0..<500 {
      let world = try World(RandomWorld(seed: seed).situation)
      let matcher = world.matcher(SharedSuffixes.list)
      let facts = try world.facts()
      let match = matcher.match(facts)
      for opportunity in world.opportunities {
        let answer = matcher.whyNot(opportunity, accountName: nil, facts: facts, match: match)
        #expect(!answer.isEmpty && answer.allSatisfy { !$0.isEmpty }, "seed \(seed), \(opportunity.name)")
      }
    }
  }

  @Test func rankingIsATotalOrder() {
    var random = SeededGenerator(seed: 7)
    let standings = (0..<60).map { _ in
      var standing = Standing()
      standing.roleHolders = Int.random(in: 0...1, using: &random)
      standing.isLinkedByOrganizer = .random(using: &random)
      standing.isPrimarySolutionArchitect = .random(using: &random)
      standing.wasLoggedRecently = .random(using: &random)
      standing.isTeamPresent = .random(using: &random)
      standing.isInWorkingStage = .random(using: &random)
      standing.daysToCloseDate = [nil, 0, 5].randomElement(using: &random) ?? nil
      return standing
    }
    func before(_ a: Standing, _ b: Standing) -> Bool { a.compare(with: b)?.isBetter ?? false }
    for a in standings {
      #expect(a.compare(with: a) == nil)
      for b in standings {
        #expect(before(a, b) != before(b, a) || a.compare(with: b) == nil)
        #expect(a.compare(with: b)?.by == b.compare(with: a)?.by)
        for c in standings where before(a, b) && before(b, c) { #expect(before(a, c)) }
      }
    }
  }

  @Test func strangersStringsNeverStopTheMatch() throws {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "a", "@", "@@", ".", "..", "+", "\"", "<", ">", "mailto:", "acme.example", "gmail.com", "xn--", "xn--a", "\u{0}",
      "\u{202E}", "е", "%40", "[::1]", "127.0.0.1", " ", "\r\n", "\u{1F600}", String(repeating: "x", count: 300), "com",
      "#ext#", "_", "-", "ß", "İ",
    ]
    for _ in 0..<3_000 {
      var world = World()
      world.accounts = [Account(id: try world.id("001", "Acme"), name: "Acme")]
      world.accounts[0].website = text(pieces, &random)
      var contact = Contact(id: try world.id("003", "ana"), name: text(pieces, &random))
      contact.addresses = [.init(field: text(pieces, &random), value: text(pieces, &random))]
      world.contacts = [contact]
      world.details.organizer = CalendarUser(email: text(pieces, &random))
      for _ in 0..<3 {
        var user = CalendarUser(email: text(pieces, &random))
        user.userType = text(pieces, &random)
        user.commonName = text(pieces, &random)
        user.participationStatus = text(pieces, &random)
        world.details.attendees.append(user)
      }
      let match = try world.match()
      #expect(match.outcome != .matched)
      #expect(!match.headline.isEmpty)
    }
  }

  private func text(_ pieces: [String], _ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }
}
