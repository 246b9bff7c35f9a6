import Addresses
import Calendars

/// One line of the admin's domain rules (product definition, sections 1 and 5): typed, dated, with a reason.
package struct Rule: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// The domain, subdomains included, or the address is one of us.
    case `internal`
    /// The domain belongs to `account`, although the CRM does not say so.
    case alias
    /// As alias, for a company that the account owns.
    case subsidiary
    /// The domain is a partner's: it never decides alone.
    case partner
    /// Several companies use the domain: it never matches by itself, it may suggest.
    case sharedHost = "shared_host"
    /// Anybody can have an address there: it never matches by domain.
    case generic
    /// The domain or the address is left out of every match.
    case block
    /// The domain is a company's own although a list calls it generic.
    case allow
    /// The address is a bot, a room, a list.
    case notAPerson = "not_a_person"
  }

  package enum Subject: Hashable, Sendable, Codable {
    case domain(HostName)
    case address(EmailAddress)
  }

  package var kind: Kind
  package var subject: Subject
  /// Of `alias` and `subsidiary` only.
  package var account: SalesforceID?
  package var reason: String
  /// First and last day on which the rule holds, both included; nil is open.
  package var from: CivilDate?
  package var until: CivilDate?
  /// 1-based line in the configuration, for messages.
  package var line: Int

  package init(
    kind: Kind, subject: Subject, account: SalesforceID? = nil, reason: String, from: CivilDate? = nil,
    until: CivilDate? = nil, line: Int
  ) {
    self.kind = kind
    self.subject = subject
    self.account = account
    self.reason = reason
    self.from = from
    self.until = until
    self.line = line
  }

  package func holds(on day: CivilDate) -> Bool {
    if let from, day < from { return false }
    if let until, day > until { return false }
    return true
  }

  /// `alias pepsi-mail.example (line 41: agreed with sales operations)`.
  package var description: String {
    let target: String =
      switch subject {
      case .domain(let host): host.ascii
      case .address(let address): address.key
      }
    return "rule \(kind.rawValue) \(target) (line \(line): \(reason))"
  }
}
