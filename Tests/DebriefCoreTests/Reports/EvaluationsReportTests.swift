import Addresses
import Calendars
import Testing

@testable import DebriefCore

@Suite("Evaluations, POVs and secondary SAs") struct EvaluationsReportTests {
  private static let today = CivilDate(daysSinceEpoch: 20_543)  // 2026-03-31

  private static func opportunity(
    _ stage: String, reached: String? = nil, start: String? = nil, end: String? = nil, status: String? = nil,
    amount: Double? = 50_000, value: Double? = nil, closed: Bool = false, number: Int = 1
  ) throws -> Opportunity {
    let id = try #require(SalesforceID("006Tk000000000\(number)"))
    var opportunity = Opportunity(id: id, name: "Deal \(number)", stage: stage)
    opportunity.stage3Date = reached.flatMap { CivilDate($0) }
    opportunity.technicalEvaluationStart = start.flatMap { CivilDate($0) }
    opportunity.technicalEvaluationEnd = end.flatMap { CivilDate($0) }
    opportunity.technicalEvaluationCloseStatus = status
    opportunity.amount = amount
    opportunity.incrementalACV = value
    opportunity.isClosed = closed
    return opportunity
  }

  private func evaluation(_ opportunity: Opportunity) -> TechnicalEvaluation {
    TechnicalEvaluation(opportunity, on: Self.today)
  }

  @Test func aStartIsMissedFromTheSeventhDayAndFromTwentyThousand() throws {
    let stage = "3-Technical Evaluation"
    func lacks(_ opportunity: Opportunity) -> Bool { evaluation(opportunity).lacksStart }
    #expect(lacks(try Self.opportunity(stage, reached: "2026-03-24")))
    #expect(!lacks(try Self.opportunity(stage, reached: "2026-03-25")))
    #expect(lacks(try Self.opportunity(stage, reached: "2026-03-01", amount: 20_000)))
    #expect(!lacks(try Self.opportunity(stage, reached: "2026-03-01", amount: 19_999.99)))
    // The incremental value goes before the amount.
    #expect(!lacks(try Self.opportunity(stage, reached: "2026-03-01", amount: 90_000, value: 12_000)))
    #expect(lacks(try Self.opportunity(stage, reached: "2026-03-01", amount: 1, value: 20_000)))
    #expect(!lacks(try Self.opportunity(stage, reached: "2026-03-01", start: "2026-04-09")))
    #expect(!lacks(try Self.opportunity(stage, reached: "2026-03-01", closed: true)))
    #expect(!lacks(try Self.opportunity("2-Scoping", reached: "2026-03-01")))
    #expect(!lacks(try Self.opportunity("4-Proposal", reached: "2026-03-01")))
    // Nobody can tell since when: no reminder.
    #expect(!lacks(try Self.opportunity(stage)))
    var undated = try Self.opportunity(stage)
    undated.lastStageChangeAt = Instant("2026-03-24T23:00:00Z")
    #expect(lacks(undated))
  }

  @Test func anEndIsMissedPastStage3AndAStatusFromStage4() throws {
    let begun = try Self.opportunity("3-Technical Evaluation", start: "2026-02-02")
    #expect(!evaluation(begun).lacksEnd && !evaluation(begun).lacksStatus)
    let past = try Self.opportunity("4-Proposal", start: "2026-02-02")
    #expect(evaluation(past).lacksEnd && evaluation(past).lacksStatus)
    let ended = try Self.opportunity("7-Closing", start: "2026-02-02", end: "2026-03-01")
    #expect(!evaluation(ended).lacksEnd && evaluation(ended).lacksStatus)
    let judged = try Self.opportunity("5-Negotiating", start: "2026-02-02", status: "Win")
    #expect(evaluation(judged).lacksEnd && !evaluation(judged).lacksStatus)
    let never = try Self.opportunity("6-Awaiting Signature")
    #expect(!evaluation(never).lacksEnd && !evaluation(never).lacksStatus)
    let closed = try Self.opportunity("Closed Won", start: "2026-02-02", closed: true)
    #expect(!evaluation(closed).lacksEnd && !evaluation(closed).lacksStatus && !evaluation(closed).isOfInterest)
  }

  @Test func everyEvaluationStandsOnceInAStageAndOnceInAStanding() throws {
    let situation = try ReportSituation()
    let rows = [
      try Self.opportunity("3-Technical Evaluation", number: 1),
      try Self.opportunity("3-Technical Evaluation", start: "2026-03-31", number: 2),
      try Self.opportunity("3-Technical Evaluation", start: "2026-04-01", number: 3),
      try Self.opportunity("4-Proposal", start: "2026-01-02", end: "2026-02-02", number: 4),
      try Self.opportunity("4-Proposal", start: "2026-01-02", end: "2026-02-02", status: "Win", number: 5),
      try Self.opportunity("2-Scoping", start: "2026-03-02", number: 6),
      try Self.opportunity("2-Scoping", number: 7),
      try Self.opportunity("Closed Lost", start: "2026-03-02", closed: true, number: 8),
    ].enumerated().map { index, opportunity in
      OpportunityRow(opportunity: opportunity, primary: index % 2 == 0 ? situation.ada : nil)
    }
    let report = EvaluationsReport(people: situation.people, today: Self.today).report(rows, by: .stage)
    #expect(report.groups.map(\.key) == ["2-Scoping", "3-Technical Evaluation", "4-Proposal"])
    #expect(report.value(EvaluationsReport.opportunities) == .count(6))
    #expect(report.value(EvaluationsReport.notStarted) == .count(2))
    #expect(report.value(EvaluationsReport.underWay) == .count(2))
    #expect(report.value(EvaluationsReport.endedWithoutStatus) == .count(1))
    #expect(report.value(EvaluationsReport.ended) == .count(1))
    #expect(report.value(EvaluationsReport.underWay, of: "2-Scoping") == .count(1))

    // A manager sees those of the team's Primary SAs, not those of nobody.
    let team = ReportPeople(architects: [situation.ada], regions: [], includesNobodys: false)
    let own = EvaluationsReport(people: team, today: Self.today).report(rows, by: .sa)
    #expect(own.value(EvaluationsReport.opportunities) == .count(3))
    #expect(own.groups.map(\.label) == ["Ada Fern"])
  }

  @Test func aPOVStandsWhereItsStatusSaysElseItsDates() throws {
    let id = try #require(SalesforceID("a0XTk0000000001"))
    let opportunity = try #require(SalesforceID("006Tk0000000001"))
    func standing(_ start: String?, _ end: String?, _ status: String?) -> ProofsReport.Standing {
      var proof = CRMProofOfValue(id: id, opportunityID: opportunity, name: "Trial")
      proof.start = start.flatMap { CivilDate($0) }
      proof.end = end.flatMap { CivilDate($0) }
      proof.status = status
      return ProofsReport.standing(of: proof, on: Self.today)
    }
    #expect(standing(nil, nil, nil) == .planned)
    #expect(standing("2026-04-01", nil, nil) == .planned)
    #expect(standing("2026-03-31", nil, nil) == .running)
    #expect(standing("2026-03-01", "2026-03-31", nil) == .running)
    #expect(standing("2026-03-01", "2026-03-30", nil) == .overdue)
    #expect(standing("2026-03-01", "2026-03-30", "Win") == .win)
    #expect(standing("2026-03-01", nil, "Won") == .win)
    #expect(standing("2026-03-01", nil, "Lost") == .loss)
    #expect(standing(nil, nil, "stalled") == .stalled)
    #expect(standing("2026-03-01", nil, "On hold") == .otherResult)
  }

  @Test func secondarySAsAreThoseWhoLoggedAndAreNotThePrimary() throws {
    let situation = try ReportSituation()
    let (ada, bo) = (situation.ada, situation.bo)
    let first = try Self.opportunity("3-Technical Evaluation", number: 1)
    let second = try Self.opportunity("2-Scoping", number: 2)
    let opportunities = [
      first.id: OpportunityRow(opportunity: first, primary: ada), second.id: OpportunityRow(opportunity: second),
    ]
    func call(_ owner: SolutionArchitect, _ on: Opportunity, _ day: String, _ subject: String = "Call") throws
      -> LoggedCall
    {
      LoggedCall(owner: owner.email, opportunity: on.id, day: try #require(CivilDate(day)), subject: subject)
    }
    let calls = [
      try call(ada, first, "2026-03-12"), try call(bo, first, "2026-03-12"),
      // The same call, come back from the CRM as a task; and another one on that day.
      try call(bo, first, "2026-03-12"), try call(bo, first, "2026-03-12", "Sizing"),
      try call(bo, first, "2026-03-10"),  // the day before the window
      try call(ada, second, "2026-03-31"),
    ]
    let architects = [ada.email.key: ada, bo.email.key: bo]
    func report(_ people: ReportPeople, by dimension: ReportDimension) -> Report {
      SecondaryReport(people: people, window: ReportSituation.window)
        .report(calls, opportunities: opportunities, architects: architects, by: dimension)
    }
    let everybody = report(situation.people, by: .opportunity)
    #expect(everybody.value(SecondaryReport.secondaries) == .count(2))
    #expect(
      everybody.groups.map(\.detail) == [
        "primary Ada Fern; secondary Bo Oak (2)", "primary nobody; secondary Ada Fern (1)",
      ])
    #expect(report(situation.people, by: .sa).value(SecondaryReport.opportunities, of: bo.email.key) == .count(1))
    // Ada sees who else works on her opportunity, and where she works beside others; Bo sees his own part alone.
    let own = report(ReportPeople(architects: [ada], regions: [], includesNobodys: false), by: .sa)
    #expect(own.groups.map(\.label) == ["Ada Fern", "(other SAs)"])
    #expect(own.value(SecondaryReport.secondaries) == .count(2))
    let bos = report(ReportPeople(architects: [bo], regions: [], includesNobodys: false), by: .opportunity)
    #expect(bos.groups.map(\.key) == [first.id.description])
  }
}
