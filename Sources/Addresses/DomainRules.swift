/// The admin's domain map, by domain.
struct DomainRules: Sendable {
  private let byDomain: [Substring: [DomainRule]]

  init(_ rules: some Sequence<DomainRule>) {
    byDomain = Dictionary(grouping: rules) { $0.domain.ascii[...] }
  }

  /// What the rules in force say about a host. The most specific domain with a deciding rule decides; at one
  /// domain, `block` comes before `shared_host` and `generic`, these before `alias` and `subsidiary`.
  struct Verdict {
    var blocked: DomainRule?
    var sharedHost: DomainRule?
    var generic: DomainRule?
    var accounts: [DomainRule] = []
    var partner: DomainRule?
    var allowed: DomainRule?
  }

  /// Every domain that an `allow` rule names, in force or not.
  var allowedDomains: [HostName] {
    byDomain.values.joined().filter { $0.kind == .allow }.map(\.domain)
  }

  func verdict(for host: HostName, day: Int?) -> Verdict {
    var verdict = Verdict()
    guard !byDomain.isEmpty else { return verdict }
    var isDecided = false
    for name in host.selfAndParents {
      let rules = (byDomain[name] ?? []).filter { $0.holds(on: day) }.sorted { $0.reason < $1.reason }
      for rule in rules {
        switch rule.kind {
        case .partner: verdict.partner = verdict.partner ?? rule
        case .allow: verdict.allowed = verdict.allowed ?? rule
        case _ where isDecided: break
        case .block: verdict.blocked = rule
        case .sharedHost: verdict.sharedHost = rule
        case .generic: verdict.generic = rule
        case .alias, .subsidiary: verdict.accounts.append(rule)
        }
      }
      isDecided =
        isDecided || verdict.blocked != nil || verdict.sharedHost != nil || verdict.generic != nil
        || !verdict.accounts.isEmpty
    }
    return verdict
  }
}
