import Calendars
import Testing

/// Of a source that can be sought, undecided events are noted by their place and read again only if they matter.
@Suite("Noted events") struct NotedEventsTests {
  private let filter = Prefilter(window: generatedWindow, internalDomains: ["tanuki.example"])

  private func read(_ bytes: [UInt8], isSeekable: Bool, chunk: Int = .max, bufferBytes: Int = 256 << 10) throws
    -> CalendarContents
  {
    var source = BytesInMemory(bytes, readsAtMost: chunk, isSeekable: isSeekable)
    return try CalendarReader(prefilter: filter, bufferBytes: bufferBytes).read(&source)
  }

  @Test func readTheSameAsEventsThatWereKept() throws {
    var kept = 0
    for seed in 100...140 as ClosedRange<UInt64> {
      let bytes = Array(generatedCalendar(seed: seed, events: 60).utf8)
      let expected = try read(bytes, isSeekable: false)
      #expect(try read(bytes, isSeekable: true) == expected)
      #expect(try read(bytes, isSeekable: true, chunk: 97, bufferBytes: 300) == expected)
      let lineFeeds = bytes.filter { $0 != 0x0D }
      #expect(try read(lineFeeds, isSeekable: true) == (try read(lineFeeds, isSeekable: false)))
      // Here places in the buffer tell nothing of places in the file, so nothing is noted.
      let carriageReturns = bytes.filter { $0 != 0x0A }
      #expect(try read(carriageReturns, isSeekable: true) == (try read(carriageReturns, isSeekable: false)))
      kept += expected.series.count { $0.components.count > 1 }
    }
    #expect(kept > 20)
  }

  private let master = event(
    "RRULE:FREQ=WEEKLY", "SUMMARY:Weekly", "ATTENDEE:mailto:a@tanuki.example", start: "DTSTART:20200310T090000Z")
  private let moved = event(
    "RECURRENCE-ID:20260317T090000Z", "ATTENDEE:mailto:a@tanuki.example", start: "DTSTART:20210317T090000Z")
  private let guest = event(
    "RECURRENCE-ID:20260310T090000Z", "ATTENDEE:mailto:x@birch.example", start: "DTSTART:20260310T100000Z")

  @Test func aLateGuestBringsTheSeriesBackInTheOrderOfTheFile() throws {
    for order in [[master, moved, guest], [guest, master, moved], [moved, guest, master]] {
      let text = calendar(["METHOD:CANCEL", order[0], event(uid: "other"), order[1], order[2]])
      let contents = try read(Array(text.utf8), isSeekable: true)
      #expect(contents.addsUp)
      let expected = try CalendarsTests.read(text).series.first { $0.uid == "one@tanuki.example" }
      #expect(contents.series.first == expected)
      let lines = contents.components.map(\.line)
      #expect(lines.count == 3 && lines == lines.sorted())
      let numbered = text.split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { numbered[$0 - 1] == "BEGIN:VEVENT" })
      #expect(contents.components.allSatisfy { $0.details.status == "CANCELLED" })
    }
  }

  @Test func aFileThatChangedMeanwhileLosesTheSeriesAndSaysSo() throws {
    /// After the first reading, other bytes.
    struct Changing: ByteSource {
      var now: BytesInMemory
      let later: BytesInMemory
      var isSeekable: Bool { true }
      mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { now.read(into: buffer) }
      mutating func seek(to offset: Int) throws {
        now = later
        now.seek(to: offset)
      }
    }
    let before = Array(calendar(master, guest, event("ATTENDEE:mailto:x@birch.example", uid: "ok")).utf8)
    for after in [[], Array(before.dropFirst(3)), Array(repeating: 0x0A, count: before.count)] {
      var source = Changing(now: BytesInMemory(before), later: BytesInMemory(after))
      let contents = try CalendarReader(prefilter: filter).read(&source)
      #expect(contents.series.map(\.uid) == ["ok"])
      #expect(contents.refusedEvents == 2 && contents.addsUp && !contents.isComplete)
      #expect(contents.refusals.contains { $0.scope == .file && $0.message.contains("changed while it was read") })
    }
  }
}
