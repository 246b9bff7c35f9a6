import DebriefCore
import DebriefPipeline

/// The form of one prompt, or of several that are logged together.
struct ReviewForm: Hashable {
  enum Field: Int, CaseIterable {
    case relatedTo, name, type, sentiment, description
  }

  /// What is logged; the first is the one shown.
  var ids: [Prompt.ID]
  var draft: ActivityDraft
  var guesses: [ActivityField: String]
  var focus: Field
  var problems: [ActivityProblem] = []
  /// The template that was put in last, and the description it made.
  var template: Template?

  struct Template: Hashable {
    var number: Int
    var text: String
  }

  init(ids: [Prompt.ID], item: ReviewItem) {
    self.ids = ids
    draft = item.draft
    guesses = item.guesses
    focus = .description
    // A sentiment for several is always a choice of its own.
    if ids.count > 1 { draft.sentiment = nil }
    focus = nextMissing ?? .description
  }

  /// The first field that needs an answer; the description comes last, since it takes typing.
  var nextMissing: Field? {
    switch draft.nextMissing {
    case .relatedTo: .relatedTo
    case .name: .name
    case .type: .type
    case .sentiment: .sentiment
    default: nil
    }
  }

  mutating func advance() { focus = nextMissing ?? .description }

  mutating func move(by step: Int) {
    let count = Field.allCases.count
    focus = Field(rawValue: (focus.rawValue + step + count) % count) ?? .description
  }

  mutating func choose(_ record: ReviewItem.Choice) {
    draft.relatedTo = record.id
    advance()
  }

  mutating func choose(_ person: ReviewItem.Person) {
    draft.lead = nil
    if let id = person.contact {
      draft.contacts.removeAll { $0 == id }
      draft.contacts.insert(id, at: 0)
    }
    if let new = person.newContact, !draft.newContacts.contains(new) { draft.newContacts.append(new) }
    advance()
  }

  /// The first choice goes on to the next field; when there is a choice already, it adds to it or takes it back.
  mutating func choose(type: String) {
    if guesses.removeValue(forKey: .type) != nil || draft.types.isEmpty {
      draft.types = [type]
      advance()
    } else if let index = draft.types.firstIndex(of: type) {
      draft.types.remove(at: index)
    } else {
      draft.types.append(type)
    }
  }

  mutating func choose(_ sentiment: Sentiment) {
    draft.sentiment = sentiment
    advance()
  }

  mutating func insert(_ text: String) {
    let room = ActivityRules.descriptionLength - draft.description.unicodeScalars.count
    draft.description.unicodeScalars.append(contentsOf: text.unicodeScalars.prefix(max(0, room)))
  }

  mutating func deleteWord() {
    while draft.description.last?.isWhitespace == true { draft.description.removeLast() }
    while let last = draft.description.last, !last.isWhitespace { draft.description.removeLast() }
  }

  /// The fields where something is missing are shown first of all.
  mutating func show(_ problems: [ActivityProblem]) {
    self.problems = problems
    switch problems.first?.field {
    case .relatedTo: focus = .relatedTo
    case .name: focus = .name
    case .type: focus = .type
    case .sentiment: focus = .sentiment
    default: focus = .description
    }
  }
}
