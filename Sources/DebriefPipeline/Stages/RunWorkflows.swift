import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// Says what the workflows have to say, each cause once to each recipient: messages into the outbox, and the memory of
/// them, in one transaction.
///
/// Does nothing where messages have no way out, and costs one question where nothing has happened since the last time.
struct RunWorkflows: Stage {
  let name = StageName.workflows

  func run(_ context: RunContext) throws {
    guard context.configuration.carriesMessages else { return }
    let version = context.configuration.alerts.version
    let (position, mark) = try context.store.workflowProgress()
    if let mark, mark.version == version, mark.seen == position, context.now < mark.nextAt { return }
    let reader = try WorkflowFactsReader(context)
    let looksAtStates =
      mark.map {
        $0.version != version || $0.seen.snapshot != position.snapshot
          || reader.nextLookAtStates(after: $0.statesAt) <= context.now
      } ?? true
    let facts = try reader.facts(since: mark, looksAtStates: looksAtStates)
    let evaluation = WorkflowEvaluation(reader.workflows, facts, at: context.now)
    var outcome = WorkflowOutcome(
      mark: WorkflowMark(
        at: context.now, nextAt: try reader.nextMoment(after: context.now), version: version,
        statesAt: looksAtStates ? context.now : mark?.statesAt ?? context.now, seen: position))
    outcome.ended = evaluation.ended
    outcome.handled = evaluation.handled
    let carried = evaluation.firings.filter { context.configuration.carries($0.recipient) }
    let told = try context.store.told(among: Set(carried.map(\.key)))
    outcome.told = try entries(of: carried.filter { !told.contains($0.key) }, context)
    try context.store.save(outcome)
    if !outcome.told.isEmpty { context.count("messages", outcome.told.count, in: name) }
  }

  private func entries(of firings: [Firing], _ context: RunContext) throws -> [WorkflowOutcome.Told] {
    try MessageDigest.entries(of: firings).map { entry in
      let key = "message/\(entry.key)"
      return WorkflowOutcome.Told(
        entry: OutboxEntry(
          key: key, subject: key, owner: try owner(of: entry, context), delivery: .message(entry.message),
          createdAt: context.now, dueAt: context.now),
        firings: entry.firings)
    }
  }

  /// Who answers for a message that cannot be delivered: the person it is for, or an admin for a channel's.
  private func owner(of entry: MessageDigest.Entry, _ context: RunContext) throws -> EmailAddress {
    if case .person(let address) = entry.message.recipient { return address }
    let people = context.configuration.admins + context.configuration.solutionArchitects.map(\.email)
    guard let owner = people.first else { throw NobodyToAnswer() }
    return owner
  }
}

/// A configuration with messages for channels, and without anybody who could look after them.
struct NobodyToAnswer: Error, CustomStringConvertible {
  let description = "Messages need somebody who answers for them: name admins or solution_architects."
}
