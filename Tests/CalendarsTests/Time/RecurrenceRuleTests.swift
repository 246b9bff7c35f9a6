import Testing

@testable import Calendars

@Suite("Recurrence rules") struct RecurrenceRuleTests {
  private func instances(
    _ text: String, from start: String, days: Int64 = 4000, since: String? = nil, steps: Int = 5_000_000
  ) throws -> [String] {
    let start = try #require(Self.civil(start))
    let lower = try #require(Self.civil(since ?? start.description))
    let expansion = RecurrenceExpansion(try RecurrenceRule(text), start: start, isDate: false, maximumSteps: steps)
    return try expansion.instances(
      from: Int(lower.secondsSinceEpoch), through: Int(lower.secondsSinceEpoch + days * 86_400)
    ).map { CivilDateTime(secondsSinceEpoch: Int64($0)).description }
  }

  private static func civil(_ text: String) -> CivilDateTime? {
    if let civil = CivilDateTime(text) { return civil }
    guard case .local(let civil) = TimeValue(text) else { return nil }
    return civil
  }

  @Test(arguments: RecurrenceExample.all.indices) func theExamplesOfTheRFC(_ index: Int) throws {
    let example = RecurrenceExample.all[index]
    let found = try instances(example.rule, from: example.start)
    let isBounded = example.rule.contains("COUNT") || example.rule.contains("UNTIL")
    let compared = isBounded ? found[...] : found.prefix(example.expected.count)
    #expect(Array(compared) == example.expected, "\(example.title)")
  }

  @Test(arguments: RecurrenceExample.all.indices) func aWindowShowsWhatTheWholeSeriesHasThere(_ index: Int) throws {
    let example = RecurrenceExample.all[index]
    let all = try instances(example.rule, from: example.start)
    for since in ["1997-09-10T08:59:59", "1997-12-31T23:59:59", "1999-03-11T09:00:00", "2003-01-01T00:00:00"] {
      let seen = try instances(example.rule, from: example.start, days: 400, since: since)
      let end = CivilDateTime(since).map { CivilDateTime(secondsSinceEpoch: $0.secondsSinceEpoch + 400 * 86_400) }
      let expected = all.filter { $0 >= since && $0 <= end?.description ?? "" }
      // The first list covers eleven years from DTSTART; none of the windows reaches further.
      #expect(seen == expected, "\(example.title) from \(since)")
    }
  }

  @Test func everyPartIsRefusedOutsideItsRange() {
    for rule in [
      "", "FREQ=", "FREQ=FORTNIGHTLY", "COUNT=3", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0",
      "FREQ=DAILY;COUNT=99999999999",
      "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMINUTE=60", "FREQ=DAILY;BYSECOND=61", "FREQ=MONTHLY;BYMONTHDAY=32",
      "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=-32", "FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYMONTH=13",
      "FREQ=YEARLY;BYMONTH=5L", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=54MO",
      "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYSETPOS=0", "FREQ=WEEKLY;WKST=1MO", "FREQ=DAILY;UNTIL=20260230",
      "FREQ=DAILY;FOO=BAR", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;BYHOUR=+-1", "RSCALE=HEBREW;FREQ=YEARLY",
      "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD", "W2 TU TH #27",
      // The MUST NOTs of RFC 5545, 3.3.10.
      "FREQ=MONTHLY;BYWEEKNO=20", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=DAILY;BYYEARDAY=1", "FREQ=MONTHLY;BYYEARDAY=1",
    ] {
      #expect(throws: RecurrenceRuleError.self, "\(rule)") { try RecurrenceRule(rule) }
    }
  }

  @Test func whatExportersWriteIsReadWithARemark() throws {
    #expect(try RecurrenceRule("freq=weekly;byday=mo, tu ,we;").remarks.isEmpty)
    #expect(try RecurrenceRule("FREQ=DAILY;UNTIL=20260401;COUNT=-1").count == nil)
    for rule in [
      "FREQ=DAILY;COUNT=5;UNTIL=20260401", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;X-EVOLUTION-ENDDATE=20260401",
      "FREQ=DAILY;UNTIL=20260401;COUNT=-1",
    ] {
      #expect(try RecurrenceRule(rule).remarks.count == 1, "\(rule)")
    }
  }

  @Test func theEarlierOfCountAndUntilHolds() throws {
    #expect(try instances("FREQ=DAILY;COUNT=5;UNTIL=20260103T000000", from: "20260101T000000").count == 3)
    #expect(try instances("FREQ=DAILY;COUNT=2;UNTIL=20260103T000000", from: "20260101T000000").count == 2)
  }

  @Test func countsFromTheFarPastAreSkippedByArithmetic() throws {
    // 1 January 1900 was a Monday; 6,600 weeks later lies 30 June 2026, and each week has two instances.
    let weekly = "FREQ=WEEKLY;BYDAY=MO,TU;COUNT=13202"
    #expect(
      try instances(weekly, from: "19000101T090000", since: "2026-06-20T00:00:00", steps: 20)
        == ["2026-06-22T09:00:00", "2026-06-23T09:00:00", "2026-06-29T09:00:00", "2026-06-30T09:00:00"])
    // 2026-01-01 is day 46,021 after 1900-01-01.
    let daily = "FREQ=DAILY;COUNT=46022"
    #expect(
      try instances(daily, from: "19000101T090000", since: "2025-12-31T00:00:00", steps: 20)
        == ["2025-12-31T09:00:00", "2026-01-01T09:00:00"])
  }

  @Test(arguments: [
    "FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=2000000000;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;BYSECOND=0,1,2,3,4,5,6,7",
    "FREQ=YEARLY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYDAY=MO,TU;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30",
  ]) func hostileRulesStopAtTheirBudget(_ rule: String) throws {
    let start = try #require(Self.civil("00010101T000000"))
    let expansion = RecurrenceExpansion(try RecurrenceRule(rule), start: start, isDate: false, maximumSteps: 10_000)
    let from = 1_767_225_600
    #expect(throws: RecurrenceExpansion.TooComplex.self) {
      _ = try expansion.instances(from: from, through: from + 400 * 86_400)
    }
  }

  @Test func impossibleDaysCostNothingAndGiveNothing() throws {
    for rule in [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    ] {
      #expect(
        try instances(rule, from: "20200101T000000", days: 366, since: "2026-01-01T00:00:00", steps: 1_000).isEmpty)
    }
  }
}
