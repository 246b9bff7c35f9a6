import Calendars
import Foundation
import Testing

@testable import DebriefCore

/// What holds of every report, whatever happened: a generator of situations, and the laws.
@Suite("Laws of reports") struct ReportPropertiesTests {
  /// SplitMix64: the same situations on every machine.
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static func situation(seed: UInt64) throws -> ReportSituation {
    var random = Random(state: seed)
    var situation = try ReportSituation()
    let calendars: [ReportMeeting.CalendarPart] =
      [.meeting, .meeting, .gone] + ReasonCode.allCases.map { .noMeeting($0) }
    let reasons = DismissReason.allCases.map { $0.text(note: "note") } + ["something else", nil]
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      let end = Int64.random(in: (20_523 * 86_400)..<(20_543 * 86_400 + 64_800), using: &random)
      let state = ([nil] + Prompt.State.allCases.map { $0 }).randomElement(using: &random) ?? nil
      let isLogged = state == .logged || state == .updated
      try situation.add(
        Bool.random(using: &random) ? situation.ada : situation.bo,
        end: Instant(secondsSinceEpoch: end).description,
        calendar: calendars.randomElement(using: &random) ?? .gone, state: state,
        reason: state == .dismissed ? reasons.randomElement(using: &random) ?? nil : nil,
        logged: isLogged ? Int64.random(in: -3_600...1_000_000, using: &random) : nil,
        types: isLogged ? Array(["Demo", "Other", "Ride Along"].shuffled(using: &random).prefix(2)) : [],
        sentiment: Sentiment.allCases.randomElement(using: &random) ?? .neutral)
    }
    return situation
  }

  private static func count(_ report: Report, _ measure: ReportMeasure, _ group: String = Report.totalKey) -> Int {
    if case .count(let count) = report.value(measure, of: group) { count } else { -1 }
  }

  @Test(arguments: 1...200) func partsSumToWholes(seed: Int) throws {
    let situation = try Self.situation(seed: UInt64(seed))
    let (people, window) = (situation.people, ReportSituation.window)
    let coverage = CoverageReport(ReportSituation.rules, people: people, window: window)
    for dimension in [ReportDimension.sa, .region, .week] {
      let report = coverage.report(situation.meetings, by: dimension)
      for measure in report.measures
      where !CoverageReport.sentiments.contains(measure) && measure != CoverageReport.coverage {
        let sum = report.groups.map { Self.count(report, measure, $0.key) }.reduce(0, +)
        #expect(sum == Self.count(report, measure), "\(dimension) \(measure.id)")
      }
      for group in report.groups.map(\.key) + [Report.totalKey] {
        func n(_ measure: ReportMeasure) -> Int { Self.count(report, measure, group) }
        #expect(
          n(CoverageReport.external)
            == n(CoverageReport.logged) + n(CoverageReport.dismissed) + n(CoverageReport.pending)
            + n(CoverageReport.expired) + n(CoverageReport.unprompted))
        #expect(n(CoverageReport.prompted) == n(CoverageReport.external) - n(CoverageReport.unprompted))
        #expect(n(CoverageReport.overdue) <= n(CoverageReport.pending))
        #expect(n(CoverageReport.dismissed) == CoverageReport.dismissReasons.map(n).reduce(0, +))
        if case .share(let part, let whole) = report.value(CoverageReport.coverage, of: group) {
          #expect(part == n(CoverageReport.logged))
          #expect(whole == n(CoverageReport.external) - n(CoverageReport.dismissed))
        } else {
          #expect(n(CoverageReport.external) == n(CoverageReport.dismissed))
        }
      }
    }
    let reasons = ReasonsReport(ReportSituation.rules, people: people, window: window)
      .report(situation.meetings, setAside: [], by: .sa)
    let parts = reasons.measures.filter { $0 != ReasonsReport.occurrences && !$0.isDetail }
    #expect(Self.count(reasons, ReasonsReport.occurrences) == parts.map { Self.count(reasons, $0) }.reduce(0, +))
    // Every occurrence has a prompt that was handled or waits, or a reason: none is lost, none counted twice.
    let report = coverage.report(situation.meetings, by: .sa)
    #expect(
      Self.count(report, CoverageReport.prompted) + Self.count(reasons, ReasonsReport.occurrences)
        == situation.meetings.count)
  }

  @Test(arguments: 1...200) func everyNumberIsThatOfItsRows(seed: Int) throws {
    let situation = try Self.situation(seed: UInt64(seed))
    let (people, window) = (situation.people, ReportSituation.window)
    let coverage = CoverageReport(ReportSituation.rules, people: people, window: window)
    let age = AgeReport(people: people, window: window)
    let reports =
      [ReportDimension.sa, .region, .week, .type].flatMap {
        [coverage.report(situation.meetings, by: $0), age.report(situation.meetings, by: $0)]
      }
      + [
        ReasonsReport(ReportSituation.rules, people: people, window: window).report(
          situation.meetings, setAside: [], by: .week)
      ]
    for report in reports {
      for group in report.groups + [report.total] {
        // What the calendars counted without a day stands with the whole alone.
        #expect(report.measures.map(\.id).starts(with: group.figures.map(\.measure.id)))
        for figure in group.figures {
          #expect(Set(figure.rows).count == figure.rows.count, "a row stands twice in \(figure.measure.id)")
          switch figure.value {
          case .count(let count): #expect(count == figure.rows.count)
          case .share(let part, let whole): #expect(whole == figure.rows.count && part <= whole)
          case .seconds(let seconds):
            #expect(figure.rows.contains { if case .meeting(let row) = $0 { row.ageToLog == seconds } else { false } })
          case .tooFew, .none: #expect(figure.rows.isEmpty)
          }
        }
      }
      // Whoever splits a report has the same rows as whoever does not.
      if report.dimension != .type {
        for measure in report.measures where !measure.isDetail {
          let split = report.groups.flatMap { $0[measure]?.rows ?? [] }
          #expect(Set(split) == Set(report.total[measure]?.rows ?? []))
        }
      }
    }
  }

  @Test func weeksAreThoseOfISO8601() throws {
    // The table of https://en.wikipedia.org/wiki/ISO_week_date, "Relation with the Gregorian calendar".
    for (day, week) in [
      ("1977-01-01", "1976-W53"), ("1977-01-02", "1976-W53"), ("1977-12-31", "1977-W52"), ("1978-01-01", "1977-W52"),
      ("1978-01-02", "1978-W01"), ("1978-12-31", "1978-W52"), ("1979-01-01", "1979-W01"), ("1979-12-30", "1979-W52"),
      ("1979-12-31", "1980-W01"), ("1980-12-28", "1980-W52"), ("1980-12-29", "1981-W01"), ("1981-12-31", "1981-W53"),
      ("1982-01-03", "1981-W53"),
    ] {
      #expect(ISOWeek(of: try #require(CivilDate(day))).description == week)
    }
    // And Foundation's, day by day over sixty years.
    var calendar = Foundation.Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for day in Int64(0)..<22_000 {
      let parts = calendar.dateComponents(
        [.yearForWeekOfYear, .weekOfYear], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      let week = ISOWeek(of: CivilDate(daysSinceEpoch: day))
      #expect(week.year == parts.yearForWeekOfYear && week.number == parts.weekOfYear)
    }
  }

  @Test func theDefaultWindowIsNinetyDaysWithTodayAmongThem() throws {
    let window = ReportWindow(until: try #require(CivilDate("2026-03-31")))
    #expect(window.from.description == "2026-01-01")
    #expect(window.weeks.first?.description == "2026-W01")
    #expect(window.weeks.last?.description == "2026-W14")
    #expect(ReportWindow(from: window.to, to: window.from) == nil)
  }
}
