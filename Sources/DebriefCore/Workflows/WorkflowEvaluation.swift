import Calendars

/// What the workflows have to say at one moment. Pure: the same facts give the same answer, in whatever order they and
/// the workflows come.
package struct WorkflowEvaluation: Sendable {
  package private(set) var firings: [Firing] = []
  /// Alerts whose conditions hold no longer: the next time that they do is a new cause.
  package private(set) var ended: Set<StandingAlert> = []
  /// The schedules that were gone through, with the day that it now is there.
  package private(set) var handled: [ScheduledDay: CivilDate] = [:]

  private let facts: WorkflowFacts
  private let now: Instant

  package init(_ workflows: [Workflow], _ facts: WorkflowFacts, at now: Instant) {
    self.facts = facts
    self.now = now
    for workflow in workflows where workflow.isEnabled { evaluate(workflow) }
    firings.sort { ($0.workflow, $0.key, $0.subject.id) < ($1.workflow, $1.key, $1.subject.id) }
  }

  private mutating func evaluate(_ workflow: Workflow) {
    switch workflow.trigger {
    case .created(let kind):
      for subject in facts.created where subject.kind == kind {
        for addressee in tellable(workflow, subject) {
          fire(workflow, subject, addressee, cause: kind.arrival, stamp: "")
        }
      }
    case .changed(let fields, let includesNew):
      for change in facts.changed { evaluate(workflow, change, fields: fields, includesNew: includesNew) }
    case .state:
      guard facts.looksAtStates, !facts.isSnapshotOld else { return }
      evaluateStandings(of: workflow, kinds: [.opportunity]) { _ in true }
    case .schedule(let schedule): evaluate(workflow, schedule)
    }
  }

  // MARK: Triggers

  private mutating func evaluate(
    _ workflow: Workflow, _ change: WorkflowFacts.Change, fields: [WorkflowField], includesNew: Bool
  ) {
    let changes = change.isNew ? [] : change.fields.filter { fields.contains($0.field) }
    guard change.isNew ? includesNew : !changes.isEmpty else { return }
    let subject = change.subject
    for addressee in tellable(workflow, subject) {
      let zone = facts.directory.zone(named: addressee.timeZone)
      let words = changes.map { "\($0.field.rawValue) from \($0.was.words(in: zone)) to \($0.value.words(in: zone))" }
      fire(
        workflow, subject, addressee, cause: change.isNew ? "new in the CRM" : words.joined(separator: ", "),
        stamp: stamp(of: change, changes), changes: changes)
    }
  }

  /// What tells one change from the next one to the same values. The CRM's own time of a move of stages is better than
  /// ours: a move that two snapshots show is one.
  private func stamp(of change: WorkflowFacts.Change, _ changes: [FieldChange]) -> String {
    let values = changes.map { "\($0.field.rawValue)=\($0.value.words(in: .utc))" }.joined(separator: ",")
    if changes.allSatisfy({ $0.field == .stage }), case .instant(let moved) = change.subject[.lastStageChange] {
      let stage = change.subject[.stage].words(in: .utc)
      return "stage=\(stage)@\(moved)"
    }
    return "\(values)@\(change.snapshot)"
  }

  private mutating func evaluate(_ workflow: Workflow, _ schedule: Workflow.Schedule) {
    if facts.isSnapshotOld, !schedule.isDaily, schedule.kinds.contains(.opportunity) { return }
    var due: [String: CivilDate] = [:]
    for name in facts.directory.recipientZones {
      let day = ScheduledDay(workflow: workflow.ref, timeZone: name)
      guard let today = schedule.day(at: now, in: facts.directory.zone(named: name)) else { continue }
      if let last = facts.handled[day], last >= today { continue }
      due[name] = today
      handled[day] = today
    }
    guard !due.isEmpty else { return }
    guard schedule.isDaily else {
      return evaluateStandings(of: workflow, kinds: schedule.kinds) { due[$0] != nil }
    }
    for subject in facts.present where schedule.kinds.contains(subject.kind) {
      for addressee in tellable(workflow, subject) {
        guard let today = due[addressee.timeZone] else { continue }
        fire(workflow, subject, addressee, cause: "\(today)", stamp: "\(today)", isDaily: true)
      }
    }
  }

  /// Tells of what holds now and was not told of, and ends what holds no longer.
  private mutating func evaluateStandings(
    of workflow: Workflow, kinds: Set<WorkflowSubject.Kind>, tellsNow: (_ timeZone: String) -> Bool
  ) {
    var holding: Set<StandingAlert> = []
    var seen: Set<String> = []
    for subject in facts.present where kinds.contains(subject.kind) {
      seen.insert(subject.id)
      for addressee in tellable(workflow, subject) {
        let standing = StandingAlert(
          workflow: workflow.ref, kind: subject.kind, subject: subject.id, recipient: addressee.recipient.description)
        holding.insert(standing)
        guard tellsNow(addressee.timeZone), !facts.standing.contains(standing) else { continue }
        fire(workflow, subject, addressee, cause: "since \(now)", stamp: "\(now)", standing: standing)
      }
    }
    // An opportunity that an export leaves out for once is not one that changed.
    ended.formUnion(
      facts.standing.filter {
        $0.workflow == workflow.ref && !holding.contains($0) && (seen.contains($0.subject) || $0.kind != .opportunity)
      })
  }

  // MARK: Parts

  /// The recipients for whom all conditions hold: days are counted where each of them is.
  private func tellable(_ workflow: Workflow, _ subject: WorkflowSubject) -> Set<WorkflowDirectory.Addressee> {
    // Most records fail a condition that needs no clock, and finding a recipient is the dearer half.
    guard workflow.mayHold(for: subject) else { return [] }
    var found: Set<WorkflowDirectory.Addressee> = []
    for rule in workflow.recipients {
      guard let addressee = try? facts.directory.addressee(of: rule, for: subject) else { continue }
      let clock = WorkflowCondition.Clock(now: now, zone: facts.directory.zone(named: addressee.timeZone))
      if workflow.conditions.allSatisfy({ $0.holds(for: subject, clock) }) { found.insert(addressee) }
    }
    return found
  }

  private mutating func fire(
    _ workflow: Workflow, _ subject: WorkflowSubject, _ addressee: WorkflowDirectory.Addressee, cause: String,
    stamp: String, changes: [FieldChange] = [], isDaily: Bool = false, standing: StandingAlert? = nil
  ) {
    let zone = facts.directory.zone(named: addressee.timeZone)
    // A day's digest is one cause, however many records it lists.
    let about = isDaily ? "" : "\(subject.kind.rawValue) \(subject.id)"
    firings.append(
      Firing(
        key: [workflow.ref, about, stamp, addressee.recipient.description].joined(separator: "|"),
        workflow: workflow.ref, title: workflow.title, subject: subject, cause: cause, recipient: addressee.recipient,
        text: workflow.text.filled(for: subject, changes: changes, zone), digest: workflow.digest, standing: standing))
  }
}

extension Workflow {
  /// False where a condition that does not depend on who is told fails already.
  fileprivate func mayHold(for subject: WorkflowSubject) -> Bool {
    let clock = WorkflowCondition.Clock(now: Instant(secondsSinceEpoch: 0), zone: .utc)
    return conditions.allSatisfy { condition in
      let isTimeless = condition.alternatives.allSatisfy {
        switch ($0.operand, $0.test) {
        case (.since, _), (_, .day): false
        default: true
        }
      }
      return !isTimeless || condition.holds(for: subject, clock)
    }
  }
}

extension Workflow.Schedule {
  /// The local day whose hour has come at `now`; nil before it. A time that the clocks skip comes as much later as they
  /// skip; one that they show twice comes the first time.
  package func day(at now: Instant, in zone: ZoneTransitions) -> CivilDate? {
    let today = zone.wallClock(at: now).date
    return now >= instant(on: today, in: zone) ? today : nil
  }

  /// The next moment after `now` at which a day's hour comes.
  package func next(after now: Instant, in zone: ZoneTransitions) -> Instant {
    let today = zone.wallClock(at: now).date
    let here = instant(on: today, in: zone)
    return here > now ? here : instant(on: today.advanced(byDays: 1), in: zone)
  }

  private func instant(on day: CivilDate, in zone: ZoneTransitions) -> Instant {
    guard let wall = CivilDateTime(date: day, hour: minute / 60, minute: minute % 60, second: 0) else {
      return Instant(utc: CivilDateTime(secondsSinceEpoch: day.daysSinceEpoch * 86_400))
    }
    return zone.instant(of: wall)
  }
}

extension WorkflowSubject.Kind {
  /// How a record of that kind comes, in words.
  var arrival: String {
    switch self {
    case .prompt: "prompt created"
    case .activity: "activity logged"
    case .task, .opportunity: "new in the CRM"
    }
  }
}
