import Addresses

extension DomainDecision {
  /// Where the account has the domain from, in words: completes "belongs to Acme by …", and for a suggestion "may
  /// belong to Acme: …".
  func basis(of reference: AccountRef) -> String {
    let domain = reference.domain.ascii
    let source =
      switch reference.basis {
      case .website: "its website, \(domain)"
      case .domainField: "its domain field, \(domain)"
      case .rule(let rule): "the rule for \(rule.domain.ascii) (\(rule.reason))"
      }
    guard case .suggest(_, let why) = outcome else { return source }
    switch why {
    case .sharedDomain: return "\(domain) belongs to several accounts, to this one by \(source)"
    case .sameNameInAnotherCountry: return "\(host.ascii) has the name of \(source), under another country's suffix"
    case .tenantName(let suffix): return "\(host.ascii) has the name of \(source), below \(suffix)"
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
