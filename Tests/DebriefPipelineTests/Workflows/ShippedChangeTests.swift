import Addresses
import Calendars
import DebriefCore
import Testing

@testable import DebriefPipeline

/// The shipped workflows about what happens: new records, and fields that changed between snapshots.
@Suite("Shipped workflows about changes") struct ShippedChangeTests {
  let world: WorkflowWorld
  static let now = "2026-03-31T11:00:00Z"

  init() throws { world = try WorkflowWorld() }

  private func change(
    _ subject: WorkflowSubject, _ fields: [WorkflowField: (FieldValue, FieldValue)], isNew: Bool = false
  ) -> WorkflowFacts.Change {
    WorkflowFacts.Change(
      subject: subject, fields: fields.map { FieldChange(field: $0.key, was: $0.value.0, value: $0.value.1) },
      isNew: isNew, snapshot: "s2")
  }

  private func told(_ ref: String, _ change: WorkflowFacts.Change) throws -> [String] {
    try world.told(by: ref, world.facts(changed: [change]), at: Self.now)
  }

  private func stage(_ number: Double) -> FieldValue { .text("\(Int(number))-Stage") }
  private func day(_ text: String) -> FieldValue { FieldValue(CivilDate(text)) }

  @Test func aNewStartDateGoesToItsChannelHoweverItChanged() throws {
    let subject = try world.opportunity()
    for (was, value) in [
      (.blank, day("2026-03-01")), (day("2026-03-01"), day("2026-03-02")), (day("2026-03-01"), .blank),
    ] {
      #expect(try told("wf-03", change(subject, [.evaluationStart: (was, value)])) == ["#sa-tech-eval-start"])
    }
    #expect(try told("wf-03", change(subject, [.evaluationEnd: (.blank, day("2026-03-01"))])) == [])
    #expect(try told("wf-03", change(subject, [:], isNew: true)) == [])
  }

  @Test func aNewEndDateOrCloseStatusGoesToItsChannelAndBothAreOneMessage() throws {
    let subject = try world.opportunity()
    let end = (FieldValue.blank, day("2026-03-30"))
    let status = (FieldValue.blank, FieldValue.text("Win"))
    #expect(try told("wf-04", change(subject, [.evaluationEnd: end])) == ["#sa-tech-eval-end"])
    #expect(try told("wf-04", change(subject, [.evaluationCloseStatus: status])) == ["#sa-tech-eval-end"])
    #expect(
      try told("wf-04", change(subject, [.evaluationEnd: end, .evaluationCloseStatus: status])) == ["#sa-tech-eval-end"]
    )
    #expect(try told("wf-04", change(subject, [.evaluationStart: end])) == [])
    #expect(try told("wf-04", change(subject, [.evaluationCloseDetails: status])) == [])
  }

  @Test func stage2IsAnnouncedAboveTwentyThousandOnly() throws {
    for (value, tells) in [(19_999.99, false), (20_000, false), (20_000.01, true)] {
      let subject = try world.opportunity([.stage: .number(2), .value: .number(value)])
      let moved = try told("wf-08", change(subject, [.stage: (stage(1), stage(2))]))
      #expect(moved == (tells ? ["#stage-move-02"] : []), "\(value)")
      #expect(try told("wf-08", change(subject, [:], isNew: true)) == (tells ? ["#stage-move-02"] : []))
    }
    for number in [1.0, 3] {
      let subject = try world.opportunity([.stage: .number(number), .value: .number(50_000)])
      #expect(try told("wf-08", change(subject, [.stage: (stage(2), stage(number))])) == [])
    }
    let blank = try world.opportunity([.stage: .number(2)])
    #expect(try told("wf-08", change(blank, [.stage: (stage(1), stage(2))])) == [])
    // It was in stage 2 before, and something else changed.
    let stays = try world.opportunity([.stage: .number(2), .value: .number(50_000)])
    #expect(try told("wf-08", change(stays, [.amount: (.number(1), .number(50_000))])) == [])
  }

  @Test func aNewPrimarySAIsAnnouncedInStages2And3Only() throws {
    for (number, tells) in [(1.0, false), (2, true), (3, true), (4, false)] {
      let subject = try world.opportunity([.stage: .number(number)])
      for was in [FieldValue.blank, .person(name: "Hiro", address: "hiro@tanuki.example")] {
        let told = try told("wf-14", change(subject, [.primarySA: (was, subject[.primarySA])]))
        #expect(told == (tells ? ["#primary-sa-change"] : []), "\(number)")
      }
    }
  }

  @Test func movingOnToStages4To7AsksForTheEvaluationsEnd() throws {
    func told(_ number: Double, _ values: [WorkflowField: FieldValue]) throws -> Bool {
      var all = values
      all[.stage] = .number(number)
      let subject = try world.opportunity(all)
      return try self.told("wf-15", change(subject, [.stage: (stage(number - 1), stage(number))]))
        == ["ada@tanuki.example"]
    }
    let started: [WorkflowField: FieldValue] = [.evaluationStart: day("2026-02-01")]
    for (number, tells) in [(3.0, false), (4, true), (5, true), (6, true), (7, true), (8, false)] {
      #expect(try told(number, started) == tells, "\(number)")
    }
    let (end, status) = (day("2026-03-01"), FieldValue.text("Win"))
    #expect(try told(4, started.merging([.evaluationEnd: end]) { $1 }))
    #expect(try told(4, started.merging([.evaluationCloseStatus: status]) { $1 }))
    #expect(try !told(4, started.merging([.evaluationEnd: end, .evaluationCloseStatus: status]) { $1 }))
    #expect(try !told(4, [:]))
  }

  @Test func newRecordsAreTold() throws {
    let ada = try EmailAddress(parsing: "ada@tanuki.example")
    var prompt = WorkflowSubject(kind: .prompt, id: "p1", name: "Review")
    prompt.architect = ada
    prompt.values[.open] = .flag(true)
    var activity = WorkflowSubject(kind: .activity, id: "a1", name: "Review")
    activity.architect = ada
    var task = WorkflowSubject(kind: .task, id: "00TTk0000000AefMAE", name: "Recorded")
    task.architect = ada
    let facts = world.facts(created: [prompt, activity, task])
    #expect(try world.told(by: "wf-01", facts, at: Self.now) == ["ada@tanuki.example"])
    #expect(try world.told(by: "wf-02", facts, at: Self.now) == ["#emea"])
    #expect(try world.told(by: "wf-09", facts, at: Self.now) == ["#chorus-calls"])
    // Withdrawn again before anybody was told.
    prompt.values[.open] = .flag(false)
    #expect(try world.told(by: "wf-01", world.facts(created: [prompt]), at: Self.now) == [])
  }

  /// The product definition's table names these, and no wf-05.
  @Test func everyRowOfTheTableIsThere() {
    let numbers = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    let refs = numbers.map { "wf-" + ($0 < 10 ? "0" : "") + String($0) }
    #expect(ShippedWorkflows.all.filter { $0.ref.hasPrefix("wf-") }.map(\.ref).sorted() == refs)
    #expect(ShippedWorkflows.all.filter { $0.ref.hasPrefix("wf-") }.allSatisfy { $0.isEnabled })
    let examples = ShippedWorkflows.all.filter { !$0.ref.hasPrefix("wf-") }
    #expect(examples.count == 10)
    #expect(examples.allSatisfy { !$0.isEnabled })
  }
}
