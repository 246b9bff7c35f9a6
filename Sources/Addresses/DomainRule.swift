/// One line of the admin's domain map (product definition, section 5): typed, dated, with a reason.
package struct DomainRule: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The domain is the account's, though the CRM does not say so.
    case alias(accountID: String)
    /// The domain belongs to a company that the account owns.
    case subsidiary(accountID: String)
    /// The domain of a partner, who never wins alone.
    case partner
    /// A domain that several companies use: an exact contact counts, the domain never.
    case sharedHost
    case generic
    /// Never matched, never suggested.
    case block
    /// Not generic, whatever the lists say.
    case allow
  }

  package let kind: Kind
  /// The rule holds for this name and every name below it.
  package let domain: HostName
  package let reason: String
  /// The days on which the rule holds, as days since 1970-01-01; nil for always.
  package let days: ClosedRange<Int>?

  package init(kind: Kind, domain: HostName, reason: String, days: ClosedRange<Int>? = nil) {
    self.kind = kind
    self.domain = domain
    self.reason = reason
    self.days = days
  }

  /// - Parameter day: days since 1970-01-01; nil asks for rules that hold at some time.
  func holds(on day: Int?) -> Bool {
    guard let day, let days else { return true }
    return days.contains(day)
  }
}
