/// Makes an ``EventComponent`` of the lines that were kept of a VEVENT.
struct EventBuilder {
  let limits: CalendarLimits
  private var content = ContentLine()
  private var seen: Set<PropertyKind> = []
  /// Names of the properties that were not UTF-8.
  private(set) var wronglyEncoded: [String] = []

  init(limits: CalendarLimits) { self.limits = limits }

  mutating func component(_ entry: ComponentStore.Entry, from store: ComponentStore) -> EventComponent {
    var event = EventComponent(line: entry.line, uid: entry.madeUID ?? "")
    event.isUIDMade = entry.madeUID != nil
    event.details.attendeesLeftOut = entry.attendeesLeftOut
    seen.removeAll(keepingCapacity: true)
    wronglyEncoded = []
    store.lines(of: entry) { kind, bytes, range in read(kind, bytes, range, into: &event) }
    if entry.isCancelled { event.details.status = "CANCELLED" }
    return event
  }

  private mutating func read(
    _ kind: PropertyKind, _ bytes: [UInt8], _ range: Range<Int>, into event: inout EventComponent
  ) {
    if kind == .recordLink {
      event.details.recordLinks.append(TextDecoding.text(bytes.span, range))
      return
    }
    guard content.read(bytes.span, range), content.isNamed(kind.name) else { return }
    if !TextDecoding.isUTF8(content.bytes.span, 0..<content.bytes.count) { wronglyEncoded.append(kind.name) }
    switch kind {
    case .attendee: event.details.attendees.append(CalendarUser(content))
    case .rule: event.recurrenceRules.append(content.plainValue)
    case .exceptionRule: event.exceptionRules.append(content.plainValue)
    case .recurrenceDate: event.recurrenceDates.append(time())
    case .exceptionDate: event.exceptionDates.append(time())
    default:
      // Of a property that may stand once, the first counts.
      if seen.insert(kind).inserted { readSingle(kind, into: &event) }
    }
  }

  private func readSingle(_ kind: PropertyKind, into event: inout EventComponent) {
    switch kind {
    case .uid: if !event.isUIDMade { event.uid = content.textValue() ?? "" }
    case .start: event.start = time()
    case .endTime: event.end = time()
    case .recurrenceID: event.recurrenceID = time()
    case .duration: event.duration = content.plainValue
    case .sequence: event.sequence = Int(content.plainValue) ?? 0
    case .stamp: event.stamp = content.plainValue
    case .lastModified: event.lastModified = content.plainValue
    case .status: event.details.status = word()
    case .classification: event.details.classification = word()
    case .transparency: event.details.transparency = word()
    case .busyStatus: event.details.busyStatus = word()
    case .summary: event.details.summary = text()
    case .location: event.details.location = text()
    case .organizer: event.details.organizer = CalendarUser(content)
    default: break
    }
  }

  /// An upper-cased word; nil where the value is empty.
  private func word() -> String? {
    let text = content.plainValue
    return text.isEmpty ? nil : text.uppercased()
  }

  private func text() -> String {
    TextDecoding.escapedText(content.bytes.span, content.value, limit: limits.valueBytes)
  }

  private func time() -> TimeProperty {
    TimeProperty(
      value: content.plainValue, timeZoneID: content.parameter("tzid"),
      valueType: content.parameter("value").flatMap { TimeProperty.ValueType(rawValue: $0.uppercased()) },
      coversFuture: content.parameter("range")?.uppercased() == "THISANDFUTURE")
  }
}
