import Calendars
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
    let override = event("RECURRENCE-ID:20210310T090000Z", Self.outsider, start: "DTSTART:20210310T090000Z")
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

  /// Every series that is kept is the same as without the filter, every other one could not have mattered.
  @Test func settingAsideChangesNothingThatMatters() throws {
    var kept = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      let text = generatedCalendar(seed: seed, events: 80)
      let whole = try read(text)
      let filtered = try read(text, prefilter: filter)
      #expect(filtered.events == whole.events && filtered.addsUp && whole.addsUp)
      #expect(filtered.eventsWithPeople == whole.eventsWithPeople)
      #expect(filtered.refusals == whole.refusals)
      let uids = Set(filtered.series.map(\.uid))
      #expect(filtered.series == whole.series.filter { uids.contains($0.uid) })
      for series in whole.series where !uids.contains(series.uid) { #expect(!Self.couldMatter(series)) }
      kept += filtered.series.count
    }
    #expect(kept > 400)
  }

  /// Written apart from the filter: somebody outside, and an instance that may lie in March 2026.
  private static func couldMatter(_ series: EventSeries) -> Bool {
    let people = series.components.flatMap { $0.details.attendees + [$0.details.organizer].compactMap(\.self) }
    let hasOutsider = people.contains { user in
      guard let host = user.email?.split(separator: "@").last else { return true }
      return host != "tanuki.example" && !host.hasSuffix(".tanuki.example")
    }
    guard hasOutsider else { return false }
    return series.components.contains { event in
      guard let month = event.start?.value.prefix(6) else { return true }
      if !event.recurrenceDates.isEmpty { return true }
      if let rule = event.recurrenceRules.first {
        let until = rule.split(separator: "UNTIL=").dropFirst().first.map { String($0.prefix(6)) } ?? "999999"
        return month <= "202603" && until >= "202603"
      }
      return month == "202603"
    }
  }
}
