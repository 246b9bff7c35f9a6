/// The name of a component in lower case; what lies behind 16 bytes does not count.
struct ComponentName: Hashable {
  private let head: UInt64
  private let tail: UInt64

  /// Reads what follows `BEGIN:` or `END:`, without the blanks around it. 16 bytes behind it can be read.
  @inline(__always)
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let range = bytes.trimmingEnd(range)
    var start = range.lowerBound
    while start < range.upperBound, isBlankOrEnd(bytes[start]) { start &+= 1 }
    let length = range.upperBound &- start
    head = Self.part(bytes, start, length)
    tail = length > 8 ? Self.part(bytes, start &+ 8, length &- 8) : 0
  }

  private init(_ head: UInt64, _ tail: UInt64 = 0) {
    self.head = head
    self.tail = tail
  }

  /// Up to eight bytes, lower-cased as names are (``PropertyTable/lowerCased(_:)``).
  @inline(__always)
  private static func part(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> UInt64 {
    let word = bytes.lowerCasedHead(at: start)
    return length >= 8 ? word : word & ((1 as UInt64) << UInt64(8 &* length) &- 1)
  }

  // Constants, for every BEGIN and END is compared with them: the letters in the order of memory.
  static var calendar: ComponentName { ComponentName(0x6164_6E65_6C61_6376, 0x0000_0000_0000_0072) }
  static var event: ComponentName { ComponentName(0x0000_746E_6576_6576) }
  /// ":vevent" and the CR or LF behind it, in the order of memory, lower-cased, the eighth byte left out.
  static var eventWord: UInt64 { 0x0074_6E65_7665_763A }
  /// ":valarm" in the same way.
  static var alarmWord: UInt64 { 0x006D_7261_6C61_763A }
  static var timeZone: ComponentName { ComponentName(0x6E6F_7A65_6D69_7476, 0x0000_0000_0000_0065) }
  static var toDo: ComponentName { ComponentName(0x0000_006F_646F_7476) }
  static var journal: ComponentName { ComponentName(0x6C61_6E72_756F_6A76) }
  static var freeBusy: ComponentName { ComponentName(0x7375_6265_6572_6676, 0x0000_0000_0000_0079) }

  /// One of the components that a calendar has beside events and zones.
  var isOther: Bool { self == .toDo || self == .journal || self == .freeBusy }
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
  private(set) var isInEvent = false
  let depth: Int

  init(depth: Int) { self.depth = max(depth, 2) }

  var isEmpty: Bool { names.isEmpty }
  /// Whether a VCALENDAR is open and nothing else.
  var isAtCalendar: Bool { context == .calendar && names.count == 1 && beyond == 0 }
  /// Whether a component may stand inside the innermost.
  var hasRoom: Bool { names.count < depth && beyond == 0 }

  /// False where the limit is exceeded; the component is counted all the same, so that its END fits.
  mutating func push(_ name: ComponentName) -> Bool {
    if names.count < depth { names.append(name) } else { beyond += 1 }
    update()
    return beyond == 0
  }

  /// A VEVENT begins where ``unwind(toCalendar:)`` has closed what was open. A depth is at least two.
  mutating func pushEvent() {
    names.append(.event)
    context = .event
    isInEvent = true
  }

  /// The VEVENT ends that the context is.
  mutating func popEvent() {
    if names.count == 2, beyond == 0, names[0] == .calendar {
      names.removeLast()
      context = .calendar
      isInEvent = false
    } else {
      _ = pop(.event)
    }
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
    if names.last == name {
      names.removeLast()
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
    if toCalendar, context == .calendar, names.count == 1 { return }
    names = toCalendar && names.first == .calendar ? [.calendar] : []
    beyond = 0
    update()
  }

  private mutating func update() {
    isInEvent = names.contains(.event)
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
