import Calendars
import DebriefCore
import DebriefStore

/// Gathers from the store what an evaluation looks at, and no more than the moment needs.
struct WorkflowFactsReader {
  let context: RunContext
  let workflows: [Workflow]
  let directory: WorkflowDirectory
  private let subjects: WorkflowSubjects
  private var store: Store { context.store }

  init(_ context: RunContext) throws {
    self.context = context
    workflows = context.configuration.alerts.workflows.filter(\.isEnabled)
    directory = try WorkflowDirectory(context.configuration, users: context.store.crmUsers())
    subjects = try WorkflowSubjects(store: context.store, directory: directory, now: context.now)
  }

  /// - Parameter mark: where the last evaluation stopped; nil for the first one.
  func facts(since mark: WorkflowMark?, looksAtStates: Bool) throws -> WorkflowFacts {
    var facts = WorkflowFacts()
    facts.directory = directory
    facts.looksAtStates = looksAtStates
    facts.isSnapshotOld = try store.isSnapshotOld()
    facts.standing = try store.standingAlerts()
    facts.handled = try store.handledDays()
    facts.created = try created(since: mark?.at ?? context.now)
    if let mark { try addChanges(after: mark.seen.change, to: &facts) }
    facts.present = try present(kindsNeeded(facts))
    return facts
  }

  /// All that is there now, for `debrief workflows test`.
  func everything() throws -> WorkflowFacts {
    var facts = try facts(since: store.workflowProgress().mark, looksAtStates: true)
    facts.present = try present(Set(WorkflowSubject.Kind.allCases))
    return facts
  }

  func opportunity(_ id: SalesforceID) throws -> WorkflowSubject? {
    try subjects.opportunities(store.opportunities(ids: [id])).first
  }

  private func created(since from: Instant) throws -> [WorkflowSubject] {
    // An activity is told once it can no longer be taken back for nothing.
    let hold = context.configuration.activities.hold
    let activities = try store.activities(
      loggedSince: from.advanced(by: -hold), until: context.now.advanced(by: -hold))
    return try subjects.prompts(store.prompts(createdSince: from)) + subjects.activities(activities)
  }

  private func addChanges(after line: Int64, to facts: inout WorkflowFacts) throws {
    let changes = try store.snapshotChanges(after: line)
    let ids = Set(changes.map(\.record))
    let opportunities = try subjects.opportunities(store.opportunities(ids: ids.filter { $0.keyPrefix == "006" }))
    facts.created += try subjects.tasks(store.tasks(ids: ids.filter { $0.keyPrefix == "00T" }))
    facts.created += opportunities.filter { subject in
      changes.contains { $0.field.isEmpty && $0.record == subject.opportunity }
    }
    let byID = Dictionary(opportunities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let grouped = Dictionary(grouping: changes) { "\($0.record) \($0.snapshot)" }
    for (_, lines) in grouped.sorted(by: { $0.key < $1.key }) {
      guard let first = lines.first, let subject = byID[first.record.description] else { continue }
      facts.changed.append(
        WorkflowFacts.Change(
          subject: subject, fields: lines.compactMap(fieldChange), isNew: lines.contains { $0.field.isEmpty },
          snapshot: first.snapshot))
    }
  }

  /// A column's change as a field's; nil where it means nothing: a stage that only got another name.
  func fieldChange(_ change: SnapshotChange) -> FieldChange? {
    func user(_ text: String?) -> FieldValue { directory.value(of: text.flatMap { SalesforceID($0) }) }
    func made(_ field: WorkflowField, _ value: (String?) -> FieldValue) -> FieldChange {
      FieldChange(field: field, was: value(change.was), value: value(change.value))
    }
    switch change.field {
    case "stage":
      let numbers = [change.was, change.value].map { $0.flatMap(stageNumber) }
      return numbers[0] == numbers[1] && numbers[0] != nil ? nil : made(.stage) { FieldValue($0) }
    case "amount": return made(.amount) { FieldValue($0.flatMap { Double($0) }) }
    case "incremental_acv": return made(.incrementalACV) { FieldValue($0.flatMap { Double($0) }) }
    case "close_date": return made(.closeDate) { FieldValue($0.flatMap { CivilDate($0) }) }
    case "is_closed": return made(.closed) { .flag($0 == "1") }
    case "owner_id": return made(.owner, user)
    case "primary_solution_architect_id": return made(.primarySA, user)
    case "sa_requested_at": return made(.requested) { FieldValue($0.flatMap { Instant($0) }) }
    case "technical_evaluation_start": return made(.evaluationStart) { FieldValue($0.flatMap { CivilDate($0) }) }
    case "technical_evaluation_end": return made(.evaluationEnd) { FieldValue($0.flatMap { CivilDate($0) }) }
    case "technical_evaluation_close_status": return made(.evaluationCloseStatus) { FieldValue($0) }
    case "technical_evaluation_close_details": return made(.evaluationCloseDetails) { FieldValue($0) }
    default: return nil
    }
  }

  /// What the workflows that may speak now look at.
  private func kindsNeeded(_ facts: WorkflowFacts) -> Set<WorkflowSubject.Kind> {
    var kinds: Set<WorkflowSubject.Kind> = []
    for workflow in workflows {
      switch workflow.trigger {
      case .state where facts.looksAtStates: kinds.insert(.opportunity)
      case .schedule(let schedule) where isDue(schedule, workflow.ref, facts): kinds.formUnion(schedule.kinds)
      default: break
      }
    }
    return kinds
  }

  private func isDue(_ schedule: Workflow.Schedule, _ ref: Workflow.Ref, _ facts: WorkflowFacts) -> Bool {
    directory.recipientZones.contains { name in
      guard let day = schedule.day(at: context.now, in: directory.zone(named: name)) else { return false }
      return facts.handled[ScheduledDay(workflow: ref, timeZone: name)].map { $0 < day } ?? true
    }
  }

  private func present(_ kinds: Set<WorkflowSubject.Kind>) throws -> [WorkflowSubject] {
    var present: [WorkflowSubject] = []
    if kinds.contains(.opportunity) {
      present += try subjects.opportunities(store.opportunities(isOpen: asksForOpenOnly))
    }
    if kinds.contains(.prompt) {
      present += try subjects.prompts(store.prompts(Store.PromptFilter(states: [.pending, .snoozed])))
    }
    if kinds.contains(.task) { present += try subjects.tasks(store.openTasks()) }
    return present
  }

  /// Most of a CRM's opportunities are closed, and most workflows say that they do not mean those.
  private var asksForOpenOnly: Bool {
    let closed = WorkflowCondition.Comparison(operand: .field(.closed), test: .flag(false))
    return workflows.filter { $0.kinds.contains(.opportunity) }.allSatisfy { workflow in
      switch workflow.trigger {
      case .state, .schedule: workflow.conditions.contains { $0.alternatives == [closed] }
      default: true
      }
    }
  }

  /// States are looked at when a day begins, since conditions count days; and on the hour where one counts hours.
  func nextLookAtStates(after moment: Instant) -> Instant {
    let countsHours = workflows.contains { workflow in
      workflow.trigger == .state
        && workflow.conditions.contains {
          $0.alternatives.contains { if case .since(.hours, _) = $0.operand { true } else { false } }
        }
    }
    if countsHours { return Instant(secondsSinceEpoch: (moment.secondsSinceEpoch / 3600 + 1) * 3600) }
    return Workflow.Schedule(minute: 0, isDaily: true).next(
      after: moment, in: directory.zone(named: directory.timeZone))
  }

  /// The first moment at which something may have to be said although nothing changed: the hour of a schedule, the day
  /// on which states are looked at again, the end of an activity's hold.
  func nextMoment(after now: Instant) throws -> Instant {
    var moments: [Instant] = []
    for workflow in workflows {
      switch workflow.trigger {
      case .schedule(let schedule):
        moments += directory.recipientZones.map { schedule.next(after: now, in: directory.zone(named: $0)) }
      case .state: moments.append(nextLookAtStates(after: now))
      default: break
      }
    }
    let hold = context.configuration.activities.hold
    if let logged = try store.nextActivity(after: now.advanced(by: -hold)) { moments.append(logged.advanced(by: hold)) }
    return moments.min() ?? now.advanced(by: 86_400)
  }
}

extension WorkflowDirectory {
  init(_ configuration: Configuration, users: [CRMUser]) {
    self.init()
    architects = configuration.solutionArchitects
    regions = configuration.regions
    timeZone = configuration.timeZone
    self.users = Dictionary(users.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let cache = TimeCache()
    let names =
      [timeZone] + regions.compactMap(\.timeZone) + architects.compactMap(\.profile.timeZone)
      + Set(users.compactMap(\.timeZone))
    for name in names where zones[name] == nil { zones[name] = cache.zone(named: name) }
  }
}
