import DebriefCore

/// How text becomes harmless in a page. It goes scalar by scalar: a `Character` can hide a `<` behind a combining mark,
/// and a browser sees it all the same.
package enum HTMLEscaping {
  /// Text for people to read. What would end the text is escaped; control characters, and those that turn the
  /// direction of writing or are invisible, are spelled out, as on the terminal: `\u{202e}`.
  package static func text(_ text: String, into bytes: inout [UInt8]) {
    if text.utf8.allSatisfy(isPlain) { return bytes.append(contentsOf: text.utf8) }
    for scalar in text.unicodeScalars {
      if let entity = entity(scalar) {
        bytes.append(contentsOf: entity.utf8)
      } else if scalar == "\n" || scalar == "\t" {
        bytes.append(UInt8(scalar.value))
      } else if isHostile(scalar) {
        bytes.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// The value of an attribute or of a text field. It comes back from the browser as it was, for it may be somebody's
  /// own writing; only what HTML cannot carry becomes U+FFFD. A field is a world of its own for the direction of
  /// writing, so nothing around it is turned.
  package static func value(_ text: String, into bytes: inout [UInt8]) {
    if text.utf8.allSatisfy(isPlain) { return bytes.append(contentsOf: text.utf8) }
    for scalar in text.unicodeScalars {
      if let entity = entity(scalar) {
        bytes.append(contentsOf: entity.utf8)
      } else {
        switch scalar.value {
        case 0x0A, 0x09: bytes.append(contentsOf: "&#\(scalar.value);".utf8)
        case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: bytes.append(contentsOf: UTF8.encodedReplacementCharacter)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      }
    }
  }

  private static func entity(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: nil
    }
  }

  /// Printable ASCII that means nothing in HTML: most of a page.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: byte >= 0x20 && byte < 0x7F
    }
  }
}
