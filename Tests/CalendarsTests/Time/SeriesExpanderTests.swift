import Testing

@testable import Calendars

/// Writes series in few words; the scanner has tests of its own.
private struct Event {
  var component: EventComponent

  init(_ start: String, line: Int = 1) {
    component = EventComponent(line: line, uid: "uid")
    component.start = Self.time(start)
  }

  /// `20260401`, `20260401T090000Z`, `Europe/Berlin:20260401T090000`.
  static func time(_ text: String) -> TimeProperty {
    let halves = text.split(separator: ":", maxSplits: 1)
    guard halves.count == 2 else { return TimeProperty(value: text) }
    return TimeProperty(value: String(halves[1]), timeZoneID: String(halves[0]))
  }

  func with(_ change: (inout EventComponent) -> Void) -> Event {
    var event = self
    change(&event.component)
    return event
  }

  func end(_ text: String) -> Event { with { $0.end = Self.time(text) } }
  func duration(_ text: String) -> Event { with { $0.duration = text } }
  func rule(_ text: String) -> Event { with { $0.recurrenceRules.append(text) } }
  func except(_ text: String) -> Event { with { $0.exceptionDates.append(Self.time(text)) } }
  func also(_ text: String) -> Event { with { $0.recurrenceDates.append(Self.time(text)) } }
  func replacing(_ text: String, andFuture: Bool = false) -> Event {
    with {
      $0.recurrenceID = Self.time(text)
      $0.recurrenceID?.coversFuture = andFuture
    }
  }
  func status(_ text: String) -> Event { with { $0.details.status = text } }
  func sequence(_ number: Int, stamp: String? = nil) -> Event {
    with {
      $0.sequence = number
      $0.stamp = stamp
    }
  }
}

@Suite("Series") struct SeriesExpanderTests {
  private func expand(
    _ events: [Event], from: String = "2026-01-01T00:00:00Z", to: String = "2027-01-01T00:00:00Z",
    calendarZone: String? = nil, limits: ExpansionLimits = ExpansionLimits()
  ) throws -> SeriesExpansion {
    let zones = CalendarZones(timeZones: [:], calendarZone: calendarZone, fallback: "UTC", cache: TimeCache())
    let series = EventSeries(uid: "uid", components: events.map(\.component), fingerprint: 0)
    let window = try #require(Instant(from))..<#require(Instant(to))
    return SeriesExpander(zones: zones, limits: limits).expand(series, in: window)
  }

  /// `start/end` of each occurrence, with its status where it has one.
  private func times(_ expansion: SeriesExpansion) -> [String] {
    expansion.occurrences.map { "\($0.start)/\($0.end)" + ($0.details.status.map { " \($0)" } ?? "") }
  }

  // MARK: Times

  @Test func aSingleEventHasNoRecurrenceID() throws {
    let expansion = try expand([Event("Europe/Berlin:20260401T090000").end("Europe/Berlin:20260401T100000")])
    #expect(times(expansion) == ["2026-04-01T07:00:00Z/2026-04-01T08:00:00Z"])
    let occurrence = try #require(expansion.occurrences.first)
    #expect(occurrence.recurrenceID == nil)
    #expect(occurrence.timeZone == "Europe/Berlin")
    #expect(occurrence.origin == .init(cause: .single, zone: "IANA name Europe/Berlin"))
  }

  @Test(
    arguments: [
      // RFC 5545, 3.6.1: without an end a day lasts a day, a time nothing at all.
      ("20260401", nil, nil, "2026-04-01/2026-04-02"),
      ("20260401T090000Z", nil, nil, "2026-04-01T09:00:00Z/2026-04-01T09:00:00Z"),
      ("20260401T090000", nil, nil, "2026-04-01T09:00:00/2026-04-01T09:00:00"),
      ("20260401", "20260404", nil, "2026-04-01/2026-04-04"),
      ("20260401T090000Z", "20260401T083000Z", nil, "2026-04-01T09:00:00Z/2026-04-01T09:00:00Z"),
      ("20260401T090000Z", nil, "-PT1H", "2026-04-01T09:00:00Z/2026-04-01T09:00:00Z"),
      ("20260401", nil, "P1W", "2026-04-01/2026-04-08"),
      // Clocks in Berlin go forward on 29 March 2026: a day is nominal, 24 hours are exact (RFC 5545, 3.3.6).
      ("Europe/Berlin:20260328T120000", nil, "P1D", "2026-03-28T11:00:00Z/2026-03-29T10:00:00Z"),
      ("Europe/Berlin:20260328T120000", nil, "PT24H", "2026-03-28T11:00:00Z/2026-03-29T11:00:00Z"),
      ("Europe/Berlin:20260328T120000", nil, "P1DT2H30M", "2026-03-28T11:00:00Z/2026-03-29T12:30:00Z"),
      // Ends in another zone.
      (
        "Europe/Berlin:20260401T090000", "America/New_York:20260401T050000", nil,
        "2026-04-01T07:00:00Z/2026-04-01T09:00:00Z"
      ),
    ] as [(String, String?, String?, String)])
  func anEventEnds(start: String, end: String?, duration: String?, expected: String) throws {
    var event = Event(start)
    if let end { event = event.end(end) }
    if let duration { event = event.duration(duration) }
    #expect(times(try expand([event])) == [expected])
  }

  @Test func floatingTimesAndDaysAreReadInTheCalendarsZone() throws {
    let floating = try #require(try expand([Event("20260701T090000")], calendarZone: "Asia/Tokyo").occurrences.first)
    #expect(floating.startsAt == Instant("2026-07-01T00:00:00Z"))
    #expect(floating.timeZone == nil)
    let day = try #require(try expand([Event("20260701")], calendarZone: "Asia/Tokyo").occurrences.first)
    #expect(day.isAllDay)
    #expect(day.startsAt == Instant("2026-06-30T15:00:00Z"))
    #expect(day.endsAt == Instant("2026-07-01T15:00:00Z"))
  }

  @Test func anUnknownZoneFloatsAndIsRemarkedOn() throws {
    let expansion = try expand([Event("Customized Time Zone:20260701T090000")], calendarZone: "Asia/Tokyo")
    #expect(times(expansion) == ["2026-07-01T09:00:00/2026-07-01T09:00:00"])
    #expect(expansion.occurrences.first?.startsAt == Instant("2026-07-01T00:00:00Z"))
    #expect(expansion.remarks.count == 1)
    #expect(expansion.refusals.isEmpty)
  }

  @Test func theWindowIsHalfOpen() throws {
    let event = Event("20260401T090000Z").end("20260401T100000Z")
    #expect(try expand([event], from: "2026-04-01T09:59:59Z", to: "2026-04-02T00:00:00Z").occurrences.count == 1)
    #expect(try expand([event], from: "2026-04-01T10:00:00Z", to: "2026-04-02T00:00:00Z").occurrences.isEmpty)
    #expect(try expand([event], from: "2026-03-01T00:00:00Z", to: "2026-04-01T09:00:00Z").occurrences.isEmpty)
    // An empty event belongs to its instant.
    let empty = Event("20260401T090000Z")
    #expect(try expand([empty], from: "2026-04-01T09:00:00Z", to: "2026-04-02T00:00:00Z").occurrences.count == 1)
    #expect(try expand([empty], from: "2026-03-01T00:00:00Z", to: "2026-04-01T09:00:00Z").occurrences.isEmpty)
  }

  // MARK: Clock changes

  /// RFC 5545, 3.3.5: the gap's 02:30 takes the offset before it; the time that occurs twice is its first.
  @Test func aSeriesKeepsItsClockTimeAcrossClockChanges() throws {
    let spring = Event("America/New_York:20260307T023000").rule("FREQ=DAILY;COUNT=3")
    #expect(
      try expand([spring]).occurrences.map(\.start.description)
        == ["2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z"])
    let autumn = Event("America/New_York:20261031T013000").rule("FREQ=DAILY;COUNT=3")
    #expect(
      try expand([autumn]).occurrences.map(\.start.description)
        == ["2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"])
  }

  /// RFC 5545, 3.8.5.3: an end lasts exactly, a duration in days nominally.
  @Test func lengthsAcrossAClockChangeAreExactByDTENDAndNominalByDURATION() throws {
    let byEnd = Event("Europe/Berlin:20260327T120000").end("Europe/Berlin:20260328T120000").rule("FREQ=DAILY;COUNT=2")
    #expect(times(try expand([byEnd])).last == "2026-03-28T11:00:00Z/2026-03-29T11:00:00Z")
    let byDuration = Event("Europe/Berlin:20260327T120000").duration("P1D").rule("FREQ=DAILY;COUNT=2")
    #expect(times(try expand([byDuration])).last == "2026-03-28T11:00:00Z/2026-03-29T10:00:00Z")
  }

  @Test func untilIsInclusiveInUTC() throws {
    let event = Event("Europe/Berlin:20261024T023000").rule("FREQ=DAILY;UNTIL=20261025T003000Z")
    // 02:30 on 25 October occurs twice; the first is 00:30Z and is in.
    #expect(
      try expand([event]).occurrences.map(\.start.description) == ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z"])
    let earlier = Event("Europe/Berlin:20261024T023000").rule("FREQ=DAILY;UNTIL=20261025T002959Z")
    #expect(try expand([earlier]).occurrences.count == 1)
  }

  @Test func aSeriesThatEndsBeforeItBeginsIsEmpty() throws {
    #expect(try expand([Event("20260401T090000Z").rule("FREQ=DAILY;UNTIL=20260331T090000Z")]).occurrences.isEmpty)
    #expect(try expand([Event("20260401").rule("FREQ=DAILY;UNTIL=20260331")]).occurrences.isEmpty)
  }

  // MARK: The recurrence set

  @Test func rulesAndDatesAreUnitedWithoutDuplicates() throws {
    let event = Event("20260401T090000Z").end("20260401T093000Z").rule("FREQ=DAILY;COUNT=2").rule("FREQ=WEEKLY;COUNT=2")
      .also("20260402T090000Z,20260410T120000Z").also("20260411T090000Z/PT2H,20260412T090000Z/20260412T091500Z")
    let expansion = try expand([event])
    #expect(
      times(expansion) == [
        "2026-04-01T09:00:00Z/2026-04-01T09:30:00Z", "2026-04-02T09:00:00Z/2026-04-02T09:30:00Z",
        "2026-04-08T09:00:00Z/2026-04-08T09:30:00Z", "2026-04-10T12:00:00Z/2026-04-10T12:30:00Z",
        "2026-04-11T09:00:00Z/2026-04-11T11:00:00Z", "2026-04-12T09:00:00Z/2026-04-12T09:15:00Z",
      ])
    #expect(expansion.occurrences[0].origin.cause == .rule("FREQ=DAILY;COUNT=2"))
    #expect(expansion.occurrences[3].origin.cause == .date)
  }

  @Test func theStartIsAnInstanceThoughTheRuleDoesNotMakeIt() throws {
    let event = Event("20260401T090000Z").rule("FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    #expect(
      try expand([event]).occurrences.map(\.start.description)
        == ["2026-04-01T09:00:00Z", "2026-04-06T09:00:00Z", "2026-04-13T09:00:00Z"])
  }

  @Test func exclusionsOfEveryFormAreKeptOutAndNamed() throws {
    let event = Event("Europe/Berlin:20260401T090000").rule("FREQ=DAILY;COUNT=8")
      .except("Europe/Berlin:20260402T090000").except("20260403T070000Z").except("20260404")
      .except("20260405T090000").except("America/New_York:20260406T030000").except("20260407T235959Z")
    let expansion = try expand([event])
    #expect(
      expansion.occurrences.map(\.start.description)
        == ["2026-04-01T07:00:00Z", "2026-04-07T07:00:00Z", "2026-04-08T07:00:00Z"])
    #expect(expansion.excluded.count == 5)
    #expect(expansion.excluded[2].cause == .exceptionDate("20260404", line: 1))
  }

  @Test func thousandsOfExclusionsAllCount() throws {
    let dates = (0..<2_000).map { CivilDate(daysSinceEpoch: 20_454 + Int64($0)) }
    let list = dates.map { "\($0)".replacing("-", with: "") + "T090000Z" }.joined(separator: ",")
    // 2026-01-01 is day 20,454.
    let event = Event("20260101T090000Z").rule("FREQ=DAILY;COUNT=2001").except(list)
    #expect(
      try expand([event], to: "2036-01-01T00:00:00Z").occurrences.map(\.start.description) == ["2031-06-24T09:00:00Z"])
  }

  @Test func anExceptionRuleOfOldExportersIsFollowed() throws {
    let event = Event("20260401T090000Z").rule("FREQ=DAILY;COUNT=7").with {
      $0.exceptionRules = ["FREQ=WEEKLY;BYDAY=SA,SU"]
    }
    #expect(try expand([event]).occurrences.count == 5)
  }

  // MARK: Overrides

  private let weekly = Event("Europe/Berlin:20260401T090000").end("Europe/Berlin:20260401T100000").rule(
    "FREQ=WEEKLY;COUNT=4")

  @Test func anOverrideMovesAcrossDaysAndZones() throws {
    let moved = Event("America/New_York:20260409T160000", line: 9).end("America/New_York:20260409T170000")
      .replacing("20260408T070000Z")
    let expansion = try expand([weekly, moved])
    #expect(
      times(expansion) == [
        "2026-04-01T07:00:00Z/2026-04-01T08:00:00Z", "2026-04-09T20:00:00Z/2026-04-09T21:00:00Z",
        "2026-04-15T07:00:00Z/2026-04-15T08:00:00Z", "2026-04-22T07:00:00Z/2026-04-22T08:00:00Z",
      ])
    let occurrence = expansion.occurrences[1]
    #expect(occurrence.recurrenceID == CalendarTime("2026-04-08T07:00:00Z"))
    #expect(occurrence.origin.cause == .override)
    #expect(occurrence.line == 9)
    #expect(expansion.excluded.map(\.cause) == [.override(line: 9)])
  }

  @Test func anOverrideMayMoveIntoTheWindowAndOutOfIt() throws {
    let moved = Event("20260601T090000Z").replacing("Europe/Berlin:20260408T090000")
    let april = try expand([weekly, moved], from: "2026-04-07T00:00:00Z", to: "2026-04-10T00:00:00Z")
    #expect(april.occurrences.isEmpty)
    let june = try expand([weekly, moved], from: "2026-06-01T00:00:00Z", to: "2026-06-02T00:00:00Z")
    #expect(june.occurrences.map(\.start.description) == ["2026-06-01T09:00:00Z"])
  }

  @Test func aDayNamesTheInstanceOfThatDay() throws {
    let moved = Event("20260408").replacing("20260408")
    #expect(times(try expand([weekly, moved]))[1] == "2026-04-08/2026-04-09")
  }

  @Test func aCancelledInstanceIsListedAsCancelled() throws {
    let cancelled = Event("Europe/Berlin:20260408T090000").end("Europe/Berlin:20260408T100000")
      .replacing("Europe/Berlin:20260408T090000").status("CANCELLED")
    #expect(times(try expand([weekly, cancelled]))[1] == "2026-04-08T07:00:00Z/2026-04-08T08:00:00Z CANCELLED")
  }

  /// RFC 5546, 3.2.5 lets a cancellation say no more than which instance it means.
  @Test func aCancellationWithoutTimesHasThoseOfItsInstance() throws {
    let cancelled = weekly.with { $0.start = nil }.with { $0.recurrenceRules = [] }
      .replacing("Europe/Berlin:20260408T090000").status("CANCELLED")
    let expansion = try expand([weekly, cancelled])
    #expect(times(expansion)[1] == "2026-04-08T07:00:00Z/2026-04-08T08:00:00Z CANCELLED")
    #expect(expansion.refusals.isEmpty)
  }

  @Test func theHigherSequenceThenTheLaterStampDecides() throws {
    let id = "Europe/Berlin:20260408T090000"
    let first = Event("20260408T100000Z").replacing(id).sequence(1, stamp: "20260301T000000Z")
    let second = Event("20260408T110000Z").replacing(id).sequence(2, stamp: "20260201T000000Z")
    let third = Event("20260408T120000Z").replacing(id).sequence(2, stamp: "20260202T000000Z")
    for order in [[first, second, third], [third, second, first], [second, third, first]] {
      #expect(try expand([weekly] + order).occurrences[1].start == CalendarTime("2026-04-08T12:00:00Z"))
    }
    let revised = Event("20260501T090000Z").sequence(3)
    #expect(try expand([weekly, revised]).occurrences.map(\.start.description) == ["2026-05-01T09:00:00Z"])
    #expect(try expand([revised, weekly]).remarks.count == 1)
  }

  @Test func anOverrideWithoutItsSeriesStandsAlone() throws {
    let orphan = Event("20260409T090000Z").replacing("20260408T090000Z")
    let expansion = try expand([orphan])
    #expect(expansion.occurrences.map(\.origin.cause) == [.orphan])
    #expect(expansion.occurrences.first?.recurrenceID == CalendarTime("2026-04-08T09:00:00Z"))
  }

  /// RFC 5545, 3.8.4.4: the change of the named instance applies to all later ones.
  @Test func thisAndFutureShiftsTheRest() throws {
    let shifted = Event("Europe/Berlin:20260409T140000", line: 7).end("Europe/Berlin:20260409T143000")
      .replacing("Europe/Berlin:20260408T090000", andFuture: true)
    let back = Event("Europe/Berlin:20260422T090000", line: 8).end("Europe/Berlin:20260422T100000")
      .replacing("Europe/Berlin:20260422T090000")
    let expansion = try expand([weekly, shifted, back])
    #expect(
      times(expansion) == [
        "2026-04-01T07:00:00Z/2026-04-01T08:00:00Z", "2026-04-09T12:00:00Z/2026-04-09T12:30:00Z",
        "2026-04-16T12:00:00Z/2026-04-16T12:30:00Z", "2026-04-22T07:00:00Z/2026-04-22T08:00:00Z",
      ])
    #expect(expansion.occurrences.map(\.line) == [1, 7, 7, 8])
    #expect(expansion.occurrences[2].recurrenceID == CalendarTime("2026-04-15T07:00:00Z"))
    #expect(expansion.occurrences[2].origin.cause == .shifted)
  }

  @Test func aShiftOfWeeksIsSeenFromTheWindowItLeadsTo() throws {
    let shifted = Event("Europe/Berlin:20260901T090000").replacing("Europe/Berlin:20260401T090000", andFuture: true)
    let expansion = try expand([weekly, shifted], from: "2026-09-07T00:00:00Z", to: "2026-09-23T00:00:00Z")
    #expect(
      expansion.occurrences.map(\.start.description)
        == ["2026-09-08T07:00:00Z", "2026-09-15T07:00:00Z", "2026-09-22T07:00:00Z"])
  }

  @Test func lotusNotesSendsItsSeriesAsThisAndFuture() throws {
    let series = Event("20260401T090000Z").end("20260401T100000Z").replacing("20260401T090000Z", andFuture: true)
      .also("20260401T090000Z/20260401T100000Z,20260408T090000Z/20260408T100000Z")
    #expect(try expand([series]).occurrences.count == 2)
  }

  @Test func meetingsThatShareAUIDAreAllKept() throws {
    let expansion = try expand([
      Event("20260401T090000Z"), Event("20260402T090000Z", line: 5), Event("20260402T090000Z"),
    ])
    #expect(expansion.occurrences.map(\.start.description) == ["2026-04-01T09:00:00Z", "2026-04-02T09:00:00Z"])
    #expect(Set(expansion.occurrences.map(\.recurrenceID)).count == 2)
  }

  // MARK: What cannot be read

  @Test func refusalsNameTheLineTheUIDAndTheNextStep() throws {
    let broken = Event("20260230T090000Z", line: 4)
    let missing = Event("20260401T090000Z", line: 5).with { $0.start = nil }
    let badRule = Event("20260401T090000Z", line: 6).rule("FREQ=FORTNIGHTLY")
    let badDates = Event("20260401T090000Z", line: 7).rule("FREQ=DAILY;COUNT=2").except("soon").also("later")
    for (event, line, scope, left) in [
      (broken, 4, Refusal.Scope.event, 0), (missing, 5, .event, 0), (badRule, 6, .property, 1),
      (badDates, 7, .property, 2),
    ] {
      let expansion = try expand([event])
      let refusal = try #require(expansion.refusals.first)
      #expect(refusal.line == line)
      #expect(refusal.uid == "uid")
      #expect(refusal.scope == scope)
      #expect(refusal.message.hasSuffix("calendar."))
      #expect(expansion.occurrences.count == left)
    }
  }

  @Test func aBadEventDoesNotCostTheSeries() throws {
    let bad = Event("20260408T090000Z").replacing("whenever")
    let expansion = try expand([weekly, bad])
    #expect(expansion.occurrences.count == 4)
    #expect(expansion.refusals.count == 1)
  }

  @Test func hostileSeriesCostABoundedTime() throws {
    let clock = ContinuousClock()
    let list = String(repeating: "20260401T090000Z,garbage,", count: 30_000)
    let events = [
      Event("00010101T000000").rule("FREQ=SECONDLY"), Event("00010101T000000Z").rule("FREQ=MINUTELY;COUNT=2000000000"),
      Event("99991231T235959Z").duration("P3660000D").rule("FREQ=YEARLY;BYYEARDAY=366"),
      Event("00000101").end("99991231").rule("FREQ=DAILY"), Event("20260101T090000Z").also(list).except(list),
      Event("20260101T090000Z").with { $0.recurrenceRules = Array(repeating: "FREQ=HOURLY;COUNT=90000", count: 50) },
      Event("20260101T090000Z").rule("FREQ=DAILY").replacing("99991231T000000Z", andFuture: true),
    ]
    let time = try clock.measure {
      for event in events { _ = try expand([event]) }
    }
    #expect(time < .seconds(20))
    let endless = try expand([Event("20260101T000000Z").rule("FREQ=MINUTELY")])
    #expect(endless.refusals.count == 1)
    let many = try expand([Event("20260101T000000Z").rule("FREQ=HOURLY")], limits: ExpansionLimits(instances: 100))
    #expect(many.occurrences.count == 100)
    #expect(many.refusals.count == 1)
  }
}
