/// What the prefilter knows of one VEVENT.
struct EventFacts {
  /// Equal for equal UIDs. Seeded, for strangers choose UIDs.
  var uid: UInt64 = 0
  /// Set where the VEVENT has no UID of its own.
  var madeUID: String?
  var hasPeople = false
  /// Some participant is not certain to be inside; false where nobody looked (`isExamined`).
  var hasOutsider = false
  var isExamined = false
  /// Some instance may lie in the window.
  var mayTouchWindow = true
  /// Has a RECURRENCE-ID.
  var isInstance = false
  /// Has a rule, dates or a RECURRENCE-ID: its series may have further components.
  var recurs = false
  /// An instance far from the window that stands in the place of one which is as far: what it says of its series matters to
  /// nothing in the window, unless it ``needsFarInstances``.
  var isFarInstance = false
  /// Something of the series reaches further than instances usually do.
  var needsFarInstances = false
}

/// What the prefilter knows of a VEVENT far from the window, which is single or ``EventFacts/isFarInstance``.
struct FarEvent {
  var uid: UInt64
  var hasPeople: Bool
  var isInstance: Bool
}

/// Reads of a VEVENT just what the prefilter asks, from the lines where they stand.
struct EventJudge {
  let prefilter: Prefilter
  private let inside: InsideAddresses
  private let seed: UInt64
  /// Looks for outsiders in every event, whether the answer is likely to matter or not.
  private let examinesAll: Bool
  private let farFrom: DaysAround?
  private var content = ContentLine()

  init(prefilter: Prefilter, seed: UInt64, examinesAll: Bool) {
    self.prefilter = prefilter
    self.seed = seed
    self.examinesAll = examinesAll
    inside = InsideAddresses(prefilter)
    farFrom = prefilter.isEnabled ? DaysAround(prefilter.window) : nil
  }

  /// The UID's hash alone.
  mutating func identify(_ event: OpenEvent, in bytes: Span<UInt8>) -> EventFacts {
    var facts = EventFacts()
    hashUID(event.first(.uid)?.range, event, bytes, &facts)
    return facts
  }

  mutating func facts(_ event: OpenEvent, in bytes: Span<UInt8>) -> EventFacts {
    var facts = identify(event, in: bytes)
    var reach = Reach()
    // Nearly always there is at most one of each.
    var kinds = event.those(of: Self.timely)
    if !event.repeats(Self.timely) {
      while let kind = kinds.popFirst() {
        if let line = event.last(kind) { add(line, bytes, &reach, &facts) }
      }
    } else {
      for index in 0..<event.count where kinds.contains(event[index].kind) { add(event[index], bytes, &reach, &facts) }
    }
    facts.hasPeople = event.attendeesLeftOut > 0 || hasPeople(event, bytes)
    guard prefilter.isEnabled else {
      facts.mayTouchWindow = true
      facts.hasOutsider = true
      return facts
    }
    facts.mayTouchWindow = reach.mayTouch(prefilter.window)
    judgeDistance(event, bytes, reach, &facts)
    if facts.hasPeople, facts.recurs || facts.mayTouchWindow || examinesAll {
      facts.isExamined = true
      facts.hasOutsider = event.attendeesLeftOut > 0
      var index = 0
      while index < event.count, !facts.hasOutsider {
        let line = event[index]
        facts.hasOutsider = line.kind.isPerson && !isInside(bytes, line)
        index += 1
      }
    }
    return facts
  }

  /// What tells when a VEVENT has instances.
  private static let timely = PropertyKinds(.start, .endTime, .duration, .rule, .recurrenceDate, .recurrenceID)

  private mutating func add(
    _ line: EventLine, _ bytes: Span<UInt8>, _ reach: inout Reach, _ facts: inout EventFacts
  ) {
    switch line.kind {
    case .start: reach.add(start: time(bytes, line))
    case .endTime: reach.add(end: time(bytes, line))
    case .duration: reach.add(duration: duration(bytes, line.range))
    case .rule:
      facts.recurs = true
      reach.add(until: until(bytes, line))
    case .recurrenceDate:
      // A date is an instance anywhere.
      facts.recurs = true
      reach.isUnbounded = true
    case .recurrenceID:
      facts.recurs = true
      facts.isInstance = true
      if mentionsRange(bytes, line.range) { reach.isUnbounded = true }
    default: break
    }
  }

  /// How far from the window an instance that is replaced has to be: longer than an event takes.
  static let farthest: Int64 = 31 * 86_400

  /// An instance may be left out whose time and the time that it stands for are both far from the window. What may bring
  /// it back: an instance that is longer than that, that was moved from as far, or with all that follow it (RFC 5545,
  /// 3.2.13), and dates with lengths of their own (3.8.5.2).
  private mutating func judgeDistance(
    _ event: OpenEvent, _ bytes: Span<UInt8>, _ reach: Reach, _ facts: inout EventFacts
  ) {
    // Nil where it cannot be told.
    var isInstanceFar: Bool?
    if let line = event.last(.recurrenceID), !event.repeats(PropertyKinds(.recurrenceID)) {
      isInstanceFar = time(bytes, line)?.isFar(from: prefilter.window, before: Self.farthest)
    }
    if facts.mayTouchWindow {
      facts.needsFarInstances =
        reach.isUnbounded || facts.isInstance && isInstanceFar ?? true
        || reach.longestInstance ?? .max > Self.farthest
    } else if !event.has(PropertyKinds(.rule, .recurrenceDate)) {
      facts.isFarInstance = isInstanceFar ?? false
    }
  }

  private mutating func hasPeople(_ event: OpenEvent, _ bytes: Span<UInt8>) -> Bool {
    guard let person = event.last(.attendee) ?? event.last(.organizer) else { return false }
    if confirms(bytes, person) { return true }
    for index in 0..<event.count where event[index].kind.isPerson && confirms(bytes, event[index]) { return true }
    return false
  }

  /// The short way for most of a long history: the facts of an event, single or an instance, that is far from the
  /// window; nil for any other. It only ever says what the long way would say.
  @inline(__always)
  mutating func factsOfFarEvent(_ event: EventOutline, in bytes: Span<UInt8>) -> FarEvent? {
    guard let farFrom, !event.kinds.meets(Self.movable), !event.repeated.meets(Self.single),
      event.kinds.contains(.start), event.kinds.contains(.uid),
      farFrom.excludes(bytes, start: event.start, end: event.kinds.contains(.endTime) ? event.end : nil),
      let uid = Self.hash(plainUID: event.uid.range, bytes, seed: seed)
    else { return nil }
    let isInstance = event.kinds.contains(.recurrenceID)
    if isInstance, !bytes.isRecurrenceID(event.instance.range) || !farFrom.excludes(bytes, instance: event.instance) {
      return nil
    }
    let hasPeople = event.role != .none
    if hasPeople, !confirms(bytes, EventLine(kind: event.role, bounds: event.person)) { return nil }
    return FarEvent(uid: uid, hasPeople: hasPeople, isInstance: isInstance)
  }

  /// What has instances elsewhere than at its start.
  private static let movable = PropertyKinds(.duration, .rule, .recurrenceDate)
  /// What the short way reads, where it stands once.
  private static let single = PropertyKinds(.uid, .start, .endTime, .recurrenceID)

  // MARK: Times

  /// A folded line gets a second chance, so that folding changes no decision.
  private mutating func time(_ bytes: Span<UInt8>, _ line: EventLine) -> RoughTime? {
    guard line.isFolded else { return Self.time(bytes, line.range, line.kind) }
    content.unfold(bytes, line.range)
    return Self.time(content.bytes.span, 0..<content.bytes.count, line.kind)
  }

  private static func time(_ bytes: Span<UInt8>, _ line: Range<Int>, _ kind: PropertyKind) -> RoughTime? {
    // The table knows this one by its beginning.
    if kind == .recurrenceID, !bytes.isRecurrenceID(line) { return nil }
    return RoughTime(bytes, line, nameLength: kind.name.utf8.count)
  }

  private mutating func until(_ bytes: Span<UInt8>, _ line: EventLine) -> Int64? {
    guard line.isFolded else { return RoughTime.until(ofRule: bytes.extracting(bytes.withoutNewline(line.range))) }
    content.unfold(bytes, line.range)
    return RoughTime.until(ofRule: content.bytes.span)
  }

  private mutating func duration(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int64? {
    guard content.read(bytes, line) else { return nil }
    return RoughTime.longest(duration: content.bytes.span, content.trimmedValue)
  }

  /// An override with RANGE=THISANDFUTURE moves the instances that follow it.
  private mutating func mentionsRange(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard content.read(bytes, line) else { return true }
    return content.parameter("range") != nil
  }

  // MARK: UID

  private mutating func hashUID(_ uid: Range<Int>?, _ event: OpenEvent, _ bytes: Span<UInt8>, _ facts: inout EventFacts)
  {
    if let uid {
      if let hash = Self.hash(plainUID: uid, bytes, seed: seed) {
        facts.uid = hash
        return
      }
      if content.read(bytes, uid), let text = content.textValue() {
        facts.uid = Self.hash(text.utf8Span.span, seed: seed)
        return
      }
    }
    let made = makeUID(event, bytes)
    facts.madeUID = made
    facts.uid = Self.hash(made.utf8Span.span, seed: seed)
  }

  private static func hash(_ uid: Span<UInt8>, seed: UInt64) -> UInt64 {
    var hash = StableHash(seed: seed)
    hash.combine(bytes: uid)
    return hash.value
  }

  /// Of a UID that stands in one physical line of ASCII as it is meant.
  private static func hash(plainUID uid: Range<Int>, _ bytes: Span<UInt8>, seed: UInt64) -> UInt64? {
    let line = bytes.trimmingEnd(uid)
    guard bytes[line.lowerBound + 3] == 0x3A, bytes.isPlainText(line) else { return nil }
    var value = line.lowerBound + 4..<line.upperBound
    while !value.isEmpty, isBlankOrEnd(bytes[value.lowerBound]) { value = value.dropFirst() }
    return value.isEmpty ? nil : Self.hash(bytes.extracting(value), seed: seed)
  }

  /// The same for the same start, end, title, rule and instance, whatever else the event says.
  private mutating func makeUID(_ event: OpenEvent, _ bytes: Span<UInt8>) -> String {
    var sum: UInt64 = 0
    for index in 0..<event.count {
      let line = event[index]
      switch line.kind {
      case .start, .endTime, .rule, .recurrenceID, .summary:
        guard content.read(bytes, line.range) else { continue }
        var hash = StableHash(seed: UInt64(line.kind.rawValue))
        hash.combine(bytes: content.bytes.span.extracting(content.trimmedValue))
        sum &+= hash.value
      default: break
      }
    }
    let digits = String(sum, radix: 16)
    return "without-uid-" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  // MARK: People

  /// The table knows a long name by its beginning; this reads on to its delimiter.
  private mutating func confirms(_ bytes: Span<UInt8>, _ line: EventLine) -> Bool {
    let length = line.kind.name.utf8.count
    let delimiter = bytes[line.range.lowerBound + length]
    let isWhole = line.kind == .attendee || bytes[line.range.lowerBound + length - 1] | 0x20 == 0x72
    let isNameFolded = line.isFolded && bytes.isFoldedEarly(line.range)
    if isWhole, delimiter == 0x3A || delimiter == 0x3B, !isNameFolded { return true }
    return content.read(bytes, line.range) && content.isNamed(line.kind.name)
  }

  private mutating func isInside(_ bytes: Span<UInt8>, _ line: EventLine) -> Bool {
    if let answer = inside.quickly(bytes, line.range) { return answer }
    content.unfold(bytes, line.range)
    if let answer = inside.quickly(content.bytes.span, 0..<content.bytes.count) { return answer }
    // A line that is no content line, or another property, names nobody.
    guard content.read(bytes, line.range), content.isNamed(line.kind.name) else { return true }
    return inside.contains(CalendarUser(content).email)
  }
}
