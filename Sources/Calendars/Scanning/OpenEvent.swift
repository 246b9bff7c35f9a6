/// Where the lines of the VEVENT that is being read stand in the buffer.
struct OpenEvent {
  struct Line {
    let kind: PropertyKind
    /// Whether it runs over several physical lines.
    let isFolded: Bool
    private let start: Int32
    private let end: Int32

    @inline(__always)
    init(kind: PropertyKind, range: Range<Int>, isFolded: Bool) {
      self.kind = kind
      self.isFolded = isFolded
      // The buffer never has 2 GiB: it grows to hold an event's lines and one more, which are limited.
      start = Int32(truncatingIfNeeded: range.lowerBound)
      end = Int32(truncatingIfNeeded: range.upperBound)
    }

    @inline(__always)
    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// A set of kinds, one bit each.
  struct Kinds {
    private(set) var bits: UInt32 = 0

    init(_ kinds: PropertyKind...) { for kind in kinds { bits |= Self.bit(kind) } }

    @inline(__always)
    static func bit(_ kind: PropertyKind) -> UInt32 { 1 << UInt32(kind.rawValue) }
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
