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
    farFrom = prefilter.isEnabled && !examinesAll ? DaysAround(prefilter.window) : nil
  }

  /// The UID's hash alone.
  mutating func identify(_ event: OpenEvent, in bytes: Span<UInt8>) -> EventFacts {
    var facts = EventFacts()
    hashUID(event.first(.uid)?.range, event, bytes, &facts)
    return facts
  }

  mutating func facts(_ event: OpenEvent, in bytes: Span<UInt8>) -> EventFacts {
    if let facts = factsOfFarEvent(event, in: bytes) { return facts }
    var facts = identify(event, in: bytes)
    var reach = Reach()
    for line in event.lines {
      switch line.kind {
      case .start: reach.add(start: time(bytes, line, nameLength: 7))
      case .endTime: reach.add(end: time(bytes, line, nameLength: 5))
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
      case .attendee, .organizer:
        if !facts.hasPeople { facts.hasPeople = confirms(bytes, line) }
      default: break
      }
    }
    if event.attendeesLeftOut > 0 { facts.hasPeople = true }
    guard prefilter.isEnabled else {
      facts.mayTouchWindow = true
      facts.hasOutsider = true
      return facts
    }
    facts.mayTouchWindow = reach.mayTouch(prefilter.window)
    if facts.hasPeople, facts.recurs || facts.mayTouchWindow || examinesAll {
      facts.isExamined = true
      facts.hasOutsider = event.attendeesLeftOut > 0
      for line in event.lines where line.kind.isPerson && !facts.hasOutsider {
        facts.hasOutsider = !isInside(bytes, line)
      }
    }
    return facts
  }

  /// The short way for most of a long history: the facts of a single event, in UTC or of whole days, that is far
  /// from the window; nil for any other. It only ever says what the long way would say.
  private mutating func factsOfFarEvent(_ event: OpenEvent, in bytes: Span<UInt8>) -> EventFacts? {
    guard let farFrom, event.attendeesLeftOut == 0 else { return nil }
    guard !event.has(Self.movable), !event.repeats(Self.single), let start = event.last(.start),
      farFrom.excludes(bytes, start: start.range, end: event.last(.endTime)?.range)
    else { return nil }
    var facts = EventFacts()
    if let person = event.last(.attendee) ?? event.last(.organizer) {
      guard confirms(bytes, person) else { return nil }
      facts.hasPeople = true
    }
    facts.mayTouchWindow = false
    hashUID(event.last(.uid)?.range, event, bytes, &facts)
    return facts
  }

  /// What has instances elsewhere than at its start.
  private static let movable = OpenEvent.Kinds(.duration, .rule, .recurrenceDate, .recurrenceID)
  /// What the short way reads, where it stands once.
  private static let single = OpenEvent.Kinds(.uid, .start, .endTime)

  // MARK: Times

  /// A folded line gets a second chance, so that folding changes no decision.
  private mutating func time(_ bytes: Span<UInt8>, _ line: OpenEvent.Line, nameLength: Int) -> RoughTime? {
    guard line.isFolded else { return RoughTime(bytes, line.range, nameLength: nameLength) }
    content.unfold(bytes, line.range)
    return RoughTime(content.bytes.span, 0..<content.bytes.count, nameLength: nameLength)
  }

  private mutating func until(_ bytes: Span<UInt8>, _ line: OpenEvent.Line) -> Int64? {
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
      let line = bytes.trimmingEnd(uid)
      if bytes[line.lowerBound + 3] == 0x3A, bytes.isPlainText(line) {
        var value = line.lowerBound + 4..<line.upperBound
        while !value.isEmpty, isBlankOrEnd(bytes[value.lowerBound]) { value = value.dropFirst() }
        if !value.isEmpty {
          facts.uid = hash(uid: bytes.extracting(value))
          return
        }
      }
      if content.read(bytes, uid), let text = content.textValue() {
        facts.uid = hash(uid: text.utf8Span.span)
        return
      }
    }
    let made = makeUID(event, bytes)
    facts.madeUID = made
    facts.uid = hash(uid: made.utf8Span.span)
  }

  /// The same for the same start, end, title, rule and instance, whatever else the event says.
  private mutating func makeUID(_ event: OpenEvent, _ bytes: Span<UInt8>) -> String {
    var sum: UInt64 = 0
    for line in event.lines {
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

  private func hash(uid: Span<UInt8>) -> UInt64 {
    var hash = StableHash(seed: seed)
    hash.combine(bytes: uid)
    return hash.value
  }

  // MARK: People

  /// The table knows a long name by its beginning; this reads on to its delimiter.
  private mutating func confirms(_ bytes: Span<UInt8>, _ line: OpenEvent.Line) -> Bool {
    let length = line.kind.name.utf8.count
    let delimiter = bytes[line.range.lowerBound + length]
    let isWhole = line.kind == .attendee || bytes[line.range.lowerBound + length - 1] | 0x20 == 0x72
    let isNameFolded = line.isFolded && bytes.isFoldedEarly(line.range)
    if isWhole, delimiter == 0x3A || delimiter == 0x3B, !isNameFolded { return true }
    return content.read(bytes, line.range) && content.isNamed(line.kind.name)
  }

  private mutating func isInside(_ bytes: Span<UInt8>, _ line: OpenEvent.Line) -> Bool {
    if let answer = inside.quickly(bytes, line.range) { return answer }
    content.unfold(bytes, line.range)
    if let answer = inside.quickly(content.bytes.span, 0..<content.bytes.count) { return answer }
    // A line that is no content line, or another property, names nobody.
    guard content.read(bytes, line.range), content.isNamed(line.kind.name) else { return true }
    return inside.contains(CalendarUser(content).email)
  }
}
