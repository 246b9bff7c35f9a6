/// Reads JSON as ``JSONWriter`` writes it: keys in order, each once, no space, no null.
///
/// Whatever else a text holds is ``Unfamiliar``, be it JSON or not: there is one place that knows all of JSON, and it is
/// Foundation.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Reads one value that is all of the text.
  mutating func whole<T: PlainJSON>(_ type: T.Type) throws(Unfamiliar) -> T {
    let value = try T(from: &self)
    guard position == bytes.count else { throw Unfamiliar() }
    return value
  }

  mutating func value<T: PlainJSON>() throws(Unfamiliar) -> T { try T(from: &self) }

  /// Reads an object; `field` is called with each key and reads its value.
  mutating func object(_ field: (String, inout JSONReader) throws(Unfamiliar) -> Void) throws(Unfamiliar) {
    try expect("{")
    if take("}") { return }
    var last: String?
    repeat {
      let key = try string()
      // A key that stands twice is among these: which of the two counts is not for this reader to say.
      if let last, last >= key { throw Unfamiliar() }
      last = key
      try expect(":")
      try field(key, &self)
    } while take(",")
    try expect("}")
  }

  mutating func list<T: PlainJSON>() throws(Unfamiliar) -> [T] {
    try expect("[")
    if take("]") { return [] }
    var values: [T] = []
    repeat { values.append(try T(from: &self)) } while take(",")
    try expect("]")
    return values
  }

  mutating func string() throws(Unfamiliar) -> String {
    try expect("\"")
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: bytes[start..<position - 1], as: UTF8.self)
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case ..<0x20: throw Unfamiliar()
      default: position += 1
      }
    }
    throw Unfamiliar()
  }

  /// Reads on where the first escape stands.
  private mutating func escapedString(from start: Int) throws(Unfamiliar) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(try escaped())
      case ..<0x20: throw Unfamiliar()
      default: text.append(byte)
      }
    }
    throw Unfamiliar()
  }

  /// The character behind a backslash: one of those that ``JSONWriter`` escapes.
  private mutating func escaped() throws(Unfamiliar) -> UInt8 {
    guard position < bytes.count else { throw Unfamiliar() }
    position += 1
    switch bytes[position - 1] {
    case UInt8(ascii: "\""): return UInt8(ascii: "\"")
    case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count, bytes[position] == UInt8(ascii: "0"), bytes[position + 1] == UInt8(ascii: "0"),
        let high = Self.digit(bytes[position + 2]), high < 2, let low = Self.digit(bytes[position + 3])
      else { throw Unfamiliar() }
      position += 4
      return high << 4 | low
    default: throw Unfamiliar()
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  mutating func integer() throws(Unfamiliar) -> Int {
    let start = position
    _ = take("-")
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // Written back, "007" and "-0" are other texts.
    guard let value = Int(text), String(value) == text else { throw Unfamiliar() }
    // The beginning of 1.5 and of 1e3 is no integer.
    if position < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[position]) {
      throw Unfamiliar()
    }
    return value
  }

  mutating func bool() throws(Unfamiliar) -> Bool {
    for (word, value) in [("true", true), ("false", false)] where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw Unfamiliar()
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Unfamiliar) {
    guard take(character) else { throw Unfamiliar() }
  }
}
