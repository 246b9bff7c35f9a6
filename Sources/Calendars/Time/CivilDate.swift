/// A day of the proleptic Gregorian calendar, without a zone.
///
/// Days are counted with Howard Hinnant's `days_from_civil` and `civil_from_days`, exact for every year that
/// iCalendar can write (0000–9999).
package struct CivilDate: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Returns nil where the calendar has no such day (month 13, 30 February, year 10000).
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  private init(uncheckedYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Day 0 is 1970-01-01.
  package init(daysSinceEpoch: Int64) {
    let z = daysSinceEpoch + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.init(uncheckedYear: Int(year), month: Int(month), day: Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
  }

  package var daysSinceEpoch: Int64 {
    let y = Int64(month <= 2 ? year - 1 : year)
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * Int64(month > 2 ? month - 3 : month + 9) + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package func advanced(byDays days: Int64) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  package static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// ISO 8601's extended form, `2026-11-21`.
extension CivilDate: CustomStringConvertible, Codable {
  package var description: String {
    guard (0...9999).contains(year) else { return "\(year)-\(padded(month))-\(padded(day))" }
    return String(decoding: digits, as: UTF8.self)
  }

  fileprivate var digits: [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(20)
    append(year / 100, to: &digits)
    append(year % 100, to: &digits)
    digits.append(UInt8(ascii: "-"))
    append(month, to: &digits)
    digits.append(UInt8(ascii: "-"))
    append(day, to: &digits)
    return digits
  }

  /// Reads `YYYY-MM-DD`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 3, let year = decimal(fields[0], digits: 4), let month = decimal(fields[1], digits: 2),
      let day = decimal(fields[2], digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = CivilDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is not a date")
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// What a clock on a wall shows: a day and a time of day, without a zone (RFC 5545, 3.3.5, form #1).
package struct CivilDateTime: Hashable, Comparable, Sendable {
  package let date: CivilDate
  /// 0..<86400.
  package let secondOfDay: Int

  /// Returns nil for a time of day that no clock shows. Second 60 (a leap second) is read as 59.
  package init?(date: CivilDate, hour: Int, minute: Int, second: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
    self.date = date
    secondOfDay = hour * 3600 + minute * 60 + min(second, 59)
  }

  /// The wall clock `secondsSinceEpoch` after 1970-01-01T00:00:00, whatever its zone.
  package init(secondsSinceEpoch: Int64) {
    let days = secondsSinceEpoch >= 0 ? secondsSinceEpoch / 86_400 : (secondsSinceEpoch - 86_399) / 86_400
    date = CivilDate(daysSinceEpoch: days)
    secondOfDay = Int(secondsSinceEpoch - days * 86_400)
  }

  /// Seconds from 1970-01-01T00:00:00 on the same wall clock.
  package var secondsSinceEpoch: Int64 { date.daysSinceEpoch * 86_400 + Int64(secondOfDay) }

  package var hour: Int { secondOfDay / 3600 }
  package var minute: Int { secondOfDay % 3600 / 60 }
  package var second: Int { secondOfDay % 60 }

  package static func < (a: CivilDateTime, b: CivilDateTime) -> Bool {
    (a.date, a.secondOfDay) < (b.date, b.secondOfDay)
  }
}

extension CivilDateTime: CustomStringConvertible {
  package var description: String {
    guard (0...9999).contains(date.year) else {
      return "\(date)T\(padded(hour)):\(padded(minute)):\(padded(second))"
    }
    var digits = date.digits
    digits.append(UInt8(ascii: "T"))
    append(hour, to: &digits)
    digits.append(UInt8(ascii: ":"))
    append(minute, to: &digits)
    digits.append(UInt8(ascii: ":"))
    append(second, to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Reads `YYYY-MM-DDTHH:MM:SS`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, let date = CivilDate(halves[0]) else { return nil }
    let fields = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3, let hour = decimal(fields[0], digits: 2), let minute = decimal(fields[1], digits: 2),
      let second = decimal(fields[2], digits: 2)
    else { return nil }
    self.init(date: date, hour: hour, minute: minute, second: second)
  }
}

/// Two digits of 0...99.
private func append(_ value: Int, to digits: inout [UInt8]) {
  digits.append(UInt8(ascii: "0") + UInt8(value / 10))
  digits.append(UInt8(ascii: "0") + UInt8(value % 10))
}

private func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// Reads exactly `digits` ASCII digits; `Int("+7")` would accept a sign.
private func decimal(_ text: some StringProtocol, digits: Int) -> Int? {
  guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
  return Int(text)
}
