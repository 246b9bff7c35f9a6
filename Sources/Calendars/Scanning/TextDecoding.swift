/// Bytes of a value into text.
///
/// iCalendar is UTF-8 (RFC 5545, 3.1.4). Values that are not are read as Windows-1252, the code page of the
/// exporters that get it wrong; every byte has a character there, so nothing is lost and nothing fails.
enum TextDecoding {
  /// The bytes as they are, without unescaping.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    let part = bytes.extracting(range)
    if let utf8 = try? UTF8Span(validating: part) { return String(copying: utf8) }
    var text = ""
    for i in 0..<part.count { text.unicodeScalars.append(windows1252(part[i])) }
    return text
  }

  static func isUTF8(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    (try? UTF8Span(validating: bytes.extracting(range))) != nil
  }

  /// A value of type TEXT (RFC 5545, 3.3.11), at most `limit` bytes of it.
  ///
  /// `\n` and `\N` are a newline; any other escaped character is itself.
  static func escapedText(_ bytes: Span<UInt8>, _ range: Range<Int>, limit: Int) -> String {
    let range = cut(bytes, range, limit)
    guard contains(bytes, range, 0x5C) else { return text(bytes, range) }
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = bytes[i]
      i += 1
      guard byte == 0x5C, i < range.upperBound else {
        plain.append(byte)
        continue
      }
      let escaped = bytes[i]
      i += 1
      plain.append(escaped == 0x6E || escaped == 0x4E ? 0x0A : escaped)
    }
    return text(plain.span, 0..<plain.count)
  }

  /// A parameter's value: each quoted part without its quotes, RFC 6868's `^n`, `^^` and `^'` resolved.
  ///
  /// Outlook and others escape commas and semicolons here as in values, which no RFC asks for; it is undone too.
  static func parameter(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    guard range.contains(where: { bytes[$0] == 0x22 || bytes[$0] == 0x5E || bytes[$0] == 0x5C }) else {
      return text(bytes, range)
    }
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = bytes[i]
      let next = i + 1 < range.upperBound ? bytes[i + 1] : 0
      i += 1
      switch (byte, next) {
      case (0x22, _): continue
      case (0x5E, 0x6E), (0x5E, 0x4E): plain.append(0x0A)
      case (0x5E, 0x5E): plain.append(0x5E)
      case (0x5E, 0x27): plain.append(0x22)
      case (0x5C, 0x2C), (0x5C, 0x3B): plain.append(next)
      default:
        plain.append(byte)
        continue
      }
      i += 1
    }
    return text(plain.span, 0..<plain.count)
  }

  /// The longest beginning of at most `limit` bytes that splits no UTF-8 sequence.
  private static func cut(_ bytes: Span<UInt8>, _ range: Range<Int>, _ limit: Int) -> Range<Int> {
    guard range.count > limit else { return range }
    var end = range.lowerBound + limit
    while end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return range.lowerBound..<end
  }

  private static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, _ byte: UInt8) -> Bool {
    for i in range where bytes[i] == byte { return true }
    return false
  }

  /// The code page as WHATWG's Encoding Standard has it: the five unassigned bytes are C1 controls.
  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(upperHalf[Int(byte) - 0x80]) ?? Unicode.Scalar(byte)
  }

  private static let upperHalf: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]
}
