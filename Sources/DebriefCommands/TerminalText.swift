import DebriefCore

/// A stranger's text, fit for a terminal: control characters and those that turn the direction of writing are spelled
/// out, so that no title can move the cursor, colour the screen or fake another line.
package func terminalText(_ text: String) -> String {
  var safe = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isHostile(scalar) {
      safe.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    } else {
      safe.append(scalar)
    }
  }
  return String(safe)
}

/// How many columns of a terminal `text` takes.
package func terminalWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
}

private func width(of scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  switch scalar.value {
  // East Asian wide and full-width blocks (Unicode Standard Annex #11), and emoji.
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD:
    return 2
  default: return 1
  }
}

/// `text` in exactly `columns`: cut with an ellipsis, or padded.
package func fitted(_ text: String, to columns: Int) -> String {
  let width = terminalWidth(text)
  if width <= columns { return text + String(repeating: " ", count: columns - width) }
  var cut = ""
  var used = 0
  for character in text {
    let next = terminalWidth(String(character))
    if used + next > columns - 1 { break }
    cut.append(character)
    used += next
  }
  return cut + "…" + String(repeating: " ", count: max(0, columns - used - 1))
}
