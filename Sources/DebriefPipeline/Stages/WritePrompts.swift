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
    for item in try context.store.promptsToReconcile(now: context.now, endedBeforeExpiry: expiry) {
      let (prompt, events) = try reconciliation.reconcile(
        item.prompt, with: item.status, promptTime: promptTime(of: item.prompt.seat, context))
      guard prompt != item.prompt || item.newMatch != nil || !events.isEmpty else { continue }
      updates.append(PromptUpdate(prompt: prompt, factsHash: item.factsHash, newMatch: item.newMatch, events: events))
      context.count(events.last?.to.rawValue ?? "refreshed", 1, in: name)
    }
    let candidates = try context.store.meetingsWithoutPrompt(
      endedSince: reconciliation.windowStart, startedBy: context.now.advanced(by: context.configuration.meetings.lead))
    for (meeting, match) in candidates {
      let time = promptTime(of: meeting.seat, context)
      guard reconciliation.isDue(meeting.facts, time) else { continue }
      var (prompt, event) = reconciliation.create(
        id: meeting.seat.promptID, seat: meeting.seat, facts: meeting.facts, promptTime: time)
      prompt.match = match.match
      updates.append(PromptUpdate(prompt: prompt, factsHash: meeting.hash, newMatch: match, events: [event]))
      context.count("created", 1, in: name)
    }
    if !updates.isEmpty { try context.store.save(updates) }
  }

  private func promptTime(of seat: Seat, _ context: RunContext) -> SolutionArchitect.PromptTime {
    context.configuration.solutionArchitects.first { $0.email == seat.owner }?.profile.promptTime ?? .after
  }
}
