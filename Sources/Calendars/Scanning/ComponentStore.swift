/// Keeps the lines of VEVENTs that may be built later, as compactly as they come.
///
/// Lines are stored with their folds, one behind the other in blocks of fixed size, so that memory grows with what is
/// kept and nothing is ever moved.
struct ComponentStore {
  /// One VEVENT: where its lines are, and what is not in them. A large file has tens of thousands, so it is small.
  struct Entry {
    let uid: UInt64
    /// Beyond this many lines all places are the last.
    fileprivate var number: UInt32
    fileprivate let leftOut: UInt32
    fileprivate let block: UInt32
    fileprivate let lower: UInt32
    fileprivate let upper: UInt32
    fileprivate(set) var isCancelled: Bool
    fileprivate let isUIDMade: Bool

    var line: Int { Int(number) }
    var attendeesLeftOut: Int { Int(leftOut) }
    fileprivate var range: Range<Int> { Int(lower)..<Int(upper) }
  }

  private(set) var entries: [Entry] = []
  /// The UIDs of the few VEVENTs that have none of their own, by their hashes.
  private var madeUIDs: [UInt64: String] = [:]

  func madeUID(of entry: Entry) -> String? { entry.isUIDMade ? madeUIDs[entry.uid] : nil }

  /// Gives the entries, which were read again at the places of `events`, what only the whole file tells of them.
  mutating func place(_ events: [NotedEvent]) {
    for (index, event) in zip(entries.indices, events) {
      entries[index].number = UInt32(clamping: event.line)
      entries[index].isCancelled = event.isCancelled
    }
  }
  private var blocks: [[UInt8]] = []
  /// The block that is being filled; it stands behind the others.
  private var current: [UInt8] = []
  /// Bytes kept so far.
  private(set) var bytes = 0

  private var unfolded: [UInt8] = []

  /// Blocks are small at first, for most calendars are.
  private static let blockBytes = 4 << 10...256 << 10

  mutating func add(
    _ event: OpenEvent, _ facts: EventFacts, isCancelled: Bool, in buffer: Span<UInt8>, limits: CalendarLimits
  ) {
    let needed = event.bytes + event.count * 5 + 1024
    if current.capacity - current.count < needed {
      if !current.isEmpty { blocks.append(current) }
      current = []
      let usual = min(max(bytes, Self.blockBytes.lowerBound), Self.blockBytes.upperBound)
      current.reserveCapacity(max(usual, needed))
    }
    let start = current.count
    var links: [String] = []
    for index in 0..<event.count {
      let line = event[index]
      switch line.kind {
      case .description, .url:
        guard RecordLinks.mayHold(buffer, line.range) else { continue }
        unfolded.removeAll(keepingCapacity: true)
        buffer.unfold(line.range, into: &unfolded)
        RecordLinks.collect(from: unfolded.span, 0..<unfolded.count, into: &links, limit: limits.recordLinks)
      default:
        append(line.kind, buffer, buffer.withoutNewline(line.range))
      }
    }
    for link in links {
      append(.recordLink, link.utf8Span.span, 0..<link.utf8.count)
    }
    bytes += current.count - start
    if let made = facts.madeUID { madeUIDs[facts.uid] = made }
    entries.append(
      Entry(
        uid: facts.uid, number: UInt32(clamping: event.place.number), leftOut: UInt32(clamping: event.attendeesLeftOut),
        // A block holds one event's lines at most beyond its own size, and those are limited.
        block: UInt32(clamping: blocks.count), lower: UInt32(clamping: start), upper: UInt32(clamping: current.count),
        isCancelled: isCancelled, isUIDMade: facts.madeUID != nil))
  }

  /// The lines of an entry, to be read now or later.
  func lines(of entry: Entry) -> KeptLines {
    KeptLines(
      block: entry.block < blocks.count ? blocks[Int(entry.block)] : current, range: entry.range,
      usualBeginning: usualBeginning)
  }

  /// How nearly every attendee of a Google export begins. Left out, it halves what is kept.
  ///
  /// Each store has its own, so that tasks do not count references to one object.
  private let usualBeginning = Array("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=".utf8)
  /// Set in the kind of a line that is stored without its usual beginning.
  fileprivate static let isShortened: UInt8 = 0x80

  private mutating func append(_ kind: PropertyKind, _ source: Span<UInt8>, _ range: Range<Int>) {
    let isShortened = kind == .attendee && source.hasUsualBeginning(range, usualBeginning.span)
    let start = range.lowerBound + (isShortened ? usualBeginning.count : 0)
    let length = range.upperBound - start
    let head = UInt64(kind.rawValue | (isShortened ? Self.isShortened : 0)) | UInt64(length) << 8
    current.append(5, bytesOf: head)
    current.append(source, start..<range.upperBound)
  }
}

/// The lines of one VEVENT where a ``ComponentStore`` keeps them. It keeps their block alive.
struct KeptLines: Sendable {
  fileprivate let block: [UInt8]
  fileprivate let range: Range<Int>
  fileprivate let usualBeginning: [UInt8]

  /// Hands out the lines in their order: the kind of each, its bytes as a range of `bytes`, and what stands before them.
  @inline(__always)
  func forEach(
    _ body: (_ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>, _ beginning: [UInt8]) -> Void
  ) {
    let bytes = block.span
    var offset = range.lowerBound
    while offset + 5 <= range.upperBound {
      let kind = PropertyKind(rawValue: bytes[offset] & ~ComponentStore.isShortened) ?? .none
      let isShortened = bytes[offset] & ComponentStore.isShortened != 0
      let length = bytes.shortWord(at: offset + 1)
      offset += 5
      body(kind, bytes, offset..<offset + length, isShortened ? usualBeginning : [])
      offset += length
    }
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
