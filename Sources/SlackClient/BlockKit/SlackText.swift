/// Text on its way into Slack: everything in a calendar or a CRM was written by a stranger.
package enum SlackText {
  /// `text` without what could deceive a reader: control characters become spaces, and the characters that turn the
  /// direction of writing or are never seen are left out. The rest stays as it was written.
  package static func clean(_ text: String, keepsLineEnds: Bool = false) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where keepsLineEnds: safe.append(scalar)
      case 0x0D where keepsLineEnds: break
      case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: safe.append(" ")
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: break
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }

  /// The length that Slack is taken to count: UTF-16 units, the strictest of the readings of its documentation.
  package static func length(_ text: String) -> Int { text.utf16.count }

  /// At most `limit` UTF-16 units of `text`, cut between what a reader sees as characters, the cut marked with `…`.
  package static func cut(_ text: String, to limit: Int) -> String {
    if length(text) <= limit { return text }
    guard limit > 0 else { return "" }
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      let next = text.index(after: end)
      let units = text.utf16.distance(from: end, to: next)
      if used + units > limit - 1 { break }
      used += units
      end = next
    }
    if end > text.startIndex { return text[..<end] + "…" }
    // One character alone may be longer than any limit: a letter under thousands of combining marks.
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      used += UTF16.width(scalar)
      if used > limit - 1 { break }
      scalars.append(scalar)
    }
    return String(scalars) + "…"
  }

  /// `text` for a place that reads markup: `&`, `<` and `>` as entities, so that `<!channel>` calls nobody and
  /// `<https://…|…>` is no link. Slack has no way to escape `*`, `_`, `~` and backquotes.
  package static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// `text`, cut so far that its escaped form fits into `limit`. It is cut before it is escaped: an entity cut in two
  /// would show half of itself.
  package static func escaped(_ text: String, within limit: Int) -> String {
    var room = limit
    while true {
      let safe = escaped(cut(text, to: room))
      let excess = length(safe) - limit
      if excess <= 0 { return safe }
      // An entity is at most five units for one.
      room -= max(1, excess / 5)
    }
  }
}
