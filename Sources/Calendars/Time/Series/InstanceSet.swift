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
      candidates.append(candidate(master, at: master.start, cause: .single))
    } else {
      candidates = ruleCandidates(of: master, in: walls)
      if !master.component.recurrenceDates.isEmpty { candidates += dateCandidates(of: master, in: walls) }
      if !Self.areInOrder(candidates) { candidates.sort { $0.key < $1.key } }
      result.occurrences.reserveCapacity(min(candidates.count, 64))
    }
    var previous: Key?
    var kept = 0
    for candidate in candidates where candidate.key != previous {
      previous = candidate.key
      let instance = instance(candidate, of: master)
      let times = InstanceTimes(instance.time, instance.length, in: zones)
      guard times.overlap(window) else { continue }
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
        let recurrenceID = isRecurring ? candidate.time.calendarTime(in: zones) : nil
        result.occurrences.append(occurrence(instance, times, recurrenceID: recurrenceID))
      }
    }
  }

  private static func areInOrder(_ candidates: [Candidate]) -> Bool {
    for index in candidates.indices.dropFirst() where candidates[index - 1].key > candidates[index].key { return false }
    return true
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
    let rules = master.component.recurrenceRules
    var startsWithin = rules.isEmpty
    var cause = Occurrence.Origin.Cause.date
    for text in rules {
      let found = follow(text, named: "RRULE", of: master, in: walls)
      candidates.reserveCapacity(candidates.count + found.walls.count + 1)
      for wall in found.walls {
        candidates.append(candidate(master, at: EventTime(wall: wall, form: master.start.form), cause: .rule(text)))
      }
      if found.isFollowed, case .date = cause { cause = .rule(text) }
      startsWithin = startsWithin || !found.endsBeforeStart
    }
    // "This and following" deleted from the first instance on leaves an UNTIL before DTSTART: nothing takes place.
    guard startsWithin, walls.contains(master.start.wall) else { return candidates }
    let start = candidate(master, at: master.start, cause: cause)
    // One rule's instances are in order, and DTSTART stands before them or is the first.
    if rules.count == 1, let first = candidates.first, first.key >= start.key {
      if first.key > start.key { candidates.insert(start, at: 0) }
    } else {
      candidates.append(start)
    }
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
      let rule = try zones.cache.rule(text)
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
    // A key is a wall clock's or UTC's: they differ by less than a day. RDATEs and shifts may have other lengths.
    let margin = 2 * 86_400
    let isBounded = master.component.recurrenceDates.isEmpty && shifts.isEmpty
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
        if isBounded, time.wall < walls.lowerBound - margin || time.wall > walls.upperBound + margin { continue }
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
    if overrides.isEmpty { return }
    for (_, override) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let original = override.recurrenceID else { continue }
      let instance = Instance(
        revision: override, time: override.start, length: override.length, cause: master == nil ? .orphan : .override)
      let times = InstanceTimes(instance.time, instance.length, in: zones)
      guard times.overlap(window) else { continue }
      let written = master.map { original.written(like: $0.start, in: zones) } ?? original
      result.occurrences.append(occurrence(instance, times, recurrenceID: written.calendarTime(in: zones)))
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

  /// An instance where it takes place.
  private struct Instance {
    let revision: EventRevision
    let time: EventTime
    let length: EventLength
    let cause: Occurrence.Origin.Cause
  }

  private func instance(_ candidate: Candidate, of master: EventRevision) -> Instance {
    guard let shift = shifts.last(where: { $0.key <= candidate.key })?.revision else {
      return Instance(
        revision: master, time: candidate.time, length: candidate.length, cause: candidate.cause)
    }
    let isSameKind = shift.start.form.isDate == master.start.form.isDate
    let form = isSameKind ? candidate.time.form : shift.start.form
    let moved = EventTime(wall: candidate.time.wall + shiftDelta(shift, master), form: form)
    return Instance(revision: shift, time: moved, length: shift.length, cause: .shifted)
  }

  private func occurrence(_ instance: Instance, _ times: InstanceTimes, recurrenceID: CalendarTime?) -> Occurrence {
    let start: CalendarTime
    var name: String?
    if case .zoned(let zone) = instance.time.form {
      start = .instant(times.startsAt)
      name = zone.name
    } else {
      start = instance.time.calendarTime(in: zones)
    }
    let revision = instance.revision
    return Occurrence(
      uid: revision.component.uid, recurrenceID: recurrenceID, start: start, end: times.end,
      startsAt: times.startsAt, endsAt: times.endsAt, timeZone: name, sequence: revision.component.sequence,
      line: revision.component.line, late: revision.component.late,
      origin: .init(cause: instance.cause, zone: instance.time.zone(in: zones).found))
  }
}
