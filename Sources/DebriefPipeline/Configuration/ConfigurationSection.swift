import Yams

/// One thing that is wrong with the configuration, with its place and what to do.
package struct ConfigurationProblem: Hashable, Sendable {
  package var line: Int
  /// The key's path, `meetings.since`; empty where the whole file is meant.
  package var key: String
  package var message: String
}

/// Collects what is wrong while a configuration is read, so that all of it is said at once.
final class ConfigurationProblems {
  private(set) var all: [ConfigurationProblem] = []
  /// Every key that was asked for, list positions written as `[]`: what the documentation has to explain.
  private(set) var knownKeys: Set<String> = []

  func add(_ message: String, line: Int, key: String) {
    all.append(ConfigurationProblem(line: line, key: key, message: message))
  }

  func know(_ key: String) {
    var pattern = ""
    var isInside = false
    for scalar in key.unicodeScalars {
      if scalar == "]" { isInside = false }
      if !isInside { pattern.unicodeScalars.append(scalar) }
      if scalar == "[" { isInside = true }
    }
    knownKeys.insert(pattern)
  }
}

/// A mapping of the configuration, read key by key: it knows which keys were asked for, and so which are unknown.
struct ConfigurationSection {
  let path: String
  let line: Int
  let problems: ConfigurationProblems
  private let entries: [String: (node: Node, line: Int)]
  private let asked = Asked()

  private final class Asked { var keys: [String] = [] }

  init(_ node: Node?, path: String, line: Int, problems: ConfigurationProblems) {
    self.path = path
    self.problems = problems
    self.line = node?.mark?.line ?? line
    var entries: [String: (Node, Int)] = [:]
    switch node {
    case nil: break
    case .mapping(let mapping)?:
      for (key, value) in mapping {
        guard let name = key.scalar?.string else {
          problems.add("a key must be plain text", line: key.mark?.line ?? line, key: path)
          continue
        }
        entries[name] = (value, key.mark?.line ?? line)
      }
    case .scalar(let scalar)? where scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null": break
    default:
      problems.add("expected keys and values here", line: node?.mark?.line ?? line, key: path)
    }
    self.entries = entries
  }

  private func key(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private func entry(_ name: String) -> (node: Node, line: Int)? {
    asked.keys.append(name)
    problems.know(key(name))
    return entries[name]
  }

  func has(_ name: String) -> Bool { entries[name] != nil }
  func line(of name: String) -> Int { entries[name]?.line ?? line }
  func problem(_ message: String, at name: String) { problems.add(message, line: line(of: name), key: key(name)) }

  // MARK: Values

  func string(_ name: String) -> String? {
    guard let (node, line) = entry(name) else { return nil }
    guard let scalar = node.scalar else {
      problems.add("expected one value", line: line, key: key(name))
      return nil
    }
    return scalar.string
  }

  func strings(_ name: String) -> [String]? {
    guard let (node, line) = entry(name) else { return nil }
    guard let sequence = node.sequence else {
      if let scalar = node.scalar, !scalar.string.isEmpty { return [scalar.string] }
      problems.add("expected a list: [a, b]", line: line, key: key(name))
      return nil
    }
    return sequence.compactMap { item in
      guard let scalar = item.scalar else {
        problems.add("expected a list of plain values", line: item.mark?.line ?? line, key: key(name))
        return nil
      }
      return scalar.string
    }
  }

  /// The values of a list, or one value, each with its own line.
  func lines(_ name: String) -> [ConfigurationLine]? {
    guard let (node, line) = entry(name) else { return nil }
    if let scalar = node.scalar, !scalar.string.isEmpty { return [ConfigurationLine(text: scalar.string, line: line)] }
    guard let sequence = node.sequence else {
      problems.add("expected a list: [a, b]", line: line, key: key(name))
      return nil
    }
    return sequence.compactMap { item in
      let line = item.mark?.line ?? line
      guard let scalar = item.scalar else {
        problems.add(
          "expected a list of plain values; put a value with a colon into quotes", line: line, key: key(name))
        return nil
      }
      return ConfigurationLine(text: scalar.string, line: line)
    }
  }

  func int(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = string(name) else { return nil }
    guard let value = Int(text.filter { $0 != "_" }), range.contains(value) else {
      let hint = text.contains(":") ? " (YAML may read a value with a colon as a time: put it into quotes)" : ""
      problem("\"\(text)\" is not a whole number from \(range.lowerBound) to \(range.upperBound)\(hint)", at: name)
      return nil
    }
    return value
  }

  /// Bytes: a whole number, or one with K, M or G for 1024, 1024² or 1024³ of them.
  func size(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = string(name) else { return nil }
    guard let value = Self.bytes(text), range.contains(value) else {
      problem(
        "\"\(text)\" is not a size from \(Self.sizeText(range.lowerBound)) to \(Self.sizeText(range.upperBound)): write a "
          + "whole number of bytes, or one with K, M or G", at: name)
      return nil
    }
    return value
  }

  static func bytes(_ text: String) -> Int? {
    var digits = text.filter { $0 != "_" }
    guard let last = digits.last, digits.first?.isASCII == true, digits.first?.isNumber == true else { return nil }
    var unit = 1
    if let index = "KMG".firstIndex(of: last) {
      unit = 1 << (10 * ("KMG".distance(from: "KMG".startIndex, to: index) + 1))
      digits.removeLast()
    }
    guard let count = Int(digits) else { return nil }
    let (value, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow ? nil : value
  }

  private static func sizeText(_ bytes: Int) -> String {
    for (power, unit) in [(30, "G"), (20, "M"), (10, "K")] where bytes >= 1 << power && bytes % (1 << power) == 0 {
      return "\(bytes >> power)\(unit)"
    }
    return String(bytes)
  }

  func bool(_ name: String) -> Bool? {
    guard let text = string(name) else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      problem("\"\(text)\" is neither true nor false", at: name)
      return nil
    }
  }

  /// Seconds: `90s`, `5m`, `2h`, `7d`.
  func duration(_ name: String) -> Int64? {
    guard let text = string(name) else { return nil }
    guard let seconds = Self.seconds(text) else {
      problem("\"\(text)\" is not a duration: write a number with s, m, h or d, such as 15m or 7d", at: name)
      return nil
    }
    return seconds
  }

  static func seconds(_ text: String) -> Int64? {
    guard let unit = text.last, let count = Int64(text.dropLast()), (0...100_000).contains(count),
      !text.hasPrefix("+")
    else { return nil }
    switch unit {
    case "s": return count
    case "m": return count * 60
    case "h": return count * 3600
    case "d": return count * 86_400
    default: return nil
    }
  }

  func choice<T: RawRepresentable & CaseIterable>(_ name: String, of type: T.Type) -> T?
  where T.RawValue == String {
    guard let text = string(name) else { return nil }
    if let value = T(rawValue: text) { return value }
    let all = T.allCases.map(\.rawValue)
    problem("\"\(text)\" is none of \(all.joined(separator: ", "))\(didYouMean(text, among: all))", at: name)
    return nil
  }

  /// A value that `parse` makes of the text; its error becomes the problem's message.
  func value<T>(_ name: String, _ parse: (String) throws -> T) -> T? {
    guard let text = string(name) else { return nil }
    return parsed(text, at: line(of: name), name, parse)
  }

  func values<T>(_ name: String, _ parse: (String) throws -> T) -> [T]? {
    strings(name)?.compactMap { parsed($0, at: line(of: name), name, parse) }
  }

  private func parsed<T>(_ text: String, at line: Int, _ name: String, _ parse: (String) throws -> T) -> T? {
    do {
      return try parse(text)
    } catch {
      problems.add("\(error)", line: line, key: key(name))
      return nil
    }
  }

  // MARK: Deeper

  func section(_ name: String) -> ConfigurationSection {
    let found = entry(name)
    return ConfigurationSection(found?.node, path: key(name), line: found?.line ?? line, problems: problems)
  }

  func sections(_ name: String) -> [ConfigurationSection] {
    guard let (node, line) = entry(name) else { return [] }
    guard let sequence = node.sequence else {
      if node.scalar?.string.isEmpty != true {
        problems.add("expected a list, each item on a line that begins with \"- \"", line: line, key: key(name))
      }
      return []
    }
    return sequence.enumerated().map { index, item in
      ConfigurationSection(item, path: "\(key(name))[\(index)]", line: item.mark?.line ?? line, problems: problems)
    }
  }

  /// Keys with values that are the configuration's own names (a map of field names).
  func pairs(_ name: String) -> [(key: String, value: String, line: Int)] {
    guard let (node, line) = entry(name) else { return [] }
    guard let mapping = node.mapping else {
      problems.add("expected keys and values here", line: line, key: key(name))
      return []
    }
    return mapping.compactMap { key, value in
      guard let name = key.scalar?.string, let text = value.scalar?.string else {
        problems.add("expected a name and one value", line: key.mark?.line ?? line, key: self.key(name))
        return nil
      }
      return (name, text, key.mark?.line ?? line)
    }
  }

  /// Says which keys nobody asked for. Called once, when everything has been read.
  func refuseUnknownKeys() {
    for (name, entry) in entries.sorted(by: { $0.value.line < $1.value.line }) where !asked.keys.contains(name) {
      problems.add("is no key of Debrief's\(didYouMean(name, among: asked.keys))", line: entry.line, key: key(name))
    }
  }
}

/// One of a list's values, and where it stands.
struct ConfigurationLine {
  var text: String
  var line: Int
}

/// `; did you mean "since"?` for the nearest of `names`, or nothing.
func didYouMean(_ text: String, among names: [String]) -> String {
  let ranked = names.map { (name: $0, distance: editDistance(text.lowercased(), $0.lowercased())) }
    .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
  guard let best = ranked.first, best.distance <= max(1, best.name.count / 3) else { return "" }
  return "; did you mean \"\(best.name)\"?"
}

/// Levenshtein's distance, on strings of a configuration's length.
private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.unicodeScalars.prefix(64))
  let b = Array(b.unicodeScalars.prefix(64))
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var row = Array(0...b.count)
  for i in 1...a.count {
    var diagonal = row[0]
    row[0] = i
    for j in 1...b.count {
      let substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)
      diagonal = row[j]
      row[j] = min(substitution, row[j] + 1, row[j - 1] + 1)
    }
  }
  return row[b.count]
}
