/// Keeps the lines of VEVENTs that may be built later, as compactly as they come.
///
/// Lines are unfolded and stored one behind the other in blocks of fixed size, so that memory grows with what is
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

  private static let blockBytes = 256 << 10

  mutating func add(
    _ event: OpenEvent, _ facts: EventFacts, isCancelled: Bool, in buffer: Span<UInt8>, limits: CalendarLimits
  ) {
    if blocks.last.map({ $0.capacity - $0.count < event.bytes + event.lines.count * 5 + 1024 }) ?? true {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(max(Self.blockBytes, event.bytes + event.lines.count * 5 + 1024))
    }
    let block = blocks.count - 1
    let start = blocks[block].count
    var links: [String] = []
    for line in event.lines {
      switch line.kind {
      case .description, .url:
        unfolded.removeAll(keepingCapacity: true)
        buffer.unfold(line.range, into: &unfolded)
        RecordLinks.collect(from: unfolded.span, 0..<unfolded.count, into: &links, limit: limits.recordLinks)
      default:
        Self.append(line.kind, to: &blocks[block]) { buffer.unfold(line.range, into: &$0) }
      }
    }
    for link in links { Self.append(.recordLink, to: &blocks[block]) { $0.append(contentsOf: link.utf8) } }
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

  private static func append(_ kind: PropertyKind, to block: inout [UInt8], _ content: (inout [UInt8]) -> Void) {
    let header = block.count
    block.append(contentsOf: [kind.rawValue, 0, 0, 0, 0])
    content(&block)
    if kind == .attendee, block[(header + 5)...].starts(with: usualBeginning) {
      block.removeSubrange(header + 5..<header + 5 + usualBeginning.count)
      block[header] |= isShortened
    }
    let length = block.count - header - 5
    for i in 1...4 { block[header + i] = UInt8(truncatingIfNeeded: length >> (8 * (4 - i))) }
  }
}
