import Addresses
import DebriefCore

/// A rule that the facts speak for. Nothing applies it: an admin pastes its lines, simulates and commits.
package struct RuleProposal: Hashable, Sendable, Codable {
  package enum Ground: String, Sendable, Codable, CaseIterable {
    /// SAs logged meetings with the domain to the account by hand.
    case corrections
    /// The account's contacts share a domain that the CRM does not record.
    case contactsDomain = "contacts_domain"
    /// Contacts of several customers share a domain that nobody records.
    case sharedByCustomers = "shared_by_customers"
    /// A list calls the domain generic, and one account's contacts alone use it.
    case genericOfOneAccount = "generic_of_one_account"
  }

  package var ground: Ground
  package var domain: String
  package var account: SalesforceID?
  package var accountName: String?
  /// What speaks for it, and what against, in words.
  package var evidence: [String]
  /// The lines to put below `rules:`.
  package var yaml: [String]
}

/// What proposals are made from: facts of the CRM and of what SAs decided. A value, so that every threshold can be tried.
package struct ProposalFacts: Sendable {
  /// A contact with an account, by its addresses.
  package struct Person: Sendable {
    package var account: SalesforceID
    package var addresses: [EmailAddress]

    package init(account: SalesforceID, addresses: [EmailAddress]) {
      self.account = account
      self.addresses = addresses
    }
  }

  /// A meeting that an SA logged to another account than Debrief had found, or where it had found none.
  package struct Correction: Sendable {
    package var prompt: String
    /// The outsiders' addresses.
    package var outsiders: [EmailAddress]
    package var found: SalesforceID?
    package var chosen: SalesforceID

    package init(prompt: String, outsiders: [EmailAddress], found: SalesforceID?, chosen: SalesforceID) {
      self.prompt = prompt
      self.outsiders = outsiders
      self.found = found
      self.chosen = chosen
    }
  }

  package var people: [Person] = []
  package var corrections: [Correction] = []
  package var accountNames: [SalesforceID: String] = [:]
  /// The top account of each account's family; an account that is missing stands for itself.
  package var customers: [SalesforceID: SalesforceID] = [:]
  package var internalDomains: [HostName] = []
  package var rules: [Rule] = []

  package init() {}

  func customer(_ account: SalesforceID) -> SalesforceID { customers[account] ?? account }
}
