/// Writes the JSON of ``PlainJSON`` values: no space, slashes as they are, and only those characters escaped that must be.
struct JSONWriter {
  private var bytes: [UInt8] = []
  /// Nothing stands yet in the object or the list that is being written.
  private var isFirst = true

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object; `fields` calls ``field(_:_:)`` in the order of the keys' bytes.
  mutating func object(_ fields: (inout JSONWriter) -> Void) {
    open("{")
    fields(&self)
    close("}")
  }

  /// Writes a field of an object; nil leaves it out.
  mutating func field(_ key: String, _ value: (some PlainJSON)?) {
    guard let value else { return }
    separate()
    string(key)
    bytes.append(UInt8(ascii: ":"))
    value.write(to: &self)
  }

  mutating func list(_ values: some Sequence<some PlainJSON>) {
    open("[")
    for value in values {
      separate()
      value.write(to: &self)
    }
    close("]")
  }

  /// Writes digits, `true` or another word that stands for itself.
  mutating func literal(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x20...: bytes.append(byte)
      default: bytes.append(contentsOf: Self.escape(ofControl: byte).utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(ofControl byte: UInt8) -> String {
    switch byte {
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    default: (byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)
    }
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    isFirst = true
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    isFirst = false
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }
}
