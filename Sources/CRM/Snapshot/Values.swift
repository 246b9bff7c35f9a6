import Calendars

/// How the dialects write instants, days, truth and amounts.
enum Value {
  /// `2023-02-07 20:47:49`, `2006-04-15T03:23:15.000Z`, `2022-10-17T08:54:06.000+0000`, `2019-11-11 17:23:34 UTC`,
  /// `2018-12-19`. Without a zone it is UTC, as the weekly export's and the warehouses' times are.
  static func instant(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let date = CivilDate(text.prefix(10)) else { return nil }
    if bytes.count == 10 { return CivilDateTime(date: date, hour: 0, minute: 0, second: 0).map(Instant.init(utc:)) }
    guard bytes.count >= 16, bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
      let hour = number(bytes[11..<13]), bytes[13] == UInt8(ascii: ":"), let minute = number(bytes[14..<16])
    else { return nil }
    var at = 16
    var second = 0
    if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
      guard bytes.count >= 19, let read = number(bytes[17..<19]) else { return nil }
      second = read
      at = 19
      if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
        at += 1
        let digits = bytes[at...].prefix { (48...57).contains($0) }.count
        guard digits > 0 else { return nil }
        at += digits
      }
    }
    guard let civil = CivilDateTime(date: date, hour: hour, minute: minute, second: second),
      let offset = offset(bytes[at...])
    else { return nil }
    return Instant(utc: civil).advanced(by: -offset)
  }

  /// Seconds east of UTC: nothing, `Z`, `UTC`, `+01`, `+0100` or `+01:00`, after an optional space.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let zone = bytes.drop { $0 == UInt8(ascii: " ") }
    if zone.isEmpty || zone.elementsEqual("Z".utf8) || zone.elementsEqual("UTC".utf8) { return 0 }
    guard let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let digits = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4, let hours = number(digits[..<2]), hours < 24,
      let minutes = digits.count == 2 ? 0 : number(digits[2...]), minutes < 60
    else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  /// The day as written; the time that some exports add is not looked at, so that no zone can move it.
  ///
  /// Reports write days the way of the reader's country. `25.12.2026` and `12/25/2026` can be one day only; of
  /// `07/08/2026` nobody can tell, unless `order` says it.
  static func date(_ text: String, order: DateOrder?) -> CivilDate? {
    if let date = CivilDate(text.prefix(10)) {
      return text.utf8.count == 10 || instant(text) != nil ? date : nil
    }
    let fields = text.split(separator: " ").first?.split { "/.-".contains($0) } ?? []
    guard fields.count == 3, fields[2].utf8.count == 4, fields[0].utf8.count <= 2, fields[1].utf8.count <= 2,
      let first = number(fields[0].utf8), let second = number(fields[1].utf8), let year = number(fields[2].utf8)
    else { return nil }
    let dayFirst = CivilDate(year: year, month: second, day: first)
    let monthFirst = CivilDate(year: year, month: first, day: second)
    switch order {
    case .dayFirst: return dayFirst
    case .monthFirst: return monthFirst
    case nil:
      if text.contains(".") || dayFirst == monthFirst { return dayFirst }
      return dayFirst == nil ? monthFirst : (monthFirst == nil ? dayFirst : nil)
    }
  }

  static func boolean(_ bytes: ArraySlice<UInt8>) -> Bool? {
    switch bytes.count {
    case 1:
      switch bytes.first {
      case UInt8(ascii: "1"), UInt8(ascii: "t"), UInt8(ascii: "T"): true
      case UInt8(ascii: "0"), UInt8(ascii: "f"), UInt8(ascii: "F"): false
      default: nil
      }
    case 4: bytes.elementsEqual("true".utf8) { $0 | 0x20 == $1 } ? true : nil
    case 5: bytes.elementsEqual("false".utf8) { $0 | 0x20 == $1 } ? false : nil
    default: nil
    }
  }

  /// `1234.5`, `1,234.50` and either behind a currency code (`EUR 1,234.50`).
  static func amount(_ text: String) -> Double? {
    var text = Substring(text)
    if text.utf8.count > 4, text.prefix(3).allSatisfy({ $0.isASCII && $0.isUppercase }), text.dropFirst(3).first == " "
    {
      text = text.dropFirst(4)
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count > 1 {
      let whole = parts[parts.count - 1].split(separator: ".", omittingEmptySubsequences: false)[0]
      let middle = parts[1..<(parts.count - 1)]
      guard middle.allSatisfy({ $0.utf8.count == 3 }), whole.utf8.count == 3, (1...4).contains(parts[0].utf8.count)
      else { return nil }
    }
    let digits = parts.joined()
    guard digits.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }), let value = Double(digits),
      value.isFinite
    else { return nil }
    return value
  }
}

/// How a report's `07/08/2026` is meant.
package enum DateOrder: String, CaseIterable, Sendable {
  case dayFirst = "day_first"
  case monthFirst = "month_first"
}
