/// Takes the lines of a file and keeps what may matter of its events.
///
/// It never fails and never traps: what it cannot read it refuses, counts and passes over. The next line that
/// begins an event is always recognised, whatever was open before it.
struct CalendarScanner: LineSink {
  let limits: CalendarLimits
  /// In a second reading, the UID hashes of the series that it is for, and of those that need their far instances as well.
  let wanted: Set<UInt64>?
  private let whole: Set<UInt64>
  let table = PropertyTable.shared
  /// What the lines that are at hand may be.
  var kinds: [PropertyKind] = []

  private(set) var contents = CalendarContents()
  private(set) var store = ComponentStore()
  private var ledger: SeriesLedger
  private(set) var refusals: Remarks
  private(set) var notes: Remarks
  private(set) var sawComponent = false

  var stack: ComponentStack
  var event: OpenEvent
  private var glance = EventGlance()
  private var judge: EventJudge
  private var zone = OpenTimeZone()
  private var isCancelling = false
  /// Events of series that may come to something: the file can be read there again.
  private(set) var noted = Blocks<NotedEvent>()
  private let isSeekable: Bool
  private var notesEvents = false
  private var speculated = 0
  var content = ContentLine()

  /// Where events cannot be noted, lines of series that may come to nothing are kept up to this many bytes; beyond it,
  /// a second reading fetches the few that come to something.
  private static let speculativeBytes = 1 << 20

  init(
    limits: CalendarLimits, prefilter: Prefilter, seed: UInt64, isSeekable: Bool = false, wanted: Set<UInt64>? = nil,
    whole: Set<UInt64> = []
  ) {
    self.whole = whole
    self.isSeekable = isSeekable
    self.limits = limits
    self.wanted = wanted
    refusals = Remarks(limit: limits.remarks)
    notes = Remarks(limit: limits.remarks)
    ledger = SeriesLedger(isFiltering: prefilter.isEnabled)
    stack = ComponentStack(depth: limits.depth)
    event = OpenEvent(limits: limits)
    judge = EventJudge(prefilter: prefilter, seed: seed, examinesAll: wanted != nil)
  }

  // MARK: Lines

  mutating func begin(countsOffsets: Bool) { notesEvents = isSeekable && countsOffsets }

  /// A line that is neither a boundary nor an event's.
  mutating func other(_ bytes: Span<UInt8>, _ range: Range<Int>, at place: LinePlace) {
    switch stack.context {
    case .calendar:
      if content.read(bytes, range) { calendarProperty() }
    case .timeZone:
      content.unfold(bytes, range)
      zone.add(content.bytes, isProperty: stack.names.last == .timeZone, limit: limits.timeZoneBytes)
    case .outside, .event, .ignored: break
    }
  }

  private mutating func calendarProperty() {
    guard let value = content.textValue(limit: limits.valueBytes) else { return }
    if content.isNamed("x-wr-calname") {
      contents.name = contents.name ?? value
    } else if content.isNamed("prodid") {
      contents.productID = contents.productID ?? value
    } else if content.isNamed("x-wr-timezone") {
      contents.timeZoneID = contents.timeZoneID ?? value
    } else if content.isNamed("method") {
      let method = value.uppercased()
      contents.method = contents.method ?? method
      isCancelling = method == "CANCEL"
    }
  }

  // MARK: Components

  mutating func boundary(_ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>, at place: LinePlace) {
    let length = kind == .begin ? 6 : 4
    let name: ComponentName
    if bytes.isWord(ComponentName.eventWord, at: range.lowerBound &+ length &- 1, endingAt: range.upperBound) {
      name = .event
    } else if bytes[range.lowerBound] != 0xEF, !bytes.isFolded(range) {
      guard bytes[range.lowerBound + length - 1] == 0x3A else { return other(bytes, range, at: place) }
      name = ComponentName(bytes, range.lowerBound &+ length..<max(range.upperBound, range.lowerBound &+ length))
    } else {
      guard content.read(bytes, range) else { return other(bytes, range, at: place) }
      let padded = content.bytes + Array(repeating: 0, count: 16)
      name = ComponentName(padded.span, content.value)
    }
    if kind == .begin { begin(name, bytes, range, at: place) } else { end(name, bytes, range, at: place) }
  }

  private mutating func begin(_ name: ComponentName, _ bytes: Span<UInt8>, _ range: Range<Int>, at place: LinePlace) {
    if name == .event || name == .calendar {
      if stack.context != .calendar, stack.isInEvent {
        refuseEvent("has no END:VEVENT before line \(place.number)", bytes)
      }
      if name == .event { return beginEvent(at: place) }
      sawComponent = true
      isCancelling = false
      stack.unwind(toCalendar: false)
      _ = stack.push(.calendar)
      return
    }
    let wasInEvent = stack.context == .event || stack.isInEvent
    if stack.context == .calendar, name == .timeZone { zone.begin() }
    if !wasInEvent, name.isOther { contents.otherComponents += 1 }
    if !stack.push(name) {
      let message = "Components are nested more than \(limits.depth) deep (limit depth)."
      if wasInEvent { event.refuse(message) } else { zone.refuse() }
    }
    if stack.context == .timeZone {
      content.unfold(bytes, range)
      zone.add(content.bytes, isProperty: false, limit: limits.timeZoneBytes)
    }
  }

  mutating func beginEvent(at place: LinePlace) {
    sawComponent = true
    stack.unwind(toCalendar: true)
    stack.pushEvent()
    contents.events += 1
    event.begin(at: place)
    if contents.events > limits.events {
      event.refuse("The file has more than \(limits.events) events (limit events).")
    }
  }

  private mutating func end(_ name: ComponentName, _ bytes: Span<UInt8>, _ range: Range<Int>, at place: LinePlace) {
    if stack.context == .timeZone {
      content.unfold(bytes, range)
      zone.add(content.bytes, isProperty: false, limit: limits.timeZoneBytes)
    }
    let wasInEvent = stack.context == .event || stack.isInEvent
    switch stack.pop(name) {
    case .fits: break
    case .unknown:
      notes.add(.property, line: place.number, "An END has no BEGIN before it and was passed over.")
      return
    case .leavesOpen(let names):
      if names.contains(.event) {
        refuseEvent("has no END:VEVENT before line \(place.number)", bytes)
      } else {
        notes.add(.property, line: place.number, "A component inside this one has no END of its own.")
      }
    }
    if name == .event, wasInEvent { finishEvent(bytes, endingAt: place.offset + range.count) }
    if name == .timeZone { finishZone(at: place) }
    if name == .calendar { isCancelling = false }
  }

  private mutating func refuseEvent(_ why: String, _ bytes: Span<UInt8>) {
    contents.refusedEvents += 1
    refusals.add(
      .event, line: event.place.number, uid: uid(bytes), event.refusal ?? "The event \(why); it was left out.")
  }

  private mutating func uid(_ bytes: Span<UInt8>) -> String? {
    guard let line = event.first(.uid) else { return nil }
    return content.read(bytes, line.range) ? content.textValue() : nil
  }

  mutating func finishEvent(_ bytes: Span<UInt8>, endingAt end: Int) {
    guard event.refusal == nil else { return refuseEvent("", bytes) }
    if let wanted, !wanted.contains(SeriesLedger.key(judge.identify(event, in: bytes).uid)) { return }
    var facts = judge.facts(event, in: bytes)
    if wanted != nil, facts.isFarInstance {
      guard whole.contains(SeriesLedger.key(facts.uid)) else { return }
      facts.isFarInstance = false
    }
    if facts.hasPeople { contents.eventsWithPeople += 1 }
    let advice = ledger.add(facts)
    if wanted == nil, advice != .keep {
      if advice == .pass { return }
      if notesEvents,
        let event = NotedEvent(
          uid: facts.uid, bytes: event.place.offset..<end, line: event.place.number, isCancelled: isCancelling)
      {
        noted.append(event)
        return
      }
      guard advice == .note, speculated < Self.speculativeBytes else { return }
    }
    let before = store.bytes
    store.add(event, facts, isCancelled: isCancelling, in: bytes, limits: limits)
    if advice != .keep { speculated += store.bytes - before }
  }

  enum Glance {
    /// The VEVENT is passed over; this is its last line.
    case passed(last: Int)
    /// Its end is not at hand.
    case notAtHand
    /// It may be near the window, or something about it is unusual.
    case notFar
  }

  /// Passes over the VEVENT that begins in a line, if nothing is unusual about it and it is far from the window.
  mutating func passFarEvent(
    _ bytes: Span<UInt8>, _ starts: Span<LineStart>, _ kinds: Span<PropertyKind>, from first: Int
  ) -> Glance {
    guard wanted == nil, stack.isAtCalendar, contents.events < limits.events else { return .notFar }
    let end = starts.count &- 1
    // As many lines as the limits allow certainly, whatever they are.
    let limit = min(end, first &+ min(limits.attendeesPerEvent, limits.propertiesPerEvent))
    glance.begin()
    var last = first &+ 1
    while true {
      last = glance.add(kinds, from: last, before: limit)
      guard last < limit else { return limit == end ? .notAtHand : .notFar }
      if kinds[last] == .end { break }
      if kinds[last] == .hidden, !hidesName(bytes, LineBounds(starts, last)) {
        last &+= 1
        continue
      }
      guard kinds[last] == .begin, stack.depth > 2 else { return .notFar }
      guard let alarmEnd = endOfAlarm(bytes, starts, kinds, last) else {
        return end &- last < 16 ? .notAtHand : .notFar
      }
      last = alarmEnd &+ 1
    }
    let line = LineBounds(starts, last)
    guard bytes.isWord(ComponentName.eventWord, at: line.lowerBound &+ 3, endingAt: line.upperBound),
      line.upperBound &- starts[first].offset <= limits.eventBytes,
      let event = judge.factsOfFarEvent(glance.outline(starts), in: bytes)
    else { return .notFar }
    sawComponent = true
    contents.events &+= 1
    if event.hasPeople { contents.eventsWithPeople &+= 1 }
    ledger.add(event)
    return .passed(last: last)
  }

  private mutating func finishZone(at place: LinePlace) {
    guard let (name, text) = zone.finish() else {
      refusals.add(
        .property, line: place.number,
        "The VTIMEZONE that ends here has no TZID, or more than \(limits.timeZoneBytes) bytes (limit timeZoneBytes).")
      return
    }
    if let known = contents.timeZones[name] {
      if known != text {
        notes.add(.property, line: place.number, "A second, different VTIMEZONE of one TZID; the first one counts.")
      }
    } else if contents.timeZones.count < limits.timeZones {
      contents.timeZones[name] = text
    } else {
      refusals.add(
        .property, line: place.number, "The file has more than \(limits.timeZones) VTIMEZONEs (limit timeZones).")
    }
  }

  // MARK: The buffer

  func needs(_ bytes: Span<UInt8>, lineFrom start: Int) -> Bool {
    switch stack.context {
    case .timeZone: true
    case .event:
      event.refusal == nil && table.kind(of: bytes.lowerCasedHead(at: start)) != .none
    case .calendar, .outside, .ignored: false
    }
  }

  mutating func leftOut(_ bytes: Span<UInt8>, lineFrom start: Int, at place: LinePlace) {
    let limit = "longer than \(limits.lineBytes) bytes (limit lineBytes)"
    let kind = table.kind(of: bytes.lowerCasedHead(at: start))
    guard stack.context == .event else {
      zone.refuse()
      return
    }
    switch kind {
    case .summary, .location, .url, .description, .stamp, .lastModified, .transparency, .busyStatus:
      notes.add(.property, line: place.number, "\(kind.name) is \(limit) and was left out.")
    case .attendee:
      event.attendeesLeftOut += 1
      refusals.add(.property, line: place.number, "This attendee is \(limit) and was only counted.")
    default:
      event.refuse("Its \(kind.name) in line \(place.number) is \(limit).")
    }
  }

  mutating func keep(in buffer: inout ByteBuffer) -> Int {
    stack.isInEvent ? event.keep(in: &buffer) : 0
  }

  // MARK: The end

  /// What became of the series. The ledger is empty afterwards: it is large where the file is.
  mutating func takeOutcome() -> SeriesLedger.Outcome {
    var whole = SeriesLedger(isFiltering: ledger.isFiltering)
    swap(&whole, &ledger)
    return whole.close(keeping: store.entries, noting: noted)
  }

  mutating func refuseFile(_ message: String) { refusals.add(.file, line: nil, message) }

  /// Says what is left open when the file is at its end; `line` is its last.
  mutating func finish(line: Int, isCutOff: Bool) {
    let wasInEvent = stack.isInEvent
    if wasInEvent {
      contents.refusedEvents += 1
      refusals.add(
        .event, line: event.place.number,
        event.refusal ?? "The file breaks off inside this event; it was left out.")
    }
    if isCutOff {
      contents.isComplete = false
      refusals.add(
        .file, line: line,
        "The file has more than \(limits.fileBytes) bytes (limit fileBytes); what follows this line was not read.")
    } else if !stack.isEmpty {
      contents.isComplete = false
      refusals.add(
        .file, line: line,
        "The file breaks off before END:VCALENDAR; its complete events were read. Export the calendar again.")
    }
    stack.unwind(toCalendar: false)
  }
}
