/// Makes an ``EventComponent`` of the lines that were kept of a VEVENT.
struct EventBuilder {
  let limits: CalendarLimits
  private var content = ContentLine()
  private var details = EventDetails()
  /// The kinds that a component had so far, one bit each.
  private var seen: UInt32 = 0
  /// Names of the properties that were not UTF-8.
  private(set) var wronglyEncoded: [String] = []

  init(limits: CalendarLimits) { self.limits = limits }

  mutating func component(_ entry: ComponentStore.Entry, from store: ComponentStore) -> EventComponent {
    var event = EventComponent(line: entry.line, uid: entry.madeUID ?? "")
    event.isUIDMade = entry.madeUID != nil
    details = EventDetails()
    details.attendeesLeftOut = entry.attendeesLeftOut
    seen = 0
    wronglyEncoded.removeAll()
    store.lines(of: entry) { kind, bytes, range, beginning in
      read(kind, bytes, range, after: beginning, into: &event)
    }
    if entry.isCancelled { details.status = "CANCELLED" }
    event.sharedDetails = Shared(details)
    return event
  }

  private mutating func read(
    _ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>, after beginning: [UInt8],
    into event: inout EventComponent
  ) {
    if kind == .recordLink {
      details.recordLinks.append(TextDecoding.text(bytes, range))
      return
    }
    guard content.read(bytes, range, after: beginning), content.isNamed(kind.name) else { return }
    if !TextDecoding.isUTF8(content.bytes.span, 0..<content.bytes.count) { wronglyEncoded.append(kind.name) }
    switch kind {
    case .attendee: details.attendees.append(CalendarUser(content))
    case .rule: event.recurrenceRules.append(content.plainValue)
    case .exceptionRule: event.exceptionRules.append(content.plainValue)
    case .recurrenceDate: event.recurrenceDates.append(time())
    case .exceptionDate: event.exceptionDates.append(time())
    default:
      // Of a property that may stand once, the first counts.
      let bit: UInt32 = 1 << UInt32(kind.rawValue)
      if seen & bit == 0 { readSingle(kind, into: &event) }
      seen |= bit
    }
  }

  private mutating func readSingle(_ kind: PropertyKind, into event: inout EventComponent) {
    switch kind {
    case .uid: if !event.isUIDMade { event.uid = content.textValue() ?? "" }
    case .start: event.start = time()
    case .endTime: event.end = time()
    case .recurrenceID: event.recurrenceID = time()
    case .duration: event.duration = content.plainValue
    case .sequence: event.sequence = Int(content.plainValue) ?? 0
    case .stamp: event.stamp = content.plainValue
    case .lastModified: event.lastModified = content.plainValue
    case .status: details.status = word()
    case .classification: details.classification = word()
    case .transparency: details.transparency = word()
    case .busyStatus: details.busyStatus = word()
    case .summary: details.summary = text()
    case .location: details.location = text()
    case .organizer: details.organizer = CalendarUser(content)
    default: break
    }
  }

  /// An upper-cased word; nil where the value is empty.
  private func word() -> String? {
    let text = content.plainValue
    return text.isEmpty ? nil : upperCased(text)
  }

  private func text() -> String {
    TextDecoding.escapedText(content.bytes.span, content.value, limit: limits.valueBytes)
  }

  private func time() -> TimeProperty {
    guard !content.parameters.isEmpty else { return TimeProperty(value: content.plainValue) }
    return TimeProperty(
      value: content.plainValue, timeZoneID: content.parameter("tzid"),
      valueType: content.parameter("value").flatMap { TimeProperty.ValueType(rawValue: $0.uppercased()) },
      coversFuture: content.parameter("range")?.uppercased() == "THISANDFUTURE")
  }
}
