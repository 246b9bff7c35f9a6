/// One content line, unfolded and split as RFC 5545, 3.1 says: `name *(";" param) ":" value`.
///
/// It is used again for line after line, so that reading one allocates nothing; its parts are ranges into `bytes`.
struct ContentLine {
  struct Parameter {
    var name: Range<Int>
    /// Everything between `=` and the next unquoted `;` or `:`, quotes included.
    var value: Range<Int>
  }

  /// The line without its folds and its end.
  private(set) var bytes: [UInt8] = []
  private(set) var name = 0..<0
  private(set) var parameters: [Parameter] = []
  private(set) var value = 0..<0

  /// Reads the logical line in `range`; false where it has no colon.
  ///
  /// A quotation mark that never closes is taken for an ordinary character.
  ///
  /// - Parameter beginning: what stands before the range, where that is kept elsewhere.
  mutating func read(_ source: Span<UInt8>, _ range: Range<Int>, after beginning: [UInt8] = []) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    if !beginning.isEmpty { bytes.append(contentsOf: beginning) }
    source.unfold(range, into: &bytes)
    return split()
  }

  /// Reads only ``bytes``.
  mutating func unfold(_ source: Span<UInt8>, _ range: Range<Int>) {
    bytes.removeAll(keepingCapacity: true)
    source.unfold(range, into: &bytes)
  }

  private mutating func split() -> Bool {
    let bytes = bytes  // A reference, so that the parts can be written while the bytes are read.
    let colon =
      Self.split(bytes.span, quoting: true, &name, &parameters)
      ?? Self.split(bytes.span, quoting: false, &name, &parameters)
    guard let colon else { return false }
    value = colon + 1..<bytes.count
    return true
  }

  /// Returns where the colon before the value is.
  private static func split(
    _ bytes: Span<UInt8>, quoting: Bool, _ name: inout Range<Int>, _ parameters: inout [Parameter]
  ) -> Int? {
    parameters.removeAll(keepingCapacity: true)
    var i = 0
    while i < bytes.count, bytes[i] != 0x3A, bytes[i] != 0x3B { i &+= 1 }
    name = 0..<i
    while i < bytes.count, bytes[i] == 0x3B {
      let start = i + 1
      i = start
      var equals: Int?
      var isQuoted = false
      while i < bytes.count {
        let byte = bytes[i]
        if byte == 0x22, quoting {
          isQuoted.toggle()
        } else if !isQuoted {
          if byte == 0x3A || byte == 0x3B { break }
          if byte == 0x3D, equals == nil { equals = i }
        }
        i &+= 1
      }
      guard !isQuoted else { return nil }
      let end = equals ?? i
      parameters.append(Parameter(name: start..<end, value: min(end + 1, i)..<i))
    }
    return i < bytes.count ? i : nil
  }

  func isNamed(_ name: String) -> Bool { bytes.span.equalsIgnoringCase(self.name, name) }

  /// The value without the blanks around it.
  var trimmedValue: Range<Int> { bytes.span.trimmed(value) }

  /// The value as it is, without the blanks around it.
  var plainValue: String { TextDecoding.text(bytes.span, trimmedValue) }

  /// The value as a TEXT, without the blanks around it; nil where it is empty.
  func textValue(limit: Int = .max) -> String? {
    let value = trimmedValue
    return value.isEmpty ? nil : TextDecoding.escapedText(bytes.span, value, limit: limit)
  }

  /// The first parameter called `name` (lower-case), decoded: quotes off, RFC 6868 carets and `\,` `\;` resolved.
  func parameter(_ name: String) -> String? {
    for parameter in parameters where bytes.span.equalsIgnoringCase(parameter.name, name) {
      return TextDecoding.parameter(bytes.span, parameter.value)
    }
    return nil
  }
}

extension Span<UInt8> {
  /// Compares with an ASCII name in lower case.
  func equalsIgnoringCase(_ range: Range<Int>, _ name: String) -> Bool {
    let expected = name.utf8Span.span
    guard range.count == expected.count else { return false }
    for i in 0..<expected.count where asciiLowerCased(self[range.lowerBound + i]) != expected[i] { return false }
    return true
  }

  func hasPrefixIgnoringCase(_ range: Range<Int>, _ name: String) -> Bool {
    let count = name.utf8.count
    return range.count >= count
      && equalsIgnoringCase(range.lowerBound..<range.lowerBound + count, name)
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, isBlankOrEnd(self[lower]) { lower += 1 }
    while lower < upper, isBlankOrEnd(self[upper - 1]) { upper -= 1 }
    return lower..<upper
  }
}
