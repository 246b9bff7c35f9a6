/// One key, or one paste, as a terminal sends it.
enum Key: Hashable {
  case character(Character)
  case enter, newline, escape, tab, backTab, backspace, up, down
  /// Ctrl and a letter.
  case control(Character)
  /// Text that was pasted: its line ends are text, not Enter.
  case paste(String)
}

/// Bytes of a terminal to keys. Pure; what is incomplete waits for the next bytes.
struct KeyReader {
  private var waiting: [UInt8] = []

  /// Whether an Escape may be the beginning of a longer sequence: after a short pause, `flush` tells.
  var isUndecided: Bool { !waiting.isEmpty }

  /// More than this of one paste is dropped.
  private static let pasteLimit = 100_000
  private static let pasteBegin = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  mutating func feed(_ bytes: [UInt8]) -> [Key] {
    waiting += bytes
    var keys: [Key] = []
    while let (key, length) = next() {
      waiting.removeFirst(length)
      if let key { keys.append(key) }
    }
    return keys
  }

  /// What an unfinished sequence means when nothing follows it: a lone Escape is the Escape key.
  mutating func flush() -> [Key] {
    guard !waiting.starts(with: Self.pasteBegin) else { return [] }
    defer { waiting = [] }
    return waiting == [0x1B] ? [.escape] : []
  }

  /// The first key and its length; nil while it is incomplete.
  private func next() -> (Key?, Int)? {
    guard let first = waiting.first else { return nil }
    switch first {
    case 0x1B: return escapeSequence()
    case 0x0D: return (.enter, 1)
    case 0x0A: return (.newline, 1)
    case 0x09: return (.tab, 1)
    case 0x08, 0x7F: return (.backspace, 1)
    case 0x01...0x1A: return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
    case 0x20..<0x7F: return (.character(Character(Unicode.Scalar(first))), 1)
    case 0xC2...0xF4: return character(first)
    default: return (nil, 1)
    }
  }

  private func character(_ first: UInt8) -> (Key?, Int)? {
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard waiting.count >= length else { return nil }
    guard let text = String(validating: waiting.prefix(length), as: UTF8.self), let character = text.first else {
      return (nil, 1)
    }
    return (.character(character), length)
  }

  private func escapeSequence() -> (Key?, Int)? {
    guard waiting.count >= 2 else { return nil }
    if waiting.starts(with: Self.pasteBegin) { return paste() }
    guard waiting[1] == UInt8(ascii: "[") || waiting[1] == UInt8(ascii: "O") else { return (.escape, 1) }
    // A control sequence ends with its first byte from @ to ~ (ECMA-48, 5.4).
    guard let end = waiting.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return waiting.count > 32 ? (nil, waiting.count) : nil
    }
    let key: Key? =
      switch (waiting[end], end) {
      case (UInt8(ascii: "A"), 2): .up
      case (UInt8(ascii: "B"), 2): .down
      case (UInt8(ascii: "Z"), 2): .backTab
      default: nil
      }
    return (key, end + 1)
  }

  private func paste() -> (Key?, Int)? {
    let body = waiting.dropFirst(Self.pasteBegin.count)
    guard let end = body.firstRange(of: Self.pasteEnd) else { return nil }
    let text = String(decoding: body[..<end.lowerBound].prefix(Self.pasteLimit), as: UTF8.self)
    return (.paste(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")), end.upperBound)
  }
}
