import Yams

/// The configuration cannot be used; every reason at once.
package struct ConfigurationError: Error, CustomStringConvertible {
  package var path: String
  package var problems: [ConfigurationProblem]

  package var description: String {
    problems.map { problem in
      let key = problem.key.isEmpty ? "" : "\(problem.key): "
      return "\(path):\(problem.line): \(key)\(problem.message)"
    }.joined(separator: "\n")
  }
}

/// Text of `pipeline.yml` → a tree of nodes, with the traps of YAML shut (docs/decisions/0003-configuration.md).
enum ConfigurationFile {
  /// Bytes; a configuration is written by hand.
  static let maxBytes = 256 * 1024

  static func compose(_ text: String, path: String) throws(ConfigurationError) -> Node {
    func fail(_ message: String, line: Int) -> ConfigurationError {
      ConfigurationError(path: path, problems: [ConfigurationProblem(line: line, key: "", message: message)])
    }
    guard text.utf8.count <= maxBytes else {
      throw fail("the file is larger than \(maxBytes / 1024) KiB; is this the configuration?", line: 1)
    }
    // An alias is expanded by copying, and a 300-byte file of nested ones takes minutes and gigabytes: without
    // anchors there is nothing that an alias could name.
    if let line = firstAnchor(in: text) ?? firstAliasOfAnchor(in: text) {
      throw fail("anchors (&name) and aliases (*name) are not supported; write the value out, or quote it", line: line)
    }
    do {
      // Values are read as the text that stands there: without rules for tags nothing compiles their expressions.
      guard let node = try Yams.compose(yaml: text, .basic) else { throw fail("the file is empty", line: 1) }
      return node
    } catch let error as ConfigurationError {
      throw error
    } catch let error as YamlError {
      throw fail(message(of: error), line: line(of: error))
    } catch {
      throw fail("\(error)", line: 1)
    }
  }

  /// The first line on which a value begins with `&`, outside quotes and comments.
  private static func firstAnchor(in text: String) -> Int? {
    var line = 1
    var quote: UInt8?
    var previous = UInt8(ascii: "\n")
    var isComment = false
    for byte in text.utf8 {
      defer { previous = byte }
      if byte == UInt8(ascii: "\n") {
        line += 1
        isComment = false
        continue
      }
      if isComment { continue }
      if let open = quote {
        if byte == open, !(open == UInt8(ascii: "\"") && previous == UInt8(ascii: "\\")) { quote = nil }
        continue
      }
      let isTokenStart = " \n\t[{,:-".utf8.contains(previous)
      switch byte {
      case UInt8(ascii: "#") where isTokenStart: isComment = true
      case UInt8(ascii: "'") where isTokenStart, UInt8(ascii: "\"") where isTokenStart: quote = byte
      case UInt8(ascii: "&") where isTokenStart: return line
      default: break
      }
    }
    return nil
  }

  /// The first line with an `*alias` whose `&anchor` stands anywhere in the text, quotes and comments or not: a quote
  /// that is none (`a 'b`) must not hide a bomb.
  private static func firstAliasOfAnchor(in text: String) -> Int? {
    let anchors = Set(names(after: "&", in: text).map(\.name))
    return names(after: "*", in: text).first { anchors.contains($0.name) }?.line
  }

  /// What follows each `mark` of `text`, up to where YAML ends a name.
  private static func names(after mark: Character, in text: String) -> [(name: Substring, line: Int)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
      line.split(separator: mark, omittingEmptySubsequences: false).dropFirst().map { rest in
        (rest.prefix { !" \t\r,[]{}:".contains($0) }, index + 1)
      }.filter { !$0.0.isEmpty }
    }
  }

  private static func line(of error: YamlError) -> Int {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    case .reader(_, let offset, _, let yaml):
      1 + yaml.utf8.prefix(offset ?? 0).count { $0 == UInt8(ascii: "\n") }
    default: 1
    }
  }

  private static func message(of error: YamlError) -> String {
    switch error {
    case .scanner(let context, let problem, _, _), .parser(let context, let problem, _, _),
      .composer(let context, let problem, _, _):
      problem.contains("alias") || context?.text.contains("alias") ?? false
        ? "a value that begins with * must stand in quotes: \"*.ics\"" : "this is not YAML: \(problem)"
    case .reader(let problem, _, _, _): "this is not YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, _): "the same key stands here twice: \(keys.joined(separator: ", "))"
    default: "this is not YAML: \(error)"
    }
  }
}
