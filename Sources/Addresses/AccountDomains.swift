/// Which account a host belongs to: by equality of registrable domains or by an admin's rule, never by likeness.
///
/// Immutable; building it reads every account's website once. Decisions are pure, and do not depend on the order
/// of accounts or rules.
package struct AccountDomains: Sendable {
  /// What the CRM says about one account's domains.
  package struct Entry: Hashable, Sendable {
    package let id: String
    package let name: String
    package let website: String
    /// Further fields that hold domains or addresses, each perhaps several.
    package let domainFields: [String]

    package init(id: String, name: String, website: String, domainFields: [String] = []) {
      self.id = id
      self.name = name
      self.website = website
      self.domainFields = domainFields
    }
  }

  /// A field that gave no domain, and why: for `rules check` and `explain`.
  package struct RefusedField: Hashable, Sendable {
    package let accountID: String
    package let value: String
    package let refusal: WebsiteCleaner.Refusal
  }

  struct Claim: Hashable, Sendable {
    let accountID: String
    let isWebsite: Bool
  }

  package let refusedFields: [RefusedField]
  let suffixes: PublicSuffixes
  let generic: GenericDomains
  let tenants: TenantSuffixes
  let rules: DomainRules
  let index: LookAlikeIndex
  /// Sorted; an account domain's number is its place.
  let domains: [HostName]
  private let numbers: [HostName: Int]
  private let claims: [[Claim]]

  package init(
    accounts: some Sequence<Entry>, rules: some Sequence<DomainRule> = [], suffixes: PublicSuffixes,
    generic: GenericDomains = GenericDomains(), tenants: TenantSuffixes = TenantSuffixes()
  ) {
    self.suffixes = suffixes
    self.generic = generic
    self.tenants = tenants
    self.rules = DomainRules(rules)
    let cleaner = WebsiteCleaner(suffixes: suffixes, generic: generic, tenants: tenants)
    var claimed: [HostName: Set<Claim>] = [:]
    var refused: [RefusedField] = []
    for account in accounts {
      for (field, isWebsite) in [(account.website, true)] + account.domainFields.map({ ($0, false) }) {
        switch cleaner.domains(fromWebsite: field, accountName: account.name) {
        case .domains(let domains):
          for domain in domains {
            claimed[domain, default: []].insert(Claim(accountID: account.id, isWebsite: isWebsite))
          }
        case .refused(.empty): break
        case .refused(let refusal):
          refused.append(RefusedField(accountID: account.id, value: field, refusal: refusal))
        }
      }
    }
    let domains = claimed.keys.sorted()
    self.domains = domains
    numbers = Dictionary(uniqueKeysWithValues: zip(domains, domains.indices))
    claims = domains.map { domain in
      (claimed[domain] ?? []).sorted { ($0.accountID, $1.isWebsite ? 1 : 0) < ($1.accountID, $0.isWebsite ? 1 : 0) }
    }
    index = LookAlikeIndex(domains: domains)
    refusedFields = refused.sorted { ($0.accountID, $0.value) < ($1.accountID, $1.value) }
  }

  func number(of domain: HostName) -> Int? { numbers[domain] }

  /// Domains that several accounts record, with those accounts.
  package var sharedDomains: [(domain: HostName, accountIDs: [String])] {
    zip(domains, claims).compactMap { domain, claims in
      let accounts = Self.accounts(of: claims)
      return accounts.count > 1 ? (domain, accounts) : nil
    }
  }

  private static func accounts(of claims: [Claim]) -> [String] {
    var accounts: [String] = []
    for claim in claims where accounts.last != claim.accountID { accounts.append(claim.accountID) }
    return accounts
  }

  /// The accounts that record exactly this registrable domain, each once: by its website rather than another field.
  func accounts(recording domain: HostName) -> [DomainDecision.AccountRef] {
    numbers[domain].map { accounts(ofDomain: $0) } ?? []
  }

  func accounts(ofDomain number: Int) -> [DomainDecision.AccountRef] {
    var found: [DomainDecision.AccountRef] = []
    for claim in claims[number] where found.last?.accountID != claim.accountID {
      found.append(
        DomainDecision.AccountRef(
          accountID: claim.accountID, domain: domains[number], basis: claim.isWebsite ? .website : .domainField))
    }
    return found
  }
}
