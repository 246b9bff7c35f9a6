/// One DATE or DATE-TIME as a property's value holds it (RFC 5545, 3.3.4 and 3.3.5).
package enum TimeValue: Equatable, Sendable {
  case date(CivilDate)
  case local(CivilDateTime)
  case utc(Instant)

  /// Reads `YYYYMMDD`, `YYYYMMDDTHHMMSS` with or without `Z`; nil for anything else and for days and times that do not
  /// exist. Spaces around it and a lower-case `t` or `z` are read; `YYYYMMDDTHHMM`, which some exporters write, too.
  package init?(_ text: String) { self.init(text.utf8[...]) }

  init?(_ text: Substring.UTF8View) {
    if let usual = Self(usual: text.span) {
      self = usual
    } else {
      self.init(unusual: text)
    }
  }

  /// Reads the three forms as the RFC writes them, where they stand; nil for everything else.
  private init?(usual bytes: Span<UInt8>) {
    guard bytes.count == 8 || bytes.count == 15 || bytes.count == 16 && bytes[15] == UInt8(ascii: "Z"),
      let century = twoDigits(bytes, 0), let year = twoDigits(bytes, 2), let month = twoDigits(bytes, 4),
      let day = twoDigits(bytes, 6), let date = CivilDate(year: century * 100 + year, month: month, day: day)
    else { return nil }
    guard bytes.count > 8 else {
      self = .date(date)
      return
    }
    guard bytes[8] == UInt8(ascii: "T"), let hour = twoDigits(bytes, 9), let minute = twoDigits(bytes, 11),
      let second = twoDigits(bytes, 13),
      let civil = CivilDateTime(date: date, hour: hour, minute: minute, second: second)
    else { return nil }
    self = bytes.count == 16 ? .utc(Instant(utc: civil)) : .local(civil)
  }

  private init?(unusual text: Substring.UTF8View) {
    var digits = DigitReader(trimmed(text))
    guard let year = digits.read(4), let month = digits.read(2), let day = digits.read(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    // A day with a Z behind it is written, too; a day has no zone.
    if digits.isAtEnd || (digits.skip("Z") && digits.isAtEnd) {
      self = .date(date)
      return
    }
    guard digits.skip("T"), let hour = digits.read(2), let minute = digits.read(2) else { return nil }
    let second = digits.read(2) ?? 0
    guard let civil = CivilDateTime(date: date, hour: hour, minute: minute, second: second) else { return nil }
    let isUTC = digits.skip("Z")
    guard digits.isAtEnd else { return nil }
    self = isUTC ? .utc(Instant(utc: civil)) : .local(civil)
  }
}

/// A DURATION (RFC 5545, 3.3.6): days by the calendar, and seconds by the clock.
package struct CalendarDuration: Equatable, Sendable {
  /// Weeks and days: nominal, a day may have 23 or 25 hours.
  package var days: Int
  /// Hours, minutes and seconds: exact.
  package var seconds: Int

  package init(days: Int, seconds: Int) {
    self.days = days
    self.seconds = seconds
  }

  package var isNegative: Bool { days < 0 || seconds < 0 }

  /// Reads `P1W`, `P1DT2H3M4S`, `-PT15M` and mixtures that the grammar leaves out but exporters write (`P1W2D`, `PT1W`).
  /// Returns nil for anything else and for more than 10,000 years.
  package init?(_ text: String) { self.init(text.utf8[...]) }

  init?(_ text: Substring.UTF8View) {
    var digits = DigitReader(trimmed(text))
    let sign = digits.skip("-") ? -1 : 1
    if sign == 1 { _ = digits.skip("+") }
    guard digits.skip("P"), !digits.isAtEnd else { return nil }
    var days = 0
    var seconds = 0
    var inTime = false
    while !digits.isAtEnd {
      if digits.skip("T") {
        guard !inTime else { return nil }
        inTime = true
        continue
      }
      guard let amount = digits.readNumber(), amount <= 400_000_000_000 else { return nil }
      switch (digits.next(), inTime) {
      case (UInt8(ascii: "W"), _): days += amount * 7
      case (UInt8(ascii: "D"), _): days += amount
      case (UInt8(ascii: "H"), true): seconds += amount * 3600
      case (UInt8(ascii: "M"), true): seconds += amount * 60
      case (UInt8(ascii: "S"), true): seconds += amount
      default: return nil
      }
      guard days <= 3_660_000, seconds <= 3_660_000 * 86_400 else { return nil }
    }
    self.init(days: sign * days, seconds: sign * seconds)
  }
}

/// Reads ASCII digits and letters from the front of a value.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ bytes: Substring.UTF8View) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// Reads exactly `count` digits; nil, and nothing read, where there are fewer.
  mutating func read(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Reads one to twelve digits.
  mutating func readNumber() -> Int? {
    let digits = rest.prefix(while: isDigit)
    guard (1...12).contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Skips one letter, in either case, or one sign.
  mutating func skip(_ letter: Unicode.Scalar) -> Bool {
    guard let byte = rest.first, upper(byte) == UInt8(ascii: letter) else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func next() -> UInt8? {
    guard let byte = rest.popFirst() else { return nil }
    return upper(byte)
  }
}

@inline(__always)
private func twoDigits(_ bytes: Span<UInt8>, _ offset: Int) -> Int? {
  let tens = bytes[offset] &- UInt8(ascii: "0")
  let ones = bytes[offset + 1] &- UInt8(ascii: "0")
  return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

private func upper(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & 0xDF : byte
}

/// `bytes` without the spaces and tabs around them.
func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
  var rest = bytes
  while let byte = rest.first, byte == 32 || byte == 9 { rest = rest.dropFirst() }
  while let byte = rest.last, byte == 32 || byte == 9 { rest = rest.dropLast() }
  return rest
}

/// Reads `12`, `+12` or `-12` of at most ten digits; nil for anything else.
func signedInteger(_ bytes: some Collection<UInt8>) -> Int? {
  let isNegative = bytes.first == UInt8(ascii: "-")
  let digits = isNegative || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes.dropFirst(0)
  guard (1...10).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
  let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  return isNegative ? -value : value
}

/// `text` fit for a message: at most 60 scalars, control and format characters shown as `?`.
func printable(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(60) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      result.append("?")
    default:
      result.append(scalar)
    }
  }
  return String(result) + (text.unicodeScalars.count > 60 ? "…" : "")
}
