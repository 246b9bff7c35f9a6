import Addresses
import Calendars
import DebriefCore
import GRDB

/// An opportunity or an account that a search found.
package struct RecordHit: Sendable, Hashable {
  package var id: SalesforceID
  package var name: String
  package var accountName: String?
  /// Nil for an account.
  package var stage: String?
  package var closeDate: CivilDate?
  package var isClosed: Bool

  package init(
    id: SalesforceID, name: String, accountName: String? = nil, stage: String? = nil, closeDate: CivilDate? = nil,
    isClosed: Bool = false
  ) {
    self.id = id
    self.name = name
    self.accountName = accountName
    self.stage = stage
    self.closeDate = closeDate
    self.isClosed = isClosed
  }
}

extension Store {
  /// Opportunities in whose name or account's name every word of `text` stands, the open ones first, then accounts.
  ///
  /// Letters outside ASCII have to be typed in the case they are written in.
  package func records(matching text: String, limit: Int) throws -> [RecordHit] {
    let words = text.split(separator: " ").map { "%\(Self.literally($0))%" }
    guard !words.isEmpty else { return [] }
    return try writer.read { db in
      func condition(_ column: String) -> String {
        words.map { _ in "\(column) LIKE ? ESCAPE '\\'" }.joined(separator: " AND ")
      }
      var hits = try Row.fetchAll(
        db,
        sql: """
          SELECT o.id, o.name, o.stage, o.close_date, o.is_closed, a.name AS account_name
          FROM crm_opportunity AS o LEFT JOIN crm_account AS a ON a.id = o.account_id
          WHERE \(condition("(o.name || ' ' || coalesce(a.name, ''))"))
          ORDER BY o.is_closed, o.close_date DESC, o.id LIMIT ?
          """,
        arguments: StatementArguments(words) + [limit]
      ).compactMap(opportunityHit)
      hits += try Row.fetchAll(
        db, sql: "SELECT id, name FROM crm_account WHERE \(condition("name")) ORDER BY name, id LIMIT ?",
        arguments: StatementArguments(words) + [limit]
      ).compactMap { row in SalesforceID(row["id"] as String).map { RecordHit(id: $0, name: row["name"]) } }
      return Array(hits.prefix(limit))
    }
  }

  /// The record with that id; nil where the snapshot does not hold it.
  package func record(id: SalesforceID) throws -> RecordHit? {
    try writer.read { db in
      if id.keyPrefix == "001" {
        let name = try String.fetchOne(
          db, sql: "SELECT name FROM crm_account WHERE id = ?", arguments: [id.description])
        return name.map { RecordHit(id: id, name: $0) }
      }
      return try Row.fetchOne(
        db,
        sql: """
          SELECT o.id, o.name, o.stage, o.close_date, o.is_closed, a.name AS account_name
          FROM crm_opportunity AS o LEFT JOIN crm_account AS a ON a.id = o.account_id WHERE o.id = ?
          """,
        arguments: [id.description]
      ).flatMap(opportunityHit)
    }
  }

  /// What the snapshot says of contacts.
  package func attendingContacts(_ ids: [SalesforceID]) throws -> [AttendingContact] {
    try writer.read { db in
      let roles = try CRMQueries.contactRoles(ofContacts: Set(ids), db).filter(\.isPrimary)
      return try CRMQueries.contacts(ids: Set(ids), db).map { contact in
        AttendingContact(
          id: contact.id, name: contact.name, title: contact.title,
          primaryOn: Set(roles.filter { $0.contactID == contact.id }.map(\.opportunityID)))
      }
    }
  }

  /// The contacts who have that address.
  package func contacts(withAddress address: EmailAddress) throws -> [Contact] {
    try writer.read { try CRMQueries.contacts(withAddressKeys: [address.key], $0) }
  }

  /// Contacts in whose name, address or account's name every word of `text` stands, by name.
  package func contacts(matching text: String, limit: Int) throws -> [Contact] {
    let words = text.split(separator: " ").map { "%\(Self.literally($0))%" }
    guard !words.isEmpty else { return [] }
    return try writer.read { db in
      let condition = words.map { _ in
        "(c.name || ' ' || coalesce(e.key, '') || ' ' || coalesce(a.name, '')) LIKE ? ESCAPE '\\'"
      }.joined(separator: " AND ")
      let ids = try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT c.id FROM crm_contact AS c LEFT JOIN crm_account AS a ON a.id = c.account_id
          LEFT JOIN crm_contact_address AS e ON e.contact_id = c.id
          WHERE \(condition) ORDER BY c.name, c.id LIMIT ?
          """,
        arguments: StatementArguments(words) + [limit])
      return try CRMQueries.contacts(ids: Set(ids.compactMap { SalesforceID($0) }), db).sorted {
        ($0.name, $0.id) < ($1.name, $1.id)
      }
    }
  }

  /// Proofs of value in whose name, opportunity's or account's name every word of `text` stands, the latest first.
  package func proofsOfValue(matching text: String, limit: Int) throws -> [(
    proof: CRMProofOfValue, opportunity: String
  )] {
    let words = text.split(separator: " ").map { "%\(Self.literally($0))%" }
    guard !words.isEmpty else { return [] }
    return try writer.read { db in
      let condition = words.map { _ in
        "(p.name || ' ' || coalesce(o.name, '') || ' ' || coalesce(a.name, '')) LIKE ? ESCAPE '\\'"
      }.joined(separator: " AND ")
      return try Row.fetchAll(
        db,
        sql: """
          SELECT p.id, p.opportunity_id, p.name, p.status, coalesce(o.name, p.opportunity_id) AS opportunity
          FROM crm_pov AS p LEFT JOIN crm_opportunity AS o ON o.id = p.opportunity_id
          LEFT JOIN crm_account AS a ON a.id = o.account_id
          WHERE \(condition) ORDER BY p.start_date DESC, p.id LIMIT ?
          """,
        arguments: StatementArguments(words) + [limit]
      ).compactMap { row in
        guard let id = SalesforceID(row["id"] as String), let on = SalesforceID(row["opportunity_id"] as String) else {
          return nil
        }
        var proof = CRMProofOfValue(id: id, opportunityID: on, name: row["name"])
        proof.status = row["status"]
        return (proof, row["opportunity"])
      }
    }
  }

  /// A proof of value of the snapshot, and its opportunity's name.
  package func proofOfValue(id: SalesforceID) throws -> (proof: CRMProofOfValue, opportunity: String)? {
    try proofsOfValue(where: "id = ?", id).first
  }

  /// The proofs of value of one opportunity, the latest first.
  package func proofsOfValue(of opportunity: SalesforceID) throws -> [(proof: CRMProofOfValue, opportunity: String)] {
    try proofsOfValue(where: "opportunity_id = ?", opportunity).reversed()
  }

  private func proofsOfValue(
    where condition: String, _ id: SalesforceID
  ) throws -> [(proof: CRMProofOfValue, opportunity: String)] {
    try writer.read { db in
      let proofs = try CRMQueries.proofsOfValue(where: condition, id, db)
      let names = try CRMQueries.opportunities(ids: Set(proofs.map(\.opportunityID)), db)
      return proofs.map { proof in
        (proof, names.first { $0.id == proof.opportunityID }?.name ?? proof.opportunityID.description)
      }
    }
  }

  /// The contacts who already have a role on `opportunity`.
  package func contactsWithRole(on opportunity: SalesforceID) throws -> Set<SalesforceID> {
    try writer.read { Set(try CRMQueries.contactRoles(ofOpportunities: [opportunity], $0).map(\.contactID)) }
  }

  /// The CRM's user of an SA.
  package func user(of owner: EmailAddress) throws -> SalesforceID? {
    try writer.read { db in
      try CRMQueries.users(db).first { $0.emailKey == owner.key && $0.isActive }?.id
    }
  }

  /// A lead, as far as logging needs it: whether it was converted, and to whom.
  package func lead(id: SalesforceID) throws -> Lead? {
    try writer.read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT name, is_converted, converted_contact_id FROM crm_lead WHERE id = ?",
        arguments: [id.description])
      guard let row else { return nil }
      var lead = Lead(id: id, name: row["name"])
      lead.isConverted = row["is_converted"]
      lead.convertedContactID = (row["converted_contact_id"] as String?).flatMap { SalesforceID($0) }
      return lead
    }
  }

  package func opportunity(id: SalesforceID) throws -> Opportunity? {
    try writer.read { try CRMQueries.opportunities(ids: [id], $0).first }
  }

  private func opportunityHit(_ row: Row) -> RecordHit? {
    guard let id = SalesforceID(row["id"] as String) else { return nil }
    return RecordHit(
      id: id, name: row["name"], accountName: row["account_name"], stage: row["stage"],
      closeDate: (row["close_date"] as String?).flatMap { CivilDate($0) }, isClosed: row["is_closed"])
  }

  /// `%` and `_` as themselves.
  static func literally(_ word: Substring) -> String {
    String(word.flatMap { "%_\\".contains($0) ? ["\\", $0] : [$0] })
  }
}
