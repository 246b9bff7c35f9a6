import Testing

@testable import Calendars

@Suite("An event's details are read when somebody asks, and say the same whenever that is")
struct LatePropertiesTests {
  private static let full = event(
    "STATUS:cancelled", "CLASS:PRIVATE", "SUMMARY:Review\\, part 2", "LOCATION:Room 4", "DTSTAMP:20260101T000000Z",
    "LAST-MODIFIED:20260102T000000Z", "ORGANIZER;CN=Ada:mailto:ada.fern@tanuki.example",
    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:pat@customer.example")

  private func scanned(_ text: String) throws -> ScannedCalendar {
    var source = BytesInMemory(Array(text.utf8))
    return try CalendarReader().scan(&source)
  }

  @Test("after the calendar that kept the lines is gone")
  func outlivesTheCalendar() throws {
    func component() throws -> EventComponent {
      var calendar = try scanned(calendar(Self.full))
      let next = calendar.next()
      return try #require(next?.components.first)
    }
    let details = try component().details
    #expect(details.status == "CANCELLED")
    #expect(details.classification == "PRIVATE")
    #expect(details.summary == "Review, part 2")
    #expect(details.location == "Room 4")
    #expect(details.organizer?.commonName == "Ada")
    #expect(details.attendees.map(\.email) == ["pat@customer.example"])
    #expect(try component().stamp == "20260101T000000Z")
    #expect(try component().lastModified == "20260102T000000Z")
  }

  @Test("to many tasks at once")
  func manyTasks() async throws {
    var calendar = try scanned(calendar(Self.full))
    let next = calendar.next()
    let component = try #require(next?.components.first)
    let titles = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<64 { group.addTask { component.details.summary } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(titles == Array(repeating: "Review, part 2", count: 64))
  }

  @Test("but a copy that is changed keeps its own")
  func copies() throws {
    var calendar = try scanned(calendar(Self.full))
    let next = calendar.next()
    let component = try #require(next?.components.first)
    var copy = component
    copy.details.summary = "Other"
    copy.details.status = nil
    #expect(component.details.summary == "Review, part 2")
    #expect(copy.details.summary == "Other")
    #expect(copy.late.isCancelled == false)
    #expect(copy != component)
  }

  @Test(
    "and whether the event is cancelled is known before",
    arguments: [
      ("STATUS:CANCELLED", true), ("status:cancelled", true), ("STATUS;X-WHY=\"a;b\":Cancelled", true),
      ("STATUS: CANCELLED ", true), ("STATUS:CAN\r\n CELLED", true), ("STATUS:CONFIRMED", false),
      ("STATUS:CONFIRMED\r\nSTATUS:CANCELLED", false), ("STATUS:CANCELLED\r\nSTATUS:CONFIRMED", true),
      ("SUMMARY:STATUS:CANCELLED", false),
    ])
  func cancelled(lines: String, isCancelled: Bool) throws {
    let series = try #require(try read(calendar(event(lines))).series.first)
    let window = Instant(secondsSinceEpoch: 0)..<Instant(secondsSinceEpoch: 4_000_000_000)
    let zones = CalendarZones(timeZones: [:], calendarZone: nil, fallback: "UTC", cache: TimeCache())
    let occurrence = try #require(SeriesExpander(zones: zones).expand(series, in: window).occurrences.first)
    #expect(occurrence.isCancelled == isCancelled)
    #expect(occurrence.details.isCancelled == isCancelled)
  }

  @Test("and METHOD:CANCEL cancels every event before its details are read")
  func method() throws {
    let contents = try read(calendar("METHOD:CANCEL", event("STATUS:CONFIRMED")))
    #expect(contents.components.first?.late.isCancelled == true)
    #expect(contents.components.first?.details.status == "CANCELLED")
  }

  @Test("a line that is not UTF-8 is remarked whether its text is asked for or not")
  func wrongEncoding() throws {
    let text = calendar(event("SUMMARY:Besprechung in K#ln", "LOCATION:Caf\u{E9}", "STATUS:CONFIRMED"))
    let bytes = Array(text.utf8).map { $0 == UInt8(ascii: "#") ? 0xF6 : $0 }
    var source = BytesInMemory(bytes)
    var calendar = try CalendarReader().scan(&source)
    let next = calendar.next()
    let series = try #require(next)
    #expect(calendar.contents.notes.map(\.message) == ["summary is not UTF-8; it was read as Windows-1252."])
    #expect(series.components.first?.details.summary == "Besprechung in K\u{F6}ln")
    #expect(series.components.first?.details.location == "Caf\u{E9}")
  }

  @Test("a fold inside of a character is no fault of the encoding")
  func foldedCharacter() throws {
    let text = calendar(event("SUMMARY:Caf\u{E9} at nine"))
    var bytes = Array(text.utf8)
    let split = try #require(bytes.firstIndex(of: 0xC3)) + 1
    bytes.insert(contentsOf: Array("\r\n ".utf8), at: split)
    let contents = try read(bytes)
    #expect(contents.notes.isEmpty)
    #expect(contents.components.first?.details.summary == "Caf\u{E9} at nine")
  }

  @Test(
    "A line is read the same in its usual form and in every other",
    arguments: [
      "DTSTART;TZID=Europe/Berlin:20260310T090000", "dtstart;tzid=Europe/Berlin:20260310T090000",
      "DTSTART;TZID=\"Europe/Berlin\":20260310T090000", "DTSTART;X-A=b;TZID=Europe/Berlin:20260310T090000",
      "DTSTART;TZID=Europe/Berlin;VALUE=DATE-TIME:20260310T090000", "DTST\r\n ART;TZID=Europe/Berlin:20260310T090000",
      "DTSTART;TZID=Europe/Berlin: 20260310T090000 ",
    ])
  func forms(line: String) throws {
    let start = try #require(try read(calendar(event(start: line))).components.first?.start)
    #expect(start.value == "20260310T090000")
    #expect(start.timeZoneID == "Europe/Berlin")
    #expect(!start.coversFuture)
  }

  @Test("An event whose last line is the shortest there is", arguments: ["UID:a", "UID:", "UID", "DTEND:", "RRULE:"])
  func shortLastLine(line: String) throws {
    let text = calendar("BEGIN:VEVENT", "DTSTART:20260310T090000Z", line, "END:VEVENT")
    #expect(try read(text).components.count == 1)
  }
}
