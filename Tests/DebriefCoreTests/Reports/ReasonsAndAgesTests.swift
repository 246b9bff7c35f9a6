import Calendars
import Testing

@testable import DebriefCore

@Suite("Reasons for no prompt, and ages to log") struct ReasonsAndAgesTests {
  @Test func everyOccurrenceWithoutAPromptHasOneReason() throws {
    var situation = try ReportSituation()
    let ada = situation.ada
    try situation.add(ada, end: "2026-03-25T10:00:00Z", calendar: .noMeeting(.internalOnly))
    try situation.add(ada, end: "2026-03-25T11:00:00Z", calendar: .noMeeting(.internalOnly))
    try situation.add(ada, end: "2026-03-25T12:00:00Z", calendar: .noMeeting(.cancelled), state: .withdrawn)
    try situation.add(ada, end: "2026-03-25T13:00:00Z", calendar: .gone, state: .withdrawn)
    // 10 days back is meetings.since: at the bound the next run asks, a second earlier none does.
    try situation.add(ada, end: "2026-03-21T18:00:00Z")
    try situation.add(ada, end: "2026-03-21T17:59:59Z")
    // meetings.settle is five minutes.
    try situation.add(ada, end: "2026-03-31T17:55:00Z")
    try situation.add(ada, end: "2026-03-31T17:55:01Z")
    // These have prompts.
    try situation.add(ada, end: "2026-03-26T10:00:00Z", state: .pending)
    try situation.add(ada, end: "2026-03-26T11:00:00Z", state: .logged, logged: 5)
    let calendar = SetAsideRow(calendar: "ada.ics", owner: ada.email, reason: .internalOnly, events: 41)
    let other = SetAsideRow(calendar: "bo.ics", owner: nil, reason: .internalOnly, events: 1)
    let report = ReasonsReport(ReportSituation.rules, people: situation.people, window: ReportSituation.window)
      .report(situation.meetings, setAside: [calendar, other], by: .all)
    #expect(report.value(ReasonsReport.occurrences) == .count(8))
    #expect(report.value(ReasonsReport.measure(.internalOnly)) == .count(2))
    #expect(report.value(ReasonsReport.measure(.cancelled)) == .count(1))
    #expect(report.value(ReasonsReport.gone) == .count(1))
    #expect(report.value(ReasonsReport.nextRun) == .count(2))
    #expect(report.value(ReasonsReport.measure(.outsideWindow)) == .count(1))
    #expect(report.value(ReasonsReport.measure(.notEnded)) == .count(1))
    // Two calendars stand behind 42 events.
    let events = try #require(report.figure(measure: "events-internal_only", group: nil))
    #expect(events.value == .count(42))
    #expect(events.rows.count == 2)
  }

  /// The examples of https://en.wikipedia.org/wiki/Percentile, "The nearest-rank method".
  @Test(
    arguments: [
      ([15, 20, 35, 40, 50], 5, 15), ([15, 20, 35, 40, 50], 30, 20), ([15, 20, 35, 40, 50], 40, 20),
      ([15, 20, 35, 40, 50], 50, 35), ([15, 20, 35, 40, 50], 100, 50),
      ([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 25, 7), ([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 50, 8),
      ([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 75, 15), ([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 100, 20),
      ([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], 25, 7), ([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], 50, 9),
      ([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], 75, 15), ([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], 100, 20),
    ] as [([Int64], Int, Int64)])
  func percentilesAreTheNearestRank(values: [Int64], percent: Int, expected: Int64) {
    #expect(AgeReport.percentile(percent, of: values) == expected)
  }

  @Test func agesRunFromTheMeetingsEndAndABoundBelongsToTheShorterTime() throws {
    var situation = try ReportSituation()
    let ages: [Int64] = [-60, 0, 3_600, 3_601, 14_400, 86_400, 86_401, 172_800, 604_800, 604_801]
    for age in ages {
      try situation.add(situation.ada, end: "2026-03-12T10:00:00Z", state: .logged, logged: age, types: ["Demo"])
    }
    // Logged, and taken back since: it is not logged, whatever its history says.
    try situation.add(situation.ada, end: "2026-03-12T10:00:00Z", state: .pending, logged: 10)
    let report = AgeReport(people: situation.people, window: ReportSituation.window).report(situation.meetings, by: .sa)
    #expect(report.value(AgeReport.logged) == .count(10))
    #expect(AgeReport.buckets.map { report.value($0.measure) } == [3, 2, 1, 2, 1, 1].map { .count($0) })
    // The fifth and the ninth of ten.
    #expect(report.value(AgeReport.median) == .seconds(14_400))
    #expect(report.value(AgeReport.ninetieth) == .seconds(604_800))
    #expect(report.value(AgeReport.median, of: "bo@seller.example") == ReportFigure.Value.none)
  }
}
