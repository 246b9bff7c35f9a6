import Testing

@testable import Calendars

@Suite("Reading events") struct ReadingEventsTests {
  /// The example of RFC 5545, 3.6.1, put into a calendar.
  @Test func theStandardsOwnEventIsRead() throws {
    let text = calendar(
      "BEGIN:VEVENT", "UID:19970901T130000Z-123401@example.com", "DTSTAMP:19970901T130000Z",
      "DTSTART:19970903T163000Z", "DTEND:19970903T190000Z", "SUMMARY:Annual Employee Review", "CLASS:PRIVATE",
      "CATEGORIES:BUSINESS,HUMAN RESOURCES", "END:VEVENT")
    let contents = try read(text)
    let event = try #require(contents.components.first)
    #expect(contents.events == 1 && contents.refusals.isEmpty && contents.isComplete)
    #expect(contents.productID == "-//Tanuki//Test//EN")
    #expect(event.uid == "19970901T130000Z-123401@example.com")
    #expect(event.line == 4)
    #expect(event.start == TimeProperty(value: "19970903T163000Z"))
    #expect(event.end == TimeProperty(value: "19970903T190000Z"))
    #expect(event.stamp == "19970901T130000Z")
    #expect(event.details.summary == "Annual Employee Review")
    #expect(event.details.classification == "PRIVATE")
  }

  /// RFC 5545, 3.8.4.7 and 3.8.4.6: a UID and a URL may have parameters as every property.
  @Test func aUIDWithAParameterIsAUID() throws {
    let contents = try read(
      calendar(
        "BEGIN:VEVENT", "UID;X-A=b:one", "DTSTART:20260310T090000Z", "url;x-a=b:https://x.example/006000000000001AAA",
        "END:VEVENT"))
    let event = try #require(contents.components.first)
    #expect(event.uid == "one")
    #expect(event.details.recordLinks == ["006000000000001AAA"])
  }

  @Test func everyPropertyIsKnownInEitherCaseAndBeforeEitherDelimiter() {
    for kind in PropertyKind.read {
      for name in [kind.name, kind.name.uppercased()] {
        for delimiter in [":", ";"] {
          let line = Array((name + delimiter + "12345678").utf8)
          #expect(PropertyTable.shared.kind(of: line.span.lowerCasedHead(at: 0)) == kind, "\(name)\(delimiter)")
        }
      }
    }
  }

  @Test func everyTimeKeepsItsZoneTypeAndRange() throws {
    let contents = try read(
      calendar(
        event(
          "DTEND;VALUE=DATE:20260311", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=\"Europe/Berlin\":20260310T100000",
          "RDATE;VALUE=PERIOD:20260401T090000Z/PT1H,20260402T090000Z/PT1H", "EXDATE;TZID=Europe/Berlin:20260317T100000",
          "EXDATE:20260324T090000Z", "RRULE:FREQ=WEEKLY", "DURATION:PT1H", "SEQUENCE:7",
          start: "DTSTART;TZID=Europe/Berlin:20260310T100000")))
    let event = try #require(contents.components.first)
    #expect(event.start == TimeProperty(value: "20260310T100000", timeZoneID: "Europe/Berlin"))
    #expect(event.end == TimeProperty(value: "20260311", valueType: .date))
    #expect(
      event.recurrenceID
        == TimeProperty(value: "20260310T100000", timeZoneID: "Europe/Berlin", coversFuture: true))
    #expect(
      event.recurrenceDates
        == [TimeProperty(value: "20260401T090000Z/PT1H,20260402T090000Z/PT1H", valueType: .period)])
    #expect(event.exceptionDates.map(\.value) == ["20260317T100000", "20260324T090000Z"])
    #expect(event.recurrenceRules == ["FREQ=WEEKLY"])
    #expect(event.duration == "PT1H")
    #expect(event.sequence == 7)
  }

  @Test func anAlarmKeepsItsTextsToItself() throws {
    let contents = try read(
      calendar(
        event(
          "BEGIN:VALARM", "SUMMARY:alarm", "DESCRIPTION:https://x.example/006000000000001", "UID:alarm",
          "ATTENDEE:mailto:alarm@birch.example", "DURATION:PT5M", "END:VALARM", "SUMMARY:Review")))
    let event = try #require(contents.components.first)
    #expect(event.details.summary == "Review")
    #expect(event.details.attendees.isEmpty)
    #expect(event.details.recordLinks.isEmpty)
    #expect(event.duration == nil)
    #expect(event.uid == "one@tanuki.example")
    #expect(contents.eventsWithPeople == 0)
  }

  @Test func toDosAndJournalsAreCountedAndPassedOver() throws {
    let contents = try read(
      calendar(
        "BEGIN:VTODO", "UID:todo", "SUMMARY:Do", "END:VTODO", event("SUMMARY:Meet"), "BEGIN:VJOURNAL", "UID:j",
        "END:VJOURNAL", "BEGIN:VFREEBUSY", "END:VFREEBUSY"))
    #expect(contents.otherComponents == 3)
    #expect(contents.events == 1)
    #expect(contents.components.map(\.details.summary) == ["Meet"])
  }

  @Test func zonesAreKeptUnfoldedAndTheFirstOfANameWins() throws {
    let zone = [
      "BEGIN:VTIMEZONE", "TZID:Birch", "X-LONG:a", " b", "BEGIN:STANDARD", "TZID:no", "END:STANDARD", "END:VTIMEZONE",
    ]
    let other = ["BEGIN:VTIMEZONE", "TZID:Birch", "END:VTIMEZONE"]
    let contents = try read(calendar(zone + other + [event()]))
    #expect(
      contents.timeZones == [
        "Birch":
          "BEGIN:VTIMEZONE\r\nTZID:Birch\r\nX-LONG:ab\r\nBEGIN:STANDARD\r\nTZID:no\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
      ])
    #expect(contents.notes.map(\.line) == [14])
    #expect(contents.notes.first?.message.contains("the first one counts") == true)
    #expect(try read(calendar(zone + zone + [event()])).notes.isEmpty)
  }

  /// RFC 5545, 3.6.5 has one VTIMEZONE for each TZID. Where a file has two, times do not depend on where they stand.
  @Test func ofTwoZonesOfOneNameTheFirstCountsEvenForAnEventBehindTheSecond() throws {
    func zone(_ offset: String) -> [String] {
      [
        "BEGIN:VTIMEZONE", "TZID:Birch", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:\(offset)",
        "TZOFFSETTO:\(offset)", "END:STANDARD", "END:VTIMEZONE",
      ]
    }
    let meeting = event(start: "DTSTART;TZID=Birch:20260310T090000")
    for (first, second, start) in [("+0100", "+0500", "08"), ("+0500", "+0100", "04")] {
      for lines in [zone(first) + [meeting] + zone(second), zone(first) + zone(second) + [meeting]] {
        let contents = try read(calendar(lines))
        let zones = CalendarZones(contents, fallback: "UTC", cache: TimeCache())
        let series = try #require(contents.series.first)
        let window = generatedWindow
        let occurrences = SeriesExpander(zones: zones).expand(series, in: window).occurrences
        #expect(occurrences.map(\.startsAt.description) == ["2026-03-10T\(start):00:00Z"])
        #expect(contents.notes.count == 1)
      }
    }
  }

  @Test func severalCalendarsInOneFileAreOne() throws {
    let text = calendar("X-WR-CALNAME:First", event(uid: "a")) + calendar("X-WR-CALNAME:Second", event(uid: "b"))
    let contents = try read(text)
    #expect(contents.name == "First")
    #expect(contents.series.map(\.uid) == ["a", "b"])
    #expect(contents.isComplete)
  }

  @Test func aCancellingCalendarCancelsItsEventsOnly() throws {
    let text =
      calendar("METHOD:CANCEL", event(uid: "a")) + calendar("METHOD:REQUEST", event("STATUS:confirmed", uid: "b"))
    #expect(try read(text).components.map(\.details.status) == ["CANCELLED", "CONFIRMED"])
  }

  @Test func overridesJoinTheirSeriesWhereverTheyStand() throws {
    let contents = try read(
      calendar(
        event("RECURRENCE-ID:20260317T090000Z", uid: "s"), event(uid: "t"), event("RRULE:FREQ=WEEKLY", uid: "s")))
    #expect(contents.series.map(\.uid) == ["s", "t"])
    #expect(contents.series.first?.components.count == 2)
  }

  @Test func eventsWithoutAUIDGetOneThatStays() throws {
    func uids(_ summary: String, _ folded: Bool) throws -> [String] {
      let fold = folded ? "\r\n " : ""
      return try read(
        calendar("BEGIN:VEVENT", "DTSTART:20260310T0\(fold)90000Z", "SUMMARY:\(summary)", "END:VEVENT")
      ).components.map(\.uid)
    }
    let plain = try uids("Review", false)
    #expect(plain.count == 1)
    #expect(try plain == uids("Review", true))
    #expect(try plain != uids("Other", false))
    let contents = try read(calendar("BEGIN:VEVENT", "UID:", "END:VEVENT"))
    #expect(contents.components.first?.isUIDMade == true)
  }

  @Test func onlyLinksToOpportunitiesAreTakenFromTheDescription() throws {
    let contents = try read(
      calendar(
        event(
          "DESCRIPTION:see https://tanuki.my.salesforce.example/0065g00000AbCdE\\nand"
            + " https://tanuki.example/lightning/r/Opportunity/0065g00000AbCdEAA0/view\\, not 0065g00000AbCdF nor"
            + " https://tanuki.example/0035g00000AbCdE nor https://tanuki.example/0065g00000AbC",
          "URL:https://tanuki.example/one?id=006000000000002&x=1")))
    #expect(
      contents.components.first?.details.recordLinks
        == ["0065g00000AbCdE", "0065g00000AbCdEAA0", "006000000000002"])
  }
}
