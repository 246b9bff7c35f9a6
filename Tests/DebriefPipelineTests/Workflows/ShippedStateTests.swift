import Calendars
import DebriefCore
import Testing

@testable import DebriefPipeline

/// The shipped workflows about what an opportunity lacks, at the edges of every condition: one value differs from an
/// opportunity of which the workflow tells.
@Suite("Shipped workflows about states") struct ShippedStateTests {
  let world: WorkflowWorld

  init() throws { world = try WorkflowWorld() }

  /// 12:00 in Berlin, 07:00 in New York, 20:00 in Tokyo. Stage 3 was reached a week before, to the day.
  static let now = "2026-03-31T11:00:00Z"

  struct Case: CustomTestStringConvertible {
    var ref: String
    var what: String
    var values: [WorkflowField: FieldValue] = [:]
    var primarySA: String?
    var tells: Bool
    var now = ShippedStateTests.now

    var testDescription: String { "\(ref): \(what)" }
  }

  private static func day(_ text: String) -> FieldValue { FieldValue(CivilDate(text)) }

  /// Opportunities of which the workflow tells.
  private static let base: [String: [WorkflowField: FieldValue]] = [
    "wf-06": [.stage: .number(4), .evaluationStart: day("2026-02-01")],
    "wf-07": [.stage: .number(3), .stage3Reached: day("2026-03-24"), .value: .number(20_000)],
    "wf-10": [.stage: .number(3), .professionalServices: .flag(true)],
    "wf-12": [.stage: .number(3), .stage3Reached: day("2026-03-24"), .value: .number(20_000)],
    "wf-13": [.stage: .number(3), .value: .number(10_000)],
    "sa-request": [.stage: .number(1), .requested: FieldValue(Instant("2026-03-30T11:00:00Z"))],
  ]

  /// Whom the workflow tells of an opportunity of Ada's, or of Sven's without a Primary SA.
  private static let recipients = [
    "wf-06": "ada@tanuki.example", "wf-07": "ada@tanuki.example", "wf-10": "#amer", "wf-12": "#amer",
    "wf-13": "#amer", "sa-request": "#amer",
  ]

  private static let ownersOnly: Set<String> = ["wf-10", "wf-12", "wf-13", "sa-request"]

  static let cases: [Case] = {
    func row(_ ref: String, _ what: String, _ values: [WorkflowField: FieldValue] = [:], _ tells: Bool) -> Case {
      Case(
        ref: ref, what: what, values: values, primarySA: ownersOnly.contains(ref) ? nil : WorkflowWorld.ada,
        tells: tells, now: ref == "wf-12" ? "2026-03-31T12:00:00Z" : now)
    }
    var cases: [Case] = []
    for ref in base.keys.sorted() {
      cases.append(row(ref, "as it is", [:], true))
      cases.append(row(ref, "closed", [.closed: .flag(true)], false))
    }
    cases += [
      row("wf-06", "in stage 3", [.stage: .number(3)], false),
      row("wf-06", "in stage 5", [.stage: .number(5)], true),
      row("wf-06", "no stage number", [.stage: .blank], false),
      row("wf-06", "no start", [.evaluationStart: .blank], false),
      row("wf-06", "has an end", [.evaluationEnd: day("2026-03-30")], false),
      row("wf-07", "in stage 2", [.stage: .number(2)], false),
      row("wf-07", "in stage 4", [.stage: .number(4)], false),
      row("wf-07", "six days", [.stage3Reached: day("2026-03-25")], false),
      row("wf-07", "eight days", [.stage3Reached: day("2026-03-23")], true),
      row("wf-07", "unknown since when", [.stage3Reached: .blank], false),
      row("wf-07", "19,999.99", [.value: .number(19_999.99)], false),
      row("wf-07", "20,000.01", [.value: .number(20_000.01)], true),
      row("wf-07", "no value", [.value: .blank], false),
      row("wf-07", "has a start", [.evaluationStart: day("2026-04-01")], false),
      row("wf-10", "in stage 2", [.stage: .number(2)], false),
      row("wf-10", "in stage 4", [.stage: .number(4)], true),
      row("wf-10", "no professional services", [.professionalServices: .flag(false)], false),
      row("wf-12", "six days", [.stage3Reached: day("2026-03-25")], false),
      row("wf-12", "eight days", [.stage3Reached: day("2026-03-23")], true),
      row("wf-12", "19,999.99", [.value: .number(19_999.99)], false),
      row("wf-12", "20,000.01", [.value: .number(20_000.01)], true),
      row("wf-12", "in stage 4", [.stage: .number(4)], false),
      row("wf-12", "has a start", [.evaluationStart: day("2026-04-01")], false),
      row("wf-13", "in stage 2", [.stage: .number(2)], false),
      row("wf-13", "in stage 4", [.stage: .number(4)], true),
      row("wf-13", "9,999.99", [.value: .number(9_999.99)], false),
      row("wf-13", "10,000.01", [.value: .number(10_000.01)], true),
      row("wf-13", "no value", [.value: .blank], false),
      row("sa-request", "a second too early", [.requested: FieldValue(Instant("2026-03-30T11:00:01Z"))], false),
      row("sa-request", "a second later", [.requested: FieldValue(Instant("2026-03-30T10:59:59Z"))], true),
      row("sa-request", "never asked", [.requested: .blank], false),
    ]
    return cases
  }()

  @Test(arguments: cases) func tellsAtTheEdgesOfItsConditions(_ test: Case) throws {
    let values = (Self.base[test.ref] ?? [:]).merging(test.values) { $1 }
    let subject = try world.opportunity(values, primarySA: test.primarySA)
    let told = try world.told(by: test.ref, world.facts(present: [subject]), at: test.now)
    #expect(told == (test.tells ? [try #require(Self.recipients[test.ref])] : []))
  }

  @Test(arguments: ["wf-10", "wf-12", "wf-13", "sa-request"]) func aPrimarySAIsEnoughToBeSilent(_ ref: String) throws {
    let subject = try world.opportunity(Self.base[ref] ?? [:], primarySA: WorkflowWorld.ada)
    #expect(try world.told(by: ref, world.facts(present: [subject]), at: "2026-03-31T12:00:00Z") == [])
  }

  @Test(arguments: ["wf-06", "wf-07"]) func nobodyIsToldWithoutAPrimarySAWhoIsStillThere(_ ref: String) throws {
    for primarySA in [nil, WorkflowWorld.gone] {
      let subject = try world.opportunity(Self.base[ref] ?? [:], primarySA: primarySA)
      #expect(try world.told(by: ref, world.facts(present: [subject]), at: Self.now) == [])
    }
  }

  @Test func theAfterSaleCadenceHasItsDays() throws {
    // Won on 31 January: months end with the month where it is shorter.
    let expected: [(ref: String, from: String, to: String)] = [
      ("ps-introduction", "2026-02-02", "2026-02-05"), ("ps-installation", "2026-02-07", "2026-02-10"),
      ("ps-education", "2026-02-20", "2026-03-02"), ("ps-discovery", "2026-04-01", "2026-04-30"),
      ("ps-check-in", "2026-05-01", "2026-07-30"), ("ps-outlook", "2026-07-31", "2026-11-29"),
      ("ps-expansion", "2026-11-30", "2026-12-30"), ("ps-renewal", "2026-12-31", "2027-01-30"),
      ("ps-anniversary", "2027-01-31", "2027-02-27"),
    ]
    let won = try world.opportunity([
      .closed: .flag(true), .won: .flag(true), .closeDate: Self.day("2026-01-31"), .account: .text("Birch"),
    ])
    let lost = try world.opportunity([.closed: .flag(true), .closeDate: Self.day("2026-01-31")])
    for (ref, from, to) in expected {
      let (first, last) = (try WorkflowWorld.day(from), try WorkflowWorld.day(to))
      for (day, tells) in [
        (first.advanced(byDays: -1), false), (first, true), (last, true), (last.advanced(byDays: 1), false),
      ] {
        // 12:00 UTC is past 09:00 in Berlin, where Ada is, and past 07:00 in New York.
        let told = try world.told(by: ref, world.facts(present: [won]), at: "\(day)T15:00:00Z")
        #expect(told.contains("ada@tanuki.example") == tells, "\(ref) on \(day)")
        #expect(try world.told(by: ref, world.facts(present: [lost]), at: "\(day)T15:00:00Z") == [])
      }
    }
  }
}
