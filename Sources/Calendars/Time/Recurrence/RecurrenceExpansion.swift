/// The instances of one rule on a wall clock, without zones: seconds since 1970-01-01T00:00:00 as the clock shows them.
///
/// Periods (a year, month, week, day … of the rule's FREQ) are numbered from the one that holds DTSTART. A rule without
/// COUNT starts at the first period that can reach the window, by division; so does one with COUNT whose periods all hold
/// equally many instances. Every period looked at and every instance made costs one step of a budget, so no rule, however
/// written, costs more than that.
struct RecurrenceExpansion {
  /// The budget is used up: a sentence says how large it was.
  struct TooComplex: Error {
    let steps: Int
  }

  private let rule: RecurrenceRule
  /// Copies of the rule's, which every period asks for.
  private let frequency: RecurrenceRule.Frequency
  private let interval: Int
  private let filter: DayFilter
  private let start: Int
  /// Offsets of the instances inside a day (FREQ DAILY and longer), an hour, a minute or a second.
  private let times: [Int]
  private let hours: Set<Int>
  private let minutes: Set<Int>
  private let seconds: Set<Int>
  /// The number of the period that holds DTSTART: years or months since 0, week starts or days since 1970, hours …
  private let base: Int
  private let maximumSteps: Int

  /// - Parameters:
  ///   - start: DTSTART on its wall clock.
  ///   - isDate: whether DTSTART is a DATE; then BYHOUR, BYMINUTE and BYSECOND are ignored and rules more often
  ///     than daily recur daily at most (RFC 5545, 3.3.10).
  init(_ rule: RecurrenceRule, start: CivilDateTime, isDate: Bool, maximumSteps: Int) {
    var rule = rule
    if isDate {
      rule.byHour = []
      rule.byMinute = []
      rule.bySecond = []
    }
    self.rule = rule
    frequency = rule.frequency
    interval = rule.interval
    self.maximumSteps = maximumSteps
    self.start = Int(start.secondsSinceEpoch)
    filter = DayFilter(rule, start: start.date)
    hours = Set(rule.byHour)
    minutes = Set(rule.byMinute)
    seconds = Set(rule.bySecond)
    times = Self.times(of: rule, start: start)
    let day = Int(start.date.daysSinceEpoch)
    base =
      switch rule.frequency {
      case .yearly: start.date.year
      case .monthly: start.date.year * 12 + start.date.month - 1
      case .weekly: weekFirstDay(day, weekStart: rule.weekStart.rawValue)
      case .daily: day
      case .hourly: floorDivide(self.start, 3600)
      case .minutely: floorDivide(self.start, 60)
      case .secondly: self.start
      }
  }

  /// The instances from `lower` through `upper`, in order. DTSTART is among them only where the rule makes it, and COUNT
  /// counts what the rule makes.
  func instances(from lower: Int, through upper: Int) throws(TooComplex) -> [Int] {
    var result: [Int] = []
    guard upper >= start else { return result }
    var upper = upper
    switch rule.until {
    case .date(let date): upper = min(upper, Int(date.daysSinceEpoch) * 86_400)
    case .local(let civil): upper = min(upper, Int(civil.secondsSinceEpoch))
    case .utc(let instant): upper = min(upper, Int(instant.secondsSinceEpoch))
    case nil: break
    }
    var remaining = rule.count ?? .max
    var steps = 0
    var period = 0
    if lower > start {
      if rule.count == nil {
        period = max(0, periodIndex(of: lower))
      } else if let constant = instancesPerPeriod, periodIndex(of: lower) > 1 {
        var first: [Int] = []
        var days: [Int] = []
        try appendInstances(ofPeriod: 0, to: &first, days: &days, steps: &steps)
        period = periodIndex(of: lower)
        let (skipped, overflow) = constant.multipliedReportingOverflow(by: period - 1)
        remaining -= min(remaining, first.count { $0 >= start } + (overflow ? remaining : skipped))
      }
    }
    var candidates: [Int] = []
    var days: [Int] = []
    while remaining > 0 && firstSecond(ofPeriod: period) <= upper {
      candidates.removeAll(keepingCapacity: true)
      try appendInstances(ofPeriod: period, to: &candidates, days: &days, steps: &steps)
      for candidate in candidates where candidate >= start && remaining > 0 {
        if candidate > upper { return result }
        remaining -= 1
        if candidate >= lower { result.append(candidate) }
      }
      period = nextPeriod(after: period)
    }
    return result
  }

  /// Where each period but the first holds equally many instances, how many.
  private var instancesPerPeriod: Int? {
    guard rule.bySetPosition.isEmpty else { return nil }
    switch frequency {
    case .weekly: return filter.asksForWeekdaysOnly ? max(1, rule.byDay.count) * times.count : nil
    case .daily: return filter.allowsEveryDay ? times.count : nil
    case .hourly: return filter.allowsEveryDay && hours.isEmpty ? times.count : nil
    case .minutely: return filter.allowsEveryDay && hours.isEmpty && minutes.isEmpty ? times.count : nil
    case .secondly:
      return filter.allowsEveryDay && hours.isEmpty && minutes.isEmpty && seconds.isEmpty ? 1 : nil
    case .monthly, .yearly: return nil
    }
  }

  private static func times(of rule: RecurrenceRule, start: CivilDateTime) -> [Int] {
    if rule.frequency >= .daily, rule.byHour.isEmpty, rule.byMinute.isEmpty, rule.bySecond.isEmpty {
      return [start.secondOfDay]
    }
    // A leap second is read as the second before it, as CivilDateTime does.
    let seconds = rule.bySecond.isEmpty ? [start.second] : Set(rule.bySecond.map { min($0, 59) }).sorted()
    let minutes = rule.byMinute.isEmpty ? [start.minute] : rule.byMinute
    let hours = rule.byHour.isEmpty ? [start.hour] : rule.byHour
    switch rule.frequency {
    case .secondly: return [0]
    case .minutely: return seconds
    case .hourly: return minutes.flatMap { minute in seconds.map { minute * 60 + $0 } }
    default:
      return hours.flatMap { hour in minutes.flatMap { minute in seconds.map { hour * 3600 + minute * 60 + $0 } } }
    }
  }
}

// MARK: - Periods

extension RecurrenceExpansion {
  /// Seconds of one unit of a frequency below MONTHLY.
  private var unit: Int {
    switch frequency {
    case .secondly: 1
    case .minutely: 60
    case .hourly: 3600
    default: 86_400
    }
  }

  /// The number of `base`'s kind that period `index` has; far beyond any calendar it stays where it is.
  private func number(ofPeriod index: Int) -> Int {
    let step = frequency == .weekly ? interval * 7 : interval
    let (distance, overflow) = index.multipliedReportingOverflow(by: step)
    return overflow || distance > Self.farAway ? Self.farAway : base + distance
  }

  /// One past the last year that iCalendar can write: no window reaches it.
  private static var lastYear: Int { 10_001 }

  /// 31,000 years in seconds: past every year that iCalendar can write.
  private static var farAway: Int { 1_000_000_000_000 }

  /// The days of a period of FREQ DAILY or longer.
  private func days(ofPeriod index: Int) -> Range<Int> {
    let number = self.number(ofPeriod: index)
    switch frequency {
    case .yearly:
      let year = min(number, Self.lastYear)
      return newYearsDay(year)..<newYearsDay(year + 1)
    case .monthly:
      let year = min(number / 12, Self.lastYear)
      let month = number % 12 + 1
      let first = newYearsDay(year) + (1..<month).reduce(0) { $0 + CivilDate.days(inMonth: $1, of: year) }
      return first..<first + CivilDate.days(inMonth: month, of: year)
    case .weekly: return number..<number + 7
    default: return number..<number + 1
    }
  }

  private func firstSecond(ofPeriod index: Int) -> Int {
    frequency < .daily ? number(ofPeriod: index) * unit : days(ofPeriod: index).lowerBound * 86_400
  }

  /// The last period that begins at or before `second`, or one before it: never one too late.
  private func periodIndex(of second: Int) -> Int {
    let day = floorDivide(second, 86_400)
    let distance =
      switch frequency {
      case .yearly: CivilDate(daysSinceEpoch: Int64(day)).year - base
      case .monthly:
        CivilDate(daysSinceEpoch: Int64(day)).year * 12 + CivilDate(daysSinceEpoch: Int64(day)).month - 1 - base
      case .weekly: floorDivide(day - base, 7)
      case .daily: day - base
      case .hourly, .minutely, .secondly: floorDivide(second, unit) - base
      }
    return floorDivide(distance, interval)
  }

  /// The next period; below DAILY, the next one that lies in a day and an hour which the rule allows.
  private func nextPeriod(after index: Int) -> Int {
    let next = index + 1
    guard frequency < .daily else { return next }
    let second = number(ofPeriod: next) * unit
    let day = floorDivide(second, 86_400)
    if !filter.allows(daysSinceEpoch: day) {
      return max(next, firstIndex(atOrAfter: (day + 1) * 86_400))
    }
    let secondOfDay = second - day * 86_400
    if !hours.isEmpty && !hours.contains(secondOfDay / 3600) {
      return max(next, firstIndex(atOrAfter: day * 86_400 + (secondOfDay / 3600 + 1) * 3600))
    }
    if frequency == .secondly && !minutes.isEmpty && !minutes.contains(secondOfDay % 3600 / 60) {
      return max(next, firstIndex(atOrAfter: day * 86_400 + (secondOfDay / 60 + 1) * 60))
    }
    return next
  }

  private func firstIndex(atOrAfter second: Int) -> Int {
    -floorDivide(base - floorDivide(second, unit), interval)
  }

  /// - Parameter days: memory for the period's days, used again for period after period.
  private func appendInstances(
    ofPeriod index: Int, to instances: inout [Int], days: inout [Int], steps: inout Int
  ) throws(TooComplex) {
    steps += 1
    if frequency < .daily {
      let second = number(ofPeriod: index) * unit
      let day = floorDivide(second, 86_400)
      let secondOfDay = second - day * 86_400
      if allows(secondOfDay) && filter.allows(daysSinceEpoch: day) {
        instances.append(contentsOf: times.lazy.map { second + $0 })
      }
    } else {
      days.removeAll(keepingCapacity: true)
      filter.appendDays(in: self.days(ofPeriod: index), to: &days)
      // Checked before they are made: 366 days of 86,400 times would fill memory.
      guard steps + days.count * times.count <= maximumSteps else { throw TooComplex(steps: maximumSteps) }
      for day in days {
        for time in times { instances.append(day * 86_400 + time) }
      }
    }
    steps += instances.count
    guard steps <= maximumSteps else { throw TooComplex(steps: maximumSteps) }
    if !rule.bySetPosition.isEmpty { keepPositions(of: &instances) }
  }

  /// What BYHOUR, BYMINUTE and BYSECOND limit, rather than expand, below DAILY.
  private func allows(_ secondOfDay: Int) -> Bool {
    if !hours.isEmpty && !hours.contains(secondOfDay / 3600) { return false }
    if frequency <= .minutely && !minutes.isEmpty && !minutes.contains(secondOfDay % 3600 / 60) { return false }
    return frequency > .secondly || seconds.isEmpty || seconds.contains(secondOfDay % 60)
  }

  private func keepPositions(of instances: inout [Int]) {
    let count = instances.count
    let positions = Set(rule.bySetPosition.map { $0 > 0 ? $0 - 1 : count + $0 })
    instances = positions.filter { (0..<count).contains($0) }.sorted().map { [instances] in instances[$0] }
  }
}
