/// From lines to events: what each line is, and where the lines go that are of no interest.
extension CalendarScanner {
  mutating func lines(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, at places: LinePlaces, mayLeave: Int
  ) -> Int {
    let end = starts.count &- 1
    if kinds.count < end { kinds = Array(repeating: .none, count: end) }
    table.recognise(bytes, starts, into: &kinds)
    // Shares them for this call.
    let shared = kinds
    let kinds = shared.span
    var next = 0
    while next < end {
      switch stack.context {
      case .event:
        next = event.add(starts, kinds, from: next)
      case .ignored:
        while next < end, !PropertyKinds.stops.contains(kinds[next]) { next &+= 1 }
      case .outside, .calendar:
        while next < end, isBlank(bytes, starts, kinds, next) { next &+= 1 }
      case .timeZone:
        break
      }
      guard next < end else { return end }
      let kind = kinds[next]
      let line = LineBounds(starts, next)
      if kind == .end, stack.context == .event,
        bytes.isWord(ComponentName.eventWord, at: line.lowerBound &+ 3, endingAt: line.upperBound)
      {
        stack.popEvent()
        finishEvent(bytes, endingAt: places.base &+ line.upperBound)
      } else if kind == .begin, stack.context == .calendar,
        bytes.isWord(ComponentName.eventWord, at: line.lowerBound &+ 5, endingAt: line.upperBound)
      {
        switch passFarEvent(bytes, starts, kinds, from: next) {
        case .passed(let last): next = last
        case .notAtHand where next > 0 && end &- next <= mayLeave: return next
        case .notAtHand, .notFar: beginEvent(at: places.place(of: starts[next], in: bytes))
        }
      } else if kind == .begin, stack.context == .event, stack.hasRoom,
        let alarmEnd = endOfAlarm(bytes, starts, kinds, next)
      {
        next = alarmEnd
      } else {
        self.line(kind, bytes, line, at: places.place(of: starts[next], in: bytes))
      }
      next &+= 1
    }
    return end
  }

  /// Where the alarm of an event ends that begins with a line, if it is as most are: with nothing inside it, and all of it
  /// at hand.
  func endOfAlarm(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, _ kinds: Span<PropertyKind>, _ first: Int
  ) -> Int? {
    guard bytes.isWord(ComponentName.alarmWord, at: starts[first].offset &+ 5, endingAt: starts[first &+ 1].offset)
    else { return nil }
    var last = first &+ 1
    while last < starts.count &- 1, !PropertyKinds.stops.contains(kinds[last]) { last &+= 1 }
    guard last < starts.count &- 1, kinds[last] == .end,
      bytes.isWord(ComponentName.alarmWord, at: starts[last].offset &+ 3, endingAt: starts[last &+ 1].offset)
    else { return nil }
    return last
  }

  /// A file may have nothing but newlines, a thousand million of them.
  private func isBlank(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, _ kinds: Span<PropertyKind>, _ index: Int
  ) -> Bool {
    kinds[index] == .none && bytes[starts[index].offset] == 0x0A
  }

  /// Any line but those of most events.
  @inline(never)
  private mutating func line(
    _ kind: PropertyKind, _ bytes: Span<UInt8>, _ line: LineBounds, at place: LinePlace
  ) {
    if kind == .begin || kind == .end {
      boundary(kind, bytes, line.range, at: place)
    } else if kind == .hidden, hidesName(bytes, line) {
      foldedName(bytes, line, at: place)
    } else if stack.context == .event, kind != .none, kind != .hidden {
      event.add(kind, line)
    } else {
      other(bytes, line.range, at: place)
    }
  }

  /// Whether a fold or a byte order mark is where a name would be.
  func hidesName(_ bytes: Span<UInt8>, _ line: LineBounds) -> Bool {
    bytes[line.lowerBound] == 0xEF || bytes.isFoldedEarly(line.range)
  }

  /// A fold inside the name, or a byte order mark before it, hid the name from the table.
  private mutating func foldedName(_ bytes: Span<UInt8>, _ line: LineBounds, at place: LinePlace) {
    content.unfold(bytes, line.lowerBound..<min(line.upperBound, line.lowerBound + 512))
    var head = Array(content.bytes.prefix(16))
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    head.append(contentsOf: repeatElement(0, count: 8))
    let kind = table.kind(of: head.span.lowerCasedHead(at: 0))
    switch kind {
    case .begin, .end: boundary(kind, bytes, line.range, at: place)
    case .none, .hidden: other(bytes, line.range, at: place)
    default:
      if stack.context == .event {
        event.add(kind, line)
      } else {
        other(bytes, line.range, at: place)
      }
    }
  }
}
