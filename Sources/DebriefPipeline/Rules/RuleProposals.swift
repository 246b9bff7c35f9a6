import Addresses
import DebriefCore

/// Finds rules that the facts speak for (product definition, section 5, `rules suggest`). Pure.
package struct RuleProposals {
  /// At least so many contacts of an account, and this share of all of its contacts, have the domain.
  static let leastContacts = 2
  static let leastShare = 0.25
  /// So many contacts of one account, and nobody else's, have an address at a generic domain.
  static let leastGenericContacts = 3
  /// So often did SAs choose the account by hand for meetings with the domain.
  static let leastCorrections = 3

  let facts: ProposalFacts
  let domains: AccountDomains
  let suffixes: PublicSuffixes
  private let generic = GenericDomains()

  /// - Parameter domains: with the rules in force, so that what a rule says already is not proposed.
  package init(_ facts: ProposalFacts, domains: AccountDomains, suffixes: PublicSuffixes) {
    self.facts = facts
    self.domains = domains
    self.suffixes = suffixes
  }

  /// The strongest ground first, then by domain; a domain is proposed once for an account.
  package func all() -> [RuleProposal] {
    var seen: Set<String> = []
    return (fromCorrections() + fromContacts()).sorted(by: precedes).filter {
      seen.insert("\($0.domain) \($0.account?.description ?? "")").inserted
    }
  }

  private func precedes(_ a: RuleProposal, _ b: RuleProposal) -> Bool {
    let grounds = RuleProposal.Ground.allCases
    return (grounds.firstIndex(of: a.ground) ?? 0, a.domain, a.account?.description ?? "")
      < (grounds.firstIndex(of: b.ground) ?? 0, b.domain, b.account?.description ?? "")
  }

  // MARK: Contacts

  private func fromContacts() -> [RuleProposal] {
    var contactsOf: [SalesforceID: Int] = [:]
    var users: [HostName: [SalesforceID: Int]] = [:]
    for person in facts.people {
      contactsOf[person.account, default: 0] += 1
      for domain in Set(person.addresses.compactMap { open($0.host) }) {
        users[domain, default: [:]][person.account, default: 0] += 1
      }
    }
    return users.compactMap { domain, accounts in
      generic.verdict(for: domain, suffixes: suffixes).map { generic($0, domain, accounts) }
        ?? shared(domain, accounts, contactsOf)
    }
  }

  /// The registrable domain of a host that neither the company, the CRM nor a rule has a word on.
  private func open(_ host: HostName) -> HostName? {
    guard !facts.internalDomains.contains(where: { host.isWithin($0) }),
      let domain = suffixes.registrableDomain(of: host), !isRuled(domain)
    else { return nil }
    switch domains.decide(domain).outcome {
    case .none(.unknown), .none(.generic), .suggest(_, .sameNameInAnotherCountry): return domain
    default: return nil
    }
  }

  private func isRuled(_ domain: HostName) -> Bool {
    facts.rules.contains { rule in
      if case .domain(let ruled) = rule.subject { domain.isWithin(ruled) } else { false }
    }
  }

  private func shared(
    _ domain: HostName, _ accounts: [SalesforceID: Int], _ contactsOf: [SalesforceID: Int]
  ) -> RuleProposal? {
    let strong = accounts.filter { account, count in
      count >= Self.leastContacts && Double(count) >= Self.leastShare * Double(contactsOf[account] ?? 0)
    }
    guard !strong.isEmpty else { return nil }
    let customers = Set(accounts.keys.map(facts.customer))
    func evidence(_ account: SalesforceID) -> String {
      "\(accounts[account] ?? 0) of \(contactsOf[account] ?? 0) contacts of \(name(account)) have an address at \(domain)"
    }
    let all = accounts.keys.sorted().map(evidence)
    if customers.count > 1 {
      return proposal(
        .sharedByCustomers, .sharedHost, domain, account: nil,
        reason: "contacts of \(customers.count) customers have addresses there", evidence: all)
    }
    // Several accounts of one family: the one with most contacts there, the smaller id among equals.
    guard let best = strong.keys.min(by: { (-(strong[$0] ?? 0), $0) < (-(strong[$1] ?? 0), $1) }) else { return nil }
    return proposal(
      .contactsDomain, .alias, domain, account: best,
      reason: "\(accounts[best] ?? 0) of \(contactsOf[best] ?? 0) contacts have addresses there", evidence: all)
  }

  private func generic(
    _ verdict: GenericVerdict, _ domain: HostName, _ accounts: [SalesforceID: Int]
  ) -> RuleProposal? {
    guard Set(accounts.keys.map(facts.customer)).count == 1,
      let best = accounts.keys.min(by: { (-(accounts[$0] ?? 0), $0) < (-(accounts[$1] ?? 0), $1) }),
      let count = accounts[best], count >= Self.leastGenericContacts
    else { return nil }
    var proposal = proposal(
      .genericOfOneAccount, .alias, domain, account: best,
      reason: "only \(count) of its own contacts have addresses there",
      evidence: [
        "\(count) contacts of \(name(best)) have an address at \(domain), and nobody else's contacts do",
        "Against it: \(verdict). Make sure that the domain is the company's own.",
      ])
    let allow = Rule(kind: .allow, subject: .domain(domain), reason: "a company's own, not a mail provider", line: 0)
    proposal.yaml.insert(allow.yaml, at: 0)
    return proposal
  }

  // MARK: Corrections

  private func fromCorrections() -> [RuleProposal] {
    var chosen: [HostName: [SalesforceID: Set<String>]] = [:]
    for correction in facts.corrections where correction.found != correction.chosen {
      for domain in Set(correction.outsiders.compactMap { correctable($0.host, to: correction.chosen) }) {
        chosen[domain, default: [:]][correction.chosen, default: []].insert(correction.prompt)
      }
    }
    return chosen.compactMap { domain, accounts in
      // By hand for two accounts: then the domain does not tell whose meeting it is.
      guard let (account, prompts) = accounts.first, accounts.count == 1, prompts.count >= Self.leastCorrections
      else { return nil }
      return proposal(
        .corrections, .alias, domain, account: account,
        reason: "chosen by hand for \(prompts.count) meetings",
        evidence: [
          "SAs logged \(prompts.count) meetings with people from \(domain) to \(name(account)) by hand",
          "Prompts: \(prompts.sorted().prefix(5).joined(separator: ", "))\(prompts.count > 5 ? " …" : "")",
        ])
    }
  }

  /// The domain that an alias could be about: not generic, not ours, and not the chosen account's already.
  private func correctable(_ host: HostName, to account: SalesforceID) -> HostName? {
    guard !facts.internalDomains.contains(where: { host.isWithin($0) }),
      let domain = suffixes.registrableDomain(of: host), !isRuled(domain)
    else { return nil }
    switch domains.decide(domain).outcome {
    case .none(.generic), .none(.tenant), .none(.publicSuffix), .none(.blocked), .none(.sharedHost): return nil
    case .match(let reference): return reference.accountID == account.description ? nil : domain
    case .none(.unknown), .suggest: return domain
    }
  }

  // MARK: Words

  private func proposal(
    _ ground: RuleProposal.Ground, _ kind: Rule.Kind, _ domain: HostName, account: SalesforceID?, reason: String,
    evidence: [String]
  ) -> RuleProposal {
    let rule = Rule(kind: kind, subject: .domain(domain), account: account, reason: reason, line: 0)
    let decision = domains.decide(domain)
    let resembling = decision.lookAlikes.filter { $0.accountID != account?.description }
      .map { "Against it: \($0.sentence(about: domain)) Make sure that it is no impostor's." }
    return RuleProposal(
      ground: ground, domain: domain.ascii, account: account, accountName: account.flatMap { facts.accountNames[$0] },
      evidence: evidence + resembling, yaml: [rule.yaml])
  }

  private func name(_ account: SalesforceID) -> String { facts.accountNames[account] ?? account.description }
}
