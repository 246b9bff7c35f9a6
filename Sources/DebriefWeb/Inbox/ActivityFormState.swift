import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// A form that somebody is filling in: what was typed stays, whatever comes of it.
struct ActivityFormState {
  var item: ReviewItem
  var draft: ActivityDraft
  var problems: [ActivityProblem] = []
  /// What was typed into the search for another opportunity, and what it found; nil where nothing was searched for.
  var search: String?
  var found = 0
  /// The field that the keyboard starts in.
  var focus: ActivityField

  init(_ item: ReviewItem) {
    self.item = item
    draft = item.draft
    focus = draft.nextMissing ?? .description
  }

  /// The form as it came back from the browser.
  ///
  /// Values are checked for their form only; whether they may be logged is asked by `ActivityRules`.
  init(_ item: ReviewItem, _ fields: Fields, desk: ReviewDesk) throws {
    self.init(item)
    draft.relatedTo = fields["related"].flatMap { SalesforceID($0) }
    readPeople(fields)
    draft.subject = fields["subject"] ?? ""
    draft.types = fields.values("type").filter { !$0.isEmpty }.reduce(into: []) { types, type in
      if !types.contains(type) { types.append(type) }
    }
    draft.sentiment = fields["sentiment"].flatMap(Sentiment.init(rawValue:))
    draft.description = fields["description"] ?? ""
    draft.products = Self.list(fields.values("product"))
    draft.personaLevels = fields.values("level").compactMap(PersonaLevel.init(rawValue:))
    draft.personaFunctions = Self.list(fields.values("function"))
    draft.notesLink = fields["notes"].flatMap { $0.isEmpty ? nil : $0 }
    if let day = fields["day"].flatMap({ CivilDate($0) }), item.prompt.id.isEmpty { draft.day = day }
    focus = draft.nextMissing ?? .description
    try desk.offer(draft, in: &self.item)
  }

  private mutating func readPeople(_ fields: Fields) {
    let chosen = ([fields["name"]].compactMap(\.self) + fields.values("also")).filter { !$0.isEmpty }
    draft.contacts = []
    draft.newContacts = []
    for value in chosen {
      if let id = SalesforceID(value) {
        if !draft.contacts.contains(id) { draft.contacts.append(id) }
      } else if let new = item.people.compactMap(\.newContact).first(where: { $0.formValue == value }),
        !draft.newContacts.contains(new)
      {
        draft.newContacts.append(new)
      }
    }
    if let new = Self.newContact(fields) { draft.newContacts.append(new) }
    if !draft.contacts.isEmpty || !draft.newContacts.isEmpty { draft.lead = nil }
  }

  /// Somebody who stands in no list: to be created in the CRM.
  private static func newContact(_ fields: Fields) -> NewContact? {
    guard let email = fields["new_email"], !email.isEmpty else { return nil }
    return NewContact(email: email, name: fields["new_name"] ?? "")
  }

  /// Choices, and what was typed with commas between.
  private static func list(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",") }.reduce(into: []) { list, part in
      let word = part.drop { $0 == " " }
      let trimmed = String(word.prefix(upTo: word.lastIndex { $0 != " " }.map(word.index(after:)) ?? word.startIndex))
      if !trimmed.isEmpty, !list.contains(trimmed) { list.append(trimmed) }
    }
  }

  /// Looks for opportunities and accounts, and offers what it finds first.
  mutating func find(_ text: String, in store: Store) throws {
    search = text
    focus = .relatedTo
    let hits = try store.records(matching: text, limit: 9)
    found = hits.count
    let choices = hits.map { ReviewItem.Choice(id: $0.id, label: $0.label) }
    item.records = choices + item.records.filter { known in !choices.contains { $0.id == known.id } }
  }

  /// Puts a template at the end of the description.
  mutating func insert(_ template: DescriptionTemplate) {
    if !draft.description.isEmpty, !draft.description.hasSuffix("\n") { draft.description += "\n" }
    draft.description += item.filled(template, for: draft)
    focus = .description
  }

  mutating func refuse(_ problems: [ActivityProblem]) {
    self.problems = problems
    focus = problems.first?.field ?? .description
  }

  func problems(at field: ActivityField) -> [ActivityProblem] { problems.filter { $0.field == field } }
}

extension NewContact {
  /// How the form names somebody who is not in the CRM.
  var formValue: String { "new:\(email)" }
}

extension ReviewItem.Person {
  var formValue: String { contact?.description ?? newContact?.formValue ?? "" }
}
