import CScan

/// Where a logical line begins in the buffer, and whether the line before it, which ends there, is folded.
///
/// Half a word, so that the starts of two neighbours, which are the bounds of a line, are read at once.
struct LineStart: BitwiseCopyable {
  private let word: UInt32

  @inline(__always)
  init(offset: Int, endsFolded: Bool) {
    // The buffer never has 2 GiB: it grows to hold an event's lines and one more, which are limited.
    word = UInt32(truncatingIfNeeded: offset) & ~Self.mark | (endsFolded ? Self.mark : 0)
  }

  private static var mark: UInt32 { 0x8000_0000 }

  @inline(__always)
  var offset: Int { Int(truncatingIfNeeded: word & ~Self.mark) }
  /// Whether the line that ends here runs over several physical lines.
  @inline(__always)
  var endsFolded: Bool { word & Self.mark != 0 }
}

/// Where a logical line stands in the buffer, and whether it runs over several physical lines.
struct LineBounds: BitwiseCopyable {
  /// The start in its lower half, in the upper one the end and, highest, the mark of folds.
  private let word: UInt64

  @inline(__always)
  init(_ range: Range<Int>, isFolded: Bool) {
    word =
      UInt64(truncatingIfNeeded: range.lowerBound) & 0x7FFF_FFFF
      | UInt64(truncatingIfNeeded: range.upperBound) << 32 & 0x7FFF_FFFF_0000_0000
      | (isFolded ? 0x8000_0000_0000_0000 : 0)
  }

  /// The line that begins at one of the starts and ends at the next.
  @inline(__always)
  init(_ starts: Span<LineStart>, _ index: Int) {
    let both = unsafe starts.bytes.unsafeLoadUnaligned(fromByteOffset: index &* 4, as: UInt64.self)
    word = UInt64(littleEndian: both) & ~0x8000_0000
  }

  @inline(__always)
  var lowerBound: Int { Int(truncatingIfNeeded: word & 0x7FFF_FFFF) }
  @inline(__always)
  var upperBound: Int { Int(truncatingIfNeeded: word >> 32 & 0x7FFF_FFFF) }
  @inline(__always)
  var range: Range<Int> { unsafe Range(uncheckedBounds: (lowerBound, upperBound)) }
  @inline(__always)
  var isFolded: Bool { word >> 63 != 0 }
}

/// What was found in a stretch of the buffer.
struct FoundLines: Equatable {
  var lines = 0
  var newlines = 0
  /// Whether the line of which no end was found has a fold so far.
  var isFolded = false
}

/// Finds where logical lines begin: behind each newline that neither a space nor a tab follows (RFC 5545, 3.1).
@safe struct LineFinder: Sendable {
  private typealias Native =
    @convention(c) (
      UnsafePointer<UInt8>?, Int, UInt32, Int32, UnsafeMutablePointer<UInt32>?, UnsafeMutablePointer<UInt32>?
    ) -> cscan_found

  /// The processor's own way; nil for ``findPortably(in:from:blocks:isFolded:into:behind:newlinesBefore:)``.
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
  /// it finds behind place `last` of `starts`, and into `newlinesBefore` how many newlines stand before each block.
  ///
  /// - Parameter isFolded: whether the line that goes on at `position` has a fold before it.
  func find(
    in bytes: Span<UInt8>, from position: Int, blocks: Int, isFolded: Bool, into starts: inout [LineStart],
    behind last: Int = 0, newlinesBefore: inout [UInt32]
  ) -> FoundLines {
    guard let native = unsafe native else {
      return Self.findPortably(
        in: bytes, from: position, blocks: blocks, isFolded: isFolded, into: &starts, behind: last,
        newlinesBefore: &newlinesBefore)
    }
    precondition(last >= 0 && starts.count - last >= Self.room(forBlocks: blocks) && newlinesBefore.count >= blocks)
    let stretch = bytes.extracting(position..<position + blocks * BlockMask.width + 1)
    let found = unsafe stretch.withUnsafeBufferPointer { bytes in
      unsafe starts.withUnsafeMutableBytes { starts in
        unsafe newlinesBefore.withUnsafeMutableBufferPointer { newlinesBefore in
          unsafe native(
            bytes.baseAddress, blocks, UInt32(position), isFolded ? 1 : 0,
            starts.baseAddress?.advanced(by: 4 * (last + 1)).assumingMemoryBound(to: UInt32.self),
            newlinesBefore.baseAddress)
        }
      }
    }
    return FoundLines(lines: found.lines, newlines: found.newlines, isFolded: found.is_folded != 0)
  }

  private static func findPortably(
    in bytes: Span<UInt8>, from position: Int, blocks: Int, isFolded: Bool, into starts: inout [LineStart],
    behind last: Int, newlinesBefore: inout [UInt32]
  ) -> FoundLines {
    var starts = starts.mutableSpan
    var found = FoundLines(isFolded: isFolded)
    for block in 0..<blocks {
      let position = position &+ block &* BlockMask.width
      var newlines = BlockMask.newlines(bytes, at: position)
      newlinesBefore[block] = UInt32(truncatingIfNeeded: found.newlines)
      found.newlines &+= newlines.nonzeroBitCount
      while newlines != 0 {
        let next = position &+ newlines.trailingZeroBitCount &+ 1
        newlines &= newlines &- 1
        // A fold's is written over by the next: no branch on what follows a newline, which is hard to foresee.
        starts[last &+ found.lines &+ 1] = LineStart(offset: next, endsFolded: found.isFolded)
        let first = bytes[next]
        // A line is folded if the newline before its last is a fold.
        found.isFolded = (first == 0x20) != (first == 0x09)
        found.lines &+= found.isFolded ? 0 : 1
      }
    }
    return found
  }
}
