import DebriefCore

/// A task's person may be a lead. Beside an opportunity it cannot be, and a converted lead must be the contact that it
/// became: Salesforce refuses both, the second since 2015 with CANNOT_UPDATE_CONVERTED_LEAD.
struct LeadResolution {
  private let session: SalesforceSession

  init(_ session: SalesforceSession) { self.session = session }

  /// The write with a contact in place of a converted lead, as Salesforce knows it at this moment.
  ///
  /// - Throws: ``Unfit`` where a lead that is none's contact yet stands beside an opportunity or an account.
  func resolved(_ write: RecordWrite) throws -> RecordWrite {
    guard let who = write["WhoId"], let lead = SalesforceID(who), lead.keyPrefix == "00Q" else { return write }
    var write = write
    if let contact = try contact(of: lead) {
      write["WhoId"] = contact.description
    } else if let what = write["WhatId"], !what.isEmpty {
      throw Unfit(
        why: "a lead and an opportunity cannot both be set: convert lead \(lead), then log it to the contact that it "
          + "becomes", field: "WhoId")
    }
    return write
  }

  /// The same step to the contact, where the lead was converted after all; nil where it was not.
  func withContact(of step: Step) throws(SalesforceFailure) -> Step? {
    guard let lead = step.fields["WhoId"]?.string.flatMap({ SalesforceID($0) }), lead.keyPrefix == "00Q",
      let contact = try contact(of: lead)
    else { return nil }
    var step = step
    step.fields["WhoId"] = .string(contact.description)
    return step
  }

  private func contact(of lead: SalesforceID) throws(SalesforceFailure) -> SalesforceID? {
    let records = try session.query(
      "SELECT Id, IsConverted, ConvertedContactId FROM Lead WHERE Id = \(SOQL.literal(lead.description))")
    guard records.first?["IsConverted"]?.bool ?? false else { return nil }
    return records.first?["ConvertedContactId"]?.string.flatMap { SalesforceID($0) }
  }
}
