import Calendars

/// Salesforce's query language: values of strangers as literals, and nothing else of it.
package enum SOQL {
  /// A string in quotes. `\`, `'` and what would break the line are escaped as the reference says ("Quoted String
  /// Escape Sequences").
  package static func literal(_ text: String) -> String {
    var quoted = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": quoted += "\\\\"
      case "'": quoted += "\\'"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{08}": quoted += "\\b"
      case "\u{0C}": quoted += "\\f"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "'"
  }

  /// Instants stand without quotes, in UTC.
  package static func literal(_ instant: Instant) -> String { instant.description }

  /// Whether a configured name can be a field's or an object's: nothing else may reach a query.
  package static func isName(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 80, isLetter(first) else { return false }
    return bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}

/// Times as Salesforce's JSON has them: `2022-10-17T08:54:06.000+0000`, without the colon that ISO 8601's extended
/// form has in its offset.
package enum SalesforceTime {
  package static func instant(_ text: String) -> Instant? {
    guard text.utf8.count >= 20, let civil = CivilDateTime(text.prefix(19)) else { return nil }
    var rest = text.dropFirst(19)
    if rest.first == "." {
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(1 + digits.count)
    }
    if rest == "Z" { return Instant(utc: civil) }
    guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
    let digits = rest.dropFirst().filter { $0 != ":" }
    guard digits.utf8.count == 4, let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)),
      (0..<24).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return Instant(utc: civil).advanced(by: sign == "-" ? offset : -offset)
  }
}
