import Calendars
import Testing

/// A series in a known form is not built: equal forms must be equal series, whatever a stranger writes.
@Suite("Forms of series") struct SeriesFormTests {
  private func forms(_ bytes: [UInt8]) throws -> [String: (form: UInt64?, fingerprint: UInt64)] {
    var source = BytesInMemory(bytes)
    var scanned = try CalendarReader().scan(&source)
    var forms: [String: (UInt64?, UInt64)] = [:]
    while let series = scanned.next() { forms[series.uid] = (scanned.form, series.fingerprint) }
    return forms
  }

  private func form(_ lines: String..., and more: [String] = []) throws -> UInt64? {
    let text = calendar(["BEGIN:VEVENT", "UID:a"] + lines + ["END:VEVENT"] + more)
    return try #require(forms(Array(text.utf8))["a"]).form
  }

  @Test func stampsThatExportersWriteAnewCountForNothing() throws {
    let before = try form("DTSTAMP:20260101T000000Z", "DTSTART:20260310T090000Z", "SUMMARY:Review")
    #expect(before != nil)
    #expect(
      try form(
        "DTSTAMP:20260303T000000Z", "LAST-MODIFIED:20260303T000000Z", "DTSTART:20260310T090000Z", "SUMMARY:Review")
        == before)
    #expect(try form("DTSTAMP:20260101T000000Z", "DTSTART:20260310T090000Z", "SUMMARY:Reviews") != before)
  }

  /// Of two revisions of one instance the later stamp counts, and stamps are no part of a form.
  @Test func twoRevisionsOfOneInstanceHaveNone() throws {
    let again = ["BEGIN:VEVENT", "UID:a", "DTSTART:20260310T100000Z", "END:VEVENT"]
    #expect(try form("DTSTART:20260310T090000Z", and: again) == nil)
    let instance = [
      "BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20260310T090000Z", "DTSTART:20260310T100000Z", "END:VEVENT",
    ]
    #expect(try form("DTSTART:20260310T090000Z", and: instance) != nil)
    #expect(try form("DTSTART:20260310T090000Z", and: instance + instance) == nil)
  }

  /// What has to be said of a series is found while it is built.
  @Test func aSeriesThatIsRemarkedOnHasNone() throws {
    let bytes = Array(calendar(["BEGIN:VEVENT", "UID:a", "SUMMARY:Caf#", "END:VEVENT"]).utf8)
    #expect(try #require(forms(bytes)["a"]).form != nil)
    #expect(try #require(forms(bytes.map { $0 == UInt8(ascii: "#") ? 0xE9 : $0 })["a"]).form == nil)
  }

  @Test func aKnownSeriesIsPassedOverAndCounted() throws {
    let text = calendar(event(uid: "one"), event(uid: "two"), event(uid: "three"))
    let known = try #require(forms(Array(text.utf8))["two"]?.form)
    var source = BytesInMemory(Array(text.utf8))
    var scanned = try CalendarReader().scan(&source)
    var uids: [String] = []
    var passed = 0
    while true {
      if let (form, events) = scanned.passOver(where: { $0 == known }) {
        #expect(form == known)
        passed += events
      } else if let series = scanned.next() {
        uids.append(series.uid)
      } else {
        break
      }
    }
    #expect(uids == ["one", "three"])
    #expect(passed == 1)
    #expect(scanned.seriesLeft == 0)
  }

  /// One byte of a calendar becomes another: wherever the form stays the same, so does what is built.
  @Test(arguments: 1...8) func equalFormsAreEqualSeries(seed: UInt64) throws {
    let text = Array(generatedCalendar(seed: seed, events: 25).utf8)
    let before = try forms(text)
    var dice = Dice(state: seed)
    for _ in 0..<150 {
      var changed = text
      let place = Int.random(in: 0..<text.count, using: &dice)
      changed[place] = Array("0123456789:;,TZ\r\n =ABab".utf8).randomElement(using: &dice) ?? 48
      for (uid, series) in try forms(changed) {
        guard let old = before[uid], series.form != nil, series.form == old.form else { continue }
        #expect(series.fingerprint == old.fingerprint, "seed \(seed), byte \(place), series \(uid)")
      }
    }
  }
}
