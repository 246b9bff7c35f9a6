/// A point on the UTC time line, in whole seconds since 1970-01-01T00:00:00Z.
///
/// iCalendar's times have whole seconds (RFC 5545, 3.3.5), so an instant has no fraction. Leap seconds are
/// not counted, as in POSIX.
package struct Instant: Hashable, Comparable, Sendable {
  package let secondsSinceEpoch: Int64

  package init(secondsSinceEpoch: Int64) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  package static func < (a: Instant, b: Instant) -> Bool { a.secondsSinceEpoch < b.secondsSinceEpoch }

  /// The instant `seconds` later; saturates at the ends of the range instead of trapping.
  package func advanced(by seconds: Int64) -> Instant {
    let (sum, overflow) = secondsSinceEpoch.addingReportingOverflow(seconds)
    return Instant(secondsSinceEpoch: overflow ? (seconds < 0 ? .min : .max) : sum)
  }

  /// Seconds from `other` to this instant; saturating.
  package func seconds(since other: Instant) -> Int64 {
    let (difference, overflow) = secondsSinceEpoch.subtractingReportingOverflow(other.secondsSinceEpoch)
    return overflow ? (secondsSinceEpoch < other.secondsSinceEpoch ? .min : .max) : difference
  }
}

extension Instant {
  /// The instant that a clock showing UTC would read as `civil`.
  package init(utc civil: CivilDateTime) {
    self.init(secondsSinceEpoch: civil.date.daysSinceEpoch * 86_400 + Int64(civil.secondOfDay))
  }

  /// What a clock showing UTC reads at this instant.
  package var utc: CivilDateTime { CivilDateTime(secondsSinceEpoch: secondsSinceEpoch) }
}

/// RFC 3339 in UTC, `2026-11-21T09:30:00Z`: the form of every time that Debrief prints or stores.
extension Instant: CustomStringConvertible, Codable {
  package var description: String { "\(utc)Z" }

  /// Reads `YYYY-MM-DDTHH:MM:SS` followed by `Z` or `±HH:MM`; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let civil = CivilDateTime(text.prefix(19)) else { return nil }
    let utc = Instant(utc: civil)
    switch (bytes[19], bytes.count) {
    case (UInt8(ascii: "Z"), 20):
      self = utc
    case (UInt8(ascii: "+"), 25), (UInt8(ascii: "-"), 25):
      guard bytes[22] == UInt8(ascii: ":"), let hours = Int64(text.dropFirst(20).prefix(2)), (0...23).contains(hours),
        let minutes = Int64(text.suffix(2)), (0...59).contains(minutes)
      else { return nil }
      let offset = hours * 3600 + minutes * 60
      self = utc.advanced(by: bytes[19] == UInt8(ascii: "+") ? -offset : offset)
    default:
      return nil
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is not an RFC 3339 time")
    }
    self = instant
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
