import Calendars
import DebriefCore
import DebriefStore

/// What the workflows would say now, and why they would not: `debrief workflows test`. Nothing is written.
package struct WorkflowTest: Encodable, Sendable {
  /// A message that a run at this moment would make.
  package struct Due: Encodable, Sendable {
    package var recipient: String
    package var workflow: String
    package var cause: String
    package var text: String
  }

  /// One record under one workflow.
  package struct Case: Encodable, Sendable {
    package struct Line: Encodable, Sendable {
      package var condition: String
      package var holds: Bool
      package var values: String
    }

    package var workflow: String
    package var when: String
    package var isEnabled: Bool
    package var kind: String
    package var record: String
    package var name: String
    package var conditions: [Line]
    package var recipients: [String]
    /// The last time that somebody was told.
    package var toldAt: Instant?
    package var tells: Bool
    fileprivate var misses: Int { conditions.count { !$0.holds } }
  }

  package var schema = "debrief.workflows-test/1"
  package var now: Instant
  package var due: [Due] = []
  /// Of the workflow or the record asked for: those that meet all conditions, then those that miss one.
  package var cases: [Case] = []
  /// Records of the workflow that miss more than one condition.
  package var others = 0

  /// Which part of the answer is wanted.
  package enum Question: Sendable {
    case everything
    case workflow(Workflow)
    /// An opportunity, a prompt or a task, by id.
    case record(String)
  }

  /// - Throws: ``NoSuchRecord`` where nothing of that id is there.
  package init(_ question: Question, in context: RunContext) throws {
    now = context.now
    let reader = try WorkflowFactsReader(context)
    let facts = try reader.everything()
    try addDue(WorkflowEvaluation(reader.workflows, facts, at: context.now), context)
    switch question {
    case .everything:
      break
    case .workflow(let workflow):
      for subject in facts.present where workflow.kinds.contains(subject.kind) {
        let found = try Self.caseOf(workflow, subject, facts, context)
        if found.misses <= 1 { cases.append(found) } else { others += 1 }
      }
      cases.sort { ($0.misses, $0.name, $0.record) < ($1.misses, $1.name, $1.record) }
    case .record(let id):
      guard let subject = try Self.subject(id, reader, facts) else { throw NoSuchRecord(id: id) }
      cases = try context.configuration.alerts.workflows.filter { $0.kinds.contains(subject.kind) }
        .map { try Self.caseOf($0, subject, facts, context) }
    }
  }

  private mutating func addDue(_ evaluation: WorkflowEvaluation, _ context: RunContext) throws {
    let configuration = context.configuration
    // Where nothing is carried at all, everything is shown: that is what to decide by.
    let carried = evaluation.firings.filter { !configuration.carriesMessages || configuration.carries($0.recipient) }
    let told = try context.store.told(among: Set(carried.map(\.key)))
    due = MessageDigest.entries(of: carried.filter { !told.contains($0.key) }).map { entry in
      Due(
        recipient: entry.message.recipient.description, workflow: entry.message.workflow, cause: entry.message.cause,
        text: entry.message.plainText)
    }
  }

  /// Closed opportunities are not among the facts, and are explained all the same.
  private static func subject(
    _ id: String, _ reader: WorkflowFactsReader, _ facts: WorkflowFacts
  ) throws -> WorkflowSubject? {
    let wanted = SalesforceID(id)?.description ?? id
    if let found = facts.present.first(where: { $0.id == wanted }) { return found }
    return try SalesforceID(id).flatMap { try reader.opportunity($0) }
  }

  private static func caseOf(
    _ workflow: Workflow, _ subject: WorkflowSubject, _ facts: WorkflowFacts, _ context: RunContext
  ) throws -> Case {
    let why = WorkflowExplanation(workflow, subject, facts.directory, at: context.now)
    let last = try context.store.firings(workflow: workflow.ref, record: subject.id, limit: 1).first
    return Case(
      workflow: workflow.ref, when: workflow.trigger.description, isEnabled: workflow.isEnabled,
      kind: subject.kind.rawValue, record: subject.id, name: MessageLine.oneLine(subject.name),
      conditions: why.lines.map { .init(condition: $0.condition, holds: $0.holds, values: $0.values) },
      recipients: why.recipients.map { recipient in
        recipient.name.map { "\($0) (\(recipient.timeZone ?? ""))" }
          ?? "nobody as \(recipient.rule): \(recipient.whyNobody ?? "")"
      }, toldAt: last?.at, tells: why.tells)
  }
}

/// Nothing of that id is there for a workflow to look at.
package struct NoSuchRecord: Error, CustomStringConvertible {
  package var id: String
  package var description: String {
    "\(id) is no workflow, no opportunity of the snapshot, and no open prompt or task."
  }
}
