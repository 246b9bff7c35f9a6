import Addresses
import Calendars

/// The comment right above `rules:` that says who published them, when and why.
///
///     # Rules published 2026-11-21T09:30:00Z by ops@tanuki.example: Hexley bought Quokka Works
struct RulesHeading {
  private static let beginning = "# Rules published "

  var at: Instant
  var by: EmailAddress
  var note: String

  /// One line, whatever the note holds: nothing in it can end the comment.
  var line: String { "\(Self.beginning)\(at) by \(by.key): \(Self.oneLine(note))\n" }

  static func isHeading(_ line: [UInt8]) -> Bool { line.starts(with: Array(beginning.utf8)) }

  static func oneLine(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
