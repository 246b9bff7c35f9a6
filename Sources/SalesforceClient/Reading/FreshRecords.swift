import DebriefCore

/// Single records as the org has them at this moment: what a snapshot of a quarter of an hour ago may lack.
package struct FreshRecords: Sendable {
  package let session: SalesforceSession

  package init(session: SalesforceSession) { self.session = session }

  /// The contacts whose address, in one of `fields`, is `email`; Salesforce compares without case.
  package func contacts(withEmail email: String, in fields: [String]) throws(SalesforceFailure) -> [Contact] {
    let object = try session.describe("Contact")
    let names = fields.compactMap { object.field($0) }.filter(\.isFilterable).map(\.name)
    guard !names.isEmpty else { throw .unreadable("Contact has none of the fields \(fields.joined(separator: ", "))") }
    let condition = names.map { "\($0) = \(SOQL.literal(email))" }.joined(separator: " OR ")
    return try session.query(
      "SELECT Id, Name, AccountId, Title FROM Contact WHERE \(condition) ORDER BY CreatedDate, Id LIMIT 20"
    ).compactMap { record in
      guard let id = Self.id(record["Id"]) else { return nil }
      var contact = Contact(id: id, name: record["Name"]?.string ?? id.description)
      contact.accountID = Self.id(record["AccountId"])
      contact.title = record["Title"]?.string
      return contact
    }
  }

  /// A lead, as far as logging needs it: whether it was converted, and to whom. Nil where it is not there.
  package func lead(_ id: SalesforceID) throws(SalesforceFailure) -> Lead? {
    let records = try session.query(
      "SELECT Id, Name, IsConverted, ConvertedContactId FROM Lead WHERE Id = \(SOQL.literal(id.description))")
    guard let record = records.first else { return nil }
    var lead = Lead(id: id, name: record["Name"]?.string ?? id.description)
    lead.isConverted = record["IsConverted"]?.bool ?? false
    lead.convertedContactID = Self.id(record["ConvertedContactId"])
    return lead
  }

  /// The active user with that address.
  package func user(withEmail email: String) throws(SalesforceFailure) -> SalesforceID? {
    try session.query(
      "SELECT Id FROM User WHERE Email = \(SOQL.literal(email)) AND IsActive = true ORDER BY CreatedDate, Id LIMIT 1"
    ).first.flatMap { Self.id($0["Id"]) }
  }

  private static func id(_ value: JSONValue?) -> SalesforceID? { value?.string.flatMap { SalesforceID($0) } }
}
