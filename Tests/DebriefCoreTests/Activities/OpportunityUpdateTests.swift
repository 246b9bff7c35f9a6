import Calendars
import Testing

@testable import DebriefCore

@Suite("Technical evaluations and proofs of value") struct OpportunityUpdateTests {
  let today: CivilDate
  let opportunity: SalesforceID

  init() throws {
    today = try #require(CivilDate("2026-03-31"))
    opportunity = try #require(SalesforceID("006Tk0000000AefIAE"))
  }

  func problems(_ change: (inout OpportunityUpdate) -> Void, on current: Opportunity? = nil) -> [String] {
    var update = OpportunityUpdate(opportunity: opportunity)
    change(&update)
    return update.problems(on: current, today: today).map(\.field)
  }

  @Test func anEndIsNeverInTheFuture() {
    #expect(problems { $0.evaluationEnd = today.advanced(byDays: 1) } == ["Tech Evaluation End Date"])
    #expect(problems { $0.evaluationEnd = today } == [])
    #expect(problems { $0.evaluationStart = today.advanced(byDays: 30) } == [])
  }

  @Test func aCloseStatusNeedsAnEndThatHasBeen() {
    #expect(problems { $0.evaluationStatus = .win } == ["Tech Evaluation Close Status"])
    var current = Opportunity(id: opportunity, name: "Deal", stage: "3-Technical Evaluation")
    current.technicalEvaluationEnd = today.advanced(byDays: 5)
    #expect(problems({ $0.evaluationStatus = .win }, on: current) == ["Tech Evaluation Close Status"])
    current.technicalEvaluationEnd = today
    #expect(problems({ $0.evaluationStatus = .win }, on: current) == [])
  }

  @Test func anEndIsNotBeforeTheStartInTheCRM() {
    var current = Opportunity(id: opportunity, name: "Deal", stage: "3-Technical Evaluation")
    current.technicalEvaluationStart = today
    #expect(
      problems({ $0.evaluationEnd = today.advanced(byDays: -1) }, on: current) == ["Tech Evaluation End Date"])
  }

  @Test func anUpdateOfNothingIsRefused() { #expect(problems { _ in } == ["Opportunity"]) }

  @Test func aProofOfValueEndsBeforeItHasAStatus() {
    var pov = ProofOfValue(opportunity: opportunity, name: "Pilot")
    pov.status = .stalled
    #expect(pov.problems(today: today).map(\.field) == ["POV Close Status"])
    pov.end = today.advanced(byDays: 1)
    #expect(pov.problems(today: today).map(\.field) == ["POV Close Status"])
    pov.end = today
    #expect(pov.problems(today: today).isEmpty)
  }
}
