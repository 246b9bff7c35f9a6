import DebriefCore
import Yams

/// A draft's text as its items, so that one rule can be changed, added or removed while every other line, comments
/// included, stays as it was written. Pure.
struct RuleItems {
  private let text: String
  private let rules: [Rule]
  private let lines: YAMLLines
  /// The lines of each item, in order; nil where they cannot be told apart: `rules: [ … ]`.
  private let ranges: [Range<Int>]?

  /// - Throws: ``ConfigurationError`` where the text is no set of rules.
  init(_ text: String) throws(ConfigurationError) {
    self.text = text
    rules = try RuleDraftText.rules(in: text)
    lines = YAMLLines(text)
    let node = try ConfigurationFile.compose(text, path: RuleDraftText.name)
    let sequence = node.mapping?.first { key, _ in key.scalar?.string == "rules" }?.value.sequence
    ranges = Self.ranges(sequence, lines)
  }

  private static func ranges(_ sequence: Node.Sequence?, _ lines: YAMLLines) -> [Range<Int>]? {
    guard let sequence, sequence.style != .flow, !sequence.isEmpty else { return nil }
    var starts: [Int] = []
    for node in sequence {
      guard var line = node.mark?.line else { return nil }
      while line > (starts.last ?? 0) + 1, !lines.isItem(line) { line -= 1 }
      guard lines.isItem(line), line > (starts.last ?? 0) else { return nil }
      starts.append(line)
    }
    let ends = starts.dropFirst() + [lines.end]
    return zip(starts, ends).map { start, end in
      var end = end
      while end > start + 1, lines.isBlankOrComment(end - 1) { end -= 1 }
      return start..<end
    }
  }

  /// The text with another rule in place of the one at `index`.
  func replacing(_ index: Int, with rule: Rule) -> String {
    var wanted = rules
    guard wanted.indices.contains(index) else { return text }
    wanted[index] = rule
    return checked(edited { ranges in (ranges[index], item(rule)) }, wanted)
  }

  func removing(_ index: Int) -> String {
    var wanted = rules
    guard wanted.indices.contains(index) else { return text }
    wanted.remove(at: index)
    return checked(edited { ranges in (ranges[index], "") }, wanted)
  }

  func adding(_ rule: Rule) -> String {
    checked(
      edited { ranges in ranges.last.map { ($0.upperBound..<$0.upperBound, item(rule)) } }, rules + [rule])
  }

  private func edited(_ change: ([Range<Int>]) -> (lines: Range<Int>, with: String)?) -> String? {
    guard let ranges, let (range, new) = change(ranges) else { return nil }
    var before = String(decoding: lines.bytes(..<range.lowerBound), as: UTF8.self)
    if !before.isEmpty, !before.hasSuffix("\n") { before += "\n" }
    return before + new + String(decoding: lines.bytes(range.upperBound...), as: UTF8.self)
  }

  /// The rule as an item that is indented as the first one is.
  private func item(_ rule: Rule) -> String {
    let first = ranges?.first.map { lines.line($0.lowerBound) } ?? []
    let indent = String(decoding: first.prefix { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    return indent + rule.yaml.drop { $0 == " " } + "\n"
  }

  /// The edited text where it says what is wanted; all rules written anew where it does not.
  private func checked(_ edited: String?, _ wanted: [Rule]) -> String {
    if let edited, let read = try? RuleDraftText.rules(in: edited), Self.same(read, wanted) { return edited }
    return RuleDraftText.text(of: wanted)
  }

  private static func same(_ a: [Rule], _ b: [Rule]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.effect == $1.effect && $0.reason == $1.reason }
  }
}

extension YAMLLines {
  /// Whether a line begins an item: `- `.
  fileprivate func isItem(_ number: Int) -> Bool {
    let rest = line(number).drop { $0 == UInt8(ascii: " ") }
    return rest.first == UInt8(ascii: "-") && (rest.count == 1 || rest.dropFirst().first == UInt8(ascii: " "))
  }

  fileprivate func isBlankOrComment(_ number: Int) -> Bool {
    let rest = line(number).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return rest.isEmpty || rest.first == UInt8(ascii: "#")
  }
}
