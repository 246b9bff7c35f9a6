import Calendars
import Testing

@testable import DebriefCore

@Suite("Coverage") struct CoverageReportTests {
  /// Ada: eight external meetings, 4 logged, 2 dismissed, 1 pending, 1 expired. Bo: four, 1 logged, 1 overdue and put
  /// off, 2 without a prompt. Beside them three occurrences that are no meetings.
  private func situation() throws -> ReportSituation {
    var situation = try ReportSituation()
    let (ada, bo) = (situation.ada, situation.bo)
    try situation.add(
      ada, end: "2026-03-12T10:00:00Z", state: .logged, logged: 600, types: ["Demo"], sentiment: .positive)
    try situation.add(
      ada, end: "2026-03-13T10:00:00Z", state: .updated, logged: 7_200, types: ["Demo", "Technical Deep Dive"],
      sentiment: .positive)
    try situation.add(ada, end: "2026-03-17T10:00:00Z", state: .logged, logged: 90_000, types: ["Demo"])
    try situation.add(
      ada, end: "2026-03-17T12:00:00Z", state: .logged, logged: 1, types: ["Other"], sentiment: .negative)
    try situation.add(ada, end: "2026-03-18T10:00:00Z", state: .dismissed, reason: "no-show: nobody came")
    try situation.add(ada, end: "2026-03-19T10:00:00Z", state: .dismissed, reason: "internal")
    try situation.add(ada, end: "2026-03-30T10:00:00Z", state: .pending)
    try situation.add(ada, end: "2026-03-11T10:00:00Z", state: .expired)
    try situation.add(
      bo, end: "2026-03-26T10:00:00Z", state: .logged, logged: 60, types: ["Demo"], sentiment: .positive)
    try situation.add(bo, end: "2026-03-20T10:00:00Z", state: .snoozed)
    try situation.add(bo, end: "2026-03-15T10:00:00Z")  // sixteen days ago: no run asks for it any more
    try situation.add(bo, end: "2026-03-31T17:58:00Z")  // two minutes ago: the prompt comes after five
    try situation.add(bo, end: "2026-03-25T10:00:00Z", calendar: .noMeeting(.internalOnly))
    try situation.add(
      bo, end: "2026-03-25T12:00:00Z", calendar: .noMeeting(.cancelled), state: .withdrawn, reason: "cancelled")
    try situation.add(bo, end: "2026-03-25T14:00:00Z", calendar: .gone, state: .withdrawn, reason: "vanished")
    return situation
  }

  private func report(by dimension: ReportDimension) throws -> Report {
    let situation = try situation()
    return CoverageReport(ReportSituation.rules, people: situation.people, window: ReportSituation.window)
      .report(situation.meetings, by: dimension)
  }

  @Test func isLoggedOfTheExternalMeetingsThatWereNotDismissed() throws {
    let report = try report(by: .sa)
    let ada = "ada@seller.example"
    #expect(report.value(CoverageReport.external, of: ada) == .count(8))
    #expect(report.value(CoverageReport.prompted, of: ada) == .count(8))
    #expect(report.value(CoverageReport.logged, of: ada) == .count(4))
    #expect(report.value(CoverageReport.dismissed, of: ada) == .count(2))
    #expect(report.value(CoverageReport.pending, of: ada) == .count(1))
    #expect(report.value(CoverageReport.overdue, of: ada) == .count(0))
    #expect(report.value(CoverageReport.expired, of: ada) == .count(1))
    // 4 of 8 - 2.
    #expect(report.value(CoverageReport.coverage, of: ada) == .share(part: 4, whole: 6))
    #expect(report.value(CoverageReport.coverage, of: ada)?.percent == 67)

    let bo = "bo@seller.example"
    #expect(report.value(CoverageReport.external, of: bo) == .count(4))
    #expect(report.value(CoverageReport.prompted, of: bo) == .count(2))
    #expect(report.value(CoverageReport.unprompted, of: bo) == .count(2))
    #expect(report.value(CoverageReport.overdue, of: bo) == .count(1))
    #expect(report.value(CoverageReport.coverage, of: bo) == .share(part: 1, whole: 4))

    #expect(report.value(CoverageReport.external) == .count(12))
    #expect(report.value(CoverageReport.coverage) == .share(part: 5, whole: 10))
    #expect(report.value(CoverageReport.coverage)?.percent == 50)
  }

  @Test func peopleStandInTheOrderOfTheirNamesAndRegionsInTheConfigured() throws {
    #expect(try report(by: .sa).groups.map(\.label) == ["Ada Fern", "Bo Oak"])
    #expect(try report(by: .region).groups.map(\.label) == ["emea", "apac"])
  }

  @Test func everyWeekOfTheWindowIsThere() throws {
    let report = try report(by: .week)
    #expect(report.groups.map(\.key) == ["2026-W11", "2026-W12", "2026-W13", "2026-W14"])
    // 12 and 13 March logged, 11 March expired, 15 March (a Sunday) without a prompt.
    #expect(report.value(CoverageReport.external, of: "2026-W11") == .count(4))
    #expect(report.value(CoverageReport.coverage, of: "2026-W11") == .share(part: 2, whole: 4))
    #expect(report.value(CoverageReport.coverage, of: "2026-W14") == .share(part: 0, whole: 2))
  }

  @Test func aCallOfTwoTypesCountsInBothAndOnceInAll() throws {
    let report = try report(by: .type)
    #expect(report.groups.map(\.key) == ["Demo", "Other", "Technical Deep Dive"])
    #expect(report.value(CoverageReport.logged, of: "Demo") == .count(4))
    #expect(report.value(CoverageReport.logged, of: "Technical Deep Dive") == .count(1))
    #expect(report.value(CoverageReport.logged) == .count(5))
    #expect(report.value(CoverageReport.external) == nil)
  }

  @Test func sentimentIsToldOfFiveOrMoreAndOfNoFewer() throws {
    let report = try report(by: .sa)
    // Five in all, four of Ada's.
    #expect(CoverageReport.sentiments.map { report.value($0) } == [.count(3), .count(1), .count(1)])
    for sentiment in CoverageReport.sentiments {
      let figure = try #require(report.figure(measure: sentiment.id, group: "ada@seller.example"))
      #expect(figure.value == .tooFew)
      #expect(figure.rows.isEmpty)
    }
  }

  @Test func dismissalsAreToldByReason() throws {
    let report = try report(by: .sa)
    let counts = CoverageReport.dismissReasons.map { report.value($0) }
    #expect(counts == [.count(1), .count(1), .count(0), .count(0), .count(0)])
  }

  @Test func aPromptIsOverdueWhenItsMeetingEndedMoreThanSevenDaysAgo() throws {
    var situation = try ReportSituation()
    try situation.add(situation.ada, end: "2026-03-24T18:00:00Z", state: .pending)
    #expect(!ReportSituation.rules.isOverdue(try #require(situation.meetings.last)))
    try situation.add(situation.ada, end: "2026-03-24T17:59:59Z", state: .pending)
    #expect(ReportSituation.rules.isOverdue(try #require(situation.meetings.last)))
  }

  @Test func nothingToCoverIsNoPercentage() throws {
    var situation = try ReportSituation()
    try situation.add(situation.ada, end: "2026-03-24T18:00:00Z", state: .dismissed, reason: "personal")
    let report = CoverageReport(ReportSituation.rules, people: situation.people, window: ReportSituation.window)
      .report(situation.meetings, by: .sa)
    #expect(report.value(CoverageReport.coverage) == ReportFigure.Value.none)
    #expect(report.value(CoverageReport.coverage)?.percent == nil)
  }

  @Test(arguments: [(1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0), (199, 200, 100), (0, 7, 0), (7, 7, 100)])
  func percentagesAreRoundedHalfUp(part: Int, whole: Int, percent: Int) {
    #expect(ReportFigure.Value.share(part: part, whole: whole).percent == percent)
  }
}
