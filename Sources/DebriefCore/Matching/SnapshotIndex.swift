import Addresses
import Calendars

/// The part of a CRM snapshot that matching asks, as dictionaries. Immutable once built; the same type serves a
/// run, `explain` and a simulation.
package struct SnapshotIndex: Sendable {
  /// A contact found by one of its addresses, with the field that held it.
  package struct ContactHit: Hashable, Sendable {
    package var contact: Contact
    package var field: String
    package init(contact: Contact, field: String) {
      self.contact = contact
      self.field = field
    }
  }

  package private(set) var accounts: [SalesforceID: Account] = [:]
  package private(set) var opportunities: [SalesforceID: Opportunity] = [:]
  private var opportunitiesByAccount: [SalesforceID: [SalesforceID]] = [:]
  private var contactsByAddress: [String: [ContactHit]] = [:]
  private var contacts: [SalesforceID: Contact] = [:]
  private var leadsByAddress: [String: [Lead]] = [:]
  private var rolesByContact: [SalesforceID: [ContactRole]] = [:]
  private var userByAddress: [String: CRMUser] = [:]
  private var addressByUser: [SalesforceID: String] = [:]
  private var tasksByWhat: [SalesforceID: [LoggedTask]] = [:]
  /// Which account a host belongs to, and which it merely resembles.
  package let domains: AccountDomains

  package init(
    accounts: [Account], contacts: [Contact], leads: [Lead], opportunities: [Opportunity], roles: [ContactRole],
    users: [CRMUser], tasks: [LoggedTask], domains: AccountDomains
  ) {
    self.domains = domains
    for account in accounts { self.accounts[account.id] = account }
    for opportunity in opportunities {
      self.opportunities[opportunity.id] = opportunity
      if let account = opportunity.accountID { opportunitiesByAccount[account, default: []].append(opportunity.id) }
    }
    for contact in contacts { self.contacts[contact.id] = contact }
    for loser in contacts {
      // A record that was merged away answers with the one it went into (Salesforce's MasterRecordId).
      let contact = loser.masterRecordID.flatMap { self.contacts[$0] } ?? loser
      for address in loser.addresses {
        guard let key = Self.key(address.value) else { continue }
        let hit = ContactHit(contact: contact, field: address.field)
        if contactsByAddress[key]?.contains(where: { $0.contact.id == contact.id }) == true { continue }
        contactsByAddress[key, default: []].append(hit)
      }
    }
    for lead in leads {
      if let key = lead.email.flatMap(Self.key) { leadsByAddress[key, default: []].append(lead) }
    }
    for role in roles { rolesByContact[role.contactID, default: []].append(role) }
    for user in users {
      guard let key = user.email.flatMap(Self.key) else { continue }
      addressByUser[user.id] = key
      if user.isActive || userByAddress[key] == nil { userByAddress[key] = user }
    }
    for task in tasks {
      if let what = task.whatID { tasksByWhat[what, default: []].append(task) }
    }
    sortEverything()
  }

  /// The order of the rows in an export must never show in a decision.
  private mutating func sortEverything() {
    for key in contactsByAddress.keys { contactsByAddress[key]?.sort { $0.contact.id < $1.contact.id } }
    for key in leadsByAddress.keys { leadsByAddress[key]?.sort { $0.id < $1.id } }
    for key in rolesByContact.keys { rolesByContact[key]?.sort { $0.id < $1.id } }
    for key in opportunitiesByAccount.keys { opportunitiesByAccount[key]?.sort() }
  }

  private static func key(_ written: String) -> String? { (try? EmailAddress(parsing: written))?.key }

  /// The contacts that have `address`, exactly; where none has it and it carries a subaddress (`ana+crm@…`), those
  /// that have it without.
  package func contacts(with address: EmailAddress) -> [ContactHit] {
    if let exact = contactsByAddress[address.key] { return exact }
    guard let plain = address.withoutSubaddress else { return [] }
    return contactsByAddress[plain.key] ?? []
  }

  package func leads(with address: EmailAddress) -> [Lead] {
    if let exact = leadsByAddress[address.key] { return exact }
    guard let plain = address.withoutSubaddress else { return [] }
    return leadsByAddress[plain.key] ?? []
  }

  package func contact(_ id: SalesforceID) -> Contact? { contacts[id] }
  package func roles(of contact: SalesforceID) -> [ContactRole] { rolesByContact[contact] ?? [] }
  package func user(with address: EmailAddress) -> CRMUser? { userByAddress[address.key] }
  package func address(ofUser id: SalesforceID) -> String? { addressByUser[id] }
  package func tasks(relatedTo id: SalesforceID) -> [LoggedTask] { tasksByWhat[id] ?? [] }

  package func opportunities(ofAccount id: SalesforceID) -> [Opportunity] {
    (opportunitiesByAccount[id] ?? []).compactMap { opportunities[$0] }
  }

  /// The account that stands for the whole customer: the top of the parents. A cycle in the CRM's data ends the
  /// walk at its smallest id, so that every member of the cycle gives the same answer.
  package func customer(ofAccount id: SalesforceID) -> SalesforceID {
    var seen = [id]
    var current = id
    while let parent = accounts[current]?.parentID, accounts[parent] != nil {
      if let start = seen.firstIndex(of: parent) { return seen[start...].min() ?? id }
      seen.append(parent)
      current = parent
    }
    return current
  }
}
