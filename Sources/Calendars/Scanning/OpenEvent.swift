/// Where the lines of the VEVENT that is being read stand in the buffer.
struct OpenEvent {
  struct Line {
    /// Start and end in the buffer, one word, so that they are written at once.
    private let bounds: UInt64
    /// The kind, and above it whether it is folded: the same.
    private let form: UInt64

    @inline(__always)
    var kind: PropertyKind { PropertyKind(rawValue: UInt8(truncatingIfNeeded: form)) ?? .none }
    /// Whether it runs over several physical lines.
    @inline(__always)
    var isFolded: Bool { form > 0xFF }

    @inline(__always)
    init(kind: PropertyKind, range: Range<Int>, isFolded: Bool) {
      form = UInt64(kind.rawValue) | (isFolded ? 0x100 : 0)
      // The buffer never has 2 GiB: it grows to hold an event's lines and one more, which are limited.
      bounds =
        UInt64(truncatingIfNeeded: range.lowerBound) & 0xFFFF_FFFF
        | UInt64(truncatingIfNeeded: range.upperBound) << 32
    }

    @inline(__always)
    var range: Range<Int> { Int(bounds & 0xFFFF_FFFF)..<Int(bounds >> 32) }
  }

  /// A set of kinds, one bit each.
  struct Kinds {
    private(set) var bits: UInt32 = 0

    init(_ kinds: PropertyKind...) { for kind in kinds { bits |= Self.bit(kind) } }

    @inline(__always)
    static func bit(_ kind: PropertyKind) -> UInt32 { 1 &<< UInt32(kind.rawValue) }
  }

  var place = LinePlace()
  /// The last line of each kind, in the order of their numbers, and behind them all lines as they came.
  private var table: [Line]
  private var end = firstLine
  /// The kinds that the event has, and those that it has more than once.
  private var kinds: UInt32 = 0
  private var repeated: UInt32 = 0
  var attendees = 0
  var attendeesLeftOut = 0
  var bytes = 0
  /// A time, rule or exclusion was too long to be read: without it the event would say something else.
  private(set) var refusal: String?
  private var isRefused = false

  private static var firstLine: Int { 32 }

  init() {
    table = Array(repeating: Line(kind: .none, range: 0..<0, isFolded: false), count: Self.firstLine + 256)
  }

  /// The lines in their order.
  var lines: ArraySlice<Line> { table[Self.firstLine..<end] }

  var count: Int { end - Self.firstLine }

  /// Whether it has a line of one of these kinds.
  @inline(__always)
  func has(_ kinds: Kinds) -> Bool { self.kinds & kinds.bits != 0 }

  /// Whether it has several lines of one of these kinds.
  @inline(__always)
  func repeats(_ kinds: Kinds) -> Bool { repeated & kinds.bits != 0 }

  /// The last line of a kind.
  @inline(__always)
  func last(_ kind: PropertyKind) -> Line? { kinds & Kinds.bit(kind) != 0 ? table[Int(kind.rawValue)] : nil }

  /// The first line of a kind.
  func first(_ kind: PropertyKind) -> Line? {
    guard repeated & Kinds.bit(kind) != 0 else { return last(kind) }
    return lines.first { $0.kind == kind }
  }

  mutating func begin(at place: LinePlace) {
    self.place = place
    clear()
    attendees = 0
    attendeesLeftOut = 0
    bytes = 0
    refusal = nil
    isRefused = false
  }

  private mutating func clear() {
    end = Self.firstLine
    kinds = 0
    repeated = 0
  }

  /// Takes lines from `first` on as long as they are an event's or nobody's and no limit is near.
  ///
  /// - Returns: the first line that it did not take.
  mutating func add(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, _ kinds: Span<PropertyKind>, from first: Int,
    _ limits: CalendarLimits
  ) -> Int {
    let room = min(
      table.count &- end, limits.attendeesPerEvent &- attendees, limits.propertiesPerEvent &- (count &- attendees))
    let last = min(starts.count &- 1, first &+ room)
    guard !isRefused, first < last else { return first }
    var end = end
    var found = self.kinds
    var repeated = repeated
    var attendees = attendees
    var slots = table.mutableSpan
    var taken = 0
    var next = first
    var start = starts[next]
    while next < last {
      let following = starts[next &+ 1]
      let kind = kinds[next]
      let isFolded = start.isFolded(before: following)
      if !kind.isOfEvents, kind != .none || isFolded || bytes[start.offset] == 0xEF { break }
      let line = Line(
        kind: kind, range: unsafe Range(uncheckedBounds: (start.offset, following.offset)), isFolded: isFolded)
      // What is nobody's is written over by the next one.
      slots[end] = line
      slots[Int(kind.rawValue)] = line
      let counts = kind.isOfEvents ? 1 : 0
      end &+= counts
      taken &+= (following.offset &- start.offset) &* counts
      attendees &+= kind == .attendee ? 1 : 0
      let bit = Kinds.bit(kind)
      repeated |= found & bit
      found |= bit
      next &+= 1
      start = following
    }
    self.end = end
    self.kinds = found
    self.repeated = repeated
    self.attendees = attendees
    self.bytes &+= taken
    refuseIfTooLarge(limits)
    return next
  }

  @inline(__always)
  mutating func add(_ kind: PropertyKind, _ range: Range<Int>, isFolded: Bool, limits: CalendarLimits) {
    if kind == .attendee {
      guard attendees < limits.attendeesPerEvent else {
        attendeesLeftOut += 1
        return
      }
      attendees &+= 1
    }
    guard !isRefused else { return }
    bytes &+= range.upperBound &- range.lowerBound
    append(Line(kind: kind, range: range, isFolded: isFolded))
    refuseIfTooLarge(limits)
  }

  @inline(__always)
  private mutating func refuseIfTooLarge(_ limits: CalendarLimits) {
    if bytes > limits.eventBytes {
      refuse("The event has more than \(limits.eventBytes) bytes (limit eventBytes).")
    } else if count &- attendees > limits.propertiesPerEvent {
      refuse("The event has more than \(limits.propertiesPerEvent) properties (limit propertiesPerEvent).")
    }
  }

  @inline(__always)
  private mutating func append(_ line: Line) {
    if end == table.count { table.append(contentsOf: repeatElement(line, count: end)) }
    let next = end
    var slots = table.mutableSpan
    slots[next] = line
    slots[Int(line.kind.rawValue)] = line
    end = next &+ 1
    let bit = Kinds.bit(line.kind)
    repeated |= kinds & bit
    kinds |= bit
  }

  mutating func refuse(_ reason: String) {
    if refusal == nil { refusal = reason }
    isRefused = true
    // The UID names the event in the refusal.
    let uid = first(.uid)
    clear()
    if let uid, uid.range.count <= 1024 { append(uid) }
  }

  /// Slides the lines to the front of the buffer, in their order, and returns where they end.
  mutating func keep(in buffer: inout ByteBuffer) -> Int {
    var target = 0
    for i in Self.firstLine..<end {
      let line = table[i]
      buffer.move(line.range, to: target)
      table[i] = Line(kind: line.kind, range: target..<target + line.range.count, isFolded: line.isFolded)
      table[Int(line.kind.rawValue)] = table[i]
      target += line.range.count
    }
    return target
  }
}
