/// The VTIMEZONE that is being read: its lines, unfolded, each ended by CRLF.
struct OpenTimeZone {
  private var text: [UInt8] = []
  private var name: String?
  private var isRefused = false

  mutating func begin() {
    text.removeAll(keepingCapacity: true)
    name = nil
    isRefused = false
  }

  mutating func refuse() { isRefused = true }

  mutating func add(_ line: [UInt8], isProperty: Bool, limit: Int) {
    guard !isRefused else { return }
    guard text.count + line.count < limit else { return refuse() }
    if isProperty, name == nil, line.span.hasPrefixIgnoringCase(0..<line.count, "tzid") {
      var content = ContentLine()
      if content.read(line.span, 0..<line.count), content.isNamed("tzid") { name = content.textValue(limit: 1024) }
    }
    text.append(contentsOf: line)
    text.append(contentsOf: [0x0D, 0x0A])
  }

  /// Nil where the zone has no name or was too long.
  func finish() -> (name: String, text: String)? {
    guard !isRefused, let name, !name.isEmpty else { return nil }
    return (name, TextDecoding.text(text.span, 0..<text.count))
  }
}
