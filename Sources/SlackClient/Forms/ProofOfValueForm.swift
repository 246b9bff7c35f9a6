import Calendars
import DebriefCore

/// A proof of value as a modal.
package struct ProofOfValueForm: Sendable {
  package var reference: PromptReference?
  package var opportunity: (id: SalesforceID, name: String)?

  package init(reference: PromptReference?, opportunity: (id: SalesforceID, name: String)?) {
    self.reference = reference
    self.opportunity = opportunity
  }

  package var view: ModalView {
    func optional(_ id: String, _ label: String, _ element: Element) -> Block {
      .input(id: id, label: label, element, isOptional: true)
    }
    return ModalView(
      callback: FormKind.proofOfValue.rawValue, title: "Add a Proof of Value", submit: "Save",
      metadata: reference?.description ?? "",
      blocks: [
        .input(
          id: FormField.record, label: "Opportunity",
          .externalSelect(
            action: SlackAction.record, placeholder: "Opportunity",
            initial: opportunity.flatMap { Option($0.name, value: $0.id.description) })),
        .input(id: FormField.povName, label: "POV Name", .textInput(action: SlackAction.value)),
        optional(FormField.start, "POV Start Date", .datePicker(action: SlackAction.value)),
        optional(FormField.end, "POV End Date", .datePicker(action: SlackAction.value)),
        optional(
          FormField.status, "POV Close Status",
          .select(
            action: SlackAction.value, placeholder: "Win, Loss or Stalled",
            options: EvaluationStatus.allCases.compactMap { Option($0.rawValue, value: $0.rawValue) })),
        optional(FormField.details, "Close Details", .textInput(action: SlackAction.value, isMultiline: true)),
      ])
  }
}

extension ProofOfValue {
  /// What the form came back with; nil where no opportunity was chosen.
  package init?(form values: [String: [String]]) {
    func text(_ id: String) -> String? { values[id]?.first }
    guard let id = text(FormField.record).flatMap({ SalesforceID($0) }) else { return nil }
    self.init(opportunity: id, name: SlackText.clean(text(FormField.povName) ?? ""))
    start = text(FormField.start).flatMap { CivilDate($0) }
    end = text(FormField.end).flatMap { CivilDate($0) }
    status = text(FormField.status).flatMap(EvaluationStatus.init(rawValue:))
    details = text(FormField.details).map { SlackText.clean($0, keepsLineEnds: true) }
  }
}
