import Calendars
import Testing

@testable import DebriefCore

/// What happens to a prompt when its meeting is rescheduled, cancelled, renamed or vanishes, and when time passes
/// (product definition, sections 3 and 6). Now is two hours after the meeting's start, unless a case says otherwise.
@Suite("Prompts follow their meetings") struct PromptReconciliationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var state = Prompt.State.pending
    /// Hours from the meeting's original start.
    var now: Int64 = 2
    let status: Status
    let then: Prompt.State
    /// The states that the history goes through.
    var by: [Prompt.State] = []
    var flag: Prompt.Flag?

    enum Status: Sendable {
      case meeting(startsIn: Int64, title: String)
      case noMeeting(ReasonCode)
      case vanished
      static let same = Status.meeting(startsIn: 0, title: "Weekly")
    }
  }

  private static let days: Int64 = 24

  private static let cases: [Case] = [
    Case(testDescription: "nothing changed", status: .same, then: .pending),
    Case(testDescription: "renamed", status: .meeting(startsIn: 0, title: "Kick-off"), then: .pending),
    Case(testDescription: "moved to next week", status: .meeting(startsIn: 7 * days, title: "Weekly"), then: .pending),
    Case(testDescription: "moved to yesterday", status: .meeting(startsIn: -days, title: "Weekly"), then: .pending),
    Case(testDescription: "cancelled", status: .noMeeting(.cancelled), then: .withdrawn, by: [.withdrawn]),
    Case(
      testDescription: "declined by the SA", status: .noMeeting(.declinedByOwner), then: .withdrawn, by: [.withdrawn]),
    Case(testDescription: "became internal", status: .noMeeting(.internalOnly), then: .withdrawn, by: [.withdrawn]),
    Case(
      testDescription: "became private", state: .snoozed, status: .noMeeting(.privateEvent), then: .withdrawn,
      by: [.withdrawn]),
    Case(testDescription: "vanished after it took place", status: .vanished, then: .pending, flag: .vanished),
    Case(
      testDescription: "vanished before it began", now: -2, status: .vanished, then: .withdrawn, by: [.withdrawn]),
    Case(
      testDescription: "vanished before it began, snoozed", state: .snoozed, now: -2, status: .vanished,
      then: .withdrawn, by: [.withdrawn]),
    Case(testDescription: "cancelled, and back", state: .withdrawn, status: .same, then: .pending, by: [.pending]),
    Case(
      testDescription: "cancelled, and back for next week: not before it is due", state: .withdrawn,
      status: .meeting(startsIn: 7 * days, title: "Weekly"), then: .withdrawn),
    Case(testDescription: "still cancelled", state: .withdrawn, status: .noMeeting(.cancelled), then: .withdrawn),
    Case(testDescription: "snoozed, not over", state: .snoozed, status: .same, then: .snoozed),
    Case(
      testDescription: "snoozed, over", state: .snoozed, now: 3 * days, status: .same, then: .pending, by: [.pending]),
    Case(
      testDescription: "snoozed, over, and vanished", state: .snoozed, now: 3 * days, status: .vanished,
      then: .pending, by: [.pending], flag: .vanished),
    Case(testDescription: "nobody answered", now: 61 * days, status: .same, then: .expired, by: [.expired]),
    Case(
      testDescription: "snoozed, and nobody answered", state: .snoozed, now: 61 * days, status: .same, then: .expired,
      by: [.pending, .expired]),
    Case(
      testDescription: "vanished, and nobody answered", now: 61 * days, status: .vanished, then: .expired,
      by: [.expired], flag: .vanished),
    Case(
      testDescription: "logged, then moved", state: .logged, status: .meeting(startsIn: 7 * days, title: "Weekly"),
      then: .logged),
    Case(testDescription: "logged, then cancelled", state: .logged, status: .noMeeting(.cancelled), then: .logged),
    Case(testDescription: "updated, then vanished", state: .updated, status: .vanished, then: .updated),
    Case(
      testDescription: "dismissed, then cancelled", state: .dismissed, status: .noMeeting(.cancelled), then: .dismissed),
    Case(testDescription: "dismissed long ago", state: .dismissed, now: 90 * days, status: .same, then: .dismissed),
    Case(
      testDescription: "expired, then renamed", state: .expired, now: 62 * days,
      status: .meeting(startsIn: 0, title: "Kick-off"), then: .expired),
  ]

  @Test(arguments: cases) func followsItsMeeting(_ test: Case) throws {
    let before = try somePrompt(test.state)
    let reconciliation = PromptReconciliation(
      now: World.startsAt.advanced(by: test.now * 3600), meetings: MeetingSettings(), prompts: PromptSettings())
    let status: SeatStatus =
      switch test.status {
      case .meeting(let hours, let title):
        .meeting(try someFacts(startsAt: World.startsAt.advanced(by: hours * 3600), title: title))
      case .noMeeting(let reason): .noMeeting(reason)
      case .vanished: .vanished
      }
    let (after, events) = try reconciliation.reconcile(before, with: status, promptTime: .after)
    #expect(after.state == test.then)
    #expect(events.map(\.to) == test.by)
    #expect(events.allSatisfy { $0.by == "debrief" && $0.at == reconciliation.now })
    if let flag = test.flag { #expect(after.flags.contains(flag)) }
    if case .meeting(let facts) = status, after.state.isOpen {
      #expect(after.facts == facts && after.dueAt == facts.endsAt.advanced(by: 300))
    }
    if !before.state.isOpen, before.state != .withdrawn { #expect(after == before) }

    // A second run finds nothing to do.
    let (again, more) = try reconciliation.reconcile(after, with: status, promptTime: .after)
    #expect(again == after && more.isEmpty)
  }

  @Test func aMeetingThatCameBackIsNoLongerMissed() throws {
    let reconciliation = PromptReconciliation(
      now: World.startsAt.advanced(by: 7200), meetings: MeetingSettings(), prompts: PromptSettings())
    let vanished = try reconciliation.reconcile(try somePrompt(.pending), with: .vanished, promptTime: .after)
    #expect(vanished.prompt.flags.contains(.vanished))
    let back = try reconciliation.reconcile(vanished.prompt, with: .meeting(try someFacts()), promptTime: .after)
    #expect(!back.prompt.flags.contains(.vanished) && back.events.isEmpty)
  }

  @Test func aPromptIsDueAfterTheMeetingOrBeforeItAsItsSAWants() throws {
    let facts = try someFacts()
    func due(_ seconds: Int64, _ time: SolutionArchitect.PromptTime) -> Bool {
      PromptReconciliation(
        now: World.startsAt.advanced(by: seconds), meetings: MeetingSettings(), prompts: PromptSettings()
      ).isDue(facts, time)
    }
    // Five minutes after the end of an hour; fifteen before the start.
    #expect(!due(3600 + 299, .after) && due(3600 + 300, .after))
    #expect(!due(-901, .before) && due(-900, .before))
    // A meeting that ended before the window gets no first prompt.
    #expect(due(3600 + 7 * 86_400, .after) && !due(3600 + 7 * 86_400 + 1, .after))
  }

  @Test func thePromptBeforeAMeetingSaysThatItBegins() throws {
    let reconciliation = PromptReconciliation(
      now: World.startsAt.advanced(by: -600), meetings: MeetingSettings(), prompts: PromptSettings())
    let prompt = try somePrompt(.pending)
    let made = reconciliation.create(id: "abc", seat: prompt.seat, facts: prompt.facts, promptTime: .before)
    #expect(made.event.why.hasPrefix("the meeting begins at"))
    #expect(made.prompt.state == .pending && made.event.from == nil)
  }
}
