import Yams

/// The text of a configuration, cut at its `rules:`. Pure.
///
/// Publishing replaces ``block`` and nothing else: what stands before and after it keeps its bytes, comments and line
/// ends. Bytes and not characters: to Swift `"\r\n"` is one character and two spellings of é are equal.
struct RulesText: Hashable, Sendable {
  let before: [UInt8]
  /// The lines from `rules:` to its last item, and a ``RulesHeading`` right above them; empty where there are none.
  let block: [UInt8]
  let after: [UInt8]
  let hasRules: Bool
  private let lineEnd: [UInt8]

  /// - Parameter known: blocks as they were written. Where one of them is here and begins with a line end, because the
  ///   file before it had none at its end, that line end is the block's and goes with it.
  init(_ text: String, path: String, known: [[UInt8]] = []) throws {
    let lines = YAMLLines(text)
    let node = try ConfigurationFile.compose(text, path: path)
    var first = lines.end
    var last = lines.end
    var hasRules = false
    if let mapping = node.mapping {
      let keys = mapping.compactMap { key, _ in key.scalar.flatMap { name in key.mark.map { (name.string, $0.line) } } }
      let found = keys.first { $0.0 == "rules" }?.1
      last = lines.endOfDocument(from: found ?? keys.map(\.1).max() ?? 1)
      first = found ?? last
      if let found {
        guard lines.line(found).starts(with: Array("rules:".utf8)), keys.count(where: { $0.1 == found }) == 1 else {
          throw NotSeparable(path: path, line: found)
        }
        if let next = keys.map(\.1).filter({ $0 > found }).min() { last = min(last, next) }
        while last > found + 1, lines.isBlankOrOutsideComment(last - 1) { last -= 1 }
      }
      hasRules = found != nil
      while first > 1, RulesHeading.isHeading(lines.line(first - 1)) { first -= 1 }
    }
    var before = lines.bytes(..<first)
    var block = lines.bytes(first..<last)
    for written in known {
      guard let end = YAMLLines.leadingBreak(of: written), written == end + block, before.ends(with: end) else {
        continue
      }
      before.removeLast(end.count)
      block = written
      break
    }
    (self.before, self.block, after) = (before, block, lines.bytes(last...))
    lineEnd = lines.lineEnd
    self.hasRules = hasRules
  }

  var bytes: [UInt8] { before + block + after }

  /// The same file with other rules.
  ///
  /// - Parameter newBlock: lines to stand in the block's place, with any line ends; empty to leave `rules:` out.
  func replacing(with newBlock: [UInt8]) -> [UInt8] { before + fitted(newBlock) + after }

  /// The block as it would stand in this file: on lines of its own.
  func fitted(_ newBlock: [UInt8]) -> [UInt8] {
    guard !newBlock.isEmpty else { return [] }
    var block = newBlock
    while let end = YAMLLines.leadingBreak(of: block) { block.removeFirst(end.count) }
    if !before.isEmpty, !YAMLLines.endsWithBreak(before) { block = lineEnd + block }
    if !after.isEmpty, !YAMLLines.endsWithBreak(block) { block += lineEnd }
    return block
  }

  /// Text with line feeds, with the line ends that this file has.
  func withLineEnds(_ text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == UInt8(ascii: "\n") ? lineEnd : [$0] }
  }

  /// The block as an editor shows it: line feeds, and without the heading of its publication.
  var editable: String {
    guard hasRules else { return "rules: []\n" }
    let lines = YAMLLines(String(decoding: block, as: UTF8.self))
    let shown = (1..<lines.end).map { lines.line($0) }.drop { $0.isEmpty || RulesHeading.isHeading($0) }
    return shown.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
  }
}

/// `rules:` stands where it cannot be told apart from the rest.
package struct NotSeparable: Error, CustomStringConvertible {
  package var path: String
  package var line: Int
  package var description: String {
    "\(path):\(line): rules must stand on lines of its own, beginning with \"rules:\", so that it can be replaced "
      + "without touching anything else"
  }
}

/// The lines of a text as a YAML parser counts them: from 1, ended by LF, CR, CR LF, NEL, LS or PS (YAML 1.1, 4.2).
struct YAMLLines {
  private let bytes: [UInt8]
  /// Where each line begins; the last entry is the end of the text.
  private var starts: [Int] = [0]

  init(_ text: String) {
    bytes = Array(text.utf8)
    var position = 0
    while position < bytes.count {
      let length = Self.breakLength(bytes, at: position)
      position += max(1, length)
      if length > 0 { starts.append(position) }
    }
    if starts.last != bytes.count { starts.append(bytes.count) }
  }

  /// One more than the number of the last line.
  var end: Int { starts.count }

  /// A line without its end; empty beyond the last one.
  func line(_ number: Int) -> [UInt8] {
    guard (1..<end).contains(number) else { return [] }
    var line = Array(bytes[starts[number - 1]..<starts[number]])
    while let last = line.indices.last(where: { Self.breakLength(line, at: $0) == line.count - $0 }) {
      line.removeSubrange(last...)
    }
    return line
  }

  func bytes(_ range: Range<Int>) -> [UInt8] { Array(bytes[offset(range.lowerBound)..<offset(range.upperBound)]) }
  func bytes(_ range: PartialRangeUpTo<Int>) -> [UInt8] { Array(bytes[..<offset(range.upperBound)]) }
  func bytes(_ range: PartialRangeFrom<Int>) -> [UInt8] { Array(bytes[offset(range.lowerBound)...]) }

  private func offset(_ line: Int) -> Int { starts[min(max(line, 1), end) - 1] }

  /// The line end that the text uses first; LF where it has none.
  var lineEnd: [UInt8] {
    guard end > 2, starts[1] >= 2 else { return [10] }
    return bytes[starts[1] - 2] == 13 && bytes[starts[1] - 1] == 10 ? [13, 10] : [10]
  }

  /// Blank, or a comment that begins at the margin: below the last item it belongs to what follows.
  func isBlankOrOutsideComment(_ number: Int) -> Bool { line(number).first == UInt8(ascii: "#") || isBlank(number) }

  func isBlank(_ number: Int) -> Bool {
    line(number).allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// The line of the `...` that ends the document; beyond the last line where there is none.
  func endOfDocument(from number: Int) -> Int {
    var number = number
    while number < end, !line(number).starts(with: Array("...".utf8)) { number += 1 }
    return number
  }

  static func endsWithBreak(_ bytes: [UInt8]) -> Bool {
    (1...3).contains { bytes.count >= $0 && breakLength(bytes, at: bytes.count - $0) == $0 }
  }

  static func leadingBreak(of bytes: [UInt8]) -> [UInt8]? {
    let length = breakLength(bytes, at: 0)
    return length > 0 ? Array(bytes[..<length]) : nil
  }

  /// How many bytes the line end at `position` has; 0 where there is none.
  private static func breakLength(_ bytes: [UInt8], at position: Int) -> Int {
    guard position < bytes.count else { return 0 }
    func byte(_ offset: Int) -> UInt8? { position + offset < bytes.count ? bytes[position + offset] : nil }
    switch bytes[position] {
    case 0x0A: return 1
    case 0x0D: return byte(1) == 0x0A ? 2 : 1
    case 0xC2: return byte(1) == 0x85 ? 2 : 0
    case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }
}

extension [UInt8] {
  fileprivate func ends(with suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...] == suffix[...]
  }
}
