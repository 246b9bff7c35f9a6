import Calendars

/// One choice of a select: what is shown, and what comes back when it is chosen.
package struct Option: Hashable, Sendable {
  package let text: PlainText
  package let value: String
  package let description: PlainText?

  /// Nil where `value` is longer than Slack takes: a value is an id or a key of ours, and cut it would be another.
  package init?(_ text: String, value: String, description: String? = nil) {
    guard !value.isEmpty, SlackText.length(value) <= BlockKitLimits.optionValue else { return nil }
    self.text = PlainText(text, limit: BlockKitLimits.optionText)
    self.value = value
    self.description = description.map { PlainText($0, limit: BlockKitLimits.optionDescription) }
  }

  var json: SlackJSON {
    .object(of: ["text": text.json, "value": .string(value), "description": description?.json])
  }
}

/// Options under a heading.
package struct OptionGroup: Hashable, Sendable {
  package let label: PlainText
  package let options: [Option]

  package init(_ label: String, _ options: [Option]) {
    self.label = PlainText(label, limit: BlockKitLimits.optionGroupLabel)
    self.options = Array(options.prefix(BlockKitLimits.options))
  }

  var json: SlackJSON { .object(of: ["label": label.json, "options": .array(options.map(\.json))]) }
}

/// What a person can press, choose or fill in. Identifiers are Debrief's own, short by construction.
package enum Element: Hashable, Sendable {
  package enum ButtonStyle: String, Sendable { case primary, danger }

  /// Asked before a press counts.
  package struct Confirmation: Hashable, Sendable {
    package var title: String
    package var text: String
    package var confirm: String

    package init(title: String, text: String, confirm: String) {
      self.title = title
      self.text = text
      self.confirm = confirm
    }

    var json: SlackJSON {
      .object(of: [
        "title": PlainText(title, limit: BlockKitLimits.confirmTitle).json,
        "text": PlainText(text, limit: BlockKitLimits.confirmText).json,
        "confirm": PlainText(confirm, limit: BlockKitLimits.confirmButton).json,
        "deny": PlainText("Cancel", limit: BlockKitLimits.confirmButton).json,
      ])
    }
  }

  case button(action: String, text: String, value: String, style: ButtonStyle? = nil, confirmation: Confirmation? = nil)
  case select(action: String, placeholder: String, options: [Option], initial: Option? = nil)
  case multiSelect(action: String, placeholder: String, options: [Option], initial: [Option] = [])
  /// Slack asks for the options with what the person has typed.
  case externalSelect(action: String, placeholder: String, initial: Option? = nil)
  case multiExternalSelect(action: String, placeholder: String, initial: [Option] = [])
  case radioButtons(action: String, options: [Option], initial: Option? = nil)
  case checkboxes(action: String, options: [Option], initial: [Option] = [])
  case textInput(action: String, isMultiline: Bool = false, initial: String? = nil, placeholder: String? = nil)
  case datePicker(action: String, initial: CivilDate? = nil)

  var json: SlackJSON {
    switch self {
    case .button(let action, let text, let value, let style, let confirmation):
      .object(of: [
        "type": "button", "action_id": .string(action),
        "text": PlainText(text, limit: BlockKitLimits.buttonText).json, "value": .string(value),
        "style": style.map { .string($0.rawValue) }, "confirm": confirmation?.json,
      ])
    case .select(let action, let placeholder, let options, let initial):
      .object(of: [
        "type": "static_select", "action_id": .string(action), "placeholder": Self.placeholder(placeholder),
        "options": Self.list(options), "initial_option": initial?.json,
      ])
    case .multiSelect(let action, let placeholder, let options, let initial):
      .object(of: [
        "type": "multi_static_select", "action_id": .string(action), "placeholder": Self.placeholder(placeholder),
        "options": Self.list(options), "initial_options": Self.initial(initial),
      ])
    case .externalSelect(let action, let placeholder, let initial):
      .object(of: [
        "type": "external_select", "action_id": .string(action), "placeholder": Self.placeholder(placeholder),
        "min_query_length": 0, "initial_option": initial?.json,
      ])
    case .multiExternalSelect(let action, let placeholder, let initial):
      .object(of: [
        "type": "multi_external_select", "action_id": .string(action), "placeholder": Self.placeholder(placeholder),
        "min_query_length": 0, "initial_options": Self.initial(initial),
      ])
    case .radioButtons(let action, let options, let initial):
      .object(of: [
        "type": "radio_buttons", "action_id": .string(action),
        "options": .array(options.prefix(BlockKitLimits.choices).map(\.json)), "initial_option": initial?.json,
      ])
    case .checkboxes(let action, let options, let initial):
      .object(of: [
        "type": "checkboxes", "action_id": .string(action),
        "options": .array(options.prefix(BlockKitLimits.choices).map(\.json)), "initial_options": Self.initial(initial),
      ])
    case .textInput(let action, let isMultiline, let initial, let placeholder):
      .object(of: [
        "type": "plain_text_input", "action_id": .string(action), "multiline": .bool(isMultiline),
        "initial_value": initial.flatMap(Self.initialText), "max_length": .integer(BlockKitLimits.inputText),
        "placeholder": placeholder.map(Self.placeholder),
      ])
    case .datePicker(let action, let initial):
      .object(of: [
        "type": "datepicker", "action_id": .string(action), "initial_date": initial.map { .string($0.description) },
      ])
    }
  }

  private static func placeholder(_ text: String) -> SlackJSON {
    PlainText(text, limit: BlockKitLimits.placeholder).json
  }

  private static func list(_ options: [Option]) -> SlackJSON {
    .array(options.prefix(BlockKitLimits.options).map(\.json))
  }

  /// Slack refuses an empty list of initial choices.
  private static func initial(_ options: [Option]) -> SlackJSON? { options.isEmpty ? nil : list(options) }

  private static func initialText(_ text: String) -> SlackJSON? {
    text.isEmpty
      ? nil : .string(SlackText.cut(SlackText.clean(text, keepsLineEnds: true), to: BlockKitLimits.inputText))
  }
}
