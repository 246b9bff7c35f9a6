import Addresses

extension DomainDecision {
  /// Where the account has the domain from, in words.
  func basis(of reference: AccountRef) -> String {
    let domain = reference.domain.ascii
    let source =
      switch reference.basis {
      case .website: "the account's website, \(domain)"
      case .domainField: "the account's domain field, \(domain)"
      case .rule(let rule): "the rule for \(rule.domain.ascii) (\(rule.reason))"
      }
    guard case .suggest(_, let why) = outcome else { return source }
    switch why {
    case .sharedDomain: return "\(source), which several accounts have"
    case .sameNameInAnotherCountry: return "\(source), the same name under another country's suffix"
    case .tenantName(let suffix): return "\(source), the same name below \(suffix)"
    }
  }
}

extension DomainDecision.NoMatch {
  /// Completes "is no contact and no lead; …".
  func sentence(about decision: DomainDecision) -> String {
    let host = decision.host.ascii
    switch self {
    case .generic(let verdict): return "\(host) is generic (\(verdict.description)), and a generic domain never matches"
    case .tenant(let suffix): return "\(host) is somebody's at \(suffix), and no account is known by that name"
    case .publicSuffix: return "\(host) is a public suffix, not a company's domain"
    case .blocked(let rule): return "\(host) is left out by the rule for \(rule.domain.ascii) (\(rule.reason))"
    case .sharedHost(let rule):
      return "\(host) is shared by several companies (rule for \(rule.domain.ascii): \(rule.reason))"
    case .unknown:
      return "no account has the domain \(decision.registrableDomain?.ascii ?? host)"
    }
  }
}
