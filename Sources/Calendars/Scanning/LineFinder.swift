import CScan

/// Where a logical line begins in the buffer, and how many physical lines before it were counted.
///
/// One word, so that it is written at once: the offset in its lower half, the number in its upper one.
struct LineStart: BitwiseCopyable {
  private let word: UInt64

  @inline(__always)
  init(offset: Int, number: Int) {
    // The buffer never has 2 GiB: it grows to hold an event's lines and one more, which are limited.
    word = UInt64(truncatingIfNeeded: offset) & 0xFFFF_FFFF | UInt64(truncatingIfNeeded: number) << 32
  }

  @inline(__always)
  var offset: Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }
  @inline(__always)
  var number: Int { Int(truncatingIfNeeded: word >> 32) }

  /// Whether the line that begins here and ends at `next` runs over several physical lines.
  @inline(__always)
  func isFolded(before next: LineStart) -> Bool { next.number &- number > 1 }
}

/// Finds where logical lines begin: behind each newline that neither a space nor a tab follows (RFC 5545, 3.1).
@safe struct LineFinder: Sendable {
  private typealias Native =
    @convention(c) (UnsafePointer<UInt8>?, Int, UInt64, UInt64, UnsafeMutablePointer<UInt64>?) -> cscan_found

  /// The processor's own way; nil for ``findPortably(in:from:blocks:number:into:)``.
  private let native: Native?

  /// What this processor can do, the quickest first. All find the same.
  static let all: [LineFinder] =
    [512, 256].compactMap { bits in unsafe cscan_line_finder(bits).map { unsafe LineFinder(native: $0) } }
    + [unsafe LineFinder(native: nil)]
  static let quickest = all[0]

  /// How many places the starts of the lines of some blocks take: the first, one for each byte, and those that are
  /// written behind the last.
  static func room(forBlocks blocks: Int) -> Int { 1 + blocks * BlockMask.width + 8 }

  /// Looks at some blocks of 64 bytes from `position` on, behind which there is one byte more, and puts the starts that
  /// it finds behind the first of `starts`.
  ///
  /// - Parameter number: what the first start's number is less the newlines before it.
  func find(in bytes: Span<UInt8>, from position: Int, blocks: Int, number: Int, into starts: inout [LineStart])
    -> (lines: Int, newlines: Int)
  {
    guard let native = unsafe native else {
      return Self.findPortably(in: bytes, from: position, blocks: blocks, number: number, into: &starts)
    }
    precondition(starts.count >= Self.room(forBlocks: blocks))
    let stretch = bytes.extracting(position..<position + blocks * BlockMask.width + 1)
    let found = unsafe stretch.withUnsafeBufferPointer { bytes in
      unsafe starts.withUnsafeMutableBytes { starts in
        unsafe native(
          bytes.baseAddress, blocks, UInt64(position), UInt64(number),
          starts.baseAddress?.advanced(by: 8).assumingMemoryBound(to: UInt64.self))
      }
    }
    return (found.lines, found.newlines)
  }

  private static func findPortably(
    in bytes: Span<UInt8>, from position: Int, blocks: Int, number: Int, into starts: inout [LineStart]
  ) -> (lines: Int, newlines: Int) {
    var starts = starts.mutableSpan
    var count = 0
    var current = number
    for block in 0..<blocks {
      let position = position &+ block &* BlockMask.width
      var newlines = BlockMask.newlines(bytes, at: position)
      while newlines != 0 {
        let next = position &+ newlines.trailingZeroBitCount &+ 1
        newlines &= newlines &- 1
        current &+= 1
        // A fold's is written over by the next: no branch on what follows a newline, which is hard to foresee.
        starts[count &+ 1] = LineStart(offset: next, number: current)
        let first = bytes[next]
        count &+= ((first == 0x20 ? 1 : 0) | (first == 0x09 ? 1 : 0)) ^ 1
      }
    }
    return (count, current &- number)
  }
}
