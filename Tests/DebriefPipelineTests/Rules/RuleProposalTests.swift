import Addresses
import DebriefCore
import Testing

@testable import DebriefPipeline

@Suite("Proposing rules") struct RuleProposalTests {
  static let acme = SalesforceID("001000000000001AAA")
  static let birch = SalesforceID("001000000000002AAA")

  struct Missing: Error {}

  /// - Parameter contacts: how many contacts each account has at each domain.
  static func proposals(
    _ contacts: [(account: SalesforceID?, domain: String, count: Int)],
    corrections: [(domain: String, found: SalesforceID?, chosen: SalesforceID?)] = [], rules: String = "",
    family: Bool = false
  ) throws -> [RuleProposal] {
    guard let acme, let birch else { throw Missing() }
    var facts = ProposalFacts()
    facts.accountNames = [acme: "Acme", birch: "Birch"]
    if family { facts.customers = [birch: acme] }
    facts.internalDomains = [try HostName(parsing: "home.test")]
    facts.rules = try RuleFixtures.rules(rules)
    for (account, domain, count) in contacts {
      for number in 0..<count {
        facts.people.append(
          .init(account: account ?? acme, addresses: [try EmailAddress(parsing: "p\(number)@\(domain)")]))
      }
    }
    for (number, correction) in corrections.enumerated() {
      facts.corrections.append(
        .init(
          prompt: "prompt\(number)", outsiders: [try EmailAddress(parsing: "p@\(correction.domain)")],
          found: correction.found, chosen: correction.chosen ?? acme))
    }
    let domains = try RuleFixtures.domains(
      [(acme.description, "Acme", "acme.test"), (birch.description, "Birch", "birch.test")], rules: facts.rules)
    return RuleProposals(facts, domains: domains, suffixes: try PublicSuffixes.load(file: nil)).all()
  }

  private static func words(_ proposals: [RuleProposal]) -> [String] {
    proposals.map { "\($0.ground.rawValue) \($0.domain) \($0.accountName ?? "-")" }
  }

  @Test func twoContactsAndAQuarterMakeAnAlias() throws {
    let enough = try Self.proposals([(Self.acme, "acmecorp.test", 2), (Self.acme, "acme.test", 6)])
    #expect(Self.words(enough) == ["contacts_domain acmecorp.test Acme"])
    #expect(enough.first?.yaml.count == 1)
    // One contact; and two of nine, which is less than a quarter.
    #expect(try Self.proposals([(Self.acme, "acmecorp.test", 1)]).isEmpty)
    #expect(try Self.proposals([(Self.acme, "acmecorp.test", 2), (Self.acme, "acme.test", 7)]).isEmpty)
  }

  @Test func whatIsSaidAlreadyIsNotProposed() throws {
    #expect(try Self.proposals([(Self.acme, "acme.test", 5)]).isEmpty)
    #expect(try Self.proposals([(Self.acme, "birch.test", 5)]).isEmpty)
    #expect(try Self.proposals([(Self.acme, "sub.home.test", 5)]).isEmpty)
    #expect(
      try Self.proposals(
        [(Self.acme, "acmecorp.test", 5)], rules: "  - { kind: partner, domain: acmecorp.test, reason: r }"
      ).isEmpty)
  }

  @Test func aDomainOfTwoCustomersIsSharedUnlessTheyAreOneFamily() throws {
    let contacts = [(account: Self.acme, domain: "both.test", count: 3), (Self.birch, "both.test", 2)]
    #expect(Self.words(try Self.proposals(contacts)) == ["shared_by_customers both.test -"])
    #expect(Self.words(try Self.proposals(contacts, family: true)) == ["contacts_domain both.test Acme"])
  }

  @Test func threeContactsOfOneAccountAtAGenericDomain() throws {
    let found = try Self.proposals([(Self.acme, "gmail.com", 3)])
    #expect(Self.words(found) == ["generic_of_one_account gmail.com Acme"])
    #expect(found.first?.evidence.contains { $0.hasPrefix("Against it") } == true)
    #expect(try Self.proposals([(Self.acme, "gmail.com", 2)]).isEmpty)
    #expect(try Self.proposals([(Self.acme, "gmail.com", 9), (Self.birch, "gmail.com", 1)]).isEmpty)
  }

  @Test func threeCorrectionsToOneAccount() throws {
    let one = (domain: "acmecorp.test", found: SalesforceID?.none, chosen: Self.acme)
    #expect(Self.words(try Self.proposals([], corrections: [one, one, one])) == ["corrections acmecorp.test Acme"])
    #expect(try Self.proposals([], corrections: [one, one]).isEmpty)
    // Another account once: then the domain does not tell whose meeting it is.
    let other = (domain: "acmecorp.test", found: SalesforceID?.none, chosen: Self.birch)
    #expect(try Self.proposals([], corrections: [one, one, one, other]).isEmpty)
    // What Debrief had found was kept: no correction.
    let kept = (domain: "acmecorp.test", found: Self.acme, chosen: Self.acme)
    #expect(try Self.proposals([], corrections: [kept, kept, kept]).isEmpty)
    let generic = (domain: "gmail.com", found: SalesforceID?.none, chosen: Self.acme)
    #expect(try Self.proposals([], corrections: [generic, generic, generic]).isEmpty)
  }

  @Test func theLinesReadBackAsTheRule() throws {
    let reason = "say \"why\": a \\ b, # c\u{7}\u{202E}"
    let rule = Rule(
      kind: .alias, subject: .domain(try HostName(parsing: "acmecorp.test")), account: Self.acme, reason: reason,
      from: RuleFixtures.now.utc.date, line: 2)
    #expect(try RuleFixtures.rules(rule.yaml) == [rule])
    let address = Rule(
      kind: .notAPerson, subject: .address(try EmailAddress(parsing: "{bot}*&!@x.test")), reason: "r", line: 2)
    #expect(try RuleFixtures.rules(address.yaml) == [address])
    for proposal in try Self.proposals([(Self.acme, "gmail.com", 3), (Self.acme, "acmecorp.test", 3)]) {
      let rules = try RuleFixtures.rules(proposal.yaml.joined(separator: "\n"))
      #expect(rules.last?.kind == .alias && rules.last?.account == Self.acme)
    }
  }
}
