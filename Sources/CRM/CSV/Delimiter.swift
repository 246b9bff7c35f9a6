/// The six delimiters that Salesforce's tools write (Bulk API 2.0, `columnDelimiter`).
package enum Delimiter: UInt8, CaseIterable, Sendable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09
  case pipe = 0x7C
  case caret = 0x5E
  case backquote = 0x60

  /// The one that occurs most often in the first row, outside quotes; the comma where none does.
  package init(sniffing head: some Sequence<UInt8>) {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in head {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      counts[byte, default: 0] += 1
    }
    var best = Delimiter.comma
    for candidate in Delimiter.allCases where counts[candidate.rawValue, default: 0] > counts[best.rawValue, default: 0]
    {
      best = candidate
    }
    self = best
  }
}
