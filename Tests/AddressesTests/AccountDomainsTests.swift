import Testing

@testable import Addresses

@Suite("Deciding which account a host belongs to") struct AccountDomainsTests {
  static func accounts(
    _ sites: [(String, String)], rules: [DomainRule] = []
  ) throws -> AccountDomains {
    AccountDomains(
      accounts: sites.map { AccountDomains.Entry(id: $0.0, name: $0.0, website: $0.1) }, rules: rules,
      suffixes: try PublicSuffixes.load(file: nil))
  }

  static func outcome(of host: String, in accounts: AccountDomains) throws -> DomainDecision.Outcome {
    accounts.decide(try HostName(parsing: host)).outcome
  }

  @Test func equalityMatchesAndLikenessWarns() throws {
    let accounts = try Self.accounts([("P", "https://www.pepsi.com/us")])
    let match = accounts.decide(try HostName(parsing: "eu.pepsi.com"))
    guard case .match(let account) = match.outcome else {
      Issue.record("\(match.outcome)")
      return
    }
    #expect(account.accountID == "P" && account.basis == .website && account.domain.ascii == "pepsi.com")

    let epsi = accounts.decide(try HostName(parsing: "epsi.com"))
    #expect(epsi.outcome == .none(.unknown))
    let warning = try #require(epsi.lookAlikes.first)
    #expect(warning.accountID == "P" && warning.kind == .omission)
    #expect(warning.sentence(about: epsi.host) == "epsi.com is not pepsi.com: one character is missing.")
  }

  @Test(arguments: [
    ("ppepsi.com", LookAlike.Kind.insertion),
    ("pespi.com", .transposition),
    ("popsi.com", .replacement),
    ("peps1.com", .homoglyph),
    ("pepѕi.com", .homoglyph),
    ("pep-si.com", .hyphen),
    ("pepsi.shop", .otherSuffix),
    ("pepsi-login.com", .extraWord),
    ("mypepsi.com", .containment),
    ("pepsi.com.evil.net", .suffixTrick),
    ("pepsi.evil.net", .suffixTrick),
    ("pep.si.com", .hyphen),
  ])
  func theKindOfLikenessIsNamed(_ host: String, _ kind: LookAlike.Kind) throws {
    let accounts = try Self.accounts([("P", "pepsi.com")])
    let decision = accounts.decide(try HostName(parsing: host))
    #expect(decision.outcome == .none(.unknown))
    #expect(decision.lookAlikes.first?.kind == kind)
  }

  @Test func aSharedDomainIsOnlySuggested() throws {
    let accounts = try Self.accounts([("A", "tanuki.com"), ("B", "www.tanuki.com")])
    guard case .suggest(let found, .sharedDomain) = try Self.outcome(of: "tanuki.com", in: accounts) else {
      Issue.record("not suggested")
      return
    }
    #expect(found.map(\.accountID) == ["A", "B"])
  }

  @Test func aSiblingInAnotherCountryIsOnlySuggested() throws {
    let accounts = try Self.accounts([("A", "tanuki.com")])
    guard case .suggest(let found, .sameNameInAnotherCountry) = try Self.outcome(of: "tanuki.co.uk", in: accounts)
    else {
      Issue.record("not suggested")
      return
    }
    #expect(found.map(\.accountID) == ["A"])
    #expect(try Self.outcome(of: "tanuki.io", in: accounts) == .none(.unknown))
  }

  @Test func aWebsiteThatIsASuffixMatchesNobody() throws {
    let accounts = try Self.accounts([("A", "com"), ("B", "co.uk"), ("C", "www.com"), ("D", "http://gmail.com")])
    for host in ["example.com", "example.co.uk", "gmail.com"] {
      guard case .none = try Self.outcome(of: host, in: accounts) else {
        Issue.record("\(host) matched")
        continue
      }
    }
    #expect(accounts.refusedFields.count == 4)
  }

  @Test func rulesDecideBeforeTheCRM() throws {
    let domain = try HostName(parsing: "tanuki.com")
    let sites = [("A", "tanuki.com"), ("B", "badger.com")]
    func outcome(_ kind: DomainRule.Kind, days: ClosedRange<Int>? = nil, day: Int? = nil) throws
      -> DomainDecision.Outcome
    {
      let rule = DomainRule(kind: kind, domain: domain, reason: "test", days: days)
      return try Self.accounts(sites, rules: [rule]).decide(HostName(parsing: "eu.tanuki.com"), day: day).outcome
    }
    guard case .match(let alias) = try outcome(.alias(accountID: "B")) else {
      Issue.record("no match")
      return
    }
    #expect(alias.accountID == "B")
    guard case .none(.blocked) = try outcome(.block) else {
      Issue.record("not blocked")
      return
    }
    guard case .none(.generic) = try outcome(.generic) else {
      Issue.record("not generic")
      return
    }
    guard case .match(let recorded) = try outcome(.block, days: 1...2, day: 3) else {
      Issue.record("an expired rule decided")
      return
    }
    #expect(recorded.accountID == "A")
  }

  @Test func theMostSpecificRuleDecides() throws {
    let rules = try [
      DomainRule(kind: .block, domain: HostName(parsing: "tanuki.com"), reason: "sold"),
      DomainRule(kind: .alias(accountID: "B"), domain: HostName(parsing: "eu.tanuki.com"), reason: "kept"),
    ]
    let accounts = try Self.accounts([("A", "tanuki.com"), ("B", "badger.com")], rules: rules)
    guard case .match(let account) = try Self.outcome(of: "mail.eu.tanuki.com", in: accounts) else {
      Issue.record("the alias below the blocked domain does not hold")
      return
    }
    #expect(account.accountID == "B")
    guard case .none(.blocked) = try Self.outcome(of: "us.tanuki.com", in: accounts) else {
      Issue.record("not blocked")
      return
    }
  }

  @Test func aliasesOfSeveralAccountsAreOnlySuggested() throws {
    let domain = try HostName(parsing: "tanuki-mail.example")
    let rules = ["B", "A"].map { DomainRule(kind: .alias(accountID: $0), domain: domain, reason: "") }
    let accounts = try Self.accounts([("A", ""), ("B", "")], rules: rules)
    guard case .suggest(let found, .sharedDomain) = try Self.outcome(of: "tanuki-mail.example", in: accounts) else {
      Issue.record("not suggested")
      return
    }
    #expect(found.map(\.accountID) == ["A", "B"])
  }

  @Test func anAllowedProviderIsAnAccountsDomainWhileTheRuleHolds() throws {
    let allow = DomainRule(
      kind: .allow, domain: try HostName(parsing: "gmx.net"), reason: "our customer", days: 10...20)
    let accounts = try Self.accounts([("GMX", "https://www.gmx.net")], rules: [allow])
    let host = try HostName(parsing: "gmx.net")
    guard case .match = accounts.decide(host, day: 15).outcome else {
      Issue.record("not matched while allowed")
      return
    }
    guard case .none(.generic) = accounts.decide(host, day: 21).outcome else {
      Issue.record("still matched")
      return
    }
  }

  @Test func aPartnerIsReportedAndNotWarnedAbout() throws {
    let partner = DomainRule(kind: .partner, domain: try HostName(parsing: "tanukis.com"), reason: "integrator")
    let accounts = try Self.accounts([("A", "tanuki.com")], rules: [partner])
    let decision = accounts.decide(try HostName(parsing: "eu.tanukis.com"))
    #expect(decision.partner == partner)
    #expect(decision.outcome == .none(.unknown) && decision.lookAlikes.isEmpty)
  }

  @Test func aServicesCustomerIsSuggestedOnlyWhereTheCustomerChoseTheName() throws {
    let accounts = try Self.accounts([("A", "tanuki.com")])
    guard case .suggest(_, .tenantName(let suffix)) = try Self.outcome(of: "tanuki.onmicrosoft.com", in: accounts)
    else {
      Issue.record("not suggested")
      return
    }
    #expect(suffix == "onmicrosoft.com")
    #expect(try Self.outcome(of: "tanuki.zendesk.com", in: accounts) == .none(.tenant(suffix: "zendesk.com")))
  }

  @Test(arguments: [
    ("hxe.com", true), ("hxe.org", false), ("he.com", true), ("hexx.com", true), ("lnyx.com", true),
    ("lnyx.org", false),
    ("tanukl.org", true), ("tanukii.org", true), ("unitanukiversity.org", false),
  ])
  func shortNamesWarnOfATypoOnlyUnderTheirOwnSuffix(_ host: String, _ isWarned: Bool) throws {
    let accounts = try Self.accounts([("H", "hex.com"), ("L", "lynx.com"), ("T", "tanuki.com")])
    #expect(accounts.decide(try HostName(parsing: host)).lookAlikes.isEmpty != isWarned)
  }
}
