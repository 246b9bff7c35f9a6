import Calendars
import Foundation
import Testing

@Suite("Prefilter") struct PrefilterTests {
  private let filter = Prefilter(
    window: generatedWindow, internalDomains: ["Tanuki.example"], internalAddresses: ["Freelance@birch.example"])

  private func setAside(_ events: String...) throws -> [SetAside: Int] {
    let contents = try read(calendar(events), prefilter: filter)
    #expect(contents.addsUp)
    return contents.setAside
  }

  private static let outsider = "ATTENDEE:mailto:x@birch.example"

  @Test func nobodyInvitedIsNoAttendeeData() throws {
    #expect(try setAside(event()) == [.noAttendeeData: 1])
  }

  @Test func colleaguesSubdomainsAndListedAddressesAreInside() throws {
    let all = event(
      "ORGANIZER:mailto:a@tanuki.example", "ATTENDEE:mailto:B@EMEA.TANUKI.example",
      "ATTENDEE:MAILTO:freelance@Birch.example")
    #expect(try setAside(all) == [.internalOnly: 1])
  }

  @Test func anyoneElseKeepsTheEvent() throws {
    for guest in [
      "ATTENDEE:mailto:x@birch.example", "ATTENDEE:mailto:x@nottanuki.example",
      "ATTENDEE:mailto:x@tanuki.example.birch.example",
      "ATTENDEE:urn:uuid:1", "ATTENDEE:/principals/x", "ATTENDEE:mailto:a@b@tanuki.example", "ATTENDEE:mailto:",
      "ATTENDEE:mailto:a@birch.example?x=@tanuki.example",
      "ATTENDEE;EMAIL=a@tanuki.example:mailto:2_A@imip.me.com.birch.example",
      "ORGANIZER;CN=x:mailto:x@birch.example", "ATTENDEE;CN=\"a:mailto:a@tanuki.example\":mailto:x@birch.example",
    ] {
      #expect(try setAside(event("ORGANIZER:mailto:a@tanuki.example", guest)) == [:], "\(guest)")
    }
  }

  @Test func outsideTheWindowGoesBeforeEverythingElse() throws {
    #expect(try setAside(event(Self.outsider, start: "DTSTART:20250310T090000Z")) == [.outsideWindow: 1])
    #expect(try setAside(event(start: "DTSTART:20270310T090000Z")) == [.outsideWindow: 1])
  }

  @Test func theEdgesOfTheWindowAreExactInUTC() throws {
    // The window is 2026-03-01T00:00:00Z..<2026-04-01T00:00:00Z.
    #expect(try setAside(event(Self.outsider, start: "DTSTART:20260401T000000Z")) == [.outsideWindow: 1])
    #expect(try setAside(event(Self.outsider, start: "DTSTART:20260331T235959Z")) == [:])
    #expect(
      try setAside(event(Self.outsider, "DTEND:20260228T235959Z", start: "DTSTART:20260228T230000Z")) == [
        .outsideWindow: 1
      ])
    #expect(try setAside(event(Self.outsider, "DTEND:20260301T000001Z", start: "DTSTART:20260228T230000Z")) == [:])
    #expect(try setAside(event(Self.outsider, "DURATION:PT2H", start: "DTSTART:20260228T230000Z")) == [:])
  }

  @Test func whateverCannotBeReadIsKept() throws {
    for start in [
      "DTSTART:soon", "DTSTART:20250230T000000Z", "X:1", "DTSTART:20250310T090000Z\r\nDTSTART:20260310T090000Z",
    ] {
      #expect(try setAside(event(Self.outsider, start: start)) == [:], "\(start)")
    }
    #expect(try setAside(event(Self.outsider, "DTEND:whenever", start: "DTSTART:20250310T090000Z")) == [:])
    #expect(try setAside(event(Self.outsider, "DURATION:ages", start: "DTSTART:20250310T090000Z")) == [:])
  }

  @Test func anEndlessSeriesReachesTheWindowAndAFinishedOneDoesNot() throws {
    let old = "DTSTART:20200310T090000Z"
    #expect(try setAside(event(Self.outsider, "RRULE:FREQ=WEEKLY", start: old)) == [:])
    #expect(try setAside(event(Self.outsider, "RRULE:FREQ=WEEKLY;COUNT=2", start: old)) == [:])
    #expect(try setAside(event(Self.outsider, "RRULE:FREQ=WEEKLY;UNTIL=20210101", start: old)) == [.outsideWindow: 1])
    #expect(
      try setAside(event(Self.outsider, "RRULE:FREQ=WEEKLY;UNTIL=20210101", "RDATE:20260310T090000Z", start: old))
        == [:])
    #expect(
      try setAside(event(Self.outsider, "RRULE:FREQ=WEEKLY", start: "DTSTART:20270101T000000Z")) == [.outsideWindow: 1])
  }

  @Test func oneOutsiderInOneInstanceKeepsTheWholeSeries() throws {
    let master = event("RRULE:FREQ=WEEKLY", "ATTENDEE:mailto:a@tanuki.example", start: "DTSTART:20200310T090000Z")
    let override = event("RECURRENCE-ID:20260310T090000Z", Self.outsider, start: "DTSTART:20260310T090000Z")
    let contents = try read(calendar(master, override), prefilter: filter)
    #expect(contents.series.first?.components.count == 2)
    let reversed = try read(calendar(override, master), prefilter: filter)
    #expect(reversed.series.first?.components.count == 2)
  }

  @Test func aRevisionOutsideTheWindowStaysWithItsUID() throws {
    // The newer revision moved the meeting away; without it the older one would come back.
    let older = event(Self.outsider, "SEQUENCE:0", start: "DTSTART:20260310T090000Z")
    let newer = event(Self.outsider, "SEQUENCE:1", start: "DTSTART:20270310T090000Z")
    for text in [calendar(older, newer), calendar(newer, older)] {
      let contents = try read(text, prefilter: filter)
      #expect(contents.addsUp)
      #expect(contents.components.map(\.sequence).sorted() == [0, 1])
    }
  }

  @Test func aSourceThatCannotBeReadAgainSaysWhatItCosts() throws {
    struct Stream: ByteSource {
      var bytes: BytesInMemory
      mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { bytes.read(into: buffer) }
    }
    let older = event(Self.outsider, start: "DTSTART:20260310T090000Z")
    let newer = event(Self.outsider, start: "DTSTART:20270310T090000Z")
    var source = Stream(bytes: BytesInMemory(Array(calendar(older, newer, event(Self.outsider, uid: "ok")).utf8)))
    let contents = try CalendarReader(prefilter: filter).read(&source)
    #expect(contents.series.map(\.uid) == ["ok"])
    #expect(contents.refusedEvents == 2 && contents.addsUp && !contents.isComplete)
  }

  /// Whatever it sets aside, every occurrence that is anybody's business is the same as without it.
  @Test func settingAsideChangesNothingThatMatters() throws {
    var (occurrences, left) = (0, 0)
    for seed in 1...150 as ClosedRange<UInt64> {
      let text = generatedCalendar(seed: seed, events: 80)
      let whole = try read(text)
      let filtered = try read(text, prefilter: filter)
      #expect(filtered.events == whole.events && filtered.addsUp && whole.addsUp)
      #expect(filtered.eventsWithPeople == whole.eventsWithPeople)
      #expect(filtered.refusals == whole.refusals)
      let expected = whatMatters(whole, to: filter)
      #expect(whatMatters(filtered, to: filter) == expected, "seed \(seed)")
      occurrences += expected.values.reduce(0) { $0 + $1.count }
      let uids = Set(filtered.series.map(\.uid))
      left += whole.series.reduce(0) { $0 + (uids.contains($1.uid) ? $1.components.count : 0) }
      left -= filtered.components.count
    }
    #expect(occurrences > 500)
    // Components of series that were kept otherwise.
    #expect(left > 50)
  }

  // MARK: Instances far from the window

  private static let weekly = event("RRULE:FREQ=WEEKLY", Self.outsider, start: "DTSTART:20200310T090000Z")

  /// How many of the components were kept.
  private func kept(_ events: String...) throws -> Int {
    let text = calendar(events)
    let contents = try read(text, prefilter: filter)
    #expect(contents.addsUp)
    #expect(whatMatters(contents, to: filter) == whatMatters(try read(text), to: filter))
    return contents.components.count
  }

  @Test func anInstanceFarFromTheWindowIsOutsideOfIt() throws {
    for (id, start) in [
      (":20210316T090000Z", ":20210317T090000Z"), (";TZID=Europe/Berlin:20210316T100000", ":20210317T090000Z"),
      (";VALUE=DATE:20210316", ";VALUE=DATE:20210317"), (":20270316T090000Z", ";TZID=Europe/Berlin:20270317T090000"),
    ] {
      let far = event("RECURRENCE-ID\(id)", Self.outsider, start: "DTSTART\(start)")
      #expect(try kept(Self.weekly, far) == 1)
      #expect(try kept(far, Self.weekly) == 1)
      #expect(try setAside(Self.weekly, far) == [.outsideWindow: 1])
    }
  }

  /// No property but RECURRENCE-ID makes an instance, whatever its name begins with.
  @Test func aRevisionWithAnotherPropertyIsNoInstance() throws {
    let older = event(Self.outsider, "SEQUENCE:0")
    let newer = event("RECURRENCE-XX:20210316T090000Z", "SEQUENCE:1", start: "DTSTART:20210317T090000Z")
    #expect(try kept(older, newer) == 2)
    #expect(try kept(newer, older) == 2)
  }

  @Test func anInstanceOfTheWindowThatWasMovedFarAwayStays() throws {
    let away = event("RECURRENCE-ID:20260310T090000Z", Self.outsider, start: "DTSTART:20210317T090000Z")
    #expect(try kept(Self.weekly, away) == 2)
    #expect(try kept(away, Self.weekly) == 2)
  }

  /// The later revision takes the earlier one's instance out of the window.
  @Test func whatStandsForAnInstanceThatWasMovedFromFarStays() throws {
    let here = event(
      "RECURRENCE-ID:20210316T090000Z", "SEQUENCE:1", Self.outsider, start: "DTSTART:20260312T090000Z")
    let away = event(
      "RECURRENCE-ID:20210316T090000Z", "SEQUENCE:2", Self.outsider, start: "DTSTART:20210317T090000Z")
    #expect(try kept(Self.weekly, here, away) == 3)
    #expect(try kept(away, here, Self.weekly) == 3)
  }

  @Test func instancesOfWhatTakesLongerThanAMonthStay() throws {
    let far = event(
      "DURATION:PT1H", "RECURRENCE-ID:20260115T090000Z", Self.outsider, start: "DTSTART:20200315T090000Z")
    for long in ["DURATION:P60D", "DTEND:20200501T090000Z", "DURATION:ages"] {
      let master = event("RRULE:FREQ=MONTHLY", long, Self.outsider, start: "DTSTART:20200115T090000Z")
      #expect(try kept(master, far) == 2, "\(long)")
      #expect(try kept(far, master) == 2, "\(long)")
    }
    let short = event("RRULE:FREQ=MONTHLY", "DURATION:P20D", Self.outsider, start: "DTSTART:20200115T090000Z")
    #expect(try kept(short, far) == 1)
  }

  /// RFC 5545, 3.2.13: an override with RANGE moves what follows, perhaps by years; 3.8.5.2: a date may have its own length.
  @Test func instancesOfWhatWasMovedWithAllThatFollowStay() throws {
    let far = event("RECURRENCE-ID:20210316T090000Z", Self.outsider, start: "DTSTART:20210317T090000Z")
    let moved = event(
      "RECURRENCE-ID;RANGE=THISANDFUTURE:20200317T090000Z", Self.outsider, start: "DTSTART:20250317T090000Z")
    #expect(try kept(Self.weekly, moved, far) == 3)
    let dates = event(
      "RRULE:FREQ=WEEKLY", "RDATE;VALUE=PERIOD:20210316T090000Z/P2000D", Self.outsider,
      start: "DTSTART:20200310T090000Z")
    #expect(try kept(dates, far) == 2)
  }

  /// Nothing that is read of a far instance depends on how its lines stand in the file.
  @Test func aFarInstanceIsToldInEveryForm() throws {
    let plain = calendar(
      Self.weekly,
      event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20210316T090000", Self.outsider,
        start: "DTSTART;TZID=Europe/Berlin:20210317T090000"))
    let folded = plain.replacingOccurrences(of: "Europe/", with: "Eur\r\n ope/")
    let lower = plain.replacingOccurrences(of: "TZID", with: "tzid")
    for text in [plain, folded, lower, plain.replacingOccurrences(of: "\r\n", with: "\n")] {
      #expect(try read(text, prefilter: filter).setAside == [.outsideWindow: 1])
      #expect(try read(text, prefilter: filter, bufferBytes: 256).setAside == [.outsideWindow: 1])
    }
  }
}
