import Calendars
import Testing

@Suite("Fingerprints") struct FingerprintTests {
  private func fingerprint(_ lines: [String], calendarLines: [String] = []) throws -> UInt64 {
    let contents = try read(calendar(calendarLines + ["BEGIN:VEVENT"] + lines + ["END:VEVENT"]))
    return try #require(contents.series.first).fingerprint
  }

  private let lines = [
    "UID:a", "DTSTAMP:20260101T000000Z", "DTSTART;TZID=Birch:20260310T090000", "DTEND;TZID=Birch:20260310T100000",
    "SUMMARY:Review", "SEQUENCE:1", "CREATED:20250101T000000Z", "LAST-MODIFIED:20260101T000000Z",
    "ORGANIZER:mailto:a@tanuki.example", "ATTENDEE:mailto:b@birch.example", "ATTENDEE:mailto:c@birch.example",
    "STATUS:CONFIRMED", "CLASS:PUBLIC", "LOCATION:Room", "RRULE:FREQ=WEEKLY", "EXDATE:20260317T090000Z",
    "RDATE:20260318T090000Z", "TRANSP:OPAQUE", "DESCRIPTION:https://t.example/x/006000000000001",
  ]

  /// What another process computes must be the same for ever: stores keep it.
  @Test func isTheSameInEveryProcess() {
    var hash = StableHash()
    hash.combine("tanuki")
    hash.combine(42)
    hash.combine(nil as String?)
    hash.combine(true)
    #expect(hash.value == Self.frozen)
  }

  private static let frozen: UInt64 = 11_292_377_817_664_897_070

  @Test func exportersStampsCountForNothing() throws {
    let before = try fingerprint(lines)
    for (old, new) in [
      ("DTSTAMP:20260101T000000Z", "DTSTAMP:20260202T000000Z"),
      ("CREATED:20250101T000000Z", "CREATED:20250102T000000Z"),
      ("LAST-MODIFIED:20260101T000000Z", "X-OTHER:1"),
    ] {
      #expect(try fingerprint(lines.map { $0 == old ? new : $0 }) == before)
    }
    #expect(try fingerprint(lines.reversed()) == before)
  }

  @Test func everythingElseCounts() throws {
    let before = try fingerprint(lines)
    let silent = ["DTSTAMP", "CREATED", "LAST-MODIFIED"]
    for (i, line) in lines.enumerated() where !silent.contains(where: line.hasPrefix) {
      var changed = lines
      changed.remove(at: i)
      #expect(try fingerprint(changed) != before, "without \(line)")
      changed.insert(line + "1", at: i)
      #expect(try fingerprint(changed) != before, "\(line)1")
    }
  }

  @Test func theZonesThatASeriesNamesCount() throws {
    func zone(_ name: String, _ offset: String) -> [String] {
      ["BEGIN:VTIMEZONE", "TZID:\(name)", "TZOFFSETTO:\(offset)", "END:VTIMEZONE"]
    }
    let before = try fingerprint(lines, calendarLines: zone("Birch", "+0100"))
    #expect(try fingerprint(lines, calendarLines: zone("Birch", "+0200")) != before)
    #expect(try fingerprint(lines, calendarLines: zone("Birch", "+0100") + zone("Other", "+0100")) == before)
    #expect(try fingerprint(lines, calendarLines: zone("Birch", "+0100") + ["X-WR-TIMEZONE:Europe/Berlin"]) != before)
  }

  @Test func differentTextsOfOneConcatenationDiffer() {
    func hash(_ a: String, _ b: String) -> UInt64 {
      var hash = StableHash()
      hash.combine(a)
      hash.combine(b)
      return hash.value
    }
    #expect(hash("ab", "c") != hash("a", "bc"))
    #expect(hash("", "a") != hash("a", ""))
    #expect(hash("aaaaaaaa", "") != hash("aaaaaaaa\0", ""))
  }

  @Test func hashesOfNearValuesSpread() {
    var seen = Set<UInt64>()
    var lowBits = [Int](repeating: 0, count: 64)
    for i in 0..<100_000 {
      var hash = StableHash()
      hash.combine(i)
      seen.insert(hash.value)
      lowBits[Int(hash.value & 63)] += 1
    }
    #expect(seen.count == 100_000)
    #expect(lowBits.allSatisfy { (1300...1830).contains($0) })
  }
}
