/// Logical lines as they lie in the buffer.
extension Span<UInt8> {
  /// The eight bytes from `offset` on, lower-cased as ``PropertyTable/lowerCased(_:)`` does.
  @inline(__always)
  func lowerCasedHead(at offset: Int) -> UInt64 {
    PropertyTable.lowerCased(word(at: offset))
  }

  /// Whether the seven lower-cased bytes of `word` stand at `offset` and nothing but CRLF or LF behind them before
  /// `end`.
  @inline(__always)
  func isWord(_ word: UInt64, at offset: Int, endingAt end: Int) -> Bool {
    guard end &- offset == 9 || end &- offset == 8 else { return false }
    let found = self.word(at: offset)
    guard found & 0xFF == 0x3A, PropertyTable.lowerCased(found) & 0x00FF_FFFF_FFFF_FFFF == word else { return false }
    return self[end &- 1] == 0x0A && (end &- offset == 8 || self[end &- 2] == 0x0D)
  }

  /// Whether a line that begins as RECURRENCE-ID does has its whole name, unfolded.
  @inline(__always)
  func isRecurrenceID(_ line: Range<Int>) -> Bool {
    // "rence-id" in the order of memory.
    line.count > 13 && lowerCasedHead(at: line.lowerBound &+ 5) == 0x6469_2D65_636E_6572
      && (self[line.lowerBound &+ 13] == 0x3A || self[line.lowerBound &+ 13] == 0x3B)
  }

  /// `range` without the line's end and the blanks before it.
  @inline(__always)
  func trimmingEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, isBlankOrEnd(self[end &- 1]) { end &-= 1 }
    return range.lowerBound..<end
  }

  /// `range` without the line's newline.
  @inline(__always)
  func withoutNewline(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    if end > range.lowerBound, self[end &- 1] == 0x0A { end &-= 1 }
    while end > range.lowerBound, self[end &- 1] == 0x0D { end &-= 1 }
    return range.lowerBound..<end
  }

  /// Where the first newline of `range` is, or its end.
  ///
  /// Reads up to 63 bytes behind the range where the span has them.
  @inline(__always)
  func newline(in range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound, offset &+ BlockMask.width <= count {
      let newlines = BlockMask.newlines(self, at: offset)
      if newlines != 0 { return Swift.min(offset &+ newlines.trailingZeroBitCount, range.upperBound) }
      offset &+= BlockMask.width
    }
    while offset < range.upperBound, self[offset] != 0x0A { offset &+= 1 }
    return Swift.min(offset, range.upperBound)
  }

  /// Whether a logical line runs over several physical ones. Its last byte may be its newline.
  @inline(__always)
  func isFolded(_ range: Range<Int>) -> Bool { newline(in: range) &+ 1 < range.upperBound }

  /// Appends a logical line without its folds and its end (RFC 5545, 3.1).
  func unfold(_ range: Range<Int>, into text: inout [UInt8]) {
    var start = range.lowerBound
    while start < range.upperBound {
      let newline = newline(in: start..<range.upperBound)
      var end = newline
      while end > start, self[end &- 1] == 0x0D { end &-= 1 }
      text.append(self, start..<end)
      // The blank that made this newline a fold; the line's own end has nothing behind it.
      start = newline &+ 2
    }
  }
}

@inline(__always)
func isBlankOrEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0x20 || byte == 0x09 }

@inline(__always)
func asciiLowerCased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

extension Span<UInt8> {
  /// Whether exactly the bytes of `text` stand there.
  func holds(_ text: String, at range: Range<Int>) -> Bool {
    let expected = text.utf8Span.span
    guard range.count == expected.count else { return false }
    for i in 0..<expected.count where self[range.lowerBound &+ i] != expected[i] { return false }
    return true
  }

  func isASCII(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    var high: UInt64 = 0
    while offset &+ 8 <= range.upperBound {
      high |= word(at: offset)
      offset &+= 8
    }
    while offset < range.upperBound {
      high |= UInt64(self[offset])
      offset &+= 1
    }
    return high & 0x8080_8080_8080_8080 == 0
  }

  /// Whether the line is one physical line of ASCII without a backslash: its text is its bytes.
  func isPlainText(_ range: Range<Int>) -> Bool {
    guard range.count >= 16 else { return isPlainTextByByte(range) }
    var offset = range.lowerBound
    while offset < range.upperBound {
      // The last vector may overlap the one before it.
      let part = vector(at: Swift.min(offset, range.upperBound &- 16))
      let suspects =
        BlockMask.equal(part, 0x5C) | BlockMask.equal(part, 0x0A)
        | BlockMask.equal(part & SIMD16(repeating: 0x80), 0x80)
      if suspects != 0 { return false }
      offset &+= 16
    }
    return true
  }

  private func isPlainTextByByte(_ range: Range<Int>) -> Bool {
    for offset in range where self[offset] >= 0x80 || self[offset] == 0x5C || self[offset] == 0x0A { return false }
    return true
  }

  /// Whether a fold lies in the first 32 bytes of a logical line, where names are.
  @inline(__always)
  func isFoldedEarly(_ range: Range<Int>) -> Bool {
    let newlines = BlockMask.newlines(self, at: range.lowerBound) & 0xFFFF_FFFF
    return newlines != 0 && range.lowerBound &+ newlines.trailingZeroBitCount &+ 1 < range.upperBound
  }
}
