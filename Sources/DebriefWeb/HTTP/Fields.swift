/// Names and values, as a query or a posted form holds them.
package struct Fields: Sendable {
  package private(set) var all: [(name: String, value: String)]

  /// A form of ours has far fewer.
  private static let maxFields = 2000

  package init(_ all: [(name: String, value: String)] = []) { self.all = all }

  /// Reads `application/x-www-form-urlencoded`.
  ///
  /// - Throws: ``BadRequest`` for what is no UTF-8, a broken escape, or more fields than any form has.
  package init(urlEncoded text: some StringProtocol) throws(BadRequest) {
    all = []
    for pair in text.split(separator: "&") {
      guard all.count < Self.maxFields else { throw BadRequest("there are too many fields") }
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count == 2 ? parts[1] : ""
      all.append((try Self.decoded(parts[0], plusIsSpace: true), try Self.decoded(value, plusIsSpace: true)))
    }
  }

  /// The first value of that name; nil where there is none. Line ends of forms are CR LF: they come back as LF.
  package subscript(_ name: String) -> String? {
    all.first { $0.name == name }.map { Self.normalized($0.value) }
  }

  /// Every value of that name, in order.
  package func values(_ name: String) -> [String] { all.filter { $0.name == name }.map { Self.normalized($0.value) } }

  private static func normalized(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "\r")) else { return value }
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in value.unicodeScalars {
      if scalar == "\r" { scalars.append("\n") } else if scalar != "\n" || previous != "\r" { scalars.append(scalar) }
      previous = scalar
    }
    return String(scalars)
  }

  /// Percent-decodes a part of an address or of a form.
  package static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) throws(BadRequest) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
          throw BadRequest("a % without two hexadecimal digits")
        }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw BadRequest("it is no UTF-8") }
    return decoded
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// A request that no page of ours makes.
package struct BadRequest: Error, CustomStringConvertible {
  package var description: String
  package init(_ why: String) { description = "That request cannot be read: \(why)." }
}
