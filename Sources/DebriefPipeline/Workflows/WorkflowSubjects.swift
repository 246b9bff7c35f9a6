import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// Makes records into what workflows look at. Each kind is read in one go; the opportunities, accounts and users that
/// they name are looked up together.
struct WorkflowSubjects {
  let store: Store
  let directory: WorkflowDirectory
  let now: Instant
  /// Whether the CRM tells incremental values at all: without them, thresholds look at the amount.
  let hasIncrementalACV: Bool

  init(store: Store, directory: WorkflowDirectory, now: Instant) throws {
    self.store = store
    self.directory = directory
    self.now = now
    hasIncrementalACV = try store.hasIncrementalACV()
  }

  /// Subjects of the opportunities, in their order.
  func opportunities(_ opportunities: [Opportunity]) throws -> [WorkflowSubject] {
    let names = try accountNames(of: opportunities)
    return opportunities.map { opportunity in
      var subject = WorkflowSubject(
        kind: .opportunity, id: opportunity.id.description, name: opportunity.name, opportunity: opportunity.id)
      add(opportunity, names, to: &subject)
      return subject
    }
  }

  func prompts(_ prompts: [Prompt]) throws -> [WorkflowSubject] {
    try with(prompts, \.match.opportunity) { prompt, subject in
      subject.architect = prompt.seat.owner
      subject.values[.sa] = person(prompt.seat.owner)
      subject.values[.title] = FieldValue(prompt.facts.title)
      subject.values[.day] = .instant(prompt.facts.startsAt)
      // What was put off is not open until its time has come.
      let isPutOff = prompt.state == .snoozed && (prompt.snoozedUntil ?? now) > now
      subject.values[.open] = .flag(prompt.state.isOpen && !isPutOff)
    } subject: {
      WorkflowSubject(kind: .prompt, id: $0.id, name: $0.facts.title ?? "(no title)")
    }
  }

  func activities(_ activities: [Activity]) throws -> [WorkflowSubject] {
    try with(activities, \.call.relatedTo) { activity, subject in
      let call = activity.call
      subject.architect = activity.owner
      subject.values[.sa] = person(activity.owner)
      subject.values[.title] = FieldValue(call.subject)
      subject.values[.day] = .day(call.day)
      subject.values[.activityTypes] = FieldValue(call.types.joined(separator: ", "))
      subject.values[.sentiment] = .text(call.sentiment.rawValue)
      subject.values[.description] = FieldValue(call.description)
    } subject: {
      WorkflowSubject(kind: .activity, id: $0.id, name: $0.call.subject)
    }
  }

  func tasks(_ tasks: [LoggedTask]) throws -> [WorkflowSubject] {
    try with(tasks, \.whatID) { task, subject in
      subject.architect = task.ownerID.flatMap { directory.users[$0]?.emailKey }
        .flatMap { try? EmailAddress(parsing: $0) }
      subject.values[.sa] = directory.value(of: task.ownerID)
      subject.values[.title] = FieldValue(task.subject)
      subject.values[.day] = FieldValue(task.activityDate)
      subject.values[.open] = task.isOpen.map(FieldValue.flag) ?? .blank
    } subject: {
      WorkflowSubject(kind: .task, id: $0.id.description, name: $0.subject ?? "(no subject)")
    }
  }

  // MARK: Parts

  /// Subjects of records that are about an opportunity, or about an account and nothing more.
  private func with<Record>(
    _ records: [Record], _ related: (Record) -> SalesforceID?, fill: (Record, inout WorkflowSubject) -> Void,
    subject make: (Record) -> WorkflowSubject
  ) throws -> [WorkflowSubject] {
    let ids = Set(records.compactMap(related))
    let opportunities = try store.opportunities(ids: ids.filter { $0.keyPrefix == "006" })
    let byID = Dictionary(opportunities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let names = try accountNames(of: opportunities, and: ids.filter { $0.keyPrefix == "001" })
    return records.map { record in
      var subject = make(record)
      if let id = related(record) {
        if let opportunity = byID[id] {
          subject.opportunity = id
          add(opportunity, names, to: &subject)
        } else {
          subject.values[.account] = FieldValue(names[id])
        }
      }
      fill(record, &subject)
      return subject
    }
  }

  private func accountNames(
    of opportunities: [Opportunity], and more: Set<SalesforceID> = []
  ) throws -> [SalesforceID: String] {
    let ids = Set(opportunities.compactMap(\.accountID)).union(more)
    return Dictionary(try store.accounts(ids: ids).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  private func add(_ opportunity: Opportunity, _ accounts: [SalesforceID: String], to subject: inout WorkflowSubject) {
    subject.primarySA = opportunity.primarySolutionArchitectID
    subject.owner = opportunity.ownerID
    let values: [WorkflowField: FieldValue] = [
      .opportunity: FieldValue(opportunity.name),
      .account: FieldValue(opportunity.accountID.flatMap { accounts[$0] }),
      .stage: FieldValue(stageNumber(opportunity.stage).map(Double.init)),
      .stageName: FieldValue(opportunity.stage),
      .amount: FieldValue(opportunity.amount),
      .incrementalACV: FieldValue(opportunity.incrementalACV),
      .value: FieldValue(hasIncrementalACV ? opportunity.incrementalACV : opportunity.amount),
      .type: FieldValue(opportunity.type),
      .professionalServices: .flag(opportunity.isProfessionalServices),
      .closed: .flag(opportunity.isClosed),
      .won: .flag(opportunity.isWon),
      .created: FieldValue(opportunity.createdAt),
      .closeDate: FieldValue(opportunity.closeDate),
      .owner: directory.value(of: opportunity.ownerID),
      .primarySA: directory.value(of: opportunity.primarySolutionArchitectID),
      .requested: FieldValue(opportunity.solutionArchitectRequestedAt),
      .lastStageChange: FieldValue(opportunity.lastStageChangeAt),
      .stage3Reached: stage3Reached(opportunity),
      .evaluationStart: FieldValue(opportunity.technicalEvaluationStart),
      .evaluationEnd: FieldValue(opportunity.technicalEvaluationEnd),
      .evaluationCloseStatus: FieldValue(opportunity.technicalEvaluationCloseStatus),
      .evaluationCloseDetails: FieldValue(opportunity.technicalEvaluationCloseDetails),
    ]
    for (field, value) in values where !value.isBlank { subject.values[field] = value }
  }

  /// The CRM's own field; where an org has none, the last change of stage tells it of an opportunity in stage 3.
  private func stage3Reached(_ opportunity: Opportunity) -> FieldValue {
    if let day = opportunity.stage3Date { return .day(day) }
    return stageNumber(opportunity.stage) == 3 ? FieldValue(opportunity.lastStageChangeAt) : .blank
  }

  private func person(_ address: EmailAddress) -> FieldValue {
    let name = directory.architects.first { $0.owns(address) }?.profile.name
    return .person(name: name ?? address.key, address: address.key)
  }
}
