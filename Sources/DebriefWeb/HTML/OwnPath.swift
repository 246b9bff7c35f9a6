/// An address within this site: a path of ours, into which values go percent-encoded. There is no other kind of address
/// in a page, so a stranger's `javascript:` or `https://` can be text and nothing else.
package struct OwnPath: Hashable, Sendable, ExpressibleByStringInterpolation {
  package let text: String

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation(_ value: String) { text += OwnPath.encoded(value) }
  }

  package init(stringInterpolation: StringInterpolation) { self.init(trusted: stringInterpolation.text) }
  package init(stringLiteral value: String) { self.init(trusted: value) }

  /// A place on the page itself.
  init(onThisPage id: String) { text = "#" + Self.encoded(id) }

  private init(trusted text: String) {
    // `//host` would be another site.
    self.text = "/" + text.drop { $0 == "/" }
  }

  /// An address that came with a request, to go back to; nil where it is not plainly one of ours.
  package init?(returning text: String) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "/"), bytes.count < 1000,
      bytes.count == 1 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")),
      bytes.allSatisfy({ Self.isUnreserved($0) || "/?&=%#+".utf8.contains($0) })
    else { return nil }
    self.text = text
  }

  /// The same with a query; pairs without a value are left out.
  package func query(_ pairs: [(name: String, value: String?)]) -> OwnPath {
    let parts = pairs.compactMap { name, value in value.map { "\(Self.encoded(name))=\(Self.encoded($0))" } }
    guard !parts.isEmpty else { return self }
    return OwnPath(trusted: text + (text.contains("?") ? "&" : "?") + parts.joined(separator: "&"))
  }

  /// One segment deeper.
  package func appending(_ segment: String) -> OwnPath {
    OwnPath(trusted: (text == "/" ? "" : text) + "/" + Self.encoded(segment))
  }

  package func fragment(_ id: String) -> OwnPath { OwnPath(trusted: "\(text)#\(Self.encoded(id))") }

  private static func encoded(_ value: String) -> String {
    if value.utf8.allSatisfy(isUnreserved) { return value }
    var encoded = ""
    for byte in value.utf8 {
      if isUnreserved(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        encoded += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }
    return encoded
  }

  /// RFC 3986, 2.3.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~".utf8.contains(byte)
    }
  }
}
