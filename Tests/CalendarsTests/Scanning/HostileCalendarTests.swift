import Calendars
import Testing

/// Whatever the bytes: no trap, every VEVENT accounted for, and the canary behind the damage still read.
@Suite("Hostile calendars") struct HostileCalendarTests {
  private static let canary = calendar(event("SUMMARY:canary", uid: "canary"))

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var limits = CalendarLimits()
    let bytes: @Sendable () -> [UInt8]
  }

  static let cases: [Case] = [
    Case(testDescription: "nothing") { [] },
    Case(testDescription: "one newline") { [0x0A] },
    Case(testDescription: "NULs") { Array(repeating: 0, count: 100_000) },
    Case(testDescription: "every byte") { (0..<4096).map { UInt8($0 & 0xFF) } },
    Case(testDescription: "newlines") { Array(repeating: 0x0A, count: 100_000) },
    Case(testDescription: "carriage returns") { Array(repeating: 0x0D, count: 100_000) },
    Case(testDescription: "an endless fold") {
      Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:".utf8) + (0..<200_000).map { [0x0D, 0x0A, 0x20][$0 % 3] }
        + Array("\r\nEND:VEVENT\r\n".utf8)
    },
    Case(testDescription: "a line of 2 MB") {
      Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:".utf8) + Array(repeating: 0x41, count: 2_000_000)
        + Array("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".utf8)
    },
    Case(testDescription: "a rule of 2 MB") {
      Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:".utf8) + Array(repeating: 0x41, count: 2_000_000)
        + Array("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".utf8)
    },
    Case(testDescription: "nested alarms") {
      Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\n".utf8) + Array(String(repeating: "BEGIN:VALARM\n", count: 20_000).utf8)
    },
    Case(testDescription: "nested events") { Array(String(repeating: "BEGIN:VEVENT\nUID:x\n", count: 20_000).utf8) },
    Case(testDescription: "nested calendars") { Array(String(repeating: "BEGIN:VCALENDAR\n", count: 20_000).utf8) },
    Case(testDescription: "nested zones") {
      Array("BEGIN:VCALENDAR\n".utf8) + Array(String(repeating: "BEGIN:VTIMEZONE\n", count: 20_000).utf8)
    },
    Case(testDescription: "ENDs without BEGIN") {
      Array("BEGIN:VCALENDAR\n".utf8) + Array(String(repeating: "END:VEVENT\nEND:X\n", count: 20_000).utf8)
    },
    Case(testDescription: "ENDs crossed") {
      Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT\nEND:VALARM\nEND:VCALENDAR\n".utf8)
    },
    Case(testDescription: "an event that the calendar's END cuts off") {
      Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VCALENDAR\n".utf8)
    },
    Case(testDescription: "20,000 attendees") {
      Array(
        calendar(
          ["BEGIN:VEVENT", "UID:a"] + (0..<20_000).map { "ATTENDEE:mailto:g\($0)@birch.example" } + ["END:VEVENT"]
        ).utf8)
    },
    Case(testDescription: "100,000 exclusions") {
      Array(
        calendar(
          ["BEGIN:VEVENT", "UID:a"] + Array(repeating: "EXDATE:20260310T090000Z", count: 100_000) + ["END:VEVENT"]
        ).utf8)
    },
    Case(testDescription: "20,000 events") {
      Array(calendar((0..<20_000).map { event("SUMMARY:x", uid: "\($0)") }).utf8)
    },
    Case(testDescription: "50,000 parameters") {
      Array(calendar(event("ATTENDEE" + String(repeating: ";A=B", count: 20_000) + ":mailto:a@birch.example")).utf8)
    },
    Case(testDescription: "2,000 zones") {
      Array(calendar((0..<2000).flatMap { ["BEGIN:VTIMEZONE", "TZID:\($0)", "END:VTIMEZONE"] }).utf8)
    },
    Case(testDescription: "a zone of 1 MB") {
      Array(
        calendar(
          ["BEGIN:VTIMEZONE", "TZID:a"] + Array(repeating: "X-A:" + String(repeating: "b", count: 1000), count: 1000)
            + ["END:VTIMEZONE"]
        ).utf8)
    },
    Case(testDescription: "lines without colons") {
      Array(
        calendar([
          "BEGIN:VEVENT", "UID", "DTSTART", "ATTENDEE", "ORGANIZER", "RRULE", "SUMMARY;", "DTSTART;TZID=", "UID;=;=",
          "END:VEVENT",
        ]).utf8)
    },
    Case(testDescription: "quotes that never close") {
      Array(calendar(event("ATTENDEE;CN=\"a;b:c", "ORGANIZER;CN=\"\"\":\":\"")).utf8)
    },
    Case(testDescription: "digits beyond every calendar") {
      Array(
        calendar(
          event(
            "DTEND:99999999T999999Z", "DURATION:P99999999999999999999W", "SEQUENCE:99999999999999999999",
            start: "DTSTART:00000000T000000Z")
        ).utf8)
    },
  ]

  private static let filter = Prefilter(window: generatedWindow, internalDomains: ["tanuki.example"])

  @Test(arguments: cases) func isReadOrRefused(_ test: Case) throws {
    let bytes = test.bytes()
    for filter in [Prefilter.none, Self.filter] {
      let alone = try read(bytes, limits: test.limits, prefilter: filter)
      #expect(alone.addsUp)
      #expect(alone.refusals.count <= test.limits.remarks + 3)
      for remark in alone.refusals + alone.notes {
        #expect(!remark.message.isEmpty && remark.message.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
      }
      let followed = try read(bytes + [0x0A] + Array(Self.canary.utf8), limits: test.limits)
      #expect(followed.components.last?.uid == "canary")
    }
  }

  @Test func everyBeginningOfAFileIsRead() throws {
    let bytes = Array(generatedCalendar(seed: 8, events: 4).utf8)
    for count in 0..<bytes.count {
      let contents = try read(Array(bytes[..<count]))
      #expect(contents.addsUp)
      if count > 20 { #expect(contents.isComplete == (count >= bytes.count - 2)) }
    }
  }

  @Test func aTruncatedFileKeepsItsCompleteEventsAndSaysSo() throws {
    let text = calendar(event(uid: "a"), event(uid: "b"))
    let end = try #require(text.utf8.count - 40 as Int?)
    let contents = try read(Array(text.utf8.prefix(end)))
    #expect(contents.series.map(\.uid) == ["a"])
    #expect(contents.refusedEvents == 1)
    #expect(!contents.isComplete)
    #expect(contents.refusals.map(\.scope) == [.event, .file])
  }

  @Test func randomDamageNeverTraps() throws {
    var dice = Dice(state: 11)
    let originals = [12, 120].map { Array(generatedCalendar(seed: 5, events: $0).utf8) }
    for round in 0..<300 {
      // The long one has several stretches, in which events begin and do not end.
      var bytes = originals[round % 10 == 0 ? 1 : 0]
      for _ in 0..<Int.random(in: 1...30, using: &dice) {
        let at = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &dice)
        case 1: bytes.remove(at: at)
        default: bytes.insert([0x0A, 0x0D, 0x20, 0x3A, 0x3B, 0x22, 0x5C][Int.random(in: 0..<7, using: &dice)], at: at)
        }
      }
      for filter in [Prefilter.none, Self.filter] {
        let contents = try read(bytes, prefilter: filter)
        #expect(contents.addsUp)
        #expect(try read(bytes, prefilter: filter, chunk: 13, bufferBytes: 300) == contents)
      }
    }
  }

  /// An event that is passed over at a glance is still held to the limits; in a small buffer few are at hand as a whole.
  @Test func limitsHoldHoweverMuchIsAtHand() throws {
    var dice = Dice(state: 12)
    var refused = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      // Some are several times as long as what is looked at together.
      let bytes = Array(generatedCalendar(seed: seed, events: seed % 3 == 0 ? 150 : 30).utf8)
      var limits = CalendarLimits()
      limits.depth = Int.random(in: 1...4, using: &dice)
      limits.events = Int.random(in: 1...60, using: &dice)
      limits.eventBytes = Int.random(in: 100...900, using: &dice)
      limits.attendeesPerEvent = Int.random(in: 1...8, using: &dice)
      limits.propertiesPerEvent = Int.random(in: 4...12, using: &dice)
      let contents = try read(bytes, limits: limits, prefilter: Self.filter)
      #expect(contents.addsUp)
      #expect(try read(bytes, limits: limits, prefilter: Self.filter, chunk: 13, bufferBytes: 300) == contents)
      #expect(
        try read(bytes, limits: limits, prefilter: .none, chunk: 13, bufferBytes: 300).refusals == contents.refusals)
      refused += contents.refusals.count
    }
    #expect(refused > 500)
  }
}

@Suite("Limits") struct LimitTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let set: @Sendable (inout CalendarLimits) -> Void
    let text: String
    /// The line that the refusal or note names.
    let line: Int?
    let scope: Refusal.Scope
  }

  static let cases: [Case] = [
    Case(
      testDescription: "fileBytes", set: { $0.fileBytes = 200 },
      text: calendar(event(uid: "a"), event(uid: "b"), event(uid: "c")), line: 14, scope: .file),
    Case(
      testDescription: "lineBytes", set: { $0.lineBytes = 5000 },
      text: calendar(event("RRULE:" + String(repeating: "x", count: 9000))), line: 4, scope: .event),
    Case(
      testDescription: "depth", set: { $0.depth = 3 },
      text: calendar(event("BEGIN:VALARM", "BEGIN:X", "END:X", "END:VALARM")), line: 4, scope: .event),
    Case(
      testDescription: "events", set: { $0.events = 1 }, text: calendar(event(uid: "a"), event(uid: "b")), line: 8,
      scope: .event),
    Case(
      testDescription: "propertiesPerEvent", set: { $0.propertiesPerEvent = 2 }, text: calendar(event("SUMMARY:x")),
      line: 4, scope: .event),
    Case(
      testDescription: "eventBytes", set: { $0.eventBytes = 60 }, text: calendar(event("SUMMARY:x")), line: 4,
      scope: .event),
    Case(
      testDescription: "timeZoneBytes", set: { $0.timeZoneBytes = 20 },
      text: calendar("BEGIN:VTIMEZONE", "TZID:a", "END:VTIMEZONE"), line: 6, scope: .property),
    Case(
      testDescription: "timeZones", set: { $0.timeZones = 0 },
      text: calendar("BEGIN:VTIMEZONE", "TZID:a", "END:VTIMEZONE"), line: 6, scope: .property),
  ]

  @Test(arguments: cases) func namesItselfAndTheLine(_ test: Case) throws {
    var limits = CalendarLimits()
    test.set(&limits)
    let contents = try read(test.text, limits: limits, bufferBytes: 1024)
    let refusal = try #require(contents.refusals.last)
    #expect(refusal.message.contains("limit \(test.testDescription)"))
    #expect(refusal.line == test.line)
    #expect(refusal.scope == test.scope)
    #expect(contents.addsUp)
  }

  @Test func attendeesBeyondTheLimitAreCounted() throws {
    var limits = CalendarLimits()
    limits.attendeesPerEvent = 2
    let contents = try read(
      calendar(event("ATTENDEE:mailto:a@b.example", "ATTENDEE:mailto:b@b.example", "ATTENDEE:mailto:c@b.example")),
      limits: limits)
    let details = try #require(contents.components.first?.details)
    #expect(details.attendees.count == 2 && details.attendeesLeftOut == 1)
  }

  @Test func remarksStopAtTheirLimitAndSayHowManyFollow() throws {
    var limits = CalendarLimits()
    limits.remarks = 3
    let contents = try read(String(repeating: "BEGIN:VEVENT\n", count: 10), limits: limits)
    #expect(contents.refusedEvents == 10)
    #expect(contents.refusals.count == 4)
    #expect(
      contents.refusals.last?.message.hasPrefix("8 more") == true
        || contents.refusals.last?.message.hasPrefix("7 more") == true)
  }
}
