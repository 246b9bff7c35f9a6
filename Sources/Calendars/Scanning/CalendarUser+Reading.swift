extension CalendarUser {
  /// Reads an ORGANIZER or ATTENDEE line in any exporter's dialect.
  ///
  /// The address is what follows the last `mailto:` of the value (some exporters leave SENT-BY unquoted, so that
  /// the value seems to begin inside it), or a value that is a bare address. An address at imip.me.com is iCloud's
  /// token for somebody else's, so that EMAIL (RFC 7986, 6.2) goes before it; elsewhere EMAIL fills in for a value
  /// that is none (`urn:uuid:`, a principal's path, `invalid:nomail`).
  init(_ line: ContentLine) {
    let bytes = line.bytes.span
    let value = line.trimmedValue
    let written = Self.address(bytes, value)
    // Put together at the end: a user that is changed part by part is copied part by part.
    var parameter, name, otherName, role, status, type, sentBy, delegatedTo, delegatedFrom: String?
    var seen: UInt32 = 0
    for part in line.parameters {
      // The first of a name counts.
      guard let meaning = UserParameter(bytes, part.name), seen & meaning.bit == 0 else { continue }
      seen |= meaning.bit
      let value = TextDecoding.parameter(bytes, part.value)
      switch meaning {
      case .email: parameter = Self.plainAddress(value)
      case .commonName: name = value
      case .otherCommonName: otherName = value
      case .role: role = upperCased(value)
      case .participationStatus: status = upperCased(value)
      case .userType: type = upperCased(value)
      case .sentBy: sentBy = Self.plainAddress(value)
      case .delegatedTo: delegatedTo = Self.plainAddress(value)
      case .delegatedFrom: delegatedFrom = Self.plainAddress(value)
      }
    }
    let isToken = written?.hasSuffix("@imip.me.com") ?? false
    email = isToken ? parameter : written ?? parameter
    uri = (written == nil || isToken) && !value.isEmpty ? TextDecoding.text(bytes, value) : nil
    commonName = (name ?? otherName).flatMap(nonBlank)
    self.role = role
    participationStatus = status
    userType = type
    self.sentBy = sentBy
    self.delegatedTo = delegatedTo
    self.delegatedFrom = delegatedFrom
  }

  private static func plainAddress(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    return address(bytes.span, bytes.span.trimmed(0..<bytes.count))
  }

  /// The lower-cased address of a cal-address, or nil where it holds none.
  private static func address(_ bytes: Span<UInt8>, _ value: Range<Int>) -> String? {
    usualAddress(bytes, value) ?? anyAddress(bytes, value)
  }

  /// The address where the value is `mailto:` and nothing but the characters of plain addresses; nil elsewhere.
  private static func usualAddress(_ bytes: Span<UInt8>, _ value: Range<Int>) -> String? {
    let start = value.lowerBound + "mailto:".utf8.count
    guard start < value.upperBound, bytes[start - 1] == 0x3A,
      bytes.equalsIgnoringCase(value.lowerBound..<start, "mailto:")
    else { return nil }
    var hasAt = false
    var hasCapitals = false
    for i in start..<value.upperBound {
      let byte = bytes[i]
      if byte == 0x40 { hasAt = true } else if !InsideAddresses.isPlain(byte) { return nil }
      if byte &- 0x41 < 26 { hasCapitals = true }
    }
    guard hasAt else { return nil }
    let text = TextDecoding.text(bytes, start..<value.upperBound)
    return hasCapitals ? text.lowercased() : text
  }

  private static func anyAddress(_ bytes: Span<UInt8>, _ value: Range<Int>) -> String? {
    var address = value
    let scheme = "mailto:".utf8.count
    var hasScheme = false
    var i = value.upperBound - scheme
    while i >= value.lowerBound, !hasScheme {
      if bytes[i + scheme - 1] == 0x3A, bytes.equalsIgnoringCase(i..<i + scheme, "mailto:") {
        address = i + scheme..<value.upperBound
        hasScheme = true
      }
      i -= 1
    }
    address = bytes.trimmed(address)
    if let open = address.last(where: { bytes[$0] == 0x3C }),
      let close = address.last(where: { bytes[$0] == 0x3E }), open < close
    {
      address = open + 1..<close  // mailto:Ada Fern <ada@…>
    } else if let query = address.first(where: { bytes[$0] == 0x3F }) {
      address = address.lowerBound..<query  // mailto:ada@…?subject=… (RFC 6068, 2)
    }
    guard address.contains(where: { bytes[$0] == 0x40 }) else {
      // RFC 6068 lets `@` itself be written %40.
      let decoded = percentDecoded(TextDecoding.text(bytes, address))
      return hasScheme && decoded.utf8.contains(0x40) ? decoded.lowercased() : nil
    }
    // A bare address has no scheme and is no path.
    if !hasScheme, address.contains(where: { bytes[$0] == 0x3A || bytes[$0] == 0x2F }) { return nil }
    return percentDecoded(TextDecoding.text(bytes, address)).lowercased()
  }

  /// Resolves `%HH`; a text that would not be UTF-8 afterwards stays as it is.
  private static func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(0x25) else { return text }
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var i = 0
    while i < bytes.count {
      if bytes[i] == 0x25, i + 2 < bytes.count, let high = hexadecimal(bytes[i + 1]),
        let low = hexadecimal(bytes[i + 2])
      {
        plain.append(high << 4 | low)
        i += 3
      } else {
        plain.append(bytes[i])
        i += 1
      }
    }
    return String(validating: plain, as: UTF8.self) ?? text
  }
}

/// A parameter of an ATTENDEE or ORGANIZER that Debrief reads.
private enum UserParameter: UInt32 {
  case email, commonName, otherCommonName, role, participationStatus, userType, sentBy, delegatedTo, delegatedFrom

  var bit: UInt32 { 1 << rawValue }

  init?(_ bytes: Span<UInt8>, _ name: Range<Int>) {
    guard !name.isEmpty else { return nil }
    let expected: String
    // The length and the first letter leave one name.
    switch (name.count, bytes[name.lowerBound] | 0x20) {
    case (2, 0x63): (self, expected) = (.commonName, "cn")
    case (4, 0x72): (self, expected) = (.role, "role")
    case (4, 0x78): (self, expected) = (.otherCommonName, "x-cn")
    case (5, 0x65): (self, expected) = (.email, "email")
    case (6, 0x63): (self, expected) = (.userType, "cutype")
    case (7, 0x73): (self, expected) = (.sentBy, "sent-by")
    case (8, 0x70): (self, expected) = (.participationStatus, "partstat")
    case (12, 0x64): (self, expected) = (.delegatedTo, "delegated-to")
    case (14, 0x64): (self, expected) = (.delegatedFrom, "delegated-from")
    default: return nil
    }
    guard bytes.equalsIgnoringCase(name, expected) else { return nil }
  }
}

private func hexadecimal(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}

/// The text in upper case; most words are written so.
func upperCased(_ text: String) -> String {
  let bytes = text.utf8Span.span
  for i in 0..<bytes.count where bytes[i] >= 0x80 || bytes[i] &- 0x61 < 26 { return text.uppercased() }
  return text
}

private func nonBlank(_ text: String) -> String? {
  text.utf8.allSatisfy(isBlankOrEnd) ? nil : text
}
