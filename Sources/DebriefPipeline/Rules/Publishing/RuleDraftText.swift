import DebriefCore
import Yams

/// The text of a draft: `rules:` and what is below it, as an admin writes it.
package enum RuleDraftText {
  /// What a draft is called in messages, in place of a file's name.
  package static let name = "draft"

  /// The rules that the text holds.
  ///
  /// - Throws: ``ConfigurationError`` with every problem and its line; also for a key beside `rules`, which would be lost.
  package static func rules(in text: String) throws(ConfigurationError) -> [Rule] { try configuration(text).rules }

  static func configuration(_ text: String) throws(ConfigurationError) -> Configuration {
    let node = try ConfigurationFile.compose(text, path: name)
    let others = (node.mapping ?? [:]).compactMap { key, _ in
      key.scalar.flatMap { $0.string == "rules" ? nil : ($0.string, key.mark?.line ?? 1) }
    }
    guard others.isEmpty, node.mapping?["rules"] != nil else {
      throw ConfigurationError(
        path: name,
        problems: others.isEmpty
          ? [ConfigurationProblem(line: 1, key: "", message: "a draft begins with rules:, each rule below it")]
          : others.map {
            ConfigurationProblem(
              line: $0.1, key: $0.0, message: "a draft holds rules: alone; the rest is pipeline.yml's")
          })
    }
    let configuration = try Configuration(yaml: text, path: name)
    try refuseLostComments(text)
    return configuration
  }

  /// Comments before `rules:` or, at the margin, below the last rule would stay behind when the draft is published.
  private static func refuseLostComments(_ text: String) throws(ConfigurationError) {
    guard let cut = try? RulesText(text, path: name) else {
      throw ConfigurationError(
        path: name,
        problems: [
          ConfigurationProblem(line: 1, key: "", message: "\"rules:\" must stand at the beginning of a line of its own")
        ])
    }
    let before = YAMLLines(String(decoding: cut.before, as: UTF8.self))
    let after = YAMLLines(String(decoding: cut.after, as: UTF8.self))
    let all = YAMLLines(text)
    let lost =
      (1..<before.end).filter { !before.isBlank($0) }
      + (1..<after.end).filter { !after.isBlank($0) }.map { $0 + all.end - after.end }
    guard let line = lost.first else { return }
    throw ConfigurationError(
      path: name,
      problems: [
        ConfigurationProblem(
          line: line, key: "", message: "this is outside of rules: and would be lost; indent it below rules:")
      ])
  }

  /// The text that says these rules.
  package static func text(of rules: [Rule]) -> String {
    rules.isEmpty ? "rules: []\n" : "rules:\n" + rules.map { $0.yaml + "\n" }.joined()
  }

  /// The `rules:` of a draft's file: a copy of `pipeline.yml`, or a file that holds them alone.
  package static func block(ofFile path: String) throws -> String {
    let bytes = try ConfigurationOnDisk(path: path).read()
    return try RulesText(String(decoding: bytes, as: UTF8.self), path: path).editable
  }

  /// A browser's text with line feeds alone, and one at its end.
  package static func normalized(_ text: String) -> String {
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    return lines.utf8.last == UInt8(ascii: "\n") || lines.isEmpty ? lines : lines + "\n"
  }
}
