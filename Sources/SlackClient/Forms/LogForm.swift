import Calendars
import DebriefCore

/// Log a Call as a modal: the fields of an activity (product definition, section 7).
///
/// What is known is filled in; sentiment and description are the SA's own and stay empty until the SA has said them.
package struct LogForm: Sendable {
  /// Nil for a meeting that was in no calendar.
  package var reference: PromptReference?
  package var isUpdate = false
  /// What the form is about: title and time, over the fields.
  package var heading: String?
  package var draft: ActivityDraft
  /// Why something was guessed, by field.
  package var guesses: [ActivityField: String] = [:]
  /// The name of the record in the draft.
  package var relatedTo: String?
  /// The people in the draft, and those who may be chosen: contacts by id, new ones by address.
  package var people: [Person] = []
  package var types: [ActivityType]
  /// Empty: any.
  package var products: [String] = []

  /// Somebody who may be named: a contact, or somebody who is to become one.
  package struct Person: Hashable, Sendable {
    package enum Key: Hashable, Sendable {
      case contact(SalesforceID)
      case new(NewContact)
    }

    package var key: Key
    package var name: String

    package init(_ key: Key, name: String) {
      self.key = key
      self.name = name
    }

    var option: Option? {
      switch key {
      case .contact(let id): Option(name, value: id.description)
      case .new(let contact): Option("New contact: \(name)", value: "new:\(contact.email)")
      }
    }
  }

  package init(reference: PromptReference?, draft: ActivityDraft, types: [ActivityType]) {
    self.reference = reference
    self.draft = draft
    self.types = types
  }

  package var view: ModalView {
    var blocks: [Block] = []
    if let heading { blocks.append(.section(heading)) }
    if draft.lead != nil, draft.contacts.isEmpty {
      blocks.append(.section("A lead attended. Convert it first, then name its contact here."))
    }
    if reference == nil {
      blocks.append(
        .input(id: FormField.day, label: "Day", .datePicker(action: SlackAction.value, initial: draft.day)))
    }
    blocks += required + optional
    return ModalView(
      callback: (isUpdate ? FormKind.update : .log).rawValue, title: isUpdate ? "Update Activity" : "Log a Call",
      submit: isUpdate ? "Save" : "Log", metadata: reference?.description ?? "", blocks: blocks)
  }

  private var required: [Block] {
    let record = draft.relatedTo.flatMap { id in Option(relatedTo ?? id.description, value: id.description) }
    let sentiments = Sentiment.allCases.compactMap { Option($0.rawValue, value: $0.rawValue) }
    let chosen = draft.types.compactMap { Option($0, value: $0) }
    let types = types.compactMap { Option($0.name, value: $0.name) }
    var blocks = [
      input(
        .relatedTo, .externalSelect(action: SlackAction.record, placeholder: "Opportunity, or account", initial: record)
      ),
      input(
        .name,
        .multiExternalSelect(
          action: SlackAction.contacts, placeholder: "Who attended",
          initial: people.filter(isChosen).compactMap(\.option))),
      input(.subject, .textInput(action: SlackAction.value, initial: draft.subject)),
      input(
        .type,
        .multiSelect(
          action: SlackAction.value, placeholder: "One or more", options: types, initial: chosen.filter(types.contains))
      ),
      input(
        .sentiment,
        .radioButtons(
          action: SlackAction.value, options: sentiments,
          initial: draft.sentiment.flatMap { Option($0.rawValue, value: $0.rawValue) })),
    ]
    if keepsDescription {
      blocks.append(.section("The description is longer than Slack's fields and stays as it is."))
    } else {
      blocks.append(
        input(
          .description,
          .textInput(
            action: SlackAction.value, isMultiline: true, initial: draft.description,
            placeholder: "Two or three sentences: intent, outcome, next step")))
    }
    return blocks
  }

  /// A description that was written elsewhere and does not fit into Slack's field is left alone.
  private var keepsDescription: Bool { SlackText.length(draft.description) > BlockKitLimits.inputText }

  private var optional: [Block] {
    let levels = PersonaLevel.allCases.compactMap { Option($0.rawValue, value: $0.rawValue) }
    let functions = Self.functions + draft.personaFunctions.filter { !Self.functions.contains($0) }
    return [
      productsInput,
      .input(
        id: FormField.personaLevels, label: "Persona Levels",
        .checkboxes(
          action: SlackAction.value, options: levels,
          initial: draft.personaLevels.compactMap { Option($0.rawValue, value: $0.rawValue) }),
        isOptional: true),
      input(
        .personaFunctions,
        .multiSelect(
          action: SlackAction.value, placeholder: "Who they were",
          options: functions.compactMap { Option($0, value: $0) },
          initial: draft.personaFunctions.compactMap { Option($0, value: $0) }), isOptional: true),
      input(.notesLink, .textInput(action: SlackAction.value, initial: draft.notesLink), isOptional: true),
    ]
  }

  /// The functions that the CRM's list begins with; those that titles tell come to them.
  static let functions = ["Development", "Security", "DevOps"]

  private var productsInput: Block {
    let offered = products + draft.products.filter { !products.contains($0) }
    let options = offered.compactMap { Option($0, value: $0) }
    guard !products.isEmpty, options.count == offered.count, options.count <= BlockKitLimits.options else {
      return input(
        .products,
        .textInput(
          action: SlackAction.value, initial: draft.products.joined(separator: ", "), placeholder: "Separated by commas"
        ),
        isOptional: true)
    }
    return input(
      .products,
      .multiSelect(
        action: SlackAction.value, placeholder: "One or more", options: options,
        initial: draft.products.compactMap { Option($0, value: $0) }), isOptional: true)
  }

  private func isChosen(_ person: Person) -> Bool {
    switch person.key {
    case .contact(let id): draft.contacts.contains(id)
    case .new(let contact): draft.newContacts.contains { $0.email == contact.email }
    }
  }

  private func input(_ field: ActivityField, _ element: Element, isOptional: Bool = false) -> Block {
    .input(
      id: FormField.id(field), label: field.rawValue, element, isOptional: isOptional,
      hint: guesses[field].map { "A guess: \($0)" })
  }
}

extension ActivityDraft {
  /// The draft with what the form came back with; a field that came back empty becomes empty.
  ///
  /// - Parameter people: whom an address that is to become a contact belongs to.
  package func filled(from values: [String: [String]], people: [NewContact]) -> ActivityDraft {
    var draft = self
    func all(_ field: ActivityField) -> [String] { values[FormField.id(field)] ?? [] }
    func text(_ field: ActivityField) -> String { all(field).first ?? "" }
    draft.relatedTo = SalesforceID(text(.relatedTo))
    draft.contacts = []
    draft.newContacts = []
    for choice in all(.name) {
      if let id = SalesforceID(choice) {
        draft.contacts.append(id)
      } else if choice.hasPrefix("new:") {
        let email = String(choice.dropFirst(4))
        // Only somebody who was there: the choice comes from a browser.
        if let contact = people.first(where: { $0.email == email }) { draft.newContacts.append(contact) }
      }
    }
    if !draft.contacts.isEmpty { draft.lead = nil }
    draft.subject = SlackText.clean(text(.subject))
    draft.types = all(.type)
    draft.sentiment = Sentiment(rawValue: text(.sentiment))
    let keeps = SlackText.length(description) > BlockKitLimits.inputText
    if !keeps || values[FormField.id(.description)] != nil {
      draft.description = SlackText.clean(text(.description), keepsLineEnds: true)
    }
    draft.products = all(.products).flatMap(Self.listed)
    draft.personaLevels = (values[FormField.personaLevels] ?? []).compactMap(PersonaLevel.init(rawValue:))
    draft.personaFunctions = all(.personaFunctions)
    draft.notesLink = text(.notesLink).isEmpty ? nil : text(.notesLink)
    if let day = values[FormField.day]?.first.flatMap({ CivilDate($0) }) { draft.day = day }
    return draft
  }

  /// `Plan, Build` as two.
  private static func listed(_ text: String) -> [String] {
    text.split(separator: ",").map { part in
      var part = part
      while part.first?.isWhitespace == true { part.removeFirst() }
      while part.last?.isWhitespace == true { part.removeLast() }
      return String(part)
    }.filter { !$0.isEmpty }
  }
}
