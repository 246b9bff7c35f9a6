import DebriefCore
import Testing

@testable import DebriefPipeline

@Suite("Comparing answers before and after") struct RuleComparisonTests {
  static let first = SalesforceID("006000000000001AAA")
  static let second = SalesforceID("006000000000002AAA")

  static func matched(_ opportunity: SalesforceID?) -> RuleReplay.Outcome {
    var match = Match(outcome: opportunity == nil ? .unmatched : .matched)
    match.opportunity = opportunity
    return RuleReplay.Outcome(match: match)
  }
  static let none = RuleReplay.Outcome(reason: .internalOnly)

  @Test func namesEveryKindOfChange() {
    let (a, b, asks) = (Self.matched(Self.first), Self.matched(Self.second), Self.matched(nil))
    #expect(RuleChange(from: a, to: a) == .same)
    #expect(RuleChange(from: Self.none, to: Self.none) == .same)
    #expect(RuleChange(from: Self.none, to: asks) == .newlyPrompted)
    #expect(RuleChange(from: asks, to: Self.none) == .noLonger)
    #expect(RuleChange(from: a, to: b) == .otherOpportunity)
    #expect(RuleChange(from: a, to: asks) == .nowAsks)
    #expect(RuleChange(from: asks, to: b) == .nowMatched)
    #expect(RuleChange(from: asks, to: RuleReplay.Outcome(match: Match(outcome: .leadOnly))) == .otherQuestion)
  }

  /// Ten meetings logged to the first opportunity: six preselect it, two the second, one asks, one has no prompt.
  @Test func scoresAgainstWhatSolutionArchitectsDecided() {
    var score = RuleScore()
    #expect(score.precision == nil && score.recall == nil && score.abstention == nil)
    for _ in 0..<6 { score.count(Self.matched(Self.first), against: .logged(Self.first)) }
    for _ in 0..<2 { score.count(Self.matched(Self.second), against: .logged(Self.first)) }
    score.count(Self.matched(nil), against: .logged(Self.first))
    score.count(Self.none, against: .logged(Self.first))
    #expect(score.precision == 0.75)
    #expect(score.recall == 0.6)
    #expect(score.abstention == 0.2)
    // Logged to the account: whatever was preselected was wrong.
    score.count(Self.matched(Self.first), against: .logged(nil))
    score.count(Self.matched(Self.first), against: .logged(nil))
    score.count(Self.matched(nil), against: .logged(nil))
    #expect(score.precision == 0.6)
    #expect(score.recall == 0.6)
    score.count(Self.matched(Self.first), against: .dismissed)
    score.count(Self.none, against: .dismissed)
    #expect(score.dismissed == 2 && score.dismissedStillPrompted == 1)
    #expect(score.precision == 0.6)
  }

  @Test func aCellThatASpreadsheetWouldRunIsDisarmed() {
    for start in ["=", "+", "-", "@", "\t"] { #expect(RuleSimulationCSV.cell("\(start)1") == "'\(start)1") }
    #expect(RuleSimulationCSV.cell("\r1") == "\"'\r1\"")
    #expect(RuleSimulationCSV.cell("=HYPERLINK(\"http://x.test\",1)") == "\"'=HYPERLINK(\"\"http://x.test\"\",1)\"")
    #expect(RuleSimulationCSV.cell("a=b") == "a=b")
    // A combining mark must not hide the sign that it stands on.
    #expect(RuleSimulationCSV.cell("=\u{301}1") == "'=\u{301}1")
    #expect(RuleSimulationCSV.cell("a,\u{301}b") == "\"a,\u{301}b\"")
    #expect(RuleSimulationCSV.cell("\"\u{301}") == "\"\"\"\u{301}\"")
  }
}
