import Addresses
import Calendars
import DebriefCore
import Testing

@testable import DebriefPipeline

@Suite("Checking rules") struct RuleCheckTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let yaml: String
    /// `line code level`, in the order of the report.
    let expected: [String]
  }

  static let acme = "001000000000001AAA"
  static let birch = "001000000000002AAA"

  static let cases = [
    Case(
      testDescription: "nothing wrong",
      yaml: "  - { kind: alias, domain: acme-mail.test, account: \(acme), reason: r }", expected: []),
    Case(
      testDescription: "two aliases of one domain disagree",
      yaml: """
          - { kind: alias, domain: acme-mail.test, account: \(acme), reason: r }
          - { kind: subsidiary, domain: acme-mail.test, account: \(birch), reason: r }
        """, expected: ["3 contradiction wrong"]),
    Case(
      testDescription: "they disagree on different days only",
      yaml: """
          - { kind: alias, domain: acme-mail.test, account: \(acme), reason: r, until: 2026-01-31 }
          - { kind: alias, domain: acme-mail.test, account: \(birch), reason: r, from: 2026-02-01 }
        """, expected: ["2 expired note"]),
    Case(
      testDescription: "the same twice",
      yaml: """
          - { kind: alias, domain: acme-mail.test, account: \(acme), reason: r }
          - { kind: alias, domain: acme-mail.test, account: \(acme), reason: again }
        """, expected: ["3 shadowed note"]),
    Case(
      testDescription: "a block above an alias",
      yaml: """
          - { kind: alias, domain: mail.acme-mail.test, account: \(acme), reason: r }
          - { kind: block, domain: acme-mail.test, reason: r }
        """, expected: ["2 shadowed wrong"]),
    Case(
      testDescription: "a wider generic leaves a narrower alias alone",
      yaml: """
          - { kind: alias, domain: mail.acme-mail.test, account: \(acme), reason: r }
          - { kind: generic, domain: acme-mail.test, reason: r }
        """, expected: []),
    Case(
      testDescription: "allow and generic of one domain",
      yaml: """
          - { kind: allow, domain: gmail.com, reason: r }
          - { kind: shared_host, domain: gmail.com, reason: r }
        """, expected: ["2 shadowed wrong"]),
    Case(
      testDescription: "a rule below the company's own domain",
      yaml: "  - { kind: partner, domain: labs.home.test, reason: r }", expected: ["2 shadowed wrong"]),
    Case(
      testDescription: "a mail provider as an alias",
      yaml: "  - { kind: alias, domain: gmail.com, account: \(acme), reason: r }", expected: ["2 generic_alias wrong"]),
    Case(
      testDescription: "the same, allowed",
      yaml: """
          - { kind: alias, domain: gmail.com, account: \(acme), reason: r }
          - { kind: allow, domain: gmail.com, reason: r }
        """, expected: []),
    Case(
      testDescription: "a public suffix",
      yaml: "  - { kind: partner, domain: co.uk, reason: r }", expected: ["2 public_suffix wrong"]),
    Case(
      testDescription: "an account that is not there",
      yaml: "  - { kind: alias, domain: acme-mail.test, account: 001000000000009AAA, reason: r }",
      expected: ["2 missing_account wrong"]),
    Case(
      testDescription: "not yet, and no longer",
      yaml: """
          - { kind: alias, domain: acme-mail.test, account: \(acme), reason: r, from: 2026-04-01 }
          - { kind: partner, domain: partner.test, reason: r, until: 2026-03-30 }
        """, expected: ["2 not_yet_in_force note", "3 expired note"]),
    Case(
      testDescription: "what the CRM says already",
      yaml: "  - { kind: alias, domain: acme.test, account: \(acme), reason: r }",
      expected: ["2 without_effect note"]),
    Case(
      testDescription: "nobody ever had it, and a contact that met nobody",
      yaml: """
          - { kind: partner, domain: typo.test, reason: r }
          - { kind: partner, domain: contact.test, reason: r }
        """, expected: ["2 matches_nothing note", "3 unused note"]),
    Case(
      testDescription: "a customer as one of us",
      yaml: "  - { kind: internal, domain: acme.test, reason: r }", expected: ["2 internal_customer note"]),
  ]

  @Test(arguments: cases) func finds(_ test: Case) throws {
    let found = try Self.check(test.yaml).findings().map {
      "\($0.line ?? 0) \($0.code.rawValue) \($0.level.rawValue)"
    }
    #expect(found == test.expected)
  }

  static func check(_ yaml: String) throws -> RuleCheck {
    let suffixes = try PublicSuffixes.load(file: nil)
    var check = RuleCheck(
      rules: try RuleFixtures.rules(yaml), file: "pipeline.yml",
      today: RuleFixtures.now.utc.date, suffixes: suffixes,
      domains: try RuleFixtures.domains([(acme, "Acme", "acme.test"), (birch, "Birch", "birch.test")]))
    check.companyDomains = [try HostName(parsing: "home.test")]
    check.snapshotSource = "crm"
    for (id, name) in [(acme, "Acme"), (birch, "Birch")] {
      if let id = SalesforceID(id) { check.accounts[id] = Account(id: id, name: name) }
    }
    let day = RuleFixtures.now.utc.date.advanced(byDays: -10)
    for address in [
      "a@mail.acme-mail.test", "b@acme.test", "c@gmail.com", "d@labs.home.test", "e@x.co.uk", "f@partner.test",
    ] {
      let address = try EmailAddress(parsing: address)
      check.usage.add([Participant(address: address, written: address.key, kind: .external, basis: "")], on: day)
    }
    check.usage.add(known: try EmailAddress(parsing: "g@contact.test"))
    return check
  }

  @Test func saysWhichWebsitesAreSharedOrRefused() throws {
    var check = try Self.check("  []")
    check.domains = try RuleFixtures.domains([
      (Self.acme, "Acme", "shared.test"), (Self.birch, "Birch", "www.shared.test"),
      ("001000000000003AAA", "Cedar", "co.uk"), ("001000000000004AAA", "Dogwood", "https://linkedin.com/company/d"),
    ])
    check.rules = []
    let findings = check.findings()
    #expect(findings.map(\.code) == [.refusedWebsite, .refusedWebsite, .sharedDomain])
    #expect(findings.allSatisfy { $0.level == .note })
    // A rule that names the account settles it.
    check.rules = try RuleFixtures.rules("  - { kind: alias, domain: shared.test, account: \(Self.acme), reason: r }")
    #expect(!check.findings().contains { $0.code == .sharedDomain })
  }

  @Test func aCompanyDomainOfEverybodyIsWrong() throws {
    var check = try Self.check("  - { kind: alias, domain: acme-mail.test, account: \(Self.acme), reason: r }")
    check.companyDomains = [try HostName(parsing: "gmail.com"), try HostName(parsing: "co.uk")]
    #expect(check.findings().filter { $0.level == .wrong }.map(\.code) == [.genericAlias, .publicSuffix])
  }
}
