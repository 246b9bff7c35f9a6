/// How the bytes of an export spell text, told from its first bytes.
///
/// The weekly export's encoding is the admin's choice. Without a byte order mark a file is read as UTF-8, and a
/// field that is not UTF-8 as Windows-1252, which contains ISO 8859-1's letters.
package enum TextEncoding: Equatable, Sendable {
  case utf8
  case utf16LittleEndian
  case utf16BigEndian
  /// Refused: no Salesforce tool offers it, and spreadsheets cannot read it either.
  case utf32
  /// Zero bytes in the first row and no mark: not text that can be read.
  case binary

  /// - Returns: the encoding, and how many bytes its mark takes.
  package static func sniff(_ head: some Collection<UInt8>) -> (encoding: TextEncoding, markBytes: Int) {
    let start = Array(head.prefix(4))
    if start.starts(with: [0xFF, 0xFE, 0, 0]) || start.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32, 4) }
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if start.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if start.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    let firstLine = head.prefix { $0 != UInt8(ascii: "\n") }
    return (firstLine.contains(0) ? .binary : .utf8, 0)
  }

  /// UTF-16 from `fill` as UTF-8; an unpaired surrogate becomes U+FFFD.
  static func transcoding(_ fill: @escaping ByteFill, isBigEndian: Bool) -> ByteFill {
    var input = [UInt8](repeating: 0, count: 64 << 10)
    var pending: [UInt8] = []
    var output: [UInt8] = []
    var taken = 0
    var isOver = false
    return { buffer in
      while taken == output.count, !isOver {
        let count = try input.withUnsafeMutableBytes(fill)
        pending.append(contentsOf: input[..<count])
        isOver = count == 0
        output.removeAll(keepingCapacity: true)
        taken = 0
        decode(&pending, into: &output, isBigEndian: isBigEndian, isLast: isOver)
      }
      let count = min(buffer.count, output.count - taken)
      buffer.copyBytes(from: output[taken..<taken + count])
      taken += count
      return count
    }
  }

  /// Moves whole scalars from `bytes` to `output` and leaves an unfinished one behind, unless these are the last.
  private static func decode(_ bytes: inout [UInt8], into output: inout [UInt8], isBigEndian: Bool, isLast: Bool) {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = 0
    while at + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      at += 2
    }
    if !isLast, let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
    bytes.removeFirst(min(bytes.count, units.count * 2))
    output.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    if isLast, !bytes.isEmpty { output.append(contentsOf: "\u{FFFD}".utf8) }
  }
}

extension String {
  /// Every byte as the character that Windows-1252 gives it (WHATWG Encoding, windows-1252).
  package init(windows1252 bytes: some Sequence<UInt8>) {
    var text = ""
    for byte in bytes {
      let value = (0x80...0x9F).contains(byte) ? Self.windows1252High[Int(byte) - 0x80] : UInt32(byte)
      text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    self = text
  }

  private static let windows1252High: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}
