/// The lines of a VEVENT that Debrief reads; all others are passed over where they stand.
enum PropertyKind: UInt8 {
  case none, begin, end
  case uid, start, endTime, duration, recurrenceID, rule, exceptionRule, recurrenceDate, exceptionDate, sequence, stamp,
    lastModified
  case status, classification, transparency, busyStatus, summary, location, organizer, attendee, description, url
  /// Made by the scanner, never read: an opportunity's id found in DESCRIPTION or URL.
  case recordLink
  /// No kind is told by its beginning, but a fold or a byte order mark may hide its name.
  case hidden

  var isPerson: Bool { self == .attendee || self == .organizer }

  /// The whole name, lower-case, as RFC 5545 (3.8), RFC 7986 and Microsoft's MS-OXCICAL write it.
  var name: String {
    switch self {
    case .none, .recordLink, .hidden: ""
    case .begin: "begin"
    case .end: "end"
    case .uid: "uid"
    case .start: "dtstart"
    case .endTime: "dtend"
    case .duration: "duration"
    case .recurrenceID: "recurrence-id"
    case .rule: "rrule"
    case .exceptionRule: "exrule"
    case .recurrenceDate: "rdate"
    case .exceptionDate: "exdate"
    case .sequence: "sequence"
    case .stamp: "dtstamp"
    case .lastModified: "last-modified"
    case .status: "status"
    case .classification: "class"
    case .transparency: "transp"
    case .busyStatus: "x-microsoft-cdo-busystatus"
    case .summary: "summary"
    case .location: "location"
    case .organizer: "organizer"
    case .attendee: "attendee"
    case .description: "description"
    case .url: "url"
    }
  }

  static let read: [PropertyKind] = [
    .begin, .end, .uid, .start, .endTime, .duration, .recurrenceID, .rule, .exceptionRule, .recurrenceDate,
    .exceptionDate, .sequence, .stamp, .lastModified, .status, .classification, .transparency, .busyStatus, .summary,
    .location, .organizer, .attendee, .description, .url,
  ]
}

/// A set of kinds, one bit each.
struct PropertyKinds {
  private var bits: UInt32 = 0

  init(_ kinds: PropertyKind...) { for kind in kinds { insert(Self(kind)) } }

  @inline(__always)
  init(_ kind: PropertyKind) { bits = 1 &<< UInt32(kind.rawValue) }

  private init(bits: UInt32) { self.bits = bits }

  /// The boundaries of components, and what may be one.
  static var stops: PropertyKinds {
    PropertyKinds(bits: PropertyKinds(.begin).bits | PropertyKinds(.end).bits | PropertyKinds(.hidden).bits)
  }

  @inline(__always)
  mutating func insert(_ others: PropertyKinds) { bits |= others.bits }

  @inline(__always)
  func contains(_ kind: PropertyKind) -> Bool { meets(PropertyKinds(kind)) }

  @inline(__always)
  func meets(_ others: PropertyKinds) -> Bool { bits & others.bits != 0 }

  @inline(__always)
  func both(_ others: PropertyKinds) -> PropertyKinds { PropertyKinds(bits: bits & others.bits) }

  /// Takes one out, the least first.
  @inline(__always)
  mutating func popFirst() -> PropertyKind? {
    guard bits != 0 else { return nil }
    defer { bits &= bits &- 1 }
    return PropertyKind(rawValue: UInt8(truncatingIfNeeded: bits.trailingZeroBitCount))
  }
}

/// Tells from the first eight bytes of a line which property it may be.
///
/// A name shorter than eight bytes is recognised with its delimiter, so the answer is exact; a longer one is
/// recognised by its beginning, and ``matches(_:_:)`` has to confirm it before it counts. Letters compare without
/// case because 0x20 is set in all eight bytes; only control characters take another's place by that (0x1A that of
/// the colon), which the confirmation finds as well.
struct PropertyTable {
  private struct Entry {
    // No name has these bytes, so that an empty slot answers nothing.
    var value: UInt64 = .max
    var mask: UInt64 = .max
    var kind = PropertyKind.none
  }

  private static let slots = 64
  private var entries: [Entry]
  private let multiplier: UInt32
  private let stamp: (value: UInt64, mask: UInt64)

  /// DTSTART and DTSTAMP alone share three letters; the table knows the first, ``kind(of:)`` tells the second.
  private static let distinct = PropertyKind.read.filter { $0 != .stamp }

  /// Made once: finding the multiplier takes longer than reading a small file.
  static let shared = PropertyTable()

  private init() {
    // A multiplier without collisions turns up within some dozens of tries; the loop is the same on every machine.
    // Its lowest byte is nothing, so that the first three letters alone decide: behind "UID" there may be either delimiter.
    var multiplier: UInt32 = 0x9E37_7900
    while Set(Self.distinct.map { Self.slot(Self.head($0).value, multiplier) }).count < Self.distinct.count {
      multiplier &+= 0x7F4A_7D00
    }
    self.multiplier = multiplier
    stamp = Self.head(.stamp)
    entries = Array(repeating: Entry(), count: Self.slots)
    for kind in Self.distinct {
      let (value, mask) = Self.head(kind)
      entries[Self.slot(value, multiplier)] = Entry(value: value, mask: mask, kind: kind)
    }
  }

  @inline(__always)
  static func lowerCased(_ head: UInt64) -> UInt64 { head | 0x2020_2020_2020_2020 }

  /// - Parameters:
  ///   - head: the line's first eight bytes as they lie in memory, lower-cased by ``lowerCased(_:)``.
  ///   - otherwise: what it is if no kind begins so.
  @inline(__always)
  func kind(of head: UInt64, otherwise: PropertyKind = .none) -> PropertyKind {
    let entry = entries[Self.slot(head, multiplier)]
    let other = head & stamp.mask == stamp.value ? PropertyKind.stamp : otherwise
    return head & entry.mask == entry.value ? entry.kind : other
  }

  /// Tells it of each line.
  ///
  /// All at once, and without a branch on what is found: who looks at the kinds afterwards guesses wrong more cheaply.
  func recognise(_ bytes: Span<UInt8>, _ starts: Span<LineStart>, into kinds: inout [PropertyKind]) {
    var kinds = kinds.mutableSpan
    for index in 0..<starts.count &- 1 {
      let head = bytes.lowerCasedHead(at: starts[index].offset)
      let marks = (starts[index &+ 1].endsFolded ? 1 : 0) | (head & 0xFF == 0xEF ? 1 : 0)
      kinds[index] = kind(of: head, otherwise: marks == 0 ? .none : .hidden)
    }
  }

  @inline(__always)
  private static func slot(_ head: UInt64, _ multiplier: UInt32) -> Int {
    Int((UInt32(truncatingIfNeeded: head) &* multiplier) >> 26)
  }

  /// The name's first eight bytes; where it is shorter, the delimiter too (`:` and `;` differ in the lowest bit).
  private static func head(_ kind: PropertyKind) -> (value: UInt64, mask: UInt64) {
    var value: UInt64 = 0
    var mask: UInt64 = 0
    var shift: UInt64 = 0
    for byte in kind.name.utf8.prefix(8) {
      value |= UInt64(byte) << shift
      mask |= 0xFF << shift
      shift += 8
    }
    if shift < 64 {
      value |= 0x3A << shift
      mask |= 0xFE << shift
    }
    return (value, mask)
  }
}
