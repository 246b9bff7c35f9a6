/// The instances of one series, on their way to occurrences.
struct InstanceSet {
  private let master: EventRevision?
  private let limits: ExpansionLimits
  private var reader: EventReader
  /// The last revision for each instance.
  private var overrides: [Key: EventRevision] = [:]
  /// Those with RANGE=THISANDFUTURE, by the instance that they begin with.
  private var shifts: [(key: Key, revision: EventRevision)] = []
  private var result = SeriesExpansion()
  private var rulesFollowed = 0

  /// Names an instance by its original start: the instant, or the day of an all-day series, in seconds.
  typealias Key = Int

  private struct Candidate {
    var key: Key
    var time: EventTime
    var length: EventLength
    var cause: Occurrence.Origin.Cause
  }

  private var zones: CalendarZones { reader.zones }

  init(master: EventRevision?, overrides: [EventRevision], reader: EventReader, limits: ExpansionLimits) {
    self.master = master
    self.limits = limits
    self.reader = reader
    for override in overrides {
      guard let time = override.recurrenceID else { continue }
      let key = self.key(of: time)
      if let other = self.overrides[key], !override.supersedes(other) { continue }
      self.overrides[key] = override
    }
    for (key, revision) in self.overrides where revision.coversFuture { shifts.append((key, revision)) }
    shifts.sort { $0.key < $1.key }
  }

  /// What overlaps `window`, in order. To be asked once.
  mutating func expansion(in window: Range<Instant>) -> SeriesExpansion {
    if let master { addInstances(of: master, in: window) }
    addOverrides(in: window)
    if !isInOrder { result.occurrences.sort(by: Self.isEarlier) }
    result.refusals = reader.refusals
    result.remarks = reader.remarks
    return result
  }

  /// As they are but for instances that moved.
  private var isInOrder: Bool {
    let occurrences = result.occurrences.span
    for index in occurrences.indices.dropFirst()
    where occurrences[index - 1].startsAt >= occurrences[index].startsAt {
      return false
    }
    return true
  }

  private static func isEarlier(_ a: Occurrence, _ b: Occurrence) -> Bool {
    if a.startsAt != b.startsAt { return a.startsAt < b.startsAt }
    return a.recurrenceID?.description ?? "" < b.recurrenceID?.description ?? ""
  }

  // MARK: Keys

  /// The instance that a RECURRENCE-ID or EXDATE names.
  private func key(of time: EventTime) -> Key {
    guard let start = master?.start else {
      return time.form.isDate ? time.wall : Int(time.instant(in: zones).secondsSinceEpoch)
    }
    return key(ofInstanceAt: time.written(like: start, in: zones))
  }

  private func key(ofInstanceAt time: EventTime) -> Key {
    if time.form.isDate { return floorDivide(time.wall, 86_400) * 86_400 }
    return Int(time.instant(in: zones).secondsSinceEpoch)
  }

  // MARK: The master's instances

  private mutating func addInstances(of master: EventRevision, in window: Range<Instant>) {
    let isRecurring =
      !master.component.recurrenceRules.isEmpty || !master.component.recurrenceDates.isEmpty || !overrides.isEmpty
    let walls = searchedWalls(of: master, in: window)
    let exclusions = exclusions(of: master, in: walls)
    var candidates: [Candidate] = []
    if !isRecurring {
      candidates = [candidate(master, at: master.start, cause: .single)]
    } else {
      candidates = ruleCandidates(of: master, in: walls)
      candidates += dateCandidates(of: master, in: walls)
      candidates.sort { $0.key < $1.key }
    }
    var previous: Key?
    var kept = 0
    for candidate in candidates where candidate.key != previous {
      previous = candidate.key
      let occurrence = occurrence(candidate, of: master, isRecurring: isRecurring)
      guard overlaps(occurrence, window) else { continue }
      if let cause = exclusions.keys[candidate.key] ?? exclusions.days[floorDivide(candidate.time.wall, 86_400)] {
        exclude(candidate, cause)
      } else if let override = overrides[candidate.key] {
        exclude(candidate, .override(line: override.component.line))
      } else if kept == limits.instances {
        reader.refuse(
          master.component,
          "The event has more than \(limits.instances) instances between \(window.lowerBound) and \(window.upperBound): only the first were read. Shorten the window or end the series in the calendar."
        )
        break
      } else {
        kept += 1
        result.occurrences.append(occurrence)
      }
    }
  }

  private mutating func exclude(_ candidate: Candidate, _ cause: SeriesExpansion.Exclusion.Cause) {
    result.excluded.append(.init(recurrenceID: candidate.time.calendarTime(in: zones), cause: cause))
  }

  private func candidate(_ master: EventRevision, at time: EventTime, cause: Occurrence.Origin.Cause) -> Candidate {
    Candidate(key: key(ofInstanceAt: time), time: time, length: master.length, cause: cause)
  }

  /// The walls on which instances may start that reach into the window, with a margin of a day for zones and of every
  /// shift for THISANDFUTURE.
  private func searchedWalls(of master: EventRevision, in window: Range<Instant>) -> ClosedRange<Int> {
    var longest = master.length.longest
    var earliest = 0
    var latest = 0
    for shift in shifts {
      longest = max(longest, shift.revision.length.longest)
      let delta = shiftDelta(shift.revision, master)
      earliest = min(earliest, delta)
      latest = max(latest, delta)
    }
    let margin = 2 * 86_400
    let lower = master.start.wallClock(at: window.lowerBound, in: zones) - longest - latest - margin
    let upper = master.start.wallClock(at: window.upperBound, in: zones) - earliest + margin
    return lower...max(lower, upper)
  }

  /// DTSTART and the instances of the rules, in any order, some perhaps twice.
  private mutating func ruleCandidates(of master: EventRevision, in walls: ClosedRange<Int>) -> [Candidate] {
    var candidates: [Candidate] = []
    var startsWithin = master.component.recurrenceRules.isEmpty
    var cause = Occurrence.Origin.Cause.date
    for text in master.component.recurrenceRules {
      let found = follow(text, named: "RRULE", of: master, in: walls)
      candidates += found.walls.map {
        candidate(master, at: EventTime(wall: $0, form: master.start.form), cause: .rule(text))
      }
      if found.isFollowed, case .date = cause { cause = .rule(text) }
      startsWithin = startsWithin || !found.endsBeforeStart
    }
    // "This and following" deleted from the first instance on leaves an UNTIL before DTSTART: nothing takes place.
    if startsWithin { candidates.append(candidate(master, at: master.start, cause: cause)) }
    return candidates
  }

  /// The instances of one RRULE or EXRULE; none, and a refusal, where it cannot be followed.
  private mutating func follow(
    _ text: String, named name: String, of master: EventRevision, in walls: ClosedRange<Int>
  ) -> (walls: [Int], isFollowed: Bool, endsBeforeStart: Bool) {
    guard text.utf8.contains(where: { $0 != 32 && $0 != 9 }) else {
      reader.remark(master.component, "An empty \(name) was ignored.")
      return ([], false, false)
    }
    rulesFollowed += 1
    guard rulesFollowed <= limits.rules else {
      reader.refuse(
        master.component,
        "The event has more than \(limits.rules) rules: \(name) \(quoted(text)) was not followed. Simplify the repetition in "
          + "the calendar.")
      return ([], false, false)
    }
    do {
      let rule = try RecurrenceRule(text)
      for sentence in rule.remarks { reader.remark(master.component, "\(name) \(quoted(text)): \(sentence)") }
      return (try instances(of: rule, from: master.start, in: walls), true, rule.ends(before: master.start, in: zones))
    } catch let error as RecurrenceRuleError {
      reader.refuse(
        master.component,
        "\(name) \(quoted(text)) was not followed, only the event's first date and its listed ones were read: "
          + "\(error) Correct the repetition in the calendar.")
    } catch {
      reader.refuse(
        master.component,
        "\(name) \(quoted(text)) was not followed: it takes more than \(limits.steps) steps to reach the dates asked "
          + "for. Give the series a later start or an end in the calendar.")
    }
    return ([], false, false)
  }

  private func instances(of rule: RecurrenceRule, from start: EventTime, in walls: ClosedRange<Int>) throws -> [Int] {
    var rule = rule
    let until = rule.lastInstant(from: start)
    if let until {
      // Compared on the UTC time line below; a day more on the wall clock covers the hour that a clock repeats.
      let wall = start.wallClock(at: until, in: zones) + 86_400
      rule.until = .local(CivilDateTime(secondsSinceEpoch: Int64(wall)))
    }
    let expansion = RecurrenceExpansion(
      rule, start: CivilDateTime(secondsSinceEpoch: Int64(start.wall)), isDate: start.form.isDate,
      maximumSteps: limits.steps)
    let found = try expansion.instances(from: walls.lowerBound, through: walls.upperBound)
    guard let until else { return found }
    return found.filter { EventTime(wall: $0, form: start.form).instant(in: zones) <= until }
  }

  /// The RDATEs (RFC 5545, 3.8.5.2): days, times and periods.
  private mutating func dateCandidates(of master: EventRevision, in walls: ClosedRange<Int>) -> [Candidate] {
    var candidates: [Candidate] = []
    for property in master.component.recurrenceDates {
      for value in property.value.utf8.split(separator: UInt8(ascii: ",")).prefix(limits.dates) {
        let parts = value.split(separator: UInt8(ascii: "/"), maxSplits: 1)
        guard let first = parts.first, let time = EventTime(first, timeZoneID: property.timeZoneID, in: zones) else {
          refuse(master, "RDATE", value)
          continue
        }
        // A day in a timed series is read as that day at the usual time, a time in a series of days as its day.
        let start = time.form.isDate == master.start.form.isDate ? time : time.written(like: master.start, in: zones)
        var candidate = candidate(master, at: start, cause: .date)
        if parts.count == 2 {
          if let duration = CalendarDuration(parts[1]), !duration.isNegative {
            candidate.length = .nominal(duration)
          } else if let end = EventTime(parts[1], timeZoneID: property.timeZoneID, in: zones),
            let length = reader.length(from: start, to: end, of: master.component)
          {
            candidate.length = length
          } else {
            refuse(master, "RDATE", value)
          }
        }
        candidates.append(candidate)
      }
    }
    return candidates
  }

  private mutating func refuse(_ revision: EventRevision, _ name: String, _ value: Substring.UTF8View) {
    reader.refuse(
      revision.component,
      "\(name) \(quoted(String(Substring(value)))) is no date or time that exists and was ignored. Correct it in the calendar."
    )
  }

  // MARK: Exceptions

  private struct Exclusions {
    var keys: [Key: SeriesExpansion.Exclusion.Cause] = [:]
    /// Days since 1970-01-01 on the series' wall clock.
    var days: [Int: SeriesExpansion.Exclusion.Cause] = [:]
  }

  /// The EXDATEs (RFC 5545, 3.8.5.1) and EXRULEs (RFC 2445, 4.8.5.2); a day excludes what the series has on that day.
  private mutating func exclusions(of master: EventRevision, in walls: ClosedRange<Int>) -> Exclusions {
    var exclusions = Exclusions()
    let line = master.component.line
    for text in master.component.exceptionRules {
      for wall in follow(text, named: "EXRULE", of: master, in: walls).walls {
        let time = EventTime(wall: wall, form: master.start.form)
        exclusions.keys[key(ofInstanceAt: time)] = .exceptionRule(text, line: line)
      }
    }
    for property in master.component.exceptionDates {
      for value in property.value.utf8.split(separator: UInt8(ascii: ",")).prefix(limits.dates) {
        guard let time = EventTime(value, timeZoneID: property.timeZoneID, in: zones) else {
          refuse(master, "EXDATE", value)
          continue
        }
        let cause = SeriesExpansion.Exclusion.Cause.exceptionDate(String(Substring(value)), line: line)
        if time.form.isDate {
          exclusions.days[floorDivide(time.wall, 86_400)] = cause
        } else {
          exclusions.keys[key(of: time)] = cause
        }
      }
    }
    return exclusions
  }

  // MARK: Overrides

  private mutating func addOverrides(in window: Range<Instant>) {
    for (_, override) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let original = override.recurrenceID else { continue }
      let written = master.map { original.written(like: $0.start, in: zones) } ?? original
      let occurrence = occurrence(
        override, at: override.start, length: override.length, recurrenceID: written.calendarTime(in: zones),
        cause: master == nil ? .orphan : .override)
      if overlaps(occurrence, window) { result.occurrences.append(occurrence) }
    }
  }

  /// How far a THISANDFUTURE override moves its instance on the series' wall clock.
  private func shiftDelta(_ shift: EventRevision, _ master: EventRevision) -> Int {
    guard let original = shift.recurrenceID else { return 0 }
    let from = original.written(like: master.start, in: zones)
    let isSameKind = shift.start.form.isDate == master.start.form.isDate
    let to = isSameKind ? shift.start.written(like: master.start, in: zones) : shift.start
    return to.wall - from.wall
  }

  // MARK: Occurrences

  private func occurrence(_ candidate: Candidate, of master: EventRevision, isRecurring: Bool) -> Occurrence {
    let recurrenceID = isRecurring ? candidate.time.calendarTime(in: zones) : nil
    guard let shift = shifts.last(where: { $0.key <= candidate.key })?.revision else {
      return occurrence(
        master, at: candidate.time, length: candidate.length, recurrenceID: recurrenceID, cause: candidate.cause)
    }
    let isSameKind = shift.start.form.isDate == master.start.form.isDate
    let form = isSameKind ? candidate.time.form : shift.start.form
    let moved = EventTime(wall: candidate.time.wall + shiftDelta(shift, master), form: form)
    return occurrence(shift, at: moved, length: shift.length, recurrenceID: recurrenceID, cause: .shifted)
  }

  private func occurrence(
    _ revision: EventRevision, at start: EventTime, length: EventLength, recurrenceID: CalendarTime?,
    cause: Occurrence.Origin.Cause
  ) -> Occurrence {
    let startsAt = start.instant(in: zones)
    let end = length.end(of: start, in: zones)
    let zone = start.zone(in: zones)
    var name: String?
    if case .zoned(let zone) = start.form { name = zone.name }
    return Occurrence(
      uid: revision.component.uid, recurrenceID: recurrenceID, start: start.calendarTime(in: zones), end: end.time,
      startsAt: startsAt, endsAt: max(startsAt, end.at), timeZone: name, sequence: revision.component.sequence,
      line: revision.component.line, sharedDetails: revision.component.sharedDetails,
      origin: .init(cause: cause, zone: zone.found))
  }

  private func overlaps(_ occurrence: Occurrence, _ window: Range<Instant>) -> Bool {
    occurrence.startsAt < window.upperBound
      && (occurrence.endsAt > window.lowerBound || occurrence.startsAt >= window.lowerBound)
  }
}
