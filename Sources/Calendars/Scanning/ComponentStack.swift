/// The name of a component, lower-cased; what lies behind 16 bytes does not count.
struct ComponentName: Hashable {
  private var head: UInt64 = 0
  private var tail: UInt64 = 0

  /// Reads what follows `BEGIN:` or `END:`, without the blanks around it.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let range = bytes.trimmingEnd(range)
    var start = range.lowerBound
    while start < range.upperBound, isBlankOrEnd(bytes[start]) { start += 1 }
    for (i, offset) in (start..<range.upperBound).prefix(16).enumerated() {
      let byte = UInt64(asciiLowerCased(bytes[offset])) << UInt64(i % 8 * 8)
      if i < 8 { head |= byte } else { tail |= byte }
    }
  }

  private init(_ name: String) { self.init(name.utf8Span.span, 0..<name.utf8.count) }

  static let calendar = ComponentName("vcalendar")
  static let event = ComponentName("vevent")
  static let timeZone = ComponentName("vtimezone")
  static let others: Set<ComponentName> = [
    ComponentName("vtodo"), ComponentName("vjournal"), ComponentName("vfreebusy"),
  ]
}

/// The components that are open at a place in the file, the outermost first. Its depth is bounded.
struct ComponentStack {
  /// What a line means at this place.
  enum Context {
    case outside, calendar, event, timeZone
    /// Inside something that Debrief does not read: an alarm, a to-do.
    case ignored
  }

  private(set) var names: [ComponentName] = []
  /// Components open beyond the depth limit; their names are not kept.
  private var beyond = 0
  private(set) var context = Context.outside
  private let depth: Int

  init(depth: Int) { self.depth = max(depth, 2) }

  var isEmpty: Bool { names.isEmpty }
  var isInEvent: Bool { names.contains(.event) }

  /// False where the limit is exceeded; the component is counted all the same, so that its END fits.
  mutating func push(_ name: ComponentName) -> Bool {
    if names.count < depth { names.append(name) } else { beyond += 1 }
    update()
    return beyond == 0
  }

  enum Closing: Equatable {
    case fits
    /// The innermost components have no END of their own.
    case leavesOpen([ComponentName])
    case unknown
  }

  mutating func pop(_ name: ComponentName) -> Closing {
    defer { update() }
    if beyond > 0, name != .event, name != .calendar {
      beyond -= 1
      return .fits
    }
    guard let index = names.lastIndex(of: name) else { return .unknown }
    let open = Array(names[(index + 1)...])
    names.removeSubrange(index...)
    beyond = 0
    return open.isEmpty ? .fits : .leavesOpen(open)
  }

  /// Closes everything inside the VCALENDAR, or everything.
  mutating func unwind(toCalendar: Bool) {
    names = toCalendar && names.first == .calendar ? [.calendar] : []
    beyond = 0
    update()
  }

  private mutating func update() {
    context =
      switch names.last {
      case nil: .outside
      case _ where beyond > 0: names.contains(.timeZone) ? .timeZone : .ignored
      case .event: .event
      case .calendar: .calendar
      case _ where names.contains(.timeZone): .timeZone
      default: .ignored
      }
  }
}
