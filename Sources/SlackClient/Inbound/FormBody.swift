/// `application/x-www-form-urlencoded` bodies, as Slack sends them (WHATWG URL, section 5.1).
package enum FormBody {
  /// More than any payload of Slack's; bytes.
  package static let maxBytes = 512 * 1024
  /// More than any of Slack's forms has.
  static let maxFields = 40

  /// The fields by name; the first counts where a name stands twice. Nil where the body is too large, has too many
  /// fields, or is no UTF-8.
  package static func fields(_ body: [UInt8]) -> [String: String]? {
    guard body.count <= maxBytes else { return nil }
    let pairs = body.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
    guard pairs.count <= maxFields else { return nil }
    var fields: [String: String] = [:]
    for pair in pairs {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      guard let name = decoded(pair[..<equals]), let value = decoded(pair[equals...].dropFirst()) else { return nil }
      if fields[name] == nil { fields[name] = value }
    }
    return fields
  }

  /// The body of a form with these fields.
  package static func encode(_ fields: [(name: String, value: String)]) -> [UInt8] {
    Array(fields.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&").utf8)
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard rest.count >= 2, let high = hex(rest[rest.startIndex]), let low = hex(rest[rest.startIndex + 1]) else {
          return nil
        }
        plain.append(high << 4 | low)
        rest = rest.dropFirst(2)
      default: plain.append(byte)
      }
    }
    return String(validating: plain, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "*"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x20: escaped += "+"
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return escaped
  }
}
