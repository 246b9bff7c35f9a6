import Calendars
import DebriefCore

/// An opportunity's fields as a modal: empty means "leave it as it is".
package struct OpportunityForm: Sendable {
  package var reference: PromptReference?
  package var opportunity: (id: SalesforceID, name: String)?
  /// What the snapshot says now.
  package var current: Opportunity?

  package init(reference: PromptReference?, opportunity: (id: SalesforceID, name: String)?, current: Opportunity?) {
    self.reference = reference
    self.opportunity = opportunity
    self.current = current
  }

  package var view: ModalView {
    let yesOrNo = ["Yes", "No"].compactMap { Option($0, value: $0) }
    let statuses = EvaluationStatus.allCases.compactMap { Option($0.rawValue, value: $0.rawValue) }
    func optional(_ id: String, _ label: String, _ element: Element, hint: String? = nil) -> Block {
      .input(id: id, label: label, element, isOptional: true, hint: hint)
    }
    func now(_ value: String?) -> String? { value.map { "Now: \($0)" } }
    let blocks: [Block] = [
      .input(
        id: FormField.record, label: "Opportunity",
        .externalSelect(
          action: SlackAction.record, placeholder: "Opportunity",
          initial: opportunity.flatMap { Option($0.name, value: $0.id.description) })),
      optional(
        FormField.primary, "Primary SA",
        .checkboxes(action: SlackAction.value, options: ["me"].compactMap { Option("I am the Primary SA", value: $0) })),
      optional(
        FormField.start, "Tech Evaluation Start Date", .datePicker(action: SlackAction.value),
        hint: now(current?.technicalEvaluationStart?.description)),
      optional(
        FormField.end, "Tech Evaluation End Date", .datePicker(action: SlackAction.value),
        hint: now(current?.technicalEvaluationEnd?.description)),
      optional(
        FormField.status, "Tech Evaluation Close Status",
        .select(action: SlackAction.value, placeholder: "Win, Loss or Stalled", options: statuses),
        hint: now(current?.technicalEvaluationCloseStatus)),
      optional(
        FormField.details, "Tech Evaluation Close Details", .textInput(action: SlackAction.value, isMultiline: true)),
      optional(FormField.plan, "Customer Success Plan URL", .textInput(action: SlackAction.value)),
      optional(
        FormField.ready, "CSM Ready", .select(action: SlackAction.value, placeholder: "Unchanged", options: yesOrNo)),
      optional(
        FormField.accepted, "Customer Accepted",
        .select(action: SlackAction.value, placeholder: "Unchanged", options: yesOrNo)),
    ]
    return ModalView(
      callback: FormKind.opportunity.rawValue, title: "Update Opportunity", submit: "Save",
      metadata: reference?.description ?? "", blocks: blocks)
  }
}

extension OpportunityUpdate {
  /// What the form came back with; nil where no opportunity was chosen.
  ///
  /// - Parameter me: the SA's user in the CRM.
  package init?(form values: [String: [String]], me: SalesforceID?) {
    func text(_ id: String) -> String? { values[id]?.first }
    guard let id = text(FormField.record).flatMap({ SalesforceID($0) }) else { return nil }
    self.init(opportunity: id)
    if text(FormField.primary) == "me" { primarySolutionArchitect = me }
    evaluationStart = text(FormField.start).flatMap { CivilDate($0) }
    evaluationEnd = text(FormField.end).flatMap { CivilDate($0) }
    evaluationStatus = text(FormField.status).flatMap(EvaluationStatus.init(rawValue:))
    evaluationDetails = text(FormField.details).map { SlackText.clean($0, keepsLineEnds: true) }
    successPlanURL = text(FormField.plan)
    isCSMReady = text(FormField.ready).map { $0 == "Yes" }
    isCustomerAccepted = text(FormField.accepted).map { $0 == "Yes" }
  }
}
