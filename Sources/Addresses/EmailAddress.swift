/// One person's or mailbox's address, read strictly: whatever two programs could read as two different
/// addresses is refused.
///
/// Sources: RFC 5322, 3.4.1 (addr-spec), RFC 6531 (internationalised local parts), RFC 6068 (`mailto:`).
package struct EmailAddress: Hashable, Sendable {
  /// Lower-cased; a quoted local part keeps its quotes unless they are needless.
  package let localPart: String
  package let host: HostName

  /// Reads a calendar's or a CRM's value: `jane@x.example`, `mailto:jane@x.example`, `Jane <jane@x.example>`.
  ///
  /// In a `mailto:` address, percent escapes are decoded once; a display name is never searched for an address.
  package init(parsing text: String) throws(AddressError) {
    let trimmed = Self.trimmingSpace(text[...])
    guard !trimmed.isEmpty else { throw .empty }
    let (spec, isURI) = try Self.addrSpec(in: trimmed)
    let at = try Self.onlyAt(in: spec)
    var local = String(spec[..<at])
    var host = String(spec[spec.index(after: at)...])
    if isURI {
      local = PercentEscapes.decoded(local)
      host = PercentEscapes.decoded(host)
    }
    guard host.utf8.first != UInt8(ascii: "[") else { throw .ipAddress }
    localPart = try Self.checkedLocalPart(local)
    self.host = try HostName(parsing: host)
  }

  private init(localPart: String, host: HostName) {
    self.localPart = localPart
    self.host = host
  }

  /// The form in which two addresses are the same: lower-cased local part, host in ASCII.
  ///
  /// RFC 5321 lets a host tell cases apart; none that companies use does, and CRMs change case at will.
  package var key: String { "\(localPart)@\(host.ascii)" }

  /// The address without what follows the first `+` of its local part (RFC 5233 calls it the detail), nil if it
  /// has none. Look the exact address up first, this one second.
  package var withoutSubaddress: EmailAddress? {
    guard localPart.utf8.first != UInt8(ascii: "\""), let plus = localPart.firstIndex(of: "+"),
      plus != localPart.startIndex
    else { return nil }
    return EmailAddress(localPart: String(localPart[..<plus]), host: host)
  }
}

extension EmailAddress: Comparable, CustomStringConvertible {
  package static func < (a: EmailAddress, b: EmailAddress) -> Bool {
    (a.host, a.localPart) < (b.host, b.localPart)
  }
  package var description: String { key }
}

extension EmailAddress {
  private static func trimmingSpace(_ text: Substring) -> Substring {
    let visible = UInt8(ascii: "!")...UInt8(ascii: "~")
    if let first = text.utf8.first, let last = text.utf8.last, visible ~= first, visible ~= last { return text }
    var scalars = text.unicodeScalars
    let spaces: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", "\u{A0}"]
    while let first = scalars.first, spaces.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, spaces.contains(last) { scalars.removeLast() }
    return Substring(scalars)
  }

  /// The address without display name, angle brackets and `mailto:`.
  private static func addrSpec(in text: Substring) throws(AddressError) -> (Substring, isURI: Bool) {
    var spec = text
    if spec.unicodeScalars.last == ">" {
      guard let open = spec.unicodeScalars.lastIndex(of: "<"), isDisplayName(spec[..<open]) else {
        throw .notOneAddress
      }
      spec = Substring(spec.unicodeScalars[open...].dropFirst().dropLast())
    }
    let scalars = spec.unicodeScalars
    guard let colon = scalars.firstIndex(of: ":"),
      scalars[..<colon].allSatisfy({ $0.isASCII && $0.properties.isAlphabetic })
    else { return (spec, false) }
    let scheme = spec[..<colon].lowercased()
    guard scheme == "mailto" else { throw .notMail(scheme: scheme) }
    return (Substring(scalars[colon...].dropFirst().prefix { $0 != "?" }), true)
  }

  /// A phrase (RFC 5322, 3.2.5): outside quotes it holds no separator of addresses, so `a@x.example, <b@y.example>`
  /// is not one address with a name. An `@` inside the name is only text.
  private static func isDisplayName(_ text: Substring) -> Bool {
    var quoted = false
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.toggle() }
      if scalar.properties.generalCategory == .control, scalar != "\t" { return false }
      if !quoted, scalar == "," || scalar == ";" || scalar == "<" || scalar == ">" || scalar == ":" { return false }
    }
    return !quoted
  }

  private static func onlyAt(in spec: Substring) throws(AddressError) -> Substring.Index {
    var found: Substring.Index?
    var (quoted, escaped) = (false, false)
    // Bytes beyond ASCII are never equal to one of the three.
    let bytes = spec.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      defer { bytes.formIndex(after: &index) }
      let byte = bytes[index]
      if escaped {
        escaped = false
      } else if quoted, byte == UInt8(ascii: "\\") {
        escaped = true
      } else if byte == UInt8(ascii: "\"") {
        quoted.toggle()
      } else if byte == UInt8(ascii: "@"), !quoted {
        guard found == nil else { throw .severalAts }
        found = index
      }
    }
    guard let found else { throw .noAt }
    return found
  }

  private static func checkedLocalPart(_ text: String) throws(AddressError) -> String {
    guard !text.isEmpty, text.utf8.count <= 256 else { throw .badLocalPart }
    if text.utf8.first == UInt8(ascii: "\"") {
      guard text.utf8.count > 2, text.utf8.last == UInt8(ascii: "\"") else { throw .badLocalPart }
      let inner = String(Substring(text.unicodeScalars.dropFirst().dropLast()))
      if isAtoms(inner) { return inner.lowercased() }
      try checkQuoted(inner)
      return text.lowercased()
    }
    guard isAtoms(text) else {
      for scalar in text.unicodeScalars where isInvisible(scalar) {
        throw .invisibleCharacter(scalar: scalar.value)
      }
      throw text.utf8.contains(UInt8(ascii: "@")) ? .severalAts : .badLocalPart
    }
    let lowercased = text.lowercased()
    // Few addresses hold a number sign, and to look for a string takes longer than all the rest.
    guard !lowercased.utf8.contains(UInt8(ascii: "#")) || !lowercased.contains("#ext#") else { throw .guestAccount }
    return lowercased
  }

  /// RFC 5322's atext and dots, and RFC 6531's letters beyond ASCII. Dots at the ends and in a row are let
  /// through: Japanese carriers gave such addresses out.
  private static func isAtoms(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      guard scalar.isASCII else { return !isInvisible(scalar) }
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": return true
      case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~", ".":
        return true
      default: return false
      }
    }
  }

  private static func checkQuoted(_ inner: String) throws(AddressError) {
    var escaped = false
    for scalar in inner.unicodeScalars {
      guard scalar == " " || !isInvisible(scalar) else { throw .invisibleCharacter(scalar: scalar.value) }
      if escaped {
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else if scalar == "\"" {
        throw .badLocalPart
      }
    }
    guard !escaped else { throw .badLocalPart }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
