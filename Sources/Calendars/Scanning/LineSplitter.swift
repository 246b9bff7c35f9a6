/// What takes the logical lines of a file, one after the other.
protocol LineSink {
  /// Before the first line; `countsOffsets` says whether the places of lines tell where their bytes are in the file.
  mutating func begin(countsOffsets: Bool)

  /// Some logical lines, one behind the other, in a buffer that is valid for this call: each goes from its start to the
  /// next one, its folds and its end included.
  ///
  /// 64 bytes behind each can be read whatever they hold.
  ///
  /// - Parameters:
  ///   - starts: of each line, and of what follows the last.
  ///   - places: where in the file they are.
  ///   - mayLeave: the most lines at the end that need not be taken now; they come again, with what follows them.
  /// - Returns: how many it took.
  mutating func lines(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, at places: LinePlaces, mayLeave: Int
  ) -> Int

  /// Whether a line of which only the beginning is known is worth waiting for.
  func needs(_ bytes: Span<UInt8>, lineFrom start: Int) -> Bool

  /// A line that ``needs(_:lineFrom:)`` wanted is longer than the limit and will not come.
  mutating func leftOut(_ bytes: Span<UInt8>, lineFrom start: Int, at place: LinePlace)

  /// Moves what the sink still wants of the lines it was given to the front of `buffer`; returns how much that is.
  mutating func keep(in buffer: inout ByteBuffer) -> Int
}

/// Where a logical line begins.
struct LinePlace {
  /// The 1-based number of its first physical line.
  var number = 1
  /// Bytes before it in the file, where ``LineSink/begin(countsOffsets:)`` says that they can be told.
  var offset = 0
}

/// Where in the file the lines of a stretch of the buffer are. Only few are asked for.
struct LinePlaces {
  /// Of the first line, which began before the stretch or begins with it, and where it begins in the buffer.
  fileprivate var first = LinePlace()
  fileprivate var start = 0
  /// What has to be added to a place in the buffer to have that in the file.
  fileprivate(set) var base = 0
  /// Where the stretch begins in the buffer, and how many newlines stand in the file before it.
  fileprivate var position = 0
  fileprivate var newlines = 0
  /// How many newlines of the stretch stand before each of its blocks.
  fileprivate var newlinesBefore: [UInt32]

  @inline(__always)
  func place(of start: LineStart, in bytes: Span<UInt8>) -> LinePlace {
    let newline = start.offset &- 1 &- position
    guard newline >= 0 else { return placeBefore(start, in: bytes) }
    let block = newline &>> 6
    // Of the block's newlines those up to the one before the start.
    let those = BlockMask.newlines(bytes, at: position &+ block &* 64) &<< (63 &- UInt64(newline & 63))
    let before = newlines &+ Int(newlinesBefore[block]) &+ those.nonzeroBitCount
    return LinePlace(number: before &+ 1, offset: base &+ start.offset)
  }

  /// Of a line that was left by the stretch before, or of the first.
  private func placeBefore(_ start: LineStart, in bytes: Span<UInt8>) -> LinePlace {
    var place = first
    for offset in self.start..<max(self.start, start.offset) where bytes[offset] == 0x0A { place.number += 1 }
    place.offset += start.offset - self.start
    return place
  }
}

/// Cuts a stream of bytes into logical lines (RFC 5545, 3.1) in a buffer of fixed size.
///
/// A newline followed by a space or a tab continues the line. CRLF and LF may be mixed; a file whose first line
/// ends in a bare CR is read as if every bare CR were a newline. The buffer grows only while one event, or one line
/// that somebody waits for, does not fit; the limits bound both.
struct LineSplitter {
  private let limits: CalendarLimits
  private let isPart: Bool
  private let bufferBytes: Int
  private var buffer: ByteBuffer
  /// Bytes `..<filled` are the file's; `..<scanned` have been searched; the current line begins at `lineStart`.
  private var filled = 0
  private var scanned = 0
  private var lineStart = 0
  private var isLineFolded = false
  private var places = LinePlaces(newlinesBefore: Array(repeating: 0, count: stretchBlocks))
  /// The current line is too long, or of no use: what comes of it is dropped.
  private var isDropping = false
  /// The lines of the stretch that is being handed on, the one before it, and the file's last.
  private var starts = Array(
    repeating: LineStart(offset: 0, endsFolded: false),
    count: mostLeft + LineFinder.room(forBlocks: stretchBlocks) + 1)
  private let finder: LineFinder
  private var bytesRead = 0
  private var bareCarriageReturns = false
  private var skipsNewline = false

  /// Why the file cannot be split at all.
  private(set) var isUTF16 = false
  /// The file went on behind ``CalendarLimits/fileBytes``.
  private(set) var isCutOff = false

  /// - Parameters:
  ///   - isPart: what is read is not the beginning of a file, so that its first bytes say nothing of its form.
  ///   - finder: how lines are found; all find the same.
  init(limits: CalendarLimits, bufferBytes: Int, isPart: Bool = false, finder: LineFinder = .quickest) {
    self.limits = limits
    self.finder = finder
    self.isPart = isPart
    self.bufferBytes = max(bufferBytes, 256)
    buffer = ByteBuffer(count: min(self.bufferBytes, Self.firstBytes) + BlockMask.width)
  }

  /// The physical line that the reading has come to.
  var lineNumber: Int { places.newlines + 1 }

  private static var firstBytes: Int { 64 << 10 }

  private var capacity: Int { buffer.count - BlockMask.width }

  /// Inlined where the kind of sink is known, so that the loop over the lines is compiled for it.
  @inline(__always)
  mutating func run(_ source: inout some ByteSource, into sink: inout some LineSink) throws {
    var isAtEnd = try fill(&source)
    guard !recogniseEncoding() else { return }
    sink.begin(countsOffsets: !bareCarriageReturns)
    while true {
      if isAtEnd { buffer.clear(filled..<filled + BlockMask.width) }
      scan(isAtEnd, into: &sink)
      if isAtEnd { return }
      makeRoom(for: &sink)
      // A small file never comes here.
      if capacity < bufferBytes { buffer.grow(by: bufferBytes - capacity) }
      isAtEnd = try fill(&source)
    }
  }

  /// Reads until the buffer is full, or, which it returns as true, nothing more is to come.
  private mutating func fill(_ source: inout some ByteSource) throws -> Bool {
    let end = capacity
    while filled < end, !isCutOff {
      let count = try buffer.read(filled..<end, from: &source)
      guard count > 0 else { return true }
      let allowed = min(count, end - filled, limits.fileBytes - bytesRead)
      isCutOff = allowed < count
      bytesRead += allowed
      if bareCarriageReturns {
        filled = translateCarriageReturns(filled..<filled + allowed)
      } else {
        filled += allowed
      }
    }
    return isCutOff
  }

  /// Looks at the first bytes; true where they are not of eight-bit text.
  private mutating func recogniseEncoding() -> Bool {
    if isPart { return false }
    let first = (0..<min(filled, 3)).map { buffer[$0] }
    switch first {
    case [0xEF, 0xBB, 0xBF]:
      lineStart = 3
    case _ where first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]),
      _ where first.starts(with: [0x42, 0x00]) || first.starts(with: [0x00, 0x42]):
      isUTF16 = true
      return true
    default:
      break
    }
    // The first line of a calendar has 15 bytes; a fixed number of them decides, whatever the buffer's size.
    // "\r\r\n" is a newline that went through two text conversions, no bare CR.
    let head = 0..<min(filled, 250)
    if let end = head.first(where: { buffer[$0] == 0x0A || buffer[$0] == 0x0D }), buffer[end] == 0x0D {
      let isNewline = (end + 1..<min(filled, end + 3)).first { buffer[$0] != 0x0D }.map { buffer[$0] == 0x0A } ?? false
      if !isNewline {
        bareCarriageReturns = true
        filled = translateCarriageReturns(0..<filled)
      }
    }
    return false
  }

  /// Turns CR and CRLF into LF, in place; returns the new end.
  private mutating func translateCarriageReturns(_ range: Range<Int>) -> Int {
    var out = range.lowerBound
    for i in range {
      let byte = buffer[i]
      if byte == 0x0A, skipsNewline {
        skipsNewline = false
        continue
      }
      skipsNewline = byte == 0x0D
      buffer[out] = byte == 0x0D ? 0x0A : byte
      out += 1
    }
    return out
  }

  private mutating func scan(_ isAtEnd: Bool, into sink: inout some LineSink) {
    // Shares the buffer for this call; nothing changes it meanwhile, so nothing is copied.
    let shared = buffer.bytes
    let bytes = shared.span
    places.base = bytesRead - filled
    // Behind the last newline of a block one more byte is needed: does it continue the line?
    let stop = isAtEnd ? filled : filled - BlockMask.width
    var isLast = false
    // Lines that were found, but not taken: they stand before the one that goes on.
    var left = 0
    while !isLast {
      let blocks = min((max(0, stop - scanned) + BlockMask.width - 1) / BlockMask.width, Self.stretchBlocks)
      if left == 0 { starts[0] = LineStart(offset: lineStart, endsFolded: false) }
      places.start = starts[0].offset
      let found = finder.find(
        in: bytes, from: scanned, blocks: blocks, isFolded: isLineFolded, into: &starts, behind: left,
        newlinesBefore: &places.newlinesBefore)
      places.position = scanned
      scanned += blocks * BlockMask.width
      isLast = scanned >= stop
      isLineFolded = found.isFolded
      var count = left + found.lines
      lineStart = starts[count].offset
      if isLast, isAtEnd, lineStart < filled {
        // The file's last line has no newline.
        count += 1
        starts[count] = LineStart(offset: filled, endsFolded: found.isFolded)
      }
      // Only what is delivered with its end moves the beginning on.
      var taken = isDropping && count > 0 ? 1 : 0
      if count > taken {
        taken += sink.lines(
          bytes, starts.span.extracting(taken...count), at: places, mayLeave: isLast ? 0 : Self.mostLeft)
      }
      if count > 0 { isDropping = false }
      left = count - taken
      places.first = places.place(of: starts[taken], in: bytes)
      places.newlines += found.newlines
      if taken > 0, left > 0 {
        for index in 0...left { starts[index] = starts[taken + index] }
      }
    }
  }

  /// Lines of an event, of which the next stretch has the rest.
  private static var mostLeft: Int { 256 }

  /// Blocks that are searched for lines before those are handed on: what was read stays in the nearest cache.
  private static var stretchBlocks: Int { 256 }

  private func isUseless(_ length: Int, to sink: inout some LineSink) -> Bool {
    let bytes = buffer.bytes.span
    if !sink.needs(bytes, lineFrom: lineStart) { return true }
    if length <= limits.lineBytes { return false }
    sink.leftOut(bytes, lineFrom: lineStart, at: places.first)
    return true
  }

  /// Moves the unfinished line to the front, behind what the sink keeps, and drops everything else.
  private mutating func makeRoom(for sink: inout some LineSink) {
    let length = scanned - lineStart
    if !isDropping, length > limits.lineBytes || length > 4096 {
      isDropping = isUseless(length, to: &sink)
    }
    if isDropping {
      lineStart = scanned
      places.first.number = lineNumber
    }
    let kept = sink.keep(in: &buffer)
    let shift = lineStart - kept
    buffer.move(lineStart..<filled, to: kept)
    lineStart -= shift
    scanned -= shift
    filled -= shift
    if capacity - filled < capacity / 4 {
      buffer.grow(by: capacity)
    }
  }

}
