/// A VEVENT as a ``ComponentStore`` keeps it, from which the late properties are read.
struct KeptEvent: Sendable {
  let lines: KeptLines
  let isCancelled: Bool
  let attendeesLeftOut: Int
  /// Bytes of a text that are read.
  let valueBytes: Int

  /// - Parameter isWanted: which of them are read.
  func lateProperties(where isWanted: (PropertyKind) -> Bool = { $0.isLate }) -> LateProperties {
    var reader = LateReader(valueBytes: valueBytes)
    reader.properties.details.attendeesLeftOut = attendeesLeftOut
    lines.forEach { kind, bytes, range, beginning in
      if isWanted(kind) { reader.read(kind, bytes, range, after: beginning) }
    }
    if isCancelled { reader.properties.details.status = EventDetails.cancelled }
    return reader.properties
  }
}

private struct LateReader {
  let valueBytes: Int
  var properties = LateProperties()
  private var content = ContentLine()
  /// The kinds that were there so far, one bit each.
  private var seen: UInt32 = 0

  init(valueBytes: Int) { self.valueBytes = valueBytes }

  mutating func read(_ kind: PropertyKind, _ bytes: Span<UInt8>, _ range: Range<Int>, after beginning: [UInt8]) {
    if kind == .recordLink {
      properties.details.recordLinks.append(TextDecoding.text(bytes, range))
      return
    }
    guard content.read(bytes, range, after: beginning), content.isNamed(kind.name) else { return }
    if kind == .attendee {
      properties.details.attendees.append(CalendarUser(content))
      return
    }
    // Of a property that may stand once, the first counts.
    let bit: UInt32 = 1 << UInt32(kind.rawValue)
    guard seen & bit == 0 else { return }
    seen |= bit
    switch kind {
    case .stamp: properties.stamp = content.plainValue
    case .lastModified: properties.lastModified = content.plainValue
    case .status: properties.details.status = word()
    case .classification: properties.details.classification = word()
    case .transparency: properties.details.transparency = word()
    case .busyStatus: properties.details.busyStatus = word()
    case .summary: properties.details.summary = text()
    case .location: properties.details.location = text()
    case .organizer: properties.details.organizer = CalendarUser(content)
    default: break
    }
  }

  /// An upper-cased word; nil where the value is empty.
  private func word() -> String? {
    let text = content.plainValue
    return text.isEmpty ? nil : upperCased(text)
  }

  private func text() -> String {
    TextDecoding.escapedText(content.bytes.span, content.value, limit: valueBytes)
  }
}

extension PropertyKind {
  /// Whether it is among the ``LateProperties``.
  var isLate: Bool {
    switch self {
    case .stamp, .lastModified, .status, .classification, .transparency, .busyStatus, .summary, .location, .organizer,
      .attendee, .recordLink:
      true
    default: false
    }
  }
}
