import DebriefCore
import DebriefPipeline

/// The fields of Log a Call (product definition, section 7), as parts of a form. What is missing stands beside its
/// field, all of it at once.
struct ActivityForm {
  let state: ActivityFormState
  let types: [String]
  let products: [String]
  let templates: [DescriptionTemplate]

  /// Whether the keyboard starts in this form.
  var takesFocus = true

  private var draft: ActivityDraft { state.draft }

  /// The first button of a form is the one that Return presses in a text field: this one, which does what the field
  /// asks for.
  static let defaultButton = button(
    .class("unseen"), .name("do"), .value("return"), Attribute(.tabindex, "-1"), Attribute(.ariaHidden, "true")
  ) { "Log" }

  var problemSummary: HTML {
    guard !state.problems.isEmpty else { return .nothing }
    return div(.class("notice wrong"), Attribute(.role, "alert")) {
      let count = state.problems.count
      "Not logged yet: \(count) \(count == 1 ? "thing is" : "things are") missing or wrong, named beside the fields."
    }
  }

  // MARK: Fields

  var relatedTo: HTML {
    fieldset(.class("field related"), .id("related")) {
      legend { "Related to" }
      problems(.relatedTo)
      div(.class("stacked")) {
        for (index, record) in state.item.records.prefix(12).enumerated() {
          choice(
            "related", value: record.id.description, isChosen: draft.relatedTo == record.id,
            focus: focusOn(.relatedTo, index)
          ) { bdi(record.label) }
        }
      }
      if let search = state.search {
        p(.class("hint"), Attribute(.role, "status")) {
          state.found == 0 ? "Nothing is called “\(search)”." : "Found \(state.found) for “\(search)”, shown first."
        }
      }
      div(.class("search")) {
        label(.for("q"), .class("unseen")) { "Search for another opportunity" }
        voidElement(
          "input",
          [
            .type("search"), .name("q"), .id("q"), .value(""),
            Attribute(.placeholder, "Another opportunity: words of its name"),
            Attribute(.dataKey, "o"), Attribute(.autocomplete, "off"),
          ] + (state.item.records.isEmpty && focusOn(.relatedTo, 0) ? [.autofocus] : []))
        button(.name("do"), .value("search")) { "Search" }
      }
    }
  }

  var people: HTML {
    fieldset(.class("field"), .id("people")) {
      legend { "Name" }
      problems(.name)
      if draft.lead != nil {
        p(.class("guess")) { "A lead attended. It has to be converted in the CRM first; or name a contact." }
      }
      div(.class("stacked")) {
        for (index, person) in state.item.people.enumerated() {
          choice("name", value: person.formValue, isChosen: isName(person), focus: focusOn(.name, index)) {
            bdi(person.label)
          }
        }
      }
      also
      details {
        summary { "Somebody else" }
        div(.class("pair")) {
          text("new_name", "Name", "")
          text("new_email", "E-mail: a contact is created", "", type: "email")
        }
      }
    }
  }

  /// Who else attended: kept with the activity, whoever is its Name.
  @HTMLBuilder private var also: HTML {
    if state.item.people.count > 1 {
      details(.class("also")) {
        summary { "Also there: \(alsoThere)" }
        div(.class("stacked")) {
          for person in state.item.people {
            choice("also", type: "checkbox", value: person.formValue, isChosen: isKept(person)) { bdi(person.label) }
          }
        }
      }
    }
  }

  private var alsoThere: String {
    let others = state.item.people.filter { isKept($0) && !isName($0) }
    return others.isEmpty ? "nobody else" : others.map(\.label).joined(separator: ", ")
  }

  private func isKept(_ person: ReviewItem.Person) -> Bool {
    person.contact.map(draft.contacts.contains) ?? false
      || person.newContact.map { new in draft.newContacts.contains { $0.email == new.email } } ?? false
  }

  private func isName(_ person: ReviewItem.Person) -> Bool {
    if let contact = person.contact { return draft.contacts.first == contact }
    return draft.contacts.isEmpty && draft.newContacts.first?.email == person.newContact?.email
      && person.newContact != nil
  }

  var subject: HTML {
    div(.class("field")) {
      label(.for("subject")) { "Subject" }
      problems(.subject)
      voidElement(
        "input",
        [.type("text"), .name("subject"), .id("subject"), .value(draft.subject), Attribute(.autocomplete, "off")]
          + marks(.subject))
    }
  }

  var type: HTML {
    div(.class("field")) {
      label(.for("type")) { "Activity type" }
      problems(.type)
      typeSelect(0, id: "type")
      if let guess = state.item.guesses[.type], draft.types == state.item.draft.types {
        p(.class("guess")) { "A guess: \(guess)." }
      }
    }
  }

  private var furtherTypes: HTML {
    fieldset(.class("field")) {
      legend { "Further activity types" }
      div(.class("stacked")) {
        typeSelect(1, id: "type-2")
        typeSelect(2, id: "type-3")
      }
    }
  }

  private func typeSelect(_ index: Int, id: String) -> HTML {
    let chosen = draft.types.indices.contains(index) ? draft.types[index] : nil
    let naming = index == 0 ? [] : [Attribute.label("Further activity type")]
    return element(
      "select",
      [.name("type"), .id(id)] + naming + (index == 0 ? marks(.type) : [])
        + (index == 0 && focusOn(.type, 0) ? [.autofocus] : [])
    ) {
      option(.value("")) { index == 0 ? "Choose…" : "None" }
      for type in types {
        element("option", [.value(type)] + (type == chosen ? [.selected] : [])) { type }
      }
    }
  }

  var sentiment: HTML {
    fieldset(.class("field"), .id("sentiment")) {
      legend { "How did it go?" }
      problems(.sentiment)
      div(.class("choices")) {
        for (index, sentiment) in Sentiment.allCases.enumerated() {
          choice(
            "sentiment", value: sentiment.rawValue, isChosen: draft.sentiment == sentiment,
            focus: focusOn(.sentiment, index), key: ["+", "0", "-"][index]
          ) { sentiment.rawValue }
        }
      }
    }
  }

  var description: HTML {
    div(.class("field")) {
      label(.for("description")) { "Description" }
      problems(.description)
      textarea(
        .name("description"), .id("description"), Attribute(.rows, "5"),
        Attribute(.ariaDescribedby, "description-hint"),
        state.problems(at: .description).isEmpty ? Attribute(.spellcheck, "true") : Attribute(.ariaInvalid, "true"),
        takesFocus && state.focus == .description ? .autofocus : Attribute(.autocomplete, "off"),
        value: draft.description)
      div(.class("actions small")) {
        span(.class("hint"), .id("description-hint")) { "Two or three sentences: intent, outcome, next step." }
        for (index, template) in templates.prefix(6).enumerated() {
          element(
            "button",
            [
              .class("quiet"), .name("do"), .value("template.\(index)"),
              Attribute(.dataText, state.item.filled(template, for: draft)),
            ] + (index == 0 ? [Attribute(.dataKey, "t")] : [])
          ) { template.name }
        }
      }
    }
  }

  var more: HTML {
    let isOpen = [.products, .personaFunctions, .notesLink].contains { !state.problems(at: $0).isEmpty }
    return element("details", [.class("more")] + (isOpen || draft.types.count > 1 ? [.isOpen] : [])) {
      summary { "Notes link, further types, products, personas" }
      div(.class("stacked")) {
        div(.class("field")) {
          label(.for("notes")) { "Link to notes" }
          problems(.notesLink)
          voidElement(
            "input",
            [.type("text"), .name("notes"), .id("notes"), .value(draft.notesLink ?? ""), Attribute(.inputmode, "url")]
              + marks(.notesLink))
        }
        furtherTypes
        productsField
        fieldset(.class("field")) {
          legend { "Persona levels" }
          div(.class("choices")) {
            for level in PersonaLevel.allCases {
              choice(
                "level", type: "checkbox", value: level.rawValue, isChosen: draft.personaLevels.contains(level)
              ) { level.rawValue }
            }
          }
        }
        div(.class("field")) {
          label(.for("function")) { "Persona functions, with commas between" }
          problems(.personaFunctions)
          voidElement(
            "input",
            [
              .type("text"), .name("function"), .id("function"),
              Attribute(.placeholder, "Development, Security, DevOps"),
              .value(draft.personaFunctions.joined(separator: ", ")),
            ] + marks(.personaFunctions))
          if let guess = state.item.guesses[.personaFunctions],
            draft.personaFunctions == state.item.draft.personaFunctions
          {
            p(.class("guess")) { "A guess: \(guess)." }
          }
        }
      }
    }
  }

  private var productsField: HTML {
    fieldset(.class("field")) {
      legend { "Products positioned" }
      problems(.products)
      if products.isEmpty {
        input(
          .type("text"), .name("product"), .label("Products, with commas between"),
          .value(draft.products.joined(separator: ", ")))
      } else {
        div(.class("choices")) {
          for product in products {
            choice("product", type: "checkbox", value: product, isChosen: draft.products.contains(product)) { product }
          }
        }
      }
    }
  }

  // MARK: Pieces

  private func text(_ name: String, _ title: String, _ value: String, type: String = "text") -> HTML {
    div(.class("field")) {
      label(.for(name)) { title }
      input(.type(type), .name(name), .id(name), .value(value), Attribute(.autocomplete, "off"))
    }
  }

  private func choice(
    _ name: String, type: String = "radio", value: String, isChosen: Bool, focus: Bool = false, key: String? = nil,
    @HTMLBuilder content: () -> HTML
  ) -> HTML {
    label(.class("choice")) {
      voidElement(
        "input",
        [.type(type), .name(name), .value(value)] + (isChosen ? [.checked] : []) + (focus ? [.autofocus] : [])
          + (key.map { [Attribute(.dataKey, $0)] } ?? []))
      span { content() }
    }
  }

  /// What is wrong with the field, beside it.
  @HTMLBuilder private func problems(_ field: ActivityField) -> HTML {
    for problem in state.problems(at: field) {
      p(.class("problem"), .id("problem-\(field.key)")) { problem.message }
    }
  }

  private func marks(_ field: ActivityField) -> [Attribute] {
    state.problems(at: field).isEmpty
      ? [] : [Attribute(.ariaInvalid, "true"), Attribute(.ariaDescribedby, "problem-\(field.key)")]
  }

  /// Whether the keyboard starts at the `index`-th choice of `field`: the chosen one, else the first.
  private func focusOn(_ field: ActivityField, _ index: Int) -> Bool {
    takesFocus && state.focus == field && index == 0
  }
}

extension ActivityField {
  fileprivate var key: String {
    switch self {
    case .relatedTo: "related"
    case .name: "name"
    case .subject: "subject"
    case .type: "type"
    case .products: "products"
    case .personaFunctions: "functions"
    case .description: "description"
    case .sentiment: "sentiment"
    case .notesLink: "notes"
    }
  }
}
