/// What a host says about the company behind it, with everything a person needs to agree or disagree.
package struct DomainDecision: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// The registrable domain equals, exactly, one account's.
    case match(AccountRef)
    /// A person must choose or confirm.
    case suggest([AccountRef], Suggestion)
    case none(NoMatch)
  }

  /// Why a domain is only suggested.
  package enum Suggestion: Hashable, Sendable {
    /// Several accounts have this domain.
    case sharedDomain
    /// An account has the same name under another country's suffix.
    case sameNameInAnotherCountry
    /// The name below a service's domain equals an account's: `contoso.onmicrosoft.com`.
    case tenantName(suffix: String)
  }

  package enum NoMatch: Hashable, Sendable {
    case generic(GenericVerdict)
    case tenant(suffix: String)
    case publicSuffix
    case blocked(DomainRule)
    case sharedHost(DomainRule)
    case unknown
  }

  /// An account and the recorded fact that ties the domain to it.
  package struct AccountRef: Hashable, Sendable {
    package enum Basis: Hashable, Sendable {
      case website
      case domainField
      case rule(DomainRule)
    }

    package let accountID: String
    /// The account's domain that decided: `pepsi.com` for the host `eu.pepsi.com`.
    package let domain: HostName
    package let basis: Basis
  }

  package let host: HostName
  package let registrableDomain: HostName?
  package let outcome: Outcome
  /// The rule that makes this domain a partner's, if one does; a partner never wins alone.
  package let partner: DomainRule?
  /// Accounts whose domains merely resemble this one, the closest first. Never a reason to match.
  package let lookAlikes: [LookAlike]
}
