/// A line of a VEVENT: what it may be, and where it stands in the buffer.
struct EventLine {
  var kind: PropertyKind
  var bounds: LineBounds

  var range: Range<Int> { bounds.range }
  /// Whether it runs over several physical lines.
  var isFolded: Bool { bounds.isFolded }
}

/// Where the lines of the VEVENT that is being read stand in the buffer.
struct OpenEvent {
  var place = LinePlace()
  /// The last line of each kind, in the order of their numbers, and behind them all lines as they came.
  private var table: [EventLine]
  private var end = firstLine
  /// The kinds that the event has, and those that it has more than once.
  private var kinds = PropertyKinds()
  private var repeated = PropertyKinds()
  var attendees = 0
  var attendeesLeftOut = 0
  var bytes = 0
  /// A time, rule or exclusion was too long to be read: without it the event would say something else.
  private(set) var refusal: String?
  private var isRefused = false
  private let limits: CalendarLimits

  private static var firstLine: Int { 32 }

  init(limits: CalendarLimits) {
    self.limits = limits
    let none = EventLine(kind: .none, bounds: LineBounds(0..<0, isFolded: false))
    table = Array(repeating: none, count: Self.firstLine + 256)
  }

  /// The lines in their order.
  var lines: ArraySlice<EventLine> { table[Self.firstLine..<end] }

  var count: Int { end &- Self.firstLine }

  /// A line, by its place in their order.
  @inline(__always)
  subscript(index: Int) -> EventLine { table[Self.firstLine &+ index] }

  /// Whether it has a line of one of these kinds.
  @inline(__always)
  func has(_ kinds: PropertyKinds) -> Bool { self.kinds.meets(kinds) }

  /// Of these kinds those that it has.
  @inline(__always)
  func those(of kinds: PropertyKinds) -> PropertyKinds { self.kinds.both(kinds) }

  /// Whether it has several lines of one of these kinds.
  @inline(__always)
  func repeats(_ kinds: PropertyKinds) -> Bool { repeated.meets(kinds) }

  /// The last line of a kind.
  @inline(__always)
  func last(_ kind: PropertyKind) -> EventLine? {
    kinds.contains(kind) ? table[Int(kind.rawValue)] : nil
  }

  /// The first line of a kind.
  func first(_ kind: PropertyKind) -> EventLine? {
    guard repeated.contains(kind) else { return last(kind) }
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
    kinds = PropertyKinds()
    repeated = PropertyKinds()
  }

  /// Takes lines from `first` on as long as they are an event's or nobody's and no limit is near.
  ///
  /// - Returns: the first line that it did not take.
  mutating func add(
    _ starts: Span<LineStart>, _ kinds: Span<PropertyKind>, from first: Int
  ) -> Int {
    let room = min(
      table.count &- end, limits.attendeesPerEvent &- attendees, limits.propertiesPerEvent &- (count &- attendees))
    let stop = min(starts.count &- 1, first &+ room)
    guard !isRefused, first < stop else { return first }
    var end = end
    var found = self.kinds
    var repeated = repeated
    var attendees = attendees
    var table = table.mutableSpan
    var taken = 0
    var next = first
    while next < stop {
      let kind = kinds[next]
      let line = LineBounds(starts, next)
      if PropertyKinds.stops.contains(kind) { break }
      // What is nobody's is written over by the next one.
      table[end] = EventLine(kind: kind, bounds: line)
      table[Int(kind.rawValue)] = EventLine(kind: kind, bounds: line)
      let counts = kind == .none ? 0 : 1
      end &+= counts
      taken &+= (line.upperBound &- line.lowerBound) &* counts
      attendees &+= kind == .attendee ? 1 : 0
      let bit = PropertyKinds(kind)
      repeated.insert(found.both(bit))
      found.insert(bit)
      next &+= 1
    }
    self.end = end
    self.kinds = found
    self.repeated = repeated
    self.attendees = attendees
    self.bytes &+= taken
    refuseIfTooLarge()
    return next
  }

  @inline(__always)
  mutating func add(_ kind: PropertyKind, _ line: LineBounds) {
    if kind == .attendee {
      guard attendees < limits.attendeesPerEvent else {
        attendeesLeftOut += 1
        return
      }
      attendees &+= 1
    }
    guard !isRefused else { return }
    bytes &+= line.upperBound &- line.lowerBound
    append(EventLine(kind: kind, bounds: line))
    refuseIfTooLarge()
  }

  @inline(__always)
  private mutating func refuseIfTooLarge() {
    if bytes > limits.eventBytes {
      refuse("The event has more than \(limits.eventBytes) bytes (limit eventBytes).")
    } else if count &- attendees > limits.propertiesPerEvent {
      refuse("The event has more than \(limits.propertiesPerEvent) properties (limit propertiesPerEvent).")
    }
  }

  private mutating func append(_ line: EventLine) {
    if end == table.count { table.append(contentsOf: repeatElement(line, count: end)) }
    place(line, at: end)
    end += 1
    let bit = PropertyKinds(line.kind)
    repeated.insert(kinds.both(bit))
    kinds.insert(bit)
  }

  private mutating func place(_ line: EventLine, at index: Int) {
    table[index] = line
    table[Int(line.kind.rawValue)] = line
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
    for index in Self.firstLine..<end {
      let line = table[index]
      buffer.move(line.range, to: target)
      let range = target..<target + line.range.count
      place(EventLine(kind: line.kind, bounds: LineBounds(range, isFolded: line.isFolded)), at: index)
      target = range.upperBound
    }
    return target
  }
}
