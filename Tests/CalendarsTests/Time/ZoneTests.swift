import Foundation
import Testing

@testable import Calendars

@Suite("Zones") struct ZoneTests {
  private let cache = TimeCache()

  private func instant(_ wall: String, in zone: ZoneTransitions) throws -> String {
    zone.instant(of: try #require(CivilDateTime(wall))).description
  }

  @Test func systemZonesAgreeWithFoundation() throws {
    // Zones whose rules have not changed for years, so that two copies of the tables hold the same.
    let names = [
      "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Phoenix",
      "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
      "Africa/Johannesburg",
    ]
    var generator = SystemRandomNumberGenerator()
    for name in names {
      let ours = try #require(cache.zone(named: name))
      let theirs = try #require(TimeZone(identifier: name))
      for _ in 0..<2_000 {
        // From 1980 to 2037, the years that both have listed.
        let second = Int64.random(in: 315_532_800..<2_114_380_800, using: &generator)
        let expected = theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        #expect(ours.offset(at: Instant(secondsSinceEpoch: second)) == Int64(expected), "\(name) at \(second)")
      }
    }
  }

  @Test func theRuleAtTheEndOfAFileGoesOn() throws {
    let berlin = try #require(cache.zone(named: "Europe/Berlin"))
    #expect(try instant("2099-07-01T12:00:00", in: berlin) == "2099-07-01T10:00:00Z")
    #expect(try instant("2099-12-01T12:00:00", in: berlin) == "2099-12-01T11:00:00Z")
    // 2099-03-29 is the last Sunday of March.
    #expect(berlin.offset(at: try #require(Instant("2099-03-29T00:59:59Z"))) == 3600)
    #expect(berlin.offset(at: try #require(Instant("2099-03-29T01:00:00Z"))) == 7200)
  }

  /// RFC 5545, 3.3.5, with its own New York times.
  @Test func gapsTakeTheOffsetBeforeAndOverlapsTheFirstTime() throws {
    let newYork = try #require(cache.zone(named: "America/New_York"))
    #expect(try instant("2007-03-11T02:30:00", in: newYork) == "2007-03-11T07:30:00Z")
    #expect(try instant("2007-03-11T01:59:59", in: newYork) == "2007-03-11T06:59:59Z")
    #expect(try instant("2007-03-11T03:00:00", in: newYork) == "2007-03-11T07:00:00Z")
    #expect(try instant("2007-11-04T01:30:00", in: newYork) == "2007-11-04T05:30:00Z")
    #expect(try instant("2007-11-04T02:00:00", in: newYork) == "2007-11-04T07:00:00Z")
  }

  @Test func everyWindowsNameLeadsToAZone() {
    let unknown = WindowsZones.ianaNames.filter { cache.zone(named: $0.value) == nil }
    #expect(WindowsZones.ianaNames.count == 139)
    #expect(unknown.isEmpty)
  }

  @Test func namesThatExportersWriteAreFound() {
    let names = ZoneNames(cache: cache)
    for (written, meant) in [
      "Europe/Berlin": "Europe/Berlin", "\"Europe/Berlin\"": "Europe/Berlin", "Europe/lisbon": "Europe/Lisbon",
      "/freeassociation.sourceforge.net/Tzfile/Europe/Ljubljana": "Europe/Ljubljana",
      "/mozilla.org/20050126_1/America/Chicago": "America/Chicago",
      "/softwarestudio.org/Olson_20011030_5/America/New_York": "America/New_York", "US-Pacific": "US/Pacific",
      "W. Europe Standard Time": "Europe/Berlin", "eastern standard time": "America/New_York",
      "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": "Europe/Amsterdam",
      "(UTC-05:00) Eastern Time (US & Canada)": "America/New_York",
      "(GMT-05.00) Eastern Time (US & Canada)": "America/New_York", "Pacific Time (US & Canada)": "America/Los_Angeles",
      "(GMT+10:00) Canberra, Melbourne, Sydney": "Australia/Canberra", "Kuala Lumpur": "Asia/Kuala_Lumpur",
      "tzone://Microsoft/Utc": "UTC", "Z": "UTC", "GMT": "GMT",
    ] {
      #expect(names.zone(for: written)?.name == meant, "\(written)")
    }
  }

  @Test func offsetsInNamesAreReadAsOffsets() throws {
    let names = ZoneNames(cache: cache)
    for (written, seconds) in [
      "GMT+05:30": 19_800, "UTC-5": -18_000, "UTC+01": 3_600, "+0100": 3_600, "(GMT +01:00)": 3_600,
      "Etc/GMT+5": -18_000,
    ] {
      let zone = try #require(names.zone(for: written), "\(written)")
      #expect(zone.transitions.offset(at: Instant(secondsSinceEpoch: 1_767_225_600)) == Int64(seconds), "\(written)")
    }
  }

  @Test func strangersNamesLeadNowhere() {
    let names = ZoneNames(cache: cache)
    for name in [
      "", "Customized Time Zone", "America/New_Yrok", "../../etc/passwd", "/etc/passwd", "Europe//Berlin", "zone.tab",
      "Europe/Berlin/..", "Europe", String(repeating: "a/", count: 4_000), "\u{0}",
      "(UTC+01:00) Nowhere, Berlin\u{301}",
    ] {
      #expect(names.zone(for: name) == nil, "\(name.prefix(30))")
    }
  }

  private let newYork = """
    BEGIN:VTIMEZONE
    TZID:America/New_York
    BEGIN:DAYLIGHT
    DTSTART:19870405T020000
    RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z
    TZOFFSETFROM:-0500
    TZOFFSETTO:-0400
    END:DAYLIGHT
    BEGIN:STANDARD
    DTSTART:19671029T020000
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z
    TZOFFSETFROM:-0400
    TZOFFSETTO:-0500
    END:STANDARD
    BEGIN:DAYLIGHT
    DTSTART:20070311T020000
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
    TZOFFSETFROM:-0500
    TZOFFSETTO:-0400
    END:DAYLIGHT
    BEGIN:STANDARD
    DTSTART:20071104T020000
    RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
    TZOFFSETFROM:-0400
    TZOFFSETTO:-0500
    END:STANDARD
    END:VTIMEZONE
    """

  /// RFC 5545, 3.6.5 has this VTIMEZONE; tzdata says the same of these years.
  @Test func aVTIMEZONEOfTheRFCEqualsTheSystemsZone() throws {
    let component = try #require(TimeZoneComponent(newYork))
    let system = try #require(cache.zone(named: "America/New_York"))
    var instant = try #require(Instant("1988-01-01T00:00:00Z"))
    let end = try #require(Instant("2037-12-31T00:00:00Z"))
    while instant < end {
      #expect(component.transitions.offset(at: instant) == system.offset(at: instant), "\(instant)")
      instant = instant.advanced(by: 6 * 3600 + 1)
    }
  }

  @Test func theFilesVTIMEZONEWinsOverItsName() throws {
    let text = newYork.replacing("TZOFFSETTO:-0500", with: "TZOFFSETTO:-0530")
    let zones = CalendarZones(
      timeZones: ["America/New_York": text], calendarZone: nil, fallback: "Europe/Berlin", cache: cache)
    let zone = zones.zone(for: "America/New_York")
    #expect(try instant("2026-01-15T12:00:00", in: zone.transitions) == "2026-01-15T17:30:00Z")
    #expect(zone.name == "America/New_York")
    #expect(zone.found.contains("VTIMEZONE"))
  }

  /// RFC 5545, section 4 has such a file: its VTIMEZONE begins in October 1998, its event takes place in March, at EST.
  @Test func beforeItsFirstOnsetAVTIMEZONELeavesTheWordToItsName() throws {
    let text = """
      BEGIN:VTIMEZONE
      TZID:America/New_York
      BEGIN:STANDARD
      DTSTART:19981025T020000
      TZOFFSETFROM:-0400
      TZOFFSETTO:-0500
      END:STANDARD
      BEGIN:DAYLIGHT
      DTSTART:19990404T020000
      TZOFFSETFROM:-0500
      TZOFFSETTO:-0400
      END:DAYLIGHT
      END:VTIMEZONE
      """
    let zones = CalendarZones(timeZones: ["America/New_York": text], calendarZone: nil, fallback: "UTC", cache: cache)
    let zone = zones.zone(for: "America/New_York").transitions
    #expect(try instant("1998-03-12T08:30:00", in: zone) == "1998-03-12T13:30:00Z")
    #expect(try instant("1998-12-12T08:30:00", in: zone) == "1998-12-12T13:30:00Z")
  }

  @Test func anUnknownNameIsTheCalendarsZoneAndSaysSo() {
    let zones = CalendarZones(
      timeZones: [:], calendarZone: "Asia/Tokyo", fallback: "Europe/Berlin", cache: cache)
    let zone = zones.zone(for: "Customized Time Zone")
    #expect(!zone.isKnown)
    #expect(zone.name == "Asia/Tokyo")
    #expect(zone.remark?.contains("Customized Time Zone") == true)
    #expect(zones.calendar.found.contains("X-WR-TIMEZONE"))
  }

  @Test func brokenVTIMEZONEsAreNoZones() {
    for text in [
      "", "BEGIN:VTIMEZONE\nEND:VTIMEZONE",
      "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\nEND:VTIMEZONE",
      "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:1970\nTZOFFSETFROM:+0100\nTZOFFSETTO:+9999\nEND:STANDARD\nEND:VTIMEZONE",
    ] {
      #expect(TimeZoneComponent(text) == nil, "\(text)")
    }
  }

  @Test func aHostileVTIMEZONECostsLittle() {
    let part = """
      BEGIN:STANDARD
      DTSTART:00010101T000000
      TZOFFSETFROM:+0100
      TZOFFSETTO:+0200
      RRULE:FREQ=SECONDLY
      RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU
      RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=2000000000
      END:STANDARD

      """
    let text = "BEGIN:VTIMEZONE\n" + String(repeating: part, count: 100) + "END:VTIMEZONE"
    let clock = ContinuousClock()
    let time = clock.measure { _ = TimeZoneComponent(text) }
    #expect(time < .seconds(5))
  }

  @Test func damagedZoneFilesAreNoZones() throws {
    let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
    let bytes = [UInt8](file)
    #expect(ZoneInfoFile(bytes) != nil)
    for length in stride(from: 0, to: bytes.count - 40, by: 7) { _ = ZoneInfoFile(Array(bytes.prefix(length))) }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<4 { damaged[Int.random(in: 0..<damaged.count, using: &generator)] = .random(in: .min ... .max) }
      _ = ZoneInfoFile(damaged)
    }
  }
}
