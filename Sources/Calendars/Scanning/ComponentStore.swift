/// Keeps the lines of VEVENTs that may be built later, as compactly as they come.
///
/// Lines are stored with their folds, one behind the other in blocks of fixed size, so that memory grows with what is
/// kept and nothing is ever moved.
struct ComponentStore {
  /// One VEVENT: where its lines are, and what is not in them.
  struct Entry {
    var uid: UInt64
    var madeUID: String?
    var line: Int
    var isCancelled: Bool
    var attendeesLeftOut: Int
    fileprivate var block: Int
    fileprivate var range: Range<Int>
  }

  private(set) var entries: [Entry] = []
  private var blocks: [[UInt8]] = []
  /// Bytes kept so far.
  private(set) var bytes = 0

  private var unfolded: [UInt8] = []

  /// Blocks are small at first, for most calendars are.
  private static let blockBytes = 4 << 10...256 << 10

  mutating func add(
    _ event: OpenEvent, _ facts: EventFacts, isCancelled: Bool, in buffer: Span<UInt8>, limits: CalendarLimits
  ) {
    let needed = event.bytes + event.lines.count * 5 + 1024
    if blocks.last.map({ $0.capacity - $0.count < needed }) ?? true {
      blocks.append([])
      let usual = min(max(bytes, Self.blockBytes.lowerBound), Self.blockBytes.upperBound)
      blocks[blocks.count - 1].reserveCapacity(max(usual, needed))
    }
    let block = blocks.count - 1
    let start = blocks[block].count
    var links: [String] = []
    for line in event.lines {
      switch line.kind {
      case .description, .url:
        guard RecordLinks.mayHold(buffer, line.range) else { continue }
        unfolded.removeAll(keepingCapacity: true)
        buffer.unfold(line.range, into: &unfolded)
        RecordLinks.collect(from: unfolded.span, 0..<unfolded.count, into: &links, limit: limits.recordLinks)
      default:
        Self.append(line.kind, buffer, buffer.withoutNewline(line.range), to: &blocks[block])
      }
    }
    for link in links {
      Self.append(.recordLink, link.utf8Span.span, 0..<link.utf8.count, to: &blocks[block])
    }
    bytes += blocks[block].count - start
    entries.append(
      Entry(
        uid: facts.uid, madeUID: facts.madeUID, line: event.place.number, isCancelled: isCancelled,
        attendeesLeftOut: event.attendeesLeftOut, block: block, range: start..<blocks[block].count))
  }

  /// Hands out the lines of an entry in their order: the kind of each, and its bytes as a range of `bytes`.
  func lines(of entry: Entry, _ body: (_ kind: PropertyKind, _ bytes: [UInt8], _ range: Range<Int>) -> Void) {
    let bytes = blocks[entry.block]
    var offset = entry.range.lowerBound
    while offset + 5 <= entry.range.upperBound {
      let kind = PropertyKind(rawValue: bytes[offset] & ~Self.isShortened) ?? .none
      let isShortened = bytes[offset] & Self.isShortened != 0
      var length = 0
      for i in 1...4 { length = length << 8 | Int(bytes[offset + i]) }
      offset += 5
      if isShortened {
        let line = Self.usualBeginning + bytes[offset..<offset + length]
        body(kind, line, 0..<line.count)
      } else {
        body(kind, bytes, offset..<offset + length)
      }
      offset += length
    }
  }

  /// How nearly every attendee of a Google export begins. Left out, it halves what is kept.
  private static let usualBeginning = Array("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=".utf8)
  /// Set in the kind of a line that is stored without its usual beginning.
  private static let isShortened: UInt8 = 0x80

  private static func append(
    _ kind: PropertyKind, _ source: Span<UInt8>, _ range: Range<Int>, to block: inout [UInt8]
  ) {
    let isShortened = kind == .attendee && source.hasUsualBeginning(range, usualBeginning.span)
    let start = range.lowerBound + (isShortened ? usualBeginning.count : 0)
    let length = range.upperBound - start
    block.append(kind.rawValue | (isShortened ? Self.isShortened : 0))
    block.append(UInt8(truncatingIfNeeded: length >> 24))
    block.append(UInt8(truncatingIfNeeded: length >> 16))
    block.append(UInt8(truncatingIfNeeded: length >> 8))
    block.append(UInt8(truncatingIfNeeded: length))
    block.append(source, start..<range.upperBound)
  }
}

extension Span<UInt8> {
  /// Whether the line begins as `beginning`, which has at least eight bytes, compared eight at a time.
  fileprivate func hasUsualBeginning(_ line: Range<Int>, _ beginning: Span<UInt8>) -> Bool {
    guard line.count >= beginning.count else { return false }
    var offset = 0
    while offset < beginning.count {
      let at = Swift.min(offset, beginning.count &- 8)
      if word(at: line.lowerBound &+ at) != beginning.word(at: at) { return false }
      offset &+= 8
    }
    return true
  }
}
