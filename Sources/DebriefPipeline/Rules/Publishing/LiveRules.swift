import Archives
import Calendars
import DebriefCore
import DebriefStore

/// The rules in force, as `pipeline.yml` says them at this moment.
package struct LiveRules: Sendable {
  package let configuration: Configuration
  /// The file as it was read.
  let bytes: [UInt8]
  let text: RulesText

  package var version: String { MatchContext.rulesVersion(configuration.rules) }
  package var rules: [Rule] { configuration.rules }

  /// The text of `rules:` for an editor.
  package var editable: String { text.editable }

  /// - Parameter known: the blocks that were published.
  init(path: String, known: [[UInt8]]) throws {
    bytes = try ConfigurationOnDisk(path: path).read()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      // The reader says it better, with the place.
      _ = try Configuration(file: path)
      throw FileFailure(path: path, fact: .notAFile(kind: "no text"))
    }
    configuration = try Configuration(yaml: text, path: path)
    self.text = try RulesText(text, path: path, known: known)
  }
}
