import DebriefCore

/// One prompt with its form, and what may be chosen in it: the terminal and the browser hold it alike.
package struct ReviewItem: Hashable, Sendable {
  package var prompt: Prompt
  /// How long the prompt's history was when it was read.
  package var seenEvents: Int
  package var draft: ActivityDraft
  package var guesses: [ActivityField: String]
  /// What Related To may be: the match's candidates, then what a search brought in.
  package var records: [Choice]
  /// Who may be named.
  package var people: [Person]

  package struct Choice: Hashable, Sendable {
    package var id: SalesforceID
    package var label: String

    package init(id: SalesforceID, label: String) {
      self.id = id
      self.label = label
    }
  }

  package struct Person: Hashable, Sendable {
    package var contact: SalesforceID?
    /// Somebody from outside whom the CRM does not know.
    package var newContact: NewContact?
    package var label: String

    package init(contact: SalesforceID? = nil, newContact: NewContact? = nil, label: String) {
      self.contact = contact
      self.newContact = newContact
      self.label = label
    }
  }

  package init(prompt: Prompt, seenEvents: Int, prefill: Prefill, contacts: [AttendingContact]) {
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

  /// What is logged for this prompt when it goes together with another one: the meeting's own day, subject and people,
  /// and what `form` says for all of them.
  package func draft(sharing form: ActivityDraft) -> ActivityDraft {
    var draft = self.draft
    draft.relatedTo = form.relatedTo
    draft.types = form.types
    draft.sentiment = form.sentiment
    draft.description = form.description
    if draft.contacts.isEmpty, draft.newContacts.isEmpty {
      draft.contacts = form.contacts
      draft.newContacts = form.newContacts
    }
    return draft
  }

  /// A template with the names of this meeting in it.
  package func filled(_ template: DescriptionTemplate, for draft: ActivityDraft) -> String {
    let candidate = prompt.match.candidates.first { $0.opportunity == draft.relatedTo }
    return template.filled(
      account: candidate?.accountName ?? prompt.match.accountName, opportunity: candidate?.name,
      contact: name(in: draft))
  }

  /// Makes `record` a choice.
  package mutating func offer(_ record: Choice) {
    if !records.contains(where: { $0.id == record.id }) { records.append(record) }
  }

  /// Makes `person` a choice.
  package mutating func offer(_ person: Person) {
    if !people.contains(where: { $0.contact == person.contact && $0.newContact?.email == person.newContact?.email }) {
      people.append(person)
    }
  }

  package func label(of id: SalesforceID) -> String { records.first { $0.id == id }?.label ?? id.description }

  /// The person who will be the CRM's Name.
  package func name(in draft: ActivityDraft) -> String? {
    if let id = draft.contacts.first { return people.first { $0.contact == id }?.label ?? id.description }
    return draft.newContacts.first.map { "\($0.name), to be created" }
  }
}
