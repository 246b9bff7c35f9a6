import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// What an SA keeps of opportunities, and the people of the CRM.
extension ReviewDesk {
  /// Changes fields of an opportunity.
  package func update(_ update: OpportunityUpdate, at now: Instant) throws {
    let problems = update.problems(on: try store.opportunity(id: update.opportunity), today: day(of: now))
    guard problems.isEmpty else { throw UpdateRefused(problems: problems) }
    try enqueue(.opportunity(update), key: "opportunity/\(update.opportunity)/\(now)", at: now)
  }

  /// Adds a proof of value, or changes one.
  package func save(_ pov: ProofOfValue, at now: Instant) throws {
    let current = try pov.id.flatMap { try store.proofOfValue(id: $0)?.proof }
    let problems = pov.problems(on: current, today: day(of: now))
    guard problems.isEmpty else { throw UpdateRefused(problems: problems) }
    try enqueue(.proofOfValue(pov), key: "pov/\(pov.id ?? pov.opportunity)/\(now)", at: now)
  }

  /// Has somebody created in the CRM who was in no meeting.
  package func create(_ contact: NewContact, at now: Instant) throws {
    var problems: [FieldProblem] = []
    if (try? EmailAddress(parsing: contact.email)) == nil {
      problems.append(FieldProblem(field: "Email", message: "give an e-mail address, such as ana.lee@acme.example"))
    } else if try !store.contacts(withAddress: EmailAddress(parsing: contact.email)).isEmpty {
      problems.append(FieldProblem(field: "Email", message: "a contact with that address is in the CRM already"))
    }
    if contact.name.allSatisfy(\.isWhitespace) {
      problems.append(FieldProblem(field: "Name", message: "say who it is"))
    }
    if let account = contact.account, account.keyPrefix != "001" {
      problems.append(FieldProblem(field: "Account", message: "choose an account, not an opportunity"))
    }
    guard problems.isEmpty else { throw UpdateRefused(problems: problems) }
    try enqueue(.contact(contact), key: contact.outboxKey, at: now)
  }

  /// Asks for a contact's role on an opportunity; false where it is there already.
  package func addRole(_ request: ContactRoleRequest, at now: Instant) throws -> Bool {
    guard try !store.contactsWithRole(on: request.opportunity).contains(request.contact) else { return false }
    try enqueue(.contactRole(request), key: "role/\(request.opportunity)/\(request.contact)", at: now)
    return true
  }

  /// The contacts of an activity who have no role on its opportunity yet: worth offering.
  package func missingRoles(of activity: Activity) throws -> [SalesforceID] {
    guard activity.call.relatedTo.keyPrefix == "006" else { return [] }
    let present = try store.contactsWithRole(on: activity.call.relatedTo)
    return activity.call.contacts.filter { !present.contains($0) }
  }

  private func enqueue(_ delivery: Delivery, key: String, at now: Instant) throws {
    // Two changes within one second are two; the same one given twice, by a double click, is one.
    var hash = StableHash()
    for field in configuration.activities.columns.fields(of: delivery) { hash.combine(field.value) }
    let key = "\(key)/\(String(hash.value, radix: 36))"
    var change = ReviewChange(at: now, by: owner)
    change.deliveries = [entry(delivery, key: key, subject: key, at: now)]
    try store.commit([change])
  }
}

extension RecordHit {
  /// `Acme / New business (3-Technical Evaluation), closed`.
  package var label: String {
    "\(accountName.map { "\($0) / " } ?? "")\(name)\(stage.map { " (\($0))" } ?? ", account")"
      + (isClosed ? ", closed" : "")
  }
}
