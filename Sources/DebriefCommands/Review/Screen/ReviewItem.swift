import DebriefCore

/// One prompt of the queue with its form, as the screen holds it.
struct ReviewItem: Hashable {
  var prompt: Prompt
  /// How long the prompt's history was when it was read.
  var seenEvents: Int
  var draft: ActivityDraft
  var guesses: [ActivityField: String]
  /// What Related To may be: the match's candidates, then what a search brought in.
  var records: [Choice]
  /// Who may be named.
  var people: [Person]

  struct Choice: Hashable {
    var id: SalesforceID
    var label: String
  }

  struct Person: Hashable {
    var contact: SalesforceID?
    /// Somebody from outside whom the CRM does not know.
    var newContact: NewContact?
    var label: String
  }

  init(prompt: Prompt, seenEvents: Int, prefill: Prefill, contacts: [AttendingContact]) {
    self.prompt = prompt
    self.seenEvents = seenEvents
    draft = prefill.draft
    guesses = prefill.guesses
    records = prompt.match.candidates.map { Choice(id: $0.opportunity, label: $0.title) }
    if let account = prompt.match.account {
      records.append(Choice(id: account, label: "\(prompt.match.accountName ?? account.description), account"))
    }
    people = Self.people(prompt, prefill.draft, contacts)
  }

  private static func people(_ prompt: Prompt, _ draft: ActivityDraft, _ contacts: [AttendingContact]) -> [Person] {
    var people: [Person] = []
    for id in draft.contacts {
      let contact = contacts.first { $0.id == id }
      let name = contact?.name ?? prompt.match.evidence.first { $0.contact == id }?.contactName ?? id.description
      people.append(Person(contact: id, label: "\(name)\(contact?.title.map { " (\($0))" } ?? "")"))
    }
    let known = Set(prompt.match.evidence.filter { $0.contact != nil }.map(\.participant))
    for participant in prompt.facts.participants where participant.kind == .external {
      guard let address = participant.address?.key, !known.contains(address) else { continue }
      let new = NewContact(
        email: address, name: participant.name ?? address, account: prompt.match.account, title: nil)
      people.append(Person(newContact: new, label: "create contact \(new.name) <\(address)>"))
    }
    return people
  }

  func label(of id: SalesforceID) -> String { records.first { $0.id == id }?.label ?? id.description }

  /// The person who will be the CRM's Name.
  func name(in draft: ActivityDraft) -> String? {
    if let id = draft.contacts.first { return people.first { $0.contact == id }?.label ?? id.description }
    return draft.newContacts.first.map { "\($0.name), to be created" }
  }
}
