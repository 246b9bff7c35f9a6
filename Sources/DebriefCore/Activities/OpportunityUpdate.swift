import Calendars

/// How a technical evaluation ended (product definition, section 12: "Win", not "Won").
package enum EvaluationStatus: String, Sendable, Codable, CaseIterable {
  case win = "Win"
  case loss = "Loss"
  case stalled = "Stalled"
}

/// What an SA changes on an opportunity; nil leaves a field as it is.
package struct OpportunityUpdate: Hashable, Sendable, Codable {
  package var opportunity: SalesforceID
  package var primarySolutionArchitect: SalesforceID?
  package var evaluationStart: CivilDate?
  package var evaluationEnd: CivilDate?
  package var evaluationStatus: EvaluationStatus?
  package var evaluationDetails: String?
  package var successPlanURL: String?
  package var isCSMReady: Bool?
  package var isCustomerAccepted: Bool?

  package init(opportunity: SalesforceID) { self.opportunity = opportunity }

  package var isEmpty: Bool { self == OpportunityUpdate(opportunity: opportunity) }

  /// What keeps it from being sent; `current` is the opportunity as the snapshot has it.
  ///
  /// An evaluation's end and its close status are facts, so neither may lie in the future (product definition,
  /// section 7).
  package func problems(on current: Opportunity?, today: CivilDate) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    func add(_ field: String, _ message: String) { problems.append(FieldProblem(field: field, message: message)) }
    if isEmpty { add("Opportunity", "nothing was changed") }
    if opportunity.keyPrefix != "006" { add("Opportunity", "\(opportunity) is no opportunity") }
    let start = evaluationStart ?? current?.technicalEvaluationStart
    let end = evaluationEnd ?? current?.technicalEvaluationEnd
    if let evaluationEnd, evaluationEnd > today {
      add("Tech Evaluation End Date", "\(evaluationEnd) is in the future: set it when the evaluation has ended")
    }
    if let start, let end, end < start { add("Tech Evaluation End Date", "\(end) is before the start, \(start)") }
    if evaluationStatus != nil {
      if let end {
        if end > today { add("Tech Evaluation Close Status", "the evaluation ends in the future, on \(end)") }
      } else {
        add("Tech Evaluation Close Status", "needs the end date")
      }
    }
    if evaluationDetails != nil, evaluationStatus == nil, current?.technicalEvaluationCloseStatus == nil {
      add("Tech Evaluation Close Details", "needs the close status")
    }
    if let successPlanURL, !successPlanURL.hasPrefix("https://") {
      add("Customer Success Plan URL", "a link begins with https://")
    }
    return problems
  }
}

/// A proof of value: an agreed trial with success criteria.
package struct ProofOfValue: Hashable, Sendable, Codable {
  /// The record in the CRM; nil for a new one.
  package var id: SalesforceID?
  package var opportunity: SalesforceID
  package var name: String
  package var start: CivilDate?
  package var end: CivilDate?
  package var status: EvaluationStatus?
  package var details: String?

  package init(id: SalesforceID? = nil, opportunity: SalesforceID, name: String) {
    self.id = id
    self.opportunity = opportunity
    self.name = name
  }

  /// What keeps it from being sent.
  ///
  /// - Parameter current: the proof of value as the snapshot has it, where one is changed: what is left open stays so.
  package func problems(on current: CRMProofOfValue? = nil, today: CivilDate) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let (start, end) = (start ?? current?.start, end ?? current?.end)
    if let current, isUnchanged(current) { problems.append(FieldProblem(field: "POV", message: "nothing was changed")) }
    if trimmed(name).isEmpty { problems.append(FieldProblem(field: "POV Name", message: "give it a name")) }
    if opportunity.keyPrefix != "006" {
      problems.append(FieldProblem(field: "Opportunity", message: "\(opportunity) is no opportunity"))
    }
    if let end, let start, end < start {
      problems.append(FieldProblem(field: "POV End Date", message: "\(end) is before the start, \(start)"))
    }
    if status != nil {
      switch end {
      case nil: problems.append(FieldProblem(field: "POV Close Status", message: "needs the end date"))
      case .some(let end) where end > today:
        problems.append(FieldProblem(field: "POV Close Status", message: "the POV ends in the future, on \(end)"))
      default: break
      }
    }
    return problems
  }
}

extension ProofOfValue {
  private func isUnchanged(_ current: CRMProofOfValue) -> Bool {
    name == current.name && start == nil && end == nil && status == nil && details == nil
  }
}

/// One field of an update, and what is wrong with it.
package struct FieldProblem: Hashable, Sendable {
  package var field: String
  package var message: String

  package init(field: String, message: String) {
    self.field = field
    self.message = message
  }
}

/// Everything that is wrong with an update, at once.
package struct UpdateRefused: Error, Hashable, CustomStringConvertible {
  package var problems: [FieldProblem]

  package init(problems: [FieldProblem]) { self.problems = problems }

  package var description: String {
    "Not saved yet:\n" + problems.map { "  \($0.field): \($0.message)" }.joined(separator: "\n")
  }
}
