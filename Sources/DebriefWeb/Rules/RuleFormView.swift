import DebriefCore
import DebriefPipeline
import DebriefStore

/// The form of one rule, in place of it or below the last one.
struct RuleFormView {
  /// The rule that is edited, from 0; nil for a new one.
  let index: Int?
  private let context: PageContext
  private let draft: StoredRuleDraft
  private let values: RuleForm
  private let problems: [RuleForm.Field: String]

  init(
    _ context: PageContext, _ draft: StoredRuleDraft, index: Int?, _ values: RuleForm,
    problems: [RuleForm.Field: String] = [:]
  ) {
    self.context = context
    self.draft = draft
    self.index = index
    self.values = values
    self.problems = problems
  }

  var html: HTML {
    context.form(to: "/rules/draft/rule", .id("form"), .class("rule-form"), .label(index == nil ? "New rule" : "Rule"))
    {
      hiddenInput("seen", String(draft.revision))
      if let index { hiddenInput("index", String(index)) }
      if !problems.isEmpty { p(.class("problem"), Attribute(.role, "alert")) { "Not saved yet: see below." } }
      div(.class("fields")) {
        kinds
        text(.target, "Domain or address", hint: "quokka.example, with every name below it; or one person's address")
        text(.account, "Account", hint: "its name or its id; for alias and subsidiary alone")
        text(.reason, "Reason", hint: "for the next admin", isRequired: true)
        text(.from, "First day", hint: "2026-11-21; empty: always")
        text(.until, "Last day", hint: "that day included")
      }
      div(.class("actions")) {
        button(.class("primary")) { index == nil ? "Add to the draft" : "Save in the draft" }
        a(.href("/rules/draft")) { "Cancel" }
      }
    }
  }

  private var kinds: HTML {
    div(.class("field whole")) {
      label(.for("rule-kind")) { "Kind" }
      element(
        "select",
        [.id("rule-kind"), .name("kind")] + described(.kind, hasHint: false) + (isFirst(.kind) ? [.autofocus] : [])
      ) {
        for kind in Rule.Kind.allCases {
          element("option", [.value(kind.rawValue)] + (kind.rawValue == values.kind ? [.selected] : [])) {
            "\(kind.rawValue): \(RulesPages.meaning(kind))"
          }
        }
      }
      problem(.kind)
    }
  }

  private func text(_ field: RuleForm.Field, _ title: String, hint: String, isRequired: Bool = false) -> HTML {
    div(.class("field")) {
      label(.for("rule-\(field.rawValue)")) { title }
      voidElement(
        "input",
        [
          .id("rule-\(field.rawValue)"), .name(field.rawValue), .type("text"), .value(value(field)),
          Attribute(.autocomplete, "off"), Attribute(.spellcheck, field == .reason ? "true" : "false"),
          Attribute(.maxlength, "1000"),
        ] + described(field, hasHint: true) + (isFirst(field) ? [.autofocus] : []))
      span(.class("hint"), .id("rule-\(field.rawValue)-hint")) { hint }
      problem(field)
    }
  }

  private func value(_ field: RuleForm.Field) -> String {
    switch field {
    case .kind: values.kind
    case .target: values.target
    case .account: values.account
    case .reason: values.reason
    case .from: values.from
    case .until: values.until
    }
  }

  private func problem(_ field: RuleForm.Field) -> HTML {
    guard let problem = problems[field] else { return .nothing }
    return span(.class("problem"), .id("rule-\(field.rawValue)-problem")) { bdi(problem) }
  }

  /// The first field that needs another value, or the first of the form.
  private func isFirst(_ field: RuleForm.Field) -> Bool {
    field == (RuleForm.Field.allCases.first { problems[$0] != nil } ?? .kind)
  }

  private func described(_ field: RuleForm.Field, hasHint: Bool) -> [Attribute] {
    let name = "rule-\(field.rawValue)"
    let isWrong = problems[field] != nil
    let ids = (hasHint ? ["\(name)-hint"] : []) + (isWrong ? ["\(name)-problem"] : [])
    return (ids.isEmpty ? [] : [Attribute(.ariaDescribedby, ids.joined(separator: " "))])
      + (isWrong ? [Attribute(.ariaInvalid, "true")] : [])
  }
}
