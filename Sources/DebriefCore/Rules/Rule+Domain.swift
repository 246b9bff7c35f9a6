import Addresses

extension Rule {
  /// The rule as the account index reads it; nil for a rule that is about people rather than accounts' domains.
  package var domainRule: DomainRule? {
    guard case .domain(let domain) = subject else { return nil }
    let kind: DomainRule.Kind? =
      switch self.kind {
      case .alias: account.map { .alias(accountID: $0.description) }
      case .subsidiary: account.map { .subsidiary(accountID: $0.description) }
      case .partner: .partner
      case .sharedHost: .sharedHost
      case .generic: .generic
      case .block: .block
      case .allow: .allow
      case .internal, .notAPerson: nil
      }
    return kind.map { DomainRule(kind: $0, domain: domain, reason: reason, days: days) }
  }

  private var days: ClosedRange<Int>? {
    guard from != nil || until != nil else { return nil }
    let first = from.map { Int($0.daysSinceEpoch) } ?? .min
    return first...max(first, until.map { Int($0.daysSinceEpoch) } ?? .max)
  }
}
