/// What one type of activity asks for beside the fields of every other.
package struct ConditionalRule: Hashable, Sendable {
  package enum Requirement: Hashable, Sendable {
    /// The description has at least so many words: fewer cannot say what is asked for.
    case words(Int)
    /// A link, in the description or as the notes' link.
    case link
    /// Related To is an account, not an opportunity.
    case account
  }

  package var type: String
  package var requirement: Requirement
  /// What the SA reads when it is missing.
  package var message: String

  package init(type: String, requirement: Requirement, message: String) {
    self.type = type
    self.requirement = requirement
    self.message = message
  }

  /// Product definition, section 7.
  package static let standard = [
    ConditionalRule(
      type: "Customer No Show", requirement: .words(4), message: "say why the customer did not come, as far as you know"
    ),
    ConditionalRule(
      type: "Customer Strategy Plan Review", requirement: .link, message: "link to the plan that was reviewed"),
    ConditionalRule(
      type: "Other", requirement: .words(8), message: "be precise about what was done: no other type says it"),
    ConditionalRule(type: "Ride Along", requirement: .account, message: "a Ride Along is kept at the account"),
  ]
}

/// One field that keeps a draft from being logged, and what to do about it.
package struct ActivityProblem: Hashable, Sendable {
  package var field: ActivityField
  package var message: String

  package init(field: ActivityField, message: String) {
    self.field = field
    self.message = message
  }
}

/// Everything that is missing or wrong, at once.
package struct ActivityRefused: Error, Hashable, CustomStringConvertible {
  package var problems: [ActivityProblem]

  package init(problems: [ActivityProblem]) { self.problems = problems }

  package var description: String {
    "Not logged yet:\n" + problems.map { "  \($0.field.rawValue): \($0.message)" }.joined(separator: "\n")
  }
}

/// When a draft is complete (product definition, section 7). Pure.
package struct ActivityRules: Sendable {
  package var catalogue = ActivityCatalogue.standard
  package var conditions = ConditionalRule.standard
  /// The SA's team, which decides the types that may be chosen.
  package var team: String?
  /// The products that may be named; empty: any.
  package var products: [String] = []

  /// Salesforce's limits for Task.Subject and Task.Description.
  package static let subjectLength = 255
  package static let descriptionLength = 32_000

  package init(team: String?) { self.team = team }

  /// - Throws: ``ActivityRefused`` with every problem, in the order of the form.
  package func check(_ draft: ActivityDraft) throws(ActivityRefused) -> Activity.Call {
    let problems = problems(of: draft)
    guard problems.isEmpty, let relatedTo = draft.relatedTo, let sentiment = draft.sentiment else {
      throw ActivityRefused(problems: problems)
    }
    return Activity.Call(
      relatedTo: relatedTo, contacts: draft.contacts, newContacts: draft.newContacts, subject: trimmed(draft.subject),
      types: draft.types, products: draft.products, personaLevels: draft.personaLevels,
      personaFunctions: draft.personaFunctions, description: trimmed(draft.description), sentiment: sentiment,
      notesLink: draft.notesLink, day: draft.day, duration: draft.duration)
  }

  package func problems(of draft: ActivityDraft) -> [ActivityProblem] {
    var problems: [ActivityProblem] = []
    func add(_ field: ActivityField, _ message: String) {
      problems.append(ActivityProblem(field: field, message: message))
    }
    let conditions = conditions.filter { draft.types.contains($0.type) }
    if let message = relatedToProblem(draft, conditions) { add(.relatedTo, message) }
    if let lead = draft.lead {
      add(
        .name,
        draft.relatedTo?.keyPrefix == "006"
          ? "a lead and an opportunity cannot both be set: convert lead \(lead) and name its contact"
          : "lead \(lead) has to be converted first; then name its contact")
    } else if draft.contacts.isEmpty, draft.newContacts.isEmpty {
      add(.name, "name somebody who attended, or have the contact created")
    }
    for contact in draft.contacts where contact.keyPrefix != "003" { add(.name, "\(contact) is no contact") }
    for contact in draft.newContacts where contact.name.isEmpty || !contact.email.contains("@") {
      add(.name, "a new contact needs a name and an address")
    }
    if trimmed(draft.subject).isEmpty { add(.subject, "say what it was about") }
    if draft.subject.unicodeScalars.count > Self.subjectLength {
      add(.subject, "the CRM takes \(Self.subjectLength) characters")
    }
    if draft.types.isEmpty { add(.type, "choose at least one") }
    let offered = Set(catalogue.types(forTeam: team).map(\.name))
    for type in draft.types where !offered.contains(type) { add(.type, "\"\(type)\" is no type of your team's") }
    for product in draft.products where product.contains(";") || !products.isEmpty && !products.contains(product) {
      add(.products, "\"\(product)\" is none of the products")
    }
    for function in draft.personaFunctions where function.contains(";") {
      add(.personaFunctions, "\"\(function)\" holds a semicolon, which the CRM would read as two")
    }
    if trimmed(draft.description).isEmpty {
      add(.description, "two or three sentences: the intent, the outcome, the next step")
    } else if draft.description.unicodeScalars.count > Self.descriptionLength {
      add(.description, "the CRM takes \(Self.descriptionLength) characters")
    }
    for condition in conditions {
      if let field = unmet(condition, by: draft) { add(field, "\(condition.type): \(condition.message)") }
    }
    if draft.sentiment == nil { add(.sentiment, "Positive, Neutral or Negative") }
    if let link = draft.notesLink, !Self.holdsLink(link) { add(.notesLink, "a link begins with https://") }
    return problems
  }

  private func relatedToProblem(_ draft: ActivityDraft, _ conditions: [ConditionalRule]) -> String? {
    let accountRule = conditions.first { $0.requirement == .account }
    switch (draft.relatedTo?.keyPrefix, accountRule) {
    case ("006", nil), ("001", .some): return nil
    case (nil, nil): return "choose the opportunity"
    case (_, let rule?): return "choose the account: \(rule.message)"
    case ("001", nil): return "choose an opportunity: only a Ride Along is kept at the account"
    case (_, nil): return "\(draft.relatedTo?.description ?? "") is no opportunity"
    }
  }

  /// The field that does not meet the condition; nil where it is met, or where Related To has been judged already.
  private func unmet(_ condition: ConditionalRule, by draft: ActivityDraft) -> ActivityField? {
    let words = draft.description.split(whereSeparator: \.isWhitespace)
    switch condition.requirement {
    case .account: return nil
    case .words(let least): return words.isEmpty || words.count >= least ? nil : .description
    case .link:
      return Self.holdsLink(draft.description) || draft.notesLink.map(Self.holdsLink) == true ? nil : .description
    }
  }

  private static func holdsLink(_ text: String) -> Bool {
    text.split(whereSeparator: \.isWhitespace).contains { word in
      ["https://", "http://"].contains { scheme in
        guard let at = word.firstRange(of: scheme) else { return false }
        return word[at.upperBound...].count >= 4
      }
    }
  }
}

func trimmed(_ text: String) -> String {
  var slice = text[...]
  while slice.first?.isWhitespace == true { slice.removeFirst() }
  while slice.last?.isWhitespace == true { slice.removeLast() }
  return String(slice)
}
