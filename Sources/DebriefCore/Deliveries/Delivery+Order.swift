/// What has to go before what.
extension Delivery {
  /// Deliveries of one stream go one after the other, in the order in which they were made: the last word on a record
  /// must arrive last. Nil: nothing else is about the same thing.
  package var stream: String? {
    switch self {
    case .task(let task): "task/\(task.activity)"
    case .contact(let contact): contact.outboxKey
    case .contactRole(let role): "role/\(role.opportunity)/\(role.contact)"
    case .opportunity(let update): "opportunity/\(update.opportunity)"
    case .proofOfValue(let pov): "pov/\(pov.id?.description ?? "\(pov.opportunity)/\(pov.name)")"
    case .message: nil
    }
  }

  /// The keys of the entries that have to be delivered first: a contact has to exist before a task can name it.
  package var prerequisites: [String] {
    if case .task(let task) = self { task.call.newContacts.map(\.outboxKey) } else { [] }
  }

  /// The record whose account the CRM locks while this is written.
  package var lockedRecord: SalesforceID? {
    switch self {
    case .task(let task): task.call.relatedTo
    case .contact(let contact): contact.account
    case .contactRole(let role): role.opportunity
    case .opportunity(let update): update.opportunity
    case .proofOfValue(let pov): pov.opportunity
    case .message: nil
    }
  }
}

extension NewContact {
  /// One for each address: a contact is created once, whoever asks for it.
  package var outboxKey: String { "contact/\(email.lowercased())" }
}
