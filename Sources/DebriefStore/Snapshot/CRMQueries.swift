import Calendars
import DebriefCore
import GRDB

/// Questions to the snapshot in force. Answers are sorted by id; an empty question has an empty answer.
package enum CRMQueries {
  package static func accounts(_ db: Database) throws -> [Account] {
    try fetch(db, "SELECT \(accountColumns) FROM crm_account ORDER BY id", decode: account)
  }

  package static func accounts(ids: some Collection<SalesforceID>, _ db: Database) throws -> [Account] {
    try fetch(db, "SELECT \(accountColumns) FROM crm_account WHERE id", among: ids, decode: account).sorted {
      $0.id < $1.id
    }
  }

  /// The contacts that have one of the addresses, each with all of its addresses.
  package static func contacts(withAddressKeys keys: some Collection<String>, _ db: Database) throws -> [Contact] {
    let ids = try fetch(db, "SELECT contact_id FROM crm_contact_address WHERE key", among: keys) { $0.id() }
    return try contacts(ids: Set(ids.compactMap { $0 }), db)
  }

  package static func contacts(ofAccounts accounts: some Collection<SalesforceID>, _ db: Database) throws -> [Contact] {
    let contacts = try fetch(
      db, "SELECT \(contactColumns) FROM crm_contact WHERE account_id", among: accounts, decode: contact)
    return try withAddresses(contacts, db)
  }

  package static func contacts(ids: some Collection<SalesforceID>, _ db: Database) throws -> [Contact] {
    try withAddresses(fetch(db, "SELECT \(contactColumns) FROM crm_contact WHERE id", among: ids, decode: contact), db)
  }

  package static func leads(withAddressKeys keys: some Collection<String>, _ db: Database) throws -> [Lead] {
    try fetch(db, "SELECT \(leadColumns) FROM crm_lead WHERE email_key", among: keys, decode: lead).sorted {
      $0.id < $1.id
    }
  }

  package static func contactRoles(
    ofContacts contacts: some Collection<SalesforceID>, _ db: Database
  ) throws -> [ContactRole] {
    try fetch(db, "SELECT \(roleColumns) FROM crm_contact_role WHERE contact_id", among: contacts, decode: role)
      .sorted { $0.id < $1.id }
  }

  package static func contactRoles(
    ofOpportunities opportunities: some Collection<SalesforceID>, _ db: Database
  ) throws -> [ContactRole] {
    try fetch(
      db, "SELECT \(roleColumns) FROM crm_contact_role WHERE opportunity_id", among: opportunities, decode: role
    )
    .sorted { $0.id < $1.id }
  }

  package static func opportunities(
    ofAccounts accounts: some Collection<SalesforceID>, _ db: Database
  ) throws -> [Opportunity] {
    try fetch(
      db, "SELECT \(opportunityColumns) FROM crm_opportunity WHERE account_id", among: accounts, decode: opportunity
    ).sorted { $0.id < $1.id }
  }

  package static func opportunities(ids: some Collection<SalesforceID>, _ db: Database) throws -> [Opportunity] {
    try fetch(db, "SELECT \(opportunityColumns) FROM crm_opportunity WHERE id", among: ids, decode: opportunity)
      .sorted { $0.id < $1.id }
  }

  package static func openOpportunities(_ db: Database) throws -> [Opportunity] {
    try fetch(
      db, "SELECT \(opportunityColumns) FROM crm_opportunity WHERE is_closed = 0 ORDER BY id", decode: opportunity)
  }

  package static func opportunities(_ db: Database) throws -> [Opportunity] {
    try fetch(db, "SELECT \(opportunityColumns) FROM crm_opportunity ORDER BY id", decode: opportunity)
  }

  /// Tasks that the user owns, with a day on or after `day`.
  package static func tasks(ownedBy user: SalesforceID, since day: CivilDate, _ db: Database) throws -> [LoggedTask] {
    try fetch(
      db, "SELECT \(taskColumns) FROM crm_task WHERE owner_id = ? AND activity_date >= ? ORDER BY id",
      arguments: [user.description, day.description], decode: task)
  }

  /// - Parameter condition: SQL of this target's, never anybody's text.
  static func tasks(where condition: String, _ db: Database) throws -> [LoggedTask] {
    try fetch(db, "SELECT \(taskColumns) FROM crm_task WHERE \(condition) ORDER BY id", decode: task)
  }

  package static func tasks(ids: some Collection<SalesforceID>, _ db: Database) throws -> [LoggedTask] {
    try fetch(db, "SELECT \(taskColumns) FROM crm_task WHERE id", among: ids, decode: task).sorted { $0.id < $1.id }
  }

  package static func proofsOfValue(_ db: Database) throws -> [CRMProofOfValue] {
    try fetch(db, "SELECT \(proofOfValueColumns) FROM crm_pov ORDER BY id", decode: proofOfValue)
  }

  /// - Parameter condition: SQL of this target's, never anybody's text.
  static func proofsOfValue(
    where condition: String, _ id: SalesforceID, _ db: Database
  ) throws -> [CRMProofOfValue] {
    try fetch(
      db, "SELECT \(proofOfValueColumns) FROM crm_pov WHERE \(condition) ORDER BY start_date, id",
      arguments: [id.description], decode: proofOfValue)
  }

  package static func users(_ db: Database) throws -> [CRMUser] {
    try fetch(db, "SELECT \(userColumns) FROM crm_user ORDER BY id", decode: user)
  }

  /// Where a record stood in the export, for explanations: the file's name and the line.
  package static func place(of id: SalesforceID, _ db: Database) throws -> (file: String, line: Int)? {
    for table in SnapshotSchema.recordTables {
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT crm_file.name, record.line FROM \(table) AS record JOIN crm_file ON crm_file.id = record.file
          WHERE record.id = ?
          """,
        arguments: [id.description])
      if let row { return (row["name"], row["line"]) }
    }
    return nil
  }

  private static func withAddresses(_ contacts: [Contact], _ db: Database) throws -> [Contact] {
    let rows = try fetch(
      db, "SELECT contact_id, position, field, value, key FROM crm_contact_address WHERE contact_id",
      among: contacts.map(\.id)
    ) { cells in
      (contact: cells.id(), position: cells.integer(), field: cells.text(), value: cells.text(), key: cells.text())
    }
    let byContact = Dictionary(grouping: rows) { $0.contact }
    return contacts.sorted { $0.id < $1.id }.map { contact in
      var contact = contact
      contact.addresses = (byContact[contact.id] ?? []).sorted { $0.position < $1.position }.map {
        Contact.Address(field: $0.field ?? "", value: $0.value ?? "", key: $0.key)
      }
      return contact
    }
  }

  private static func fetch<Record>(
    _ db: Database, _ sql: String, arguments: StatementArguments = [], decode: (inout Cells) throws -> Record?
  ) throws -> [Record] {
    var records: [Record] = []
    let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
    while let row = try rows.next() {
      var cells = Cells(row)
      if let record = try decode(&cells) { records.append(record) }
    }
    return records
  }

  /// In portions: a statement has room for so many values.
  private static func fetch<Record, Value: CustomStringConvertible>(
    _ db: Database, _ sql: String, among values: some Collection<Value>, decode: (inout Cells) throws -> Record?
  ) throws -> [Record] {
    var records: [Record] = []
    var rest = values.map(\.description)[...]
    while !rest.isEmpty {
      let portion = rest.prefix(500)
      rest = rest.dropFirst(500)
      let marks = Array(repeating: "?", count: portion.count).joined(separator: ", ")
      records += try fetch(db, "\(sql) IN (\(marks))", arguments: StatementArguments(portion), decode: decode)
    }
    return records
  }
}
