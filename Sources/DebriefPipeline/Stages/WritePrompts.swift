import Calendars
import DebriefCore
import DebriefStore

/// Creates the prompts that are due, and brings the open ones in line with their meetings and matches.
struct WritePrompts: Stage {
  let name = StageName.prompts

  func run(_ context: RunContext) throws {
    let reconciliation = context.reconciliation
    let expiry = context.now.advanced(by: -context.configuration.prompts.expireAfter)
    var updates: [PromptUpdate] = []
    // What changes by the clock alone, without a seat that changes.
    var waiting: [Seat] = []
    let scope = try context.settling().scope
    for item in try context.store.promptsToReconcile(scope, now: context.now, endedBeforeExpiry: expiry) {
      let (prompt, events) = try reconciliation.reconcile(
        item.prompt, with: item.status, promptTime: promptTime(of: item.prompt.seat, context))
      if prompt.state == .withdrawn, case .meeting = item.status { waiting.append(prompt.seat) }
      guard prompt != item.prompt || item.newMatch != nil || !events.isEmpty else { continue }
      updates.append(PromptUpdate(prompt: prompt, factsHash: item.factsHash, newMatch: item.newMatch, events: events))
      context.count(events.last?.to.rawValue ?? "refreshed", 1, in: name)
    }
    let candidates = try context.store.meetingsWithoutPrompt(
      scope, endedSince: reconciliation.windowStart,
      startedBy: context.now.advanced(by: context.configuration.meetings.lead))
    for (meeting, match) in candidates {
      let time = promptTime(of: meeting.seat, context)
      guard reconciliation.isDue(meeting.facts, time) else {
        waiting.append(meeting.seat)
        continue
      }
      var (prompt, event) = reconciliation.create(
        id: meeting.seat.promptID, seat: meeting.seat, facts: meeting.facts, promptTime: time)
      prompt.match = match.match
      updates.append(PromptUpdate(prompt: prompt, factsHash: meeting.hash, newMatch: match, events: [event]))
      context.count("created", 1, in: name)
    }
    if !updates.isEmpty { try context.store.save(updates) }
    // Without the stage before, a match may be stale: then nothing is settled.
    if context.isWhole { try context.settling().settle(context.store, changed: !updates.isEmpty, waiting: waiting) }
  }

  private func promptTime(of seat: Seat, _ context: RunContext) -> SolutionArchitect.PromptTime {
    context.configuration.solutionArchitects.first { $0.email == seat.owner }?.profile.promptTime ?? .after
  }
}
