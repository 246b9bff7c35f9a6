extension AccountDomains {
  /// Labels shorter than this are common words and initials: the same one under another suffix says nothing.
  static let shortestSuggestedLabel = 5

  /// Decides about one host.
  ///
  /// - Parameter day: the meeting's day as days since 1970-01-01, for dated rules; nil: every rule counts.
  package func decide(_ host: HostName, day: Int? = nil) -> DomainDecision {
    let registrable = suffixes.registrableDomain(of: host)
    let ruled = rules.verdict(for: host, day: day)
    func decision(_ outcome: DomainDecision.Outcome, lookAlikes: [LookAlike] = []) -> DomainDecision {
      DomainDecision(
        host: host, registrableDomain: registrable, outcome: outcome, partner: ruled.partner, lookAlikes: lookAlikes)
    }

    if let rule = ruled.blocked { return decision(.none(.blocked(rule))) }
    if let rule = ruled.sharedHost { return decision(.none(.sharedHost(rule))) }
    if let rule = ruled.generic {
      return decision(.none(.generic(GenericVerdict(kind: .ruled, list: "rules", entry: rule.domain.ascii))))
    }
    if let outcome = Self.outcome(of: ruled.accounts) { return decision(outcome) }
    guard let registrable else { return decision(.none(.publicSuffix)) }
    if ruled.allowed == nil, let verdict = generic.verdict(for: host, suffixes: suffixes) {
      return decision(.none(.generic(verdict)))
    }
    if let tenant = tenants.tenant(of: host), let label = tenant.label {
      return tenantDecision(tenant, label: label, host: host, decision)
    }
    let accounts = accounts(recording: registrable)
    if accounts.count == 1, let account = accounts.first { return decision(.match(account)) }
    if !accounts.isEmpty { return decision(.suggest(accounts, .sharedDomain)) }

    let label = FoldedLabel(registrable.registeredLabel)
    let sibling = sibling(of: registrable, label)
    // The admin knows a partner's domain: that it resembles an account's is no news.
    let warnings =
      ruled.partner == nil
      ? lookAlikes(of: host, registrable: registrable, label, except: sibling?.accountID) : []
    if let sibling { return decision(.suggest([sibling], .sameNameInAnotherCountry), lookAlikes: warnings) }
    return decision(.none(.unknown), lookAlikes: warnings)
  }

  private static func outcome(of rules: [DomainRule]) -> DomainDecision.Outcome? {
    var accounts: [DomainDecision.AccountRef] = []
    for rule in rules {
      switch rule.kind {
      case .alias(let id), .subsidiary(let id):
        guard !accounts.contains(where: { $0.accountID == id }) else { continue }
        accounts.append(DomainDecision.AccountRef(accountID: id, domain: rule.domain, basis: .rule(rule)))
      default: continue
      }
    }
    guard let first = accounts.first else { return nil }
    return accounts.count == 1
      ? .match(first) : .suggest(accounts.sorted { $0.accountID < $1.accountID }, .sharedDomain)
  }

  /// `contoso.onmicrosoft.com`: anyone may take the name, so it is at most suggested.
  private func tenantDecision(
    _ tenant: TenantSuffixes.Tenant, label: String, host: HostName,
    _ decision: (DomainDecision.Outcome, [LookAlike]) -> DomainDecision
  ) -> DomainDecision {
    var accounts: [DomainDecision.AccountRef] = []
    let folded = FoldedLabel(label)
    if tenant.namesTheCompany, label.utf8.count >= Self.shortestSuggestedLabel {
      eachDomain(labelled: label[...], folded) { accounts += self.accounts(ofDomain: $0) }
    }
    let suggested = Set(accounts.map(\.accountID)).count == 1 ? accounts.min { $0.domain < $1.domain } : nil
    let warnings = lookAlikes(ofLabel: label[...], folded, suffix: nil, leftLabels: [], except: suggested?.accountID)
    return suggested.map { decision(.suggest([$0], .tenantName(suffix: tenant.suffix)), warnings) }
      ?? decision(.none(.tenant(suffix: tenant.suffix)), warnings)
  }

  /// The account with the same label under another suffix, where one of the two tells a country and neither is a
  /// school's or an authority's (two universities share initials more often than an owner).
  ///
  /// A hint that points at several accounts points at none: these are only warned about.
  private func sibling(of registrable: HostName, _ folded: FoldedLabel) -> DomainDecision.AccountRef? {
    let (label, suffix) = (registrable.registeredLabel, registrable.publicSuffix)
    let countries = CountrySuffixes.shared
    guard label.utf8.count >= Self.shortestSuggestedLabel, !countries.isOfPublicBodies(suffix),
      suffixes.isRegistrySuffix(String(suffix))
    else { return nil }
    let isOfACountry = countries.isOfACountry(suffix)
    var found: [DomainDecision.AccountRef] = []
    eachDomain(labelled: label, folded) { number in
      let other = domains[number].publicSuffix
      guard isOfACountry || countries.isOfACountry(other), !countries.isOfPublicBodies(other) else { return }
      found += accounts(ofDomain: number)
    }
    return Set(found.map(\.accountID)).count == 1 ? found.min { $0.domain < $1.domain } : nil
  }

  private func eachDomain(labelled label: Substring, _ folded: FoldedLabel, _ body: (Int) -> Void) {
    var last: Int?
    index.eachEqual(to: folded.bytes, in: folded.bytes.indices, hash: LabelHash(salt: .label, folded.bytes)) { number in
      if number != last, domains[number].registeredLabel == label { body(number) }
      last = number
    }
  }
}
