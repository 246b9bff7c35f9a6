/// Makes an ``EventComponent`` of the lines that were kept of a VEVENT: its times and its place in a series. What else
/// it says is left where it is until somebody asks (``LateReference``).
struct EventBuilder {
  let limits: CalendarLimits
  private var content = ContentLine()
  /// The kinds that a component had so far, one bit each.
  private var seen: UInt32 = 0
  /// The TZID read last: most times of a calendar have one, and each text of its own costs memory.
  private var lastZone = ""
  /// Names of the properties that were not UTF-8.
  private(set) var wronglyEncoded: [String] = []

  init(limits: CalendarLimits) { self.limits = limits }

  mutating func component(_ entry: ComponentStore.Entry, from store: ComponentStore) -> EventComponent {
    let lines = store.lines(of: entry)
    let kept = KeptEvent(
      lines: lines, isCancelled: entry.isCancelled, attendeesLeftOut: entry.attendeesLeftOut,
      valueBytes: limits.valueBytes)
    let made = store.madeUID(of: entry)
    var event = EventComponent(line: entry.line, uid: made ?? "", late: LateReference(kept))
    event.isUIDMade = made != nil
    seen = 0
    if !wronglyEncoded.isEmpty { wronglyEncoded.removeAll() }
    lines.forEach { kind, bytes, range, beginning in
      if kind.isLate, kind != .status {
        if kind != .recordLink { check(kind, bytes, range, after: beginning) }
      } else if let line = usualLine(kind, bytes, range) ?? anyLine(kind, bytes, range, after: beginning) {
        take(kind, line, into: &event)
      }
    }
    return event
  }

  private mutating func take(_ kind: PropertyKind, _ line: TimeProperty, into event: inout EventComponent) {
    switch kind {
    case .rule: event.recurrenceRules.append(line.value)
    case .exceptionRule: event.exceptionRules.append(line.value)
    case .recurrenceDate: event.recurrenceDates.append(line)
    case .exceptionDate: event.exceptionDates.append(line)
    default:
      // Of a property that may stand once, the first counts.
      let bit: UInt32 = 1 << UInt32(kind.rawValue)
      guard seen & bit == 0 else { return }
      seen |= bit
      switch kind {
      case .uid: if !event.isUIDMade { event.uid = line.value }
      case .start: event.start = line
      case .endTime: event.end = line
      case .recurrenceID: event.recurrenceID = line
      case .duration: event.duration = line.value
      case .sequence: event.sequence = Int(line.value) ?? 0
      case .status: if upperCased(line.value) == EventDetails.cancelled { event.late.isCancelled = true }
      default: break
      }
    }
  }

  /// Reads a line as most are, where it stands: one physical line of ASCII, without parameters or with TZID alone. Nil
  /// for every other.
  private mutating func usualLine(_ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>) -> TimeProperty? {
    var colon = range.lowerBound + kind.name.utf8.count
    // Eight bytes are looked at together, and behind the last line there may be none.
    guard range.count >= 8, colon < range.upperBound, bytes.isPlainText(range),
      bytes.equalsIgnoringCase(range.lowerBound..<colon, kind.name)
    else { return nil }
    var zone: String?
    if bytes[colon] == 0x3B {
      let start = colon + 6
      guard start < range.upperBound, bytes.equalsIgnoringCase(colon + 1..<start, "tzid=") else { return nil }
      colon = start
      while colon < range.upperBound, bytes[colon] != 0x3A {
        // Another parameter, or one that is quoted or escaped.
        if bytes[colon] == 0x3B || bytes[colon] == 0x22 || bytes[colon] == 0x5E { return nil }
        colon &+= 1
      }
      zone = zoneName(bytes, start..<colon)
    }
    guard colon < range.upperBound, bytes[colon] == 0x3A else { return nil }
    let value = bytes.trimmed(colon + 1..<range.upperBound)
    return TimeProperty(value: TextDecoding.text(bytes, value), timeZoneID: zone)
  }

  private mutating func zoneName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    if !bytes.holds(lastZone, at: range) { lastZone = TextDecoding.text(bytes, range) }
    return lastZone
  }

  /// Reads a line in whatever form; nil where it is none of its kind.
  private mutating func anyLine(
    _ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>, after beginning: [UInt8]
  ) -> TimeProperty? {
    guard content.read(bytes, range, after: beginning), content.isNamed(kind.name) else { return nil }
    if !TextDecoding.isUTF8(content.bytes.span, 0..<content.bytes.count) { wronglyEncoded.append(kind.name) }
    if kind == .uid { return TimeProperty(value: content.textValue() ?? "") }
    guard !content.parameters.isEmpty else { return TimeProperty(value: content.plainValue) }
    return TimeProperty(
      value: content.plainValue, timeZoneID: content.parameter("tzid"),
      valueType: content.parameter("value").flatMap { TimeProperty.ValueType(rawValue: $0.uppercased()) },
      coversFuture: content.parameter("range")?.uppercased() == "THISANDFUTURE")
  }

  /// Notes a line that is read later, if at all, if it is not UTF-8: that is said of the file now.
  private mutating func check(
    _ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>, after beginning: [UInt8]
  ) {
    // Folds may stand inside of a character.
    guard !bytes.isASCII(range), content.read(bytes, range, after: beginning), content.isNamed(kind.name),
      !TextDecoding.isUTF8(content.bytes.span, 0..<content.bytes.count)
    else { return }
    wronglyEncoded.append(kind.name)
  }
}
