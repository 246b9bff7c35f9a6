import Calendars

/// What the calendars now say of a seat that has, or may get, a prompt.
package enum SeatStatus: Hashable, Sendable {
  case meeting(SeatFacts)
  case noMeeting(ReasonCode)
  /// The seat is in no calendar any more.
  case vanished
}

/// Brings one prompt in line with the calendar (product definition, section 3: a meeting that moved moves its pending
/// prompt; one that was cancelled, or vanished before it began, withdraws it). Pure.
package struct PromptReconciliation: Sendable {
  package var now: Instant
  package var meetings: MeetingSettings
  package var prompts: PromptSettings

  package init(now: Instant, meetings: MeetingSettings, prompts: PromptSettings) {
    self.now = now
    self.meetings = meetings
    self.prompts = prompts
  }

  /// The actor of what no person did.
  package static let actor = "debrief"

  /// The reason of a withdrawal that no `ReasonCode` names.
  package static let vanished = "vanished"

  /// The earliest end that a meeting may have for its first prompt.
  package var windowStart: Instant { now.advanced(by: -meetings.since) }

  /// Whether a meeting without a prompt gets one now.
  package func isDue(_ facts: SeatFacts, _ promptTime: SolutionArchitect.PromptTime) -> Bool {
    facts.endsAt >= windowStart && dueAt(facts, promptTime) <= now
  }

  package func dueAt(_ facts: SeatFacts, _ promptTime: SolutionArchitect.PromptTime) -> Instant {
    Screening.dueAt(startsAt: facts.startsAt, endsAt: facts.endsAt, promptTime: promptTime, settings: meetings)
  }

  /// A new prompt and the first line of its history.
  package func create(
    id: Prompt.ID, seat: Seat, facts: SeatFacts, promptTime: SolutionArchitect.PromptTime
  ) -> (prompt: Prompt, event: PromptEvent) {
    let prompt = Prompt(
      id: id, seat: seat, facts: facts, dueAt: dueAt(facts, promptTime), match: Match(outcome: .unmatched),
      flags: facts.flags, state: .pending, createdAt: now)
    let why =
      facts.endsAt <= now ? "the meeting ended at \(facts.endsAt)" : "the meeting begins at \(facts.startsAt)"
    let event = PromptEvent(prompt: id, at: now, by: Self.actor, from: nil, to: .pending, why: why)
    return (prompt, event)
  }

  /// The prompt as it should be now, and what happened to it. A prompt that an SA has answered stays as it is.
  package func reconcile(
    _ prompt: Prompt, with status: SeatStatus, promptTime: SolutionArchitect.PromptTime
  ) throws(TransitionRefused) -> (prompt: Prompt, events: [PromptEvent]) {
    var prompt = prompt
    var events: [PromptEvent] = []
    func act(_ action: PromptAction) throws(TransitionRefused) {
      let (next, event) = try prompt.apply(action, at: now, by: Self.actor)
      prompt = next
      events.append(event)
    }
    switch status {
    case .meeting(let facts):
      if prompt.state == .withdrawn, isDue(facts, promptTime) { try act(.reinstate) }
      guard prompt.state.isOpen else { break }
      prompt.facts = facts
      prompt.dueAt = dueAt(facts, promptTime)
      prompt.flags = facts.flags
      if prompt.state == .snoozed, let until = prompt.snoozedUntil, until <= now { try act(.wake) }
      if facts.endsAt.advanced(by: prompts.expireAfter) <= now { try act(.expire) }
    case .noMeeting(let reason):
      if prompt.state.isOpen { try act(.withdraw(reason: reason.rawValue)) }
    case .vanished:
      guard prompt.state.isOpen else { break }
      if prompt.facts.startsAt > now {
        try act(.withdraw(reason: Self.vanished))
      } else {
        prompt.flags.insert(.vanished)
        if prompt.state == .snoozed, let until = prompt.snoozedUntil, until <= now { try act(.wake) }
        if prompt.facts.endsAt.advanced(by: prompts.expireAfter) <= now { try act(.expire) }
      }
    }
    return (prompt, events)
  }
}
