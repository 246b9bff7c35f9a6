/// Logical lines as they lie in the buffer.
extension Span<UInt8> {
  /// The eight bytes from `offset` on, lower-cased as ``PropertyTable/lowerCased(_:)`` does.
  @inline(__always)
  func lowerCasedHead(at offset: Int) -> UInt64 {
    PropertyTable.lowerCased(word(at: offset))
  }

  /// `range` without the line's end and the blanks before it.
  @inline(__always)
  func trimmingEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, isBlankOrEnd(self[end &- 1]) { end &-= 1 }
    return range.lowerBound..<end
  }

  /// Whether a logical line runs over several physical ones. Its last byte may be its newline.
  func isFolded(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound - 1 {
      if self[offset] == 0x0A { return true }
      offset &+= 1
    }
    return false
  }

  /// Appends a logical line without its folds and its end (RFC 5545, 3.1).
  func unfold(_ range: Range<Int>, into text: inout [UInt8]) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = self[offset]
      offset &+= 1
      if byte != 0x0A {
        text.append(byte)
        continue
      }
      while text.last == 0x0D { text.removeLast() }
      // The blank that made this newline a fold; the line's own end has nothing behind it.
      offset &+= 1
    }
    while text.last == 0x0D { text.removeLast() }
  }
}

@inline(__always)
func isBlankOrEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0x20 || byte == 0x09 }

@inline(__always)
func asciiLowerCased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

extension Span<UInt8> {
  /// Whether the line is one physical line of ASCII without a backslash: its text is its bytes.
  func isPlainText(_ range: Range<Int>) -> Bool {
    for offset in range {
      let byte = self[offset]
      if byte >= 0x80 || byte == 0x5C || byte == 0x0A { return false }
    }
    return true
  }

  /// Whether a fold lies in the first 32 bytes of a logical line, where names are.
  @inline(__always)
  func isFoldedEarly(_ range: Range<Int>) -> Bool {
    let newlines = BlockMask(self, at: range.lowerBound).newlines & 0xFFFF_FFFF
    return newlines != 0 && range.lowerBound &+ newlines.trailingZeroBitCount &+ 1 < range.upperBound
  }
}
