/// A host's name as the DNS compares it: at least two labels, lower case, IDNA's ASCII form, no trailing dot.
///
/// Parsing is strict where leniency would turn one company into another: libidn2 and ICU silently delete
/// invisible characters, so these are refused before anything is mapped.
package struct HostName: Hashable, Sendable {
  /// `xn--mnchen-3ya.example`
  package let ascii: String

  /// - Throws: ``AddressError`` for anything that is not a domain name with at least one dot; IP addresses too.
  package init(parsing text: String) throws(AddressError) {
    var ascii = text
    if Self.needsMapping(text) {
      try Self.refuseInvisible(in: text)
      guard let mapped = InternationalNames.ascii(of: text) else { throw .notADomainName }
      ascii = mapped
    }
    ascii = Self.lowercased(ascii)
    if ascii.utf8.last == UInt8(ascii: ".") { ascii.removeLast() }
    try Self.check(ascii)
    self.ascii = ascii
  }

  /// For names that are parts of a checked one.
  init(checked ascii: String) { self.ascii = ascii }

  /// The form that people read: `münchen.example`. Show it beside ``ascii`` where a look-alike may hide.
  package var unicode: String {
    ascii.utf8.contains(UInt8(ascii: "-")) ? InternationalNames.unicode(of: ascii) ?? ascii : ascii
  }

  /// The labels from left to right: `["mail", "pepsi", "example"]`.
  package var labels: [Substring] { ascii.split(separator: ".", omittingEmptySubsequences: false) }

  /// Whether this is `other` or a name below it.
  package func isWithin(_ other: HostName) -> Bool { Self.is(ascii, within: other.ascii) }

  static func `is`(_ name: String, within suffix: String) -> Bool {
    let (name, suffix) = (name.utf8, suffix.utf8)
    guard name.count >= suffix.count, name.suffix(suffix.count).elementsEqual(suffix) else { return false }
    return name.count == suffix.count || name.dropLast(suffix.count).last == UInt8(ascii: ".")
  }

  /// This name and those above it, the longest first, down to the top-level domain.
  package var selfAndParents: some Sequence<Substring> {
    sequence(first: ascii[...]) { name in
      name.utf8.firstIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...] }
    }
  }
}

extension HostName: Comparable, CustomStringConvertible {
  package static func < (a: HostName, b: HostName) -> Bool { a.ascii < b.ascii }
  package var description: String { ascii }
}

extension HostName {
  private static func needsMapping(_ text: String) -> Bool {
    var startsLabel = true
    var previous: (UInt8, UInt8) = (0, 0)
    for byte in text.utf8 {
      if byte >= 0x80 { return true }
      // "xn--" must decode: an A-label that does not is a different name in every program.
      if byte == UInt8(ascii: "-"), previous.1 == UInt8(ascii: "-"), !startsLabel { return true }
      startsLabel = byte == UInt8(ascii: ".")
      previous = (previous.1, byte)
    }
    return false
  }

  private static func refuseInvisible(in text: String) throws(AddressError) {
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      switch properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
        .spaceSeparator:
        throw .invisibleCharacter(scalar: scalar.value)
      default:
        if properties.isDefaultIgnorableCodePoint { throw .invisibleCharacter(scalar: scalar.value) }
      }
      if scalar.isASCII, !allowed(UInt8(truncatingIfNeeded: scalar.value)), scalar != "." { throw .badCharacter }
    }
  }

  private static func lowercased(_ ascii: String) -> String {
    guard ascii.utf8.contains(where: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { return ascii }
    return ascii.lowercased()
  }

  private static func allowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// RFC 1123, 2.1 and RFC 1035, 2.3.1: letters, digits and inner hyphens, 63 a label, 253 in all.
  private static func check(_ name: String) throws(AddressError) {
    guard !name.isEmpty else { throw .empty }
    guard name.utf8.count <= 253 else { throw .tooLong }
    var labels = 0
    var last = name.utf8[...]
    for label in name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard let first = label.first, let end = label.last else { throw .emptyLabel }
      for byte in label where !allowed(byte) {
        throw byte < 0x21 || byte == 0x7F ? .invisibleCharacter(scalar: UInt32(byte)) : .badCharacter
      }
      guard label.count <= 63, first != UInt8(ascii: "-"), end != UInt8(ascii: "-") else { throw .badLabel }
      labels += 1
      last = label
    }
    guard labels > 1 else { throw .noDot }
    // A last label that reads as a number makes an IPv4 address (WHATWG URL, "ends in a number").
    let isHexadecimal = last.starts(with: "0x".utf8)
    let isNumber = (isHexadecimal ? last.dropFirst(2) : last).allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "a")...UInt8(ascii: "f"): isHexadecimal
      default: false
      }
    }
    guard !isNumber else { throw .ipAddress }
  }
}

extension HostName {
  /// Of a registrable domain: the label that its owner chose, `pepsi` of `pepsi.co.uk`.
  var registeredLabel: Substring { Substring(ascii.utf8.prefix { $0 != UInt8(ascii: ".") }) }
  /// Of a registrable domain: what follows the owner's label, `co.uk` of `pepsi.co.uk`.
  var publicSuffix: Substring { Substring(ascii.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst()) }
}
