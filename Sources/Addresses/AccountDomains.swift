/// Which account a host belongs to: by equality of registrable domains or by an admin's rule, never by likeness.
///
/// Immutable; building it reads every account's website once. Decisions are pure, and do not depend on the order
/// of accounts or rules.
package final class AccountDomains: Sendable {
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

  /// One account's record of one domain.
  private struct Claim: Sendable {
    let domain: HostName
    let accountID: String
    let isWebsite: Bool
  }

  package let refusedFields: [RefusedField]
  let suffixes: PublicSuffixes
  let generic: GenericDomains
  let tenants: TenantSuffixes
  let rules: DomainRules
  let index: LookAlikeIndex
  private let numbers: [HostName: UInt32]
  /// Sorted by domain, then account; a website before a further field.
  private let claims: [Claim]
  /// Where each domain's claims begin.
  private let starts: [UInt32]

  package init(
    accounts: some Sequence<Entry>, rules: some Sequence<DomainRule> = [], suffixes: PublicSuffixes,
    generic: GenericDomains = GenericDomains(), tenants: TenantSuffixes = TenantSuffixes()
  ) {
    self.suffixes = suffixes
    self.generic = generic
    self.tenants = tenants
    self.rules = DomainRules(rules)
    // A domain that the admin allows at some time is an account's, too; when it counts, the rule's dates say.
    let allowed = self.rules.allowedDomains
    let cleaner = WebsiteCleaner(suffixes: suffixes, generic: generic.without(allowed), tenants: tenants)
    var claims: [Claim] = []
    var refused: [RefusedField] = []
    for account in accounts {
      for (field, isWebsite) in [(account.website, true)] + account.domainFields.map({ ($0, false) }) {
        switch cleaner.domains(fromWebsite: field, accountName: account.name) {
        case .domains(let domains):
          claims += domains.map { Claim(domain: $0, accountID: account.id, isWebsite: isWebsite) }
        case .refused(.empty): break
        case .refused(let refusal):
          refused.append(RefusedField(accountID: account.id, value: field, refusal: refusal))
        }
      }
    }
    claims.sort { a, b in
      (a.domain, a.accountID, a.isWebsite ? 0 : 1) < (b.domain, b.accountID, b.isWebsite ? 0 : 1)
    }
    var domains: [HostName] = []
    var starts: [UInt32] = []
    for (place, claim) in claims.enumerated() where claim.domain != domains.last {
      domains.append(claim.domain)
      starts.append(UInt32(truncatingIfNeeded: place))
    }
    starts.append(UInt32(truncatingIfNeeded: claims.count))
    self.claims = claims
    self.starts = starts
    numbers = Dictionary(
      uniqueKeysWithValues: domains.enumerated().map { ($1, UInt32(truncatingIfNeeded: $0)) })
    index = LookAlikeIndex(domains: domains)
    refusedFields = refused.sorted { ($0.accountID, $0.value) < ($1.accountID, $1.value) }
  }

  /// The domains that accounts record, sorted; a domain's number is its place.
  var domains: [HostName] { index.domains }

  /// Domains that several accounts record, with those accounts.
  package var sharedDomains: [(domain: HostName, accountIDs: [String])] {
    domains.indices.compactMap { number in
      let accounts = accounts(ofDomain: number).map(\.accountID)
      return accounts.count > 1 ? (domains[number], accounts) : nil
    }
  }

  func number(of domain: HostName) -> Int? { numbers[domain].map(Int.init) }

  /// The accounts that record exactly this registrable domain, each once: by its website rather than another field.
  func accounts(recording domain: HostName) -> [DomainDecision.AccountRef] {
    number(of: domain).map { accounts(ofDomain: $0) } ?? []
  }

  func accounts(ofDomain number: Int) -> [DomainDecision.AccountRef] {
    var found: [DomainDecision.AccountRef] = []
    for claim in claims[Int(starts[number])..<Int(starts[number + 1])] where found.last?.accountID != claim.accountID {
      found.append(
        DomainDecision.AccountRef(
          accountID: claim.accountID, domain: claim.domain, basis: claim.isWebsite ? .website : .domainField))
    }
    return found
  }
}
