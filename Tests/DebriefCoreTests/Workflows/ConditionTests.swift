import Calendars
import DebriefCore
import Testing

/// The lines of a workflow's `if`.
@Suite("Conditions of workflows") struct ConditionTests {
  private let clock: WorkflowCondition.Clock

  init() throws {
    let berlin = try #require(TimeCache().zone(named: "Europe/Berlin"))
    clock = WorkflowCondition.Clock(now: try #require(Instant("2026-03-31T11:00:00Z")), zone: berlin)
  }

  private func holds(_ line: String, _ values: [WorkflowField: FieldValue]) throws -> Bool {
    var subject = WorkflowSubject(kind: .opportunity, id: "1", name: "Birch")
    subject.values = values
    return try WorkflowCondition(line).holds(for: subject, clock)
  }

  @Test func moreThanIsNotAtLeast() throws {
    let expected: [(String, [Bool])] = [
      ("value > 20000", [false, false, true]), ("value >= 20,000", [false, true, true]),
      ("value < 20_000", [true, false, false]), ("value <= 20000", [true, true, false]),
      ("value = 20000.00", [false, true, false]), ("value != 20000", [true, false, true]),
      ("value is 20000", [false, true, false]), ("value is not 20000", [true, false, true]),
    ]
    for (line, answers) in expected {
      for (number, answer) in zip([19_999.99, 20_000, 20_000.01], answers) {
        #expect(try holds(line, [.value: .number(number)]) == answer, "\(line), \(number)")
      }
    }
  }

  @Test func whatIsBlankMeetsNoComparison() throws {
    for line in [
      "value > 0", "value < 1", "value = 0", "value != 0", "closed is no", "closed is not yes", "type is not New",
      "close_date >= 2026-01-01", "days since close_date >= 0", "hours since created < 5",
      "months since close_date < 5",
      "primary_sa is not Ada",
    ] {
      #expect(try !holds(line, [:]), "\(line)")
    }
    #expect(try holds("value is blank", [:]))
    #expect(try !holds("value is set", [:]))
    #expect(try holds("value is set", [.value: .number(0)]))
    #expect(try !holds("value is blank", [.value: .number(0)]))
  }

  @Test func oneAlternativeIsEnough() throws {
    let line = "evaluation_end is blank or evaluation_close_status is blank"
    let end = FieldValue.text("x")
    #expect(try holds(line, [:]))
    #expect(try holds(line, [.evaluationEnd: end]))
    #expect(try holds(line, [.evaluationCloseStatus: end]))
    #expect(try !holds(line, [.evaluationEnd: end, .evaluationCloseStatus: end]))
  }

  @Test func daysAreCountedOnTheRecipientsCalendar() throws {
    // 22:30 UTC on the 23rd is the 24th in Berlin, in winter time; it is the 31st there.
    let expected = [("2026-03-23T22:59:59Z", 8), ("2026-03-23T23:00:00Z", 7), ("2026-03-24T22:59:59Z", 7)]
    for (text, days) in expected {
      let moved = FieldValue(Instant(text))
      #expect(try holds("days since last_stage_change = \(days)", [.lastStageChange: moved]), "\(text)")
    }
    let day = FieldValue(CivilDate("2026-03-24"))
    #expect(try holds("days since stage_3_reached >= 7", [.stage3Reached: day]))
    #expect(try !holds("days since stage_3_reached > 7", [.stage3Reached: day]))
    // What lies ahead is no days ago.
    #expect(try !holds("days since close_date >= 0", [.closeDate: FieldValue(CivilDate("2026-04-01"))]))
  }

  @Test func hoursAreExactAcrossAClockChange() throws {
    // Berlin lost an hour on 29 March 2026: a day there had 23 hours.
    let hours = [("2026-03-30T11:00:00Z", true), ("2026-03-30T11:00:01Z", false)]
    for (text, answer) in hours {
      #expect(try holds("hours since created >= 24", [.created: FieldValue(Instant(text))]) == answer)
    }
  }

  @Test func monthsEndWithTheMonth() throws {
    func months(_ from: String, _ to: String) throws -> Int {
      try #require(CivilDate(to)).months(since: try #require(CivilDate(from)))
    }
    #expect(try months("2026-01-31", "2026-02-27") == 0)
    #expect(try months("2026-01-31", "2026-02-28") == 1)
    #expect(try months("2024-01-31", "2024-02-28") == 0)
    #expect(try months("2024-02-29", "2025-02-28") == 12)
    #expect(try months("2026-01-15", "2027-01-14") == 11)
    #expect(try months("2026-01-15", "2027-01-15") == 12)
    #expect(try months("2026-01-15", "2026-01-14") == -1)
    #expect(try months("2026-12-31", "2026-11-30") == -1)
  }

  @Test func textsAndPeopleAreComparedWithoutCase() throws {
    let ada = FieldValue.person(name: "Ada Fern", address: "ada.fern@tanuki.example")
    #expect(try holds("type is \"new BUSINESS\"", [.type: .text(" New Business ")]))
    #expect(try !holds("type is New", [.type: .text("New Business")]))
    #expect(try holds("type is not New", [.type: .text("New Business")]))
    #expect(try holds("owner is Ada Fern", [.owner: ada]))
    #expect(try holds("owner is ada.fern@tanuki.example", [.owner: ada]))
    #expect(try !holds("owner is not \"ada fern\"", [.owner: ada]))
    // In quotes, a keyword is text.
    #expect(try holds("type is \"blank\"", [.type: .text("Blank")]))
    #expect(try holds("type is \"this or that\"", [.type: .text("this or that")]))
    #expect(try !holds("type is \"blank\"", [:]))
  }

  @Test func everyWrongLineSaysWhatIsWrong() {
    let expected: [(String, WorkflowFault)] = [
      ("", .noField("")), ("stge >= 3", .noField("stge")), ("stage", .noRelation("")),
      ("stage => 3", .noRelation("=>")), ("stage >=", .noValue), ("stage is", .noValue),
      ("stage >= three", .wrongValue("three", wanted: "a number such as 20,000")),
      ("stage >= inf", .wrongValue("inf", wanted: "a number such as 20,000")),
      ("stage >= 0x1F", .wrongValue("0x1F", wanted: "a number such as 20,000")),
      ("close_date > yesterday", .wrongValue("yesterday", wanted: "a day such as 2026-11-21")),
      ("closed is maybe", .wrongValue("maybe", wanted: "yes or no")), ("closed > no", .noRelation(">")),
      ("type > New", .noRelation(">")), ("days since amount > 3", .wrongForm(.amount, wanted: "a day")),
      ("hours since close_date > 3", .wrongForm(.closeDate, wanted: "a moment")),
      ("days since clos_date > 3", .noField("clos_date")), ("stage = 3 or", .noField("")),
      ("type is \"New", .unclosed("New")),
    ]
    for (line, fault) in expected {
      #expect(throws: fault, "\(line)") { try WorkflowCondition(line) }
    }
  }
}
