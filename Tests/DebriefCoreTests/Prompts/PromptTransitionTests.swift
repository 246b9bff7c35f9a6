import Addresses
import Calendars
import Testing

@testable import DebriefCore

/// The state machine of product definition, section 6, as a table: what is not in it is refused.
@Suite("Prompt states") struct PromptTransitionTests {
  private static let now = Instant(secondsSinceEpoch: 1_773_200_000)
  private static let tomorrow = now.advanced(by: 86_400)

  /// Action, and for each state that allows it the state that follows.
  private static let table: [(action: PromptAction, next: [Prompt.State: Prompt.State])] = [
    (.log, [.pending: .logged, .snoozed: .logged]),
    (.update, [.logged: .updated, .updated: .updated]),
    (.dismiss(reason: "personal"), [.pending: .dismissed, .snoozed: .dismissed]),
    (.snooze(until: tomorrow), [.pending: .snoozed, .snoozed: .snoozed]),
    (.wake, [.snoozed: .pending]),
    (.expire, [.pending: .expired, .snoozed: .expired]),
    (.withdraw(reason: "cancelled"), [.pending: .withdrawn, .snoozed: .withdrawn]),
    (.reinstate, [.withdrawn: .pending]),
    (.undo(to: .pending), [.logged: .pending, .dismissed: .pending, .snoozed: .pending]),
    (.undo(to: .snoozed), [.logged: .pending, .dismissed: .pending, .snoozed: .pending]),
    (.undo(to: .logged), [.updated: .logged]),
    (.undo(to: .updated), [.updated: .updated]),
    (.undo(to: .dismissed), [:]),
    (.undo(to: .expired), [:]),
    (.undo(to: .withdrawn), [:]),
  ]

  @Test func everyStateAllowsExactlyWhatTheTableSays() throws {
    for (action, next) in Self.table {
      for state in Prompt.State.allCases {
        let prompt = try somePrompt(state)
        guard let expected = next[state] else {
          #expect(throws: TransitionRefused.self, "\(action) of \(state)") {
            try prompt.apply(action, at: Self.now, by: World.me)
          }
          continue
        }
        let (after, event) = try prompt.apply(action, at: Self.now, by: World.me)
        #expect(after.state == expected, "\(action) of \(state)")
        // The line of history says who, when, from, to and why.
        #expect(event.from == state && event.to == expected && event.prompt == prompt.id)
        #expect(event.by == World.me && event.at == Self.now && !event.why.isEmpty)
        // Only what belongs to the new state is left of the old one.
        #expect((after.snoozedUntil != nil) == (expected == .snoozed))
        #expect((after.stateReason != nil) == [.dismissed, .withdrawn].contains(expected))
        // A transition changes the state and nothing of the meeting or the match.
        var same = after
        same.state = prompt.state
        same.snoozedUntil = prompt.snoozedUntil
        same.stateReason = prompt.stateReason
        #expect(same == prompt)
      }
    }
  }

  @Test func theReasonsAreKept() throws {
    let dismissed = try somePrompt(.pending).apply(.dismiss(reason: "personal"), at: Self.now, by: World.me)
    #expect(dismissed.prompt.stateReason == "personal" && dismissed.event.why == "personal")
    let withdrawn = try somePrompt(.pending).apply(.withdraw(reason: "all_day"), at: Self.now, by: "debrief")
    #expect(withdrawn.prompt.stateReason == "all_day")
    // People read the history: no name of the program's own.
    #expect(withdrawn.event.why == "it became an all-day event")
    let snoozed = try somePrompt(.pending).apply(.snooze(until: Self.tomorrow), at: Self.now, by: World.me)
    #expect(snoozed.prompt.snoozedUntil == Self.tomorrow)
  }

  @Test func aRefusalNamesThePromptTheStateAndTheAction() throws {
    let error = #expect(throws: TransitionRefused.self) {
      try somePrompt(.logged).apply(.dismiss(reason: ""), at: Self.now, by: World.me)
    }
    let text = error?.description ?? ""
    #expect(text.contains("Prompt abc123 is logged") && text.contains("dismissed"))
  }
}

/// A prompt for a customer's meeting in `state`; a snoozed one until tomorrow.
func somePrompt(_ state: Prompt.State, _ facts: SeatFacts? = nil) throws -> Prompt {
  let facts = try facts ?? someFacts()
  var prompt = Prompt(
    id: "abc123", seat: Seat(owner: try EmailAddress(parsing: World.me), uid: "meeting", recurrenceID: ""),
    facts: facts, dueAt: facts.endsAt.advanced(by: 300), match: Match(outcome: .unmatched), flags: facts.flags,
    state: state, createdAt: facts.endsAt.advanced(by: 600))
  if state == .snoozed { prompt.snoozedUntil = Instant(secondsSinceEpoch: 1_773_200_000).advanced(by: 86_400) }
  if state == .withdrawn { prompt.stateReason = "cancelled" }
  if state == .dismissed { prompt.stateReason = "personal" }
  return prompt
}

/// An hour's meeting with one guest from outside.
func someFacts(startsAt: Instant = World.startsAt, title: String = "Weekly") throws -> SeatFacts {
  var world = World()
  world.details.organizer = CalendarUser(email: World.me)
  world.details.attendees = [World.user("a@acme.example", status: "ACCEPTED")]
  let endsAt = startsAt.advanced(by: 3600)
  return SeatFacts(
    title: title, location: nil, start: .instant(startsAt), end: .instant(endsAt), startsAt: startsAt, endsAt: endsAt,
    timeZone: nil, participants: try world.participants(), recordLinks: [])
}
