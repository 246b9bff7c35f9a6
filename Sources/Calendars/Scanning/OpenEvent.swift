/// Where the lines of the VEVENT that is being read stand in the buffer.
struct OpenEvent {
  struct Line {
    let kind: PropertyKind
    private let start: Int32
    private let end: Int32

    @inline(__always)
    init(kind: PropertyKind, range: Range<Int>) {
      self.kind = kind
      // The buffer never has 2 GiB: it grows to hold an event's lines and one more, which are limited.
      start = Int32(truncatingIfNeeded: range.lowerBound)
      end = Int32(truncatingIfNeeded: range.upperBound)
    }

    @inline(__always)
    var range: Range<Int> { Int(start)..<Int(end) }
  }

  var place = LinePlace()
  private(set) var lines: [Line] = []
  var attendees = 0
  var attendeesLeftOut = 0
  var bytes = 0
  /// A time, rule or exclusion was too long to be read: without it the event would say something else.
  var refusal: String?

  init() { lines.reserveCapacity(256) }

  /// The first line of a kind.
  func first(_ kind: PropertyKind) -> Line? {
    for line in lines where line.kind == kind { return line }
    return nil
  }

  mutating func begin(at place: LinePlace) {
    self.place = place
    lines.removeAll(keepingCapacity: true)
    attendees = 0
    attendeesLeftOut = 0
    bytes = 0
    refusal = nil
  }

  @inline(__always)
  mutating func add(_ kind: PropertyKind, _ range: Range<Int>, limits: CalendarLimits) {
    if kind == .attendee {
      guard attendees < limits.attendeesPerEvent else {
        attendeesLeftOut += 1
        return
      }
      attendees += 1
    }
    guard refusal == nil else { return }
    bytes &+= range.upperBound &- range.lowerBound
    lines.append(Line(kind: kind, range: range))
    if bytes > limits.eventBytes {
      refuse("The event has more than \(limits.eventBytes) bytes (limit eventBytes).")
    } else if lines.count - attendees > limits.propertiesPerEvent {
      refuse("The event has more than \(limits.propertiesPerEvent) properties (limit propertiesPerEvent).")
    }
  }

  mutating func refuse(_ reason: String) {
    if refusal == nil { refusal = reason }
    // The UID names the event in the refusal.
    let uid = first(.uid)
    lines.removeAll(keepingCapacity: true)
    if let uid, uid.range.count <= 1024 { lines.append(uid) }
  }

  /// Slides the lines to the front of the buffer, in their order, and returns where they end.
  mutating func keep(in buffer: inout ByteBuffer) -> Int {
    var end = 0
    for i in lines.indices {
      let range = lines[i].range
      buffer.move(range, to: end)
      lines[i] = Line(kind: lines[i].kind, range: end..<end + range.count)
      end += range.count
    }
    return end
  }
}
