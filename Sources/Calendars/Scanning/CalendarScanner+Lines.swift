/// From lines to events: what each line is, and where the lines go that are of no interest.
extension CalendarScanner {
  mutating func lines(_ bytes: Span<UInt8>, _ starts: Span<LineStart>, from base: LinePlace) {
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
        next = event.add(bytes, starts, kinds, from: next, limits)
      case .ignored:
        while next < end, !mayBeBoundary(bytes, starts, kinds, next) { next &+= 1 }
      case .outside, .calendar:
        while next < end, isBlank(bytes, starts, kinds, next) { next &+= 1 }
      case .timeZone:
        break
      }
      guard next < end else { return }
      let kind = kinds[next]
      let range = starts[next].offset..<starts[next &+ 1].offset
      let place = LinePlace(
        number: base.number &+ starts[next].number, offset: base.offset &+ starts[next].offset)
      if kind == .end, stack.context == .event,
        bytes.isWord(ComponentName.eventWord, at: range.lowerBound &+ 3, endingAt: range.upperBound)
      {
        stack.popEvent()
        finishEvent(bytes, endingAt: base.offset &+ range.upperBound)
      } else if kind == .begin, stack.context == .calendar,
        bytes.isWord(ComponentName.eventWord, at: range.lowerBound &+ 5, endingAt: range.upperBound)
      {
        beginEvent(at: place)
      } else if kind == .begin, let alarmEnd = endOfAlarm(bytes, starts, kinds, next) {
        next = alarmEnd
      } else {
        line(kind, bytes, range, isFolded: starts[next].isFolded(before: starts[next &+ 1]), at: place)
      }
      next &+= 1
    }
  }

  /// Where the alarm of an event ends that begins with a line, if it is as most are: with nothing inside it, and all of it
  /// at hand.
  private func endOfAlarm(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, _ kinds: Span<PropertyKind>, _ first: Int
  ) -> Int? {
    guard stack.context == .event, stack.hasRoom,
      bytes.isWord(ComponentName.alarmWord, at: starts[first].offset &+ 5, endingAt: starts[first &+ 1].offset)
    else { return nil }
    var last = first &+ 1
    while last < starts.count &- 1, !mayBeBoundary(bytes, starts, kinds, last) { last &+= 1 }
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

  private func mayBeBoundary(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, _ kinds: Span<PropertyKind>, _ index: Int
  ) -> Bool {
    switch kinds[index] {
    case .begin, .end: true
    case .none: starts[index].isFolded(before: starts[index &+ 1]) || bytes[starts[index].offset] == 0xEF
    default: false
    }
  }

  /// Any line but those of most events.
  @inline(never)
  private mutating func line(
    _ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>, isFolded: Bool, at place: LinePlace
  ) {
    if kind == .begin || kind == .end {
      boundary(kind, bytes, range, at: place)
    } else if kind == .none, isFolded && bytes.isFoldedEarly(range) || bytes[range.lowerBound] == 0xEF {
      foldedName(bytes, range, isFolded: isFolded, at: place)
    } else if stack.context == .event, kind != .none {
      event.add(kind, range, isFolded: isFolded, limits: limits)
    } else {
      other(bytes, range, at: place)
    }
  }

  /// A fold inside the name, or a byte order mark before it, hid the name from the table.
  private mutating func foldedName(_ bytes: Span<UInt8>, _ range: Range<Int>, isFolded: Bool, at place: LinePlace) {
    content.unfold(bytes, range.lowerBound..<min(range.upperBound, range.lowerBound + 512))
    var head = Array(content.bytes.prefix(16))
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    head.append(contentsOf: repeatElement(0, count: 8))
    let kind = table.kind(of: head.span.lowerCasedHead(at: 0))
    switch kind {
    case .begin, .end: boundary(kind, bytes, range, at: place)
    case .none: other(bytes, range, at: place)
    default:
      if stack.context == .event {
        event.add(kind, range, isFolded: isFolded, limits: limits)
      } else {
        other(bytes, range, at: place)
      }
    }
  }
}
