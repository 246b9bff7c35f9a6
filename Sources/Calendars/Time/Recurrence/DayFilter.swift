/// Which days a rule allows: its BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY as one test.
///
/// RFC 5545's table of 3.3.10 says for each part and frequency whether it expands or limits. Over whole days both come
/// to the same: a day of the period belongs to the set if every part that is there allows it.
struct DayFilter {
  private var months: UInt16 = 0
  private var monthDays: UInt32 = 0
  private var monthDaysFromEnd: UInt32 = 0
  private var weekdays: UInt8 = 0
  private var ordinals: [RecurrenceRule.WeekdayInPeriod] = []
  private var hasWeekdays = false
  /// Whether `1MO` counts the Mondays of the year rather than of the month.
  private let countsWithinYear: Bool
  private let yearDays: [Int]
  private let weekNumbers: [Int]
  private let weekStart: Int

  /// - Parameter start: DTSTART's day; it supplies what the rule leaves open (RFC 5545, 3.3.10, "Information, not
  ///   contained in the rule, necessary to determine the various recurrence instance start time and dates").
  init(_ rule: RecurrenceRule, start: CivilDate) {
    yearDays = rule.byYearDay
    weekNumbers = rule.byWeekNumber
    weekStart = rule.weekStart.rawValue
    countsWithinYear = rule.frequency == .yearly && rule.byMonth.isEmpty
    var byMonth = rule.byMonth
    var byMonthDay = rule.byMonthDay
    var byDay = rule.byDay
    let namesNoDay = byMonthDay.isEmpty && byDay.isEmpty && yearDays.isEmpty
    switch rule.frequency {
    case .yearly where namesNoDay && weekNumbers.isEmpty:
      byMonthDay = [start.day]
      if byMonth.isEmpty { byMonth = [start.month] }
    case .monthly where namesNoDay:
      byMonthDay = [start.day]
    case .yearly where namesNoDay, .weekly where namesNoDay:
      byDay = [.init(ordinal: 0, weekday: start.weekday)]
    default: break
    }
    for month in byMonth { months |= 1 << UInt16(month) }
    for day in byMonthDay where day > 0 { monthDays |= 1 << UInt32(day) }
    for day in byMonthDay where day < 0 { monthDaysFromEnd |= 1 << UInt32(-day) }
    hasWeekdays = !byDay.isEmpty
    for day in byDay where day.ordinal == 0 { weekdays |= 1 << UInt8(day.weekday.rawValue) }
    ordinals = byDay.filter { $0.ordinal != 0 }
  }

  /// Whether every day passes.
  var allowsEveryDay: Bool { hasNoDayParts && !hasWeekdays }
  /// Whether only the weekday decides.
  var asksForWeekdaysOnly: Bool { hasNoDayParts && ordinals.isEmpty }
  private var hasNoDayParts: Bool {
    months == 0 && monthDays == 0 && monthDaysFromEnd == 0 && yearDays.isEmpty && weekNumbers.isEmpty
  }

  /// Appends the days of `range` (counted from 1970-01-01) that pass, in order.
  func appendDays(in range: Range<Int>, to days: inout [Int]) {
    if asksForWeekdaysOnly {
      // Most rules: no month has to be looked up.
      for day in range where !hasWeekdays || weekdays & (1 << UInt8(weekdayIndex(ofDay: day))) != 0 {
        days.append(day)
      }
      return
    }
    var day = range.lowerBound
    while day < range.upperBound {
      let first = CivilDate(daysSinceEpoch: Int64(day))
      let length = CivilDate.days(inMonth: first.month, of: first.year)
      let end = min(day + length - first.day + 1, range.upperBound)
      if months == 0 || months & (1 << UInt16(first.month)) != 0 {
        let yearDay = yearDays.isEmpty && ordinals.isEmpty ? 0 : first.dayOfYear
        let yearLength = CivilDate.isLeap(first.year) ? 366 : 365
        for index in 0..<(end - day)
        where allows(
          day: first.day + index, monthLength: length, weekday: weekdayIndex(ofDay: day + index),
          yearDay: yearDay + index, yearLength: yearLength, daysSinceEpoch: day + index)
        {
          days.append(day + index)
        }
      }
      day = end
    }
  }

  func allows(daysSinceEpoch day: Int) -> Bool {
    var found: [Int] = []
    appendDays(in: day..<day + 1, to: &found)
    return !found.isEmpty
  }

  private func allows(
    day: Int, monthLength: Int, weekday: Int, yearDay: Int, yearLength: Int, daysSinceEpoch: Int
  ) -> Bool {
    if monthDays | monthDaysFromEnd != 0 {
      let fromStart = monthDays & (1 << UInt32(day))
      let fromEnd = monthDaysFromEnd & (1 << UInt32(monthLength - day + 1))
      if fromStart | fromEnd == 0 { return false }
    }
    if hasWeekdays && weekdays & (1 << UInt8(weekday)) == 0 {
      let position = countsWithinYear ? yearDay : day
      let length = countsWithinYear ? yearLength : monthLength
      let fromStart = (position - 1) / 7 + 1
      let fromEnd = -((length - position) / 7 + 1)
      guard
        ordinals.contains(where: {
          $0.weekday.rawValue == weekday && ($0.ordinal == fromStart || $0.ordinal == fromEnd)
        })
      else { return false }
    }
    if !yearDays.isEmpty && !yearDays.contains(yearDay) && !yearDays.contains(yearDay - yearLength - 1) {
      return false
    }
    return weekNumbers.isEmpty || isInAllowedWeek(daysSinceEpoch)
  }

  private func isInAllowedWeek(_ day: Int) -> Bool {
    let week = weekFirstDay(day, weekStart: weekStart)
    // The week's fourth day lies in the calendar year whose week it is; week 1 holds 4 January.
    let year = CivilDate(daysSinceEpoch: Int64(week + 3)).year
    let number = (week - weekFirstDay(newYearsDay(year) + 3, weekStart: weekStart)) / 7 + 1
    let weeks = (weekFirstDay(newYearsDay(year + 1) + 3, weekStart: weekStart) - week) / 7 + number - 1
    return weekNumbers.contains(number) || weekNumbers.contains(number - weeks - 1)
  }
}

/// Days from 1970-01-01 to 1 January of `year`, any year.
func newYearsDay(_ year: Int) -> Int {
  let past = year - 1
  return 365 * past + floorDivide(past, 4) - floorDivide(past, 100) + floorDivide(past, 400) - 719_162
}

/// 0 is Monday. 1970-01-01 was a Thursday.
func weekdayIndex(ofDay day: Int) -> Int { floorModulo(day + 3, 7) }

/// The first day of the week that holds `day`.
func weekFirstDay(_ day: Int, weekStart: Int) -> Int { day - floorModulo(weekdayIndex(ofDay: day) - weekStart, 7) }

func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
func floorModulo(_ a: Int, _ b: Int) -> Int { a - floorDivide(a, b) * b }

extension CivilDate {
  /// 1 on 1 January.
  var dayOfYear: Int { Int(daysSinceEpoch) - newYearsDay(year) + 1 }

  var weekday: RecurrenceRule.Weekday {
    RecurrenceRule.Weekday(rawValue: weekdayIndex(ofDay: Int(daysSinceEpoch))) ?? .monday
  }
}
