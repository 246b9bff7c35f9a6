import Calendars
import DebriefCore

/// Changes a proof of value that the CRM has: empty means "leave it as it is".
package struct ProofOfValueUpdateForm: Sendable {
  /// What the snapshot says now, where one was chosen before the form opened.
  package var current: CRMProofOfValue?
  /// Its opportunity's name.
  package var opportunity: String?

  package init(current: CRMProofOfValue?, opportunity: String?) {
    self.current = current
    self.opportunity = opportunity
  }

  package var view: ModalView {
    func optional(_ id: String, _ label: String, _ element: Element, now value: String?) -> Block {
      .input(id: id, label: label, element, isOptional: true, hint: value.map { "Now: \($0)" })
    }
    return ModalView(
      callback: FormKind.proofOfValueUpdate.rawValue, title: "Update Proof of Value", submit: "Save", metadata: "",
      blocks: [
        .input(
          id: FormField.pov, label: "Proof of Value",
          .externalSelect(
            action: SlackAction.proofsOfValue, placeholder: "Words of its name, or of its opportunity's",
            initial: current.flatMap { Option($0.name, value: $0.id.description, description: opportunity) })),
        optional(FormField.povName, "POV Name", .textInput(action: SlackAction.value), now: current?.name),
        optional(
          FormField.start, "POV Start Date", .datePicker(action: SlackAction.value), now: current?.start?.description),
        optional(FormField.end, "POV End Date", .datePicker(action: SlackAction.value), now: current?.end?.description),
        optional(
          FormField.status, "POV Close Status",
          .select(
            action: SlackAction.value, placeholder: "Win, Loss or Stalled",
            options: EvaluationStatus.allCases.compactMap { Option($0.rawValue, value: $0.rawValue) }),
          now: current?.status),
        optional(
          FormField.details, "Close Details", .textInput(action: SlackAction.value, isMultiline: true),
          now: current?.details),
      ])
  }

  /// The one that was chosen; nil where none was.
  package static func chosen(_ values: [String: [String]]) -> SalesforceID? {
    values[FormField.pov]?.first.flatMap { SalesforceID($0) }
  }
}

extension ProofOfValue {
  /// What the form came back with: the name that it has unless another was given.
  package init(form values: [String: [String]], changing current: CRMProofOfValue) {
    func text(_ id: String) -> String? { values[id]?.first }
    let name = SlackText.clean(text(FormField.povName) ?? "")
    self.init(
      id: current.id, opportunity: current.opportunityID,
      name: name.allSatisfy(\.isWhitespace) ? current.name : name)
    start = text(FormField.start).flatMap { CivilDate($0) }
    end = text(FormField.end).flatMap { CivilDate($0) }
    status = text(FormField.status).flatMap(EvaluationStatus.init(rawValue:))
    details = text(FormField.details).map { SlackText.clean($0, keepsLineEnds: true) }
  }
}
