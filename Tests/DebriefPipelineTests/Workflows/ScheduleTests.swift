import Addresses
import Calendars
import DebriefCore
import Testing

@testable import DebriefPipeline

/// Hours and days are the recipient's, whatever the clocks do there.
@Suite("Schedules of workflows") struct ScheduleTests {
  let world: WorkflowWorld

  init() throws { world = try WorkflowWorld() }

  private func openPrompt(of name: String, day: String = "2026-03-20T09:00:00Z") throws -> WorkflowSubject {
    var prompt = WorkflowSubject(kind: .prompt, id: "p-\(name)", name: "Review")
    prompt.architect = try EmailAddress(parsing: "\(name)@tanuki.example")
    prompt.values = [.open: .flag(true), .title: .text("Review"), .day: .instant(try WorkflowWorld.instant(day))]
    return prompt
  }

  @Test func openPromptsComeAtSixteenOfTheRecipientsZone() throws {
    let facts = world.facts(present: [try openPrompt(of: "ada"), try openPrompt(of: "hiro")])
    // Tokyo is nine hours ahead of UTC, Berlin one hour in winter.
    #expect(try world.told(by: "wf-11", facts, at: "2026-03-20T06:59:59Z") == [])
    #expect(try world.told(by: "wf-11", facts, at: "2026-03-20T07:00:00Z") == ["hiro@tanuki.example"])
    #expect(try world.told(by: "wf-11", facts, at: "2026-03-20T14:59:59Z") == ["hiro@tanuki.example"])
    // At 15:00 it is midnight in Tokyo: yesterday's is not sent any more, and today's not yet.
    #expect(try world.told(by: "wf-11", facts, at: "2026-03-20T15:00:00Z") == ["ada@tanuki.example"])
  }

  @Test func theClocksChangeAndSixteenStaysSixteen() throws {
    let facts = world.facts(present: [try openPrompt(of: "ada")])
    // Berlin went to summer time on 29 March 2026, and goes back on 25 October.
    for (before, at) in [
      ("2026-03-28T14:59:59Z", "2026-03-28T15:00:00Z"), ("2026-03-29T13:59:59Z", "2026-03-29T14:00:00Z"),
      ("2026-10-24T13:59:59Z", "2026-10-24T14:00:00Z"), ("2026-10-25T14:59:59Z", "2026-10-25T15:00:00Z"),
    ] {
      #expect(try world.told(by: "wf-11", facts, at: before) == [], "\(before)")
      #expect(try world.told(by: "wf-11", facts, at: at) == ["ada@tanuki.example"], "\(at)")
    }
  }

  @Test func anHourThatTheClocksSkipComesLaterAndOneThatTheyShowTwiceComesOnce() throws {
    let night = Workflow.Schedule(minute: 150, isDaily: true)  // 02:30
    let berlin = world.directory.zone(named: "Europe/Berlin")
    func day(_ text: String) throws -> String? {
      night.day(at: try WorkflowWorld.instant(text), in: berlin)?.description
    }
    // 02:30 does not exist on 29 March: RFC 5545 reads it as 03:30, which is 01:30 UTC.
    #expect(try day("2026-03-29T01:29:59Z") == nil)
    #expect(try day("2026-03-29T01:30:00Z") == "2026-03-29")
    // 02:30 comes at 00:30 and at 01:30 UTC on 25 October.
    #expect(try day("2026-10-25T00:29:59Z") == nil)
    #expect(try day("2026-10-25T00:30:00Z") == "2026-10-25")
    var facts = world.facts(present: [try openPrompt(of: "ada")])
    var workflow = try WorkflowWorld.shipped("wf-11")
    workflow.trigger = .schedule(Workflow.Schedule(minute: 150, isDaily: true, kinds: [.prompt]))
    let first = WorkflowEvaluation([workflow], facts, at: try WorkflowWorld.instant("2026-10-25T00:30:00Z"))
    #expect(first.firings.count == 1)
    facts.handled = first.handled
    let second = WorkflowEvaluation([workflow], facts, at: try WorkflowWorld.instant("2026-10-25T01:30:00Z"))
    #expect(second.firings.isEmpty)
  }

  @Test func aDayThatWasHandledIsNotHandledAgainAndTheNextOneIs() throws {
    let workflow = try WorkflowWorld.shipped("wf-11")
    var facts = world.facts(present: [try openPrompt(of: "ada")])
    func run(_ now: String) throws -> Int {
      let evaluation = WorkflowEvaluation([workflow], facts, at: try WorkflowWorld.instant(now))
      facts.handled.merge(evaluation.handled) { $1 }
      return evaluation.firings.count
    }
    #expect(try run("2026-03-20T15:00:00Z") == 1)
    #expect(try run("2026-03-20T15:15:00Z") == 0)
    #expect(try run("2026-03-20T22:59:59Z") == 0)
    // Off all day, and on again after midnight: yesterday's is gone, today's comes in the afternoon.
    #expect(try run("2026-03-21T23:30:00Z") == 0)
    #expect(try run("2026-03-22T15:00:00Z") == 1)
    // Off at 16:00, and on again at 21:00 of the same day.
    #expect(try run("2026-03-23T20:00:00Z") == 1)
  }

  @Test func onlyWhatIsOpenAndDueComesAtSixteen() throws {
    var closed = try openPrompt(of: "ada")
    closed.values[.open] = .flag(false)
    let tomorrow = try openPrompt(of: "ada", day: "2026-03-20T23:00:00Z")  // 00:00 of the 21st in Berlin
    let tonight = try openPrompt(of: "ada", day: "2026-03-20T22:59:59Z")
    var unknown = try openPrompt(of: "ada")
    unknown.kind = .task
    unknown.values[.open] = nil
    for (subject, tells) in [(closed, false), (tomorrow, false), (tonight, true), (unknown, false)] {
      let told = try world.told(by: "wf-11", world.facts(present: [subject]), at: "2026-03-20T15:00:00Z")
      #expect(told.isEmpty == !tells)
    }
  }

  @Test func theDailyOneComesAtEightOfTheRegionsZoneEveryDay() throws {
    let base: [WorkflowField: FieldValue] = [
      .stage: .number(3), .stage3Reached: .day(try WorkflowWorld.day("2026-03-01")), .value: .number(20_000),
    ]
    let workflow = try WorkflowWorld.shipped("wf-12")
    var facts = world.facts(present: [try world.opportunity(base, primarySA: nil)])
    func run(_ now: String) throws -> [String] {
      let evaluation = WorkflowEvaluation([workflow], facts, at: try WorkflowWorld.instant(now))
      facts.handled.merge(evaluation.handled) { $1 }
      facts.standing.formUnion(evaluation.firings.compactMap(\.standing))
      return evaluation.firings.map(\.recipient.description)
    }
    // New York is four hours behind UTC in summer time, which began there on 8 March.
    #expect(try run("2026-03-20T11:59:59Z") == [])
    #expect(try run("2026-03-20T12:00:00Z") == ["#amer"])
    #expect(try run("2026-03-20T12:15:00Z") == [])
    #expect(try run("2026-03-21T12:00:00Z") == ["#amer"])
  }

  @Test func sevenDaysAreDaysOfTheRecipientsCalendar() throws {
    // Reached on 24 March in the CRM; 31 March begins at 15:00 UTC in Tokyo, and at 22:00 UTC in Berlin.
    let base: [WorkflowField: FieldValue] = [
      .stage: .number(3), .stage3Reached: .day(try WorkflowWorld.day("2026-03-24")), .value: .number(20_000),
    ]
    let hiros = world.facts(present: [try world.opportunity(base, primarySA: WorkflowWorld.hiro)])
    let adas = world.facts(present: [try world.opportunity(base, primarySA: WorkflowWorld.ada)])
    #expect(try world.told(by: "wf-07", hiros, at: "2026-03-30T14:59:59Z") == [])
    #expect(try world.told(by: "wf-07", hiros, at: "2026-03-30T22:59:59Z") == [])
    #expect(try world.told(by: "wf-07", hiros, at: "2026-03-30T23:00:00Z") == ["hiro@tanuki.example"])
    #expect(try world.told(by: "wf-07", adas, at: "2026-03-30T23:00:00Z") == [])
    #expect(try world.told(by: "wf-07", adas, at: "2026-03-31T06:00:00Z") == ["ada@tanuki.example"])
    // A moment is a day where the recipient is: 16:30 UTC on 24 March is the 25th in Tokyo.
    let moment = [WorkflowField.stage3Reached: FieldValue(Instant("2026-03-24T16:30:00Z"))]
    let late = world.facts(
      present: [try world.opportunity(base.merging(moment) { $1 }, primarySA: WorkflowWorld.hiro)])
    #expect(try world.told(by: "wf-07", late, at: "2026-03-31T01:00:00Z") == [])
    #expect(try world.told(by: "wf-07", late, at: "2026-04-01T01:00:00Z") == ["hiro@tanuki.example"])
  }

  @Test func aWeekInStage3IsToldOnce() throws {
    let base: [WorkflowField: FieldValue] = [
      .stage: .number(3), .stage3Reached: .day(try WorkflowWorld.day("2026-03-01")), .value: .number(20_000),
    ]
    let workflow = try WorkflowWorld.shipped("wf-07")
    var facts = world.facts(present: [try world.opportunity(base)])
    func run(_ now: String) throws -> Int {
      let evaluation = WorkflowEvaluation([workflow], facts, at: try WorkflowWorld.instant(now))
      facts.handled.merge(evaluation.handled) { $1 }
      facts.standing.formUnion(evaluation.firings.compactMap(\.standing))
      facts.standing.subtract(evaluation.ended)
      return evaluation.firings.count
    }
    #expect(try run("2026-03-20T12:00:00Z") == 1)
    #expect(try run("2026-03-21T12:00:00Z") == 0)
    // It holds no longer, and then again: a new cause.
    facts.present = [try world.opportunity(base.merging([.value: .number(19_000)]) { $1 })]
    #expect(try run("2026-03-22T12:00:00Z") == 0)
    facts.present = [try world.opportunity(base)]
    #expect(try run("2026-03-23T12:00:00Z") == 1)
    // Left out of an export for a day, and back: the same cause.
    facts.present = []
    #expect(try run("2026-03-24T12:00:00Z") == 0)
    facts.present = [try world.opportunity(base)]
    #expect(try run("2026-03-25T12:00:00Z") == 0)
  }
}
