/// A VEVENT whose series may come to something, as the place where it stands: it is read again if it does.
struct NotedEvent {
  /// The UID's hash; the lowest bit, which the ledger does not use, says that a VCALENDAR cancels it.
  private let uid: UInt64
  private let offset: UInt64
  private let length: UInt32
  private let number: UInt32

  /// Nil where a number is larger than any real calendar's.
  init?(uid: UInt64, bytes: Range<Int>, line: Int, isCancelled: Bool) {
    guard let length = UInt32(exactly: bytes.count), let number = UInt32(exactly: line) else { return nil }
    self.uid = SeriesLedger.key(uid) | (isCancelled ? 1 : 0)
    offset = UInt64(bytes.lowerBound)
    self.length = length
    self.number = number
  }

  /// What the ledger knows its series by.
  var key: UInt64 { SeriesLedger.key(uid) }
  var isCancelled: Bool { uid & 1 != 0 }
  /// From BEGIN:VEVENT to the end of END:VEVENT, counted from the file's first byte.
  var bytes: Range<Int> { Int(offset)..<Int(offset) + Int(length) }
  /// The physical line of BEGIN:VEVENT.
  var line: Int { Int(number) }
}

/// The bytes of noted events, one behind the other.
struct NotedBytes<Source: ByteSource>: ByteSource {
  private var source: Source
  private let events: [NotedEvent]
  private var next = 0
  private var left = 0

  init(_ source: Source, _ events: [NotedEvent]) {
    self.source = source
    self.events = events
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if left == 0 {
      guard next < events.count else { return 0 }
      try source.seek(to: events[next].bytes.lowerBound)
      left = events[next].bytes.count
      next += 1
    }
    let count = try unsafe source.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, left)]))
    left -= count
    return count
  }
}

/// A long list that grows without being copied.
struct Blocks<Element> {
  private var full: [[Element]] = []
  private var current: [Element] = []

  private static var size: Int { 8192 }

  @inline(__always)
  mutating func append(_ element: Element) {
    if current.count == Self.size { closeBlock() }
    current.append(element)
  }

  private mutating func closeBlock() {
    full.append(current)
    current = []
    current.reserveCapacity(Self.size)
  }

  var blocks: [[Element]] { full + [current] }
}
