import Addresses
import Calendars

/// The part of a CRM snapshot that matching asks. Immutable once built; the same type serves a run, `explain` and a
/// simulation.
///
/// Records that were merged away (Salesforce's MasterRecordId) answer with the one that they went into, and whatever
/// refers to them refers to it. No answer depends on the order of the rows.
package struct SnapshotIndex: Sendable {
  /// What matching needs of a contact.
  package struct Person: Hashable, Sendable {
    package let id: SalesforceID
    package let name: String
    package let accountID: SalesforceID?
  }

  /// A contact found by one of its addresses, with the field that held it.
  package struct ContactHit: Hashable, Sendable {
    package let contact: Person
    package let field: String
  }

  package private(set) var accounts: [SalesforceID: Account] = [:]
  package private(set) var opportunities: [SalesforceID: Opportunity] = [:]
  private var opportunitiesByAccount: [SalesforceID: [SalesforceID]] = [:]
  /// Contacts that were not merged away, by id.
  private var people: [Person] = []
  private var peopleByAddress = AddressTable()
  /// The names of the fields that hold addresses, the primary one first.
  private var fields = ["Email"]
  private var survivors: [SalesforceID: SalesforceID] = [:]
  private var leads: [Lead] = []
  private var leadsByAddress = AddressTable()
  private var rolesByContact: [SalesforceID: [ContactRole]] = [:]
  private var usersByAddress: [String: Set<SalesforceID>] = [:]
  private var addressByUser: [SalesforceID: String] = [:]
  private var tasksByWhat: [SalesforceID: [LoggedTask]] = [:]
  /// Which account a host belongs to, and which it merely resembles.
  package let domains: AccountDomains

  package init(
    accounts: [Account], contacts: [Contact], leads: [Lead], opportunities: [Opportunity], roles: [ContactRole],
    users: [CRMUser], tasks: [LoggedTask], domains: AccountDomains
  ) {
    self.domains = domains
    survivors = Self.survivors(
      accounts.map { ($0.id, $0.masterRecordID) } + contacts.map { ($0.id, $0.masterRecordID) })
    addAccounts(accounts, opportunities)
    addContacts(contacts)
    self.leads = leads.sorted { $0.id < $1.id }
    leadsByAddress = AddressTable(
      self.leads.enumerated().compactMap { number, lead in
        Self.key(lead.email, known: lead.emailKey).map { ($0, AddressTable.Row(number: UInt32(number), field: 0)) }
      })
    for role in roles { rolesByContact[survivor(of: role.contactID), default: []].append(role) }
    for contact in rolesByContact.keys { rolesByContact[contact]?.sort { $0.id < $1.id } }
    for user in users {
      guard let key = Self.key(user.email, known: user.emailKey) else { continue }
      addressByUser[user.id] = key
      usersByAddress[key, default: []].insert(user.id)
    }
    for task in tasks {
      if let what = task.whatID { tasksByWhat[survivor(of: what), default: []].append(task) }
    }
  }

  private mutating func addAccounts(_ accounts: [Account], _ opportunities: [Opportunity]) {
    for var account in accounts where survivors[account.id] == nil {
      account.parentID = account.parentID.map(survivor)
      self.accounts[account.id] = account
    }
    for var opportunity in opportunities {
      opportunity.accountID = opportunity.accountID.map(survivor)
      self.opportunities[opportunity.id] = opportunity
      if let account = opportunity.accountID { opportunitiesByAccount[account, default: []].append(opportunity.id) }
    }
    for account in opportunitiesByAccount.keys { opportunitiesByAccount[account]?.sort() }
  }

  private mutating func addContacts(_ contacts: [Contact]) {
    people = contacts.filter { survivors[$0.id] == nil }.sorted { $0.id < $1.id }
      .map { Person(id: $0.id, name: $0.name, accountID: $0.accountID.map(survivor)) }
    var rows: [(key: String, row: AddressTable.Row)] = []
    rows.reserveCapacity(contacts.count)
    for contact in contacts {
      guard let number = number(of: survivor(of: contact.id)) else { continue }
      for address in contact.addresses {
        guard let key = Self.key(address.value, known: address.key) else { continue }
        rows.append((key, AddressTable.Row(number: UInt32(number), field: fieldNumber(address.field))))
      }
    }
    peopleByAddress = AddressTable(rows)
  }

  /// The place of a field's name in `fields`; the 255th and all later ones share the last.
  private mutating func fieldNumber(_ name: String) -> UInt8 {
    if let known = fields.firstIndex(of: name) { return UInt8(known) }
    if name.lowercased() == "email" {
      fields[0] = name
      return 0
    }
    guard fields.count < 255 else { return 254 }
    fields.append(name)
    return UInt8(fields.count - 1)
  }

  private static func key(_ written: String?, known: String?) -> String? {
    known ?? written.flatMap { try? EmailAddress(parsing: $0) }?.key
  }

  /// Where each record that was merged away ended; a master that is not in the snapshot, or a circle, keeps it.
  private static func survivors(
    _ records: [(id: SalesforceID, master: SalesforceID?)]
  ) -> [SalesforceID: SalesforceID] {
    var masters: [SalesforceID: SalesforceID] = [:]
    for record in records { masters[record.id] = record.master }
    guard !masters.isEmpty else { return [:] }
    let known = Set(records.map(\.id))
    return masters.compactMapValues { master in
      var end = master
      // Nobody merges a record into a merged one a hundred times: what does not end by then is a circle.
      for _ in 0..<100 {
        guard let next = masters[end] else { return known.contains(end) ? end : nil }
        end = next
      }
      return nil
    }
  }

  /// The record that `id` was merged into, or `id` itself.
  package func survivor(of id: SalesforceID) -> SalesforceID { survivors[id] ?? id }

  /// Binary search in `people`.
  private func number(of id: SalesforceID) -> Int? {
    var (low, high) = (0, people.count)
    while low < high {
      let middle = (low + high) / 2
      if people[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < people.count && people[low].id == id ? low : nil
  }
}

extension SnapshotIndex {
  /// The contacts that have `address`, exactly; where none has it and it carries a subaddress (`ana+crm@…`), those
  /// that have it without. By id, each with the first of its fields that holds the address.
  package func contacts(with address: EmailAddress) -> [ContactHit] {
    var rows = peopleByAddress[address]
    if rows.isEmpty, let plain = address.withoutSubaddress { rows = peopleByAddress[plain] }
    guard rows.count > 1 else { return rows.map(hit) }
    // Field numbers follow the order of the rows in the export, except the primary's: names do not.
    let sorted = rows.sorted {
      ($0.number, $0.field == 0 ? "" : fields[Int($0.field)]) < ($1.number, $1.field == 0 ? "" : fields[Int($1.field)])
    }
    var hits: [ContactHit] = []
    for row in sorted where hits.last?.contact.id != people[Int(row.number)].id { hits.append(hit(row)) }
    return hits
  }

  private func hit(_ row: AddressTable.Row) -> ContactHit {
    ContactHit(contact: people[Int(row.number)], field: fields[Int(row.field)])
  }

  /// As `contacts(with:)`.
  package func leads(with address: EmailAddress) -> [Lead] {
    var rows = leadsByAddress[address]
    if rows.isEmpty, let plain = address.withoutSubaddress { rows = leadsByAddress[plain] }
    return rows.map { leads[Int($0.number)] }.sorted { $0.id < $1.id }
  }

  package func contact(_ id: SalesforceID) -> Person? { number(of: survivor(of: id)).map { people[$0] } }
  package func roles(of contact: SalesforceID) -> [ContactRole] { rolesByContact[contact] ?? [] }
  /// Everybody with the address: people leave and come back as another user.
  package func users(with address: EmailAddress) -> Set<SalesforceID> { usersByAddress[address.key] ?? [] }
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
