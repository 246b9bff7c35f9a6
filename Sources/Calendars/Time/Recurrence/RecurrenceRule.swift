/// A recurrence rule (RFC 5545, 3.3.10), read and checked.
///
/// Made by ``init(_:)`` only, so the lists hold values that the grammar allows and the combinations that the RFC
/// forbids do not occur.
package struct RecurrenceRule: Sendable, Equatable {
  package enum Frequency: Int, Sendable, Comparable, CaseIterable {
    case secondly, minutely, hourly, daily, weekly, monthly, yearly

    package static func < (a: Frequency, b: Frequency) -> Bool { a.rawValue < b.rawValue }
  }

  package enum Weekday: Int, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
  }

  /// `MO`, `1MO` or `-1MO`; ordinal 0 is every one of the period.
  package struct WeekdayInPeriod: Hashable, Sendable {
    package var ordinal: Int
    package var weekday: Weekday
  }

  package enum Until: Sendable, Equatable {
    case date(CivilDate)
    case local(CivilDateTime)
    case utc(Instant)
  }

  package internal(set) var frequency: Frequency
  /// 1 or more.
  package internal(set) var interval = 1
  package internal(set) var count: Int?
  package internal(set) var until: Until?
  package internal(set) var weekStart = Weekday.monday

  package internal(set) var byMonth: [Int] = []
  package internal(set) var byWeekNumber: [Int] = []
  package internal(set) var byYearDay: [Int] = []
  package internal(set) var byMonthDay: [Int] = []
  package internal(set) var byDay: [WeekdayInPeriod] = []
  package internal(set) var byHour: [Int] = []
  package internal(set) var byMinute: [Int] = []
  package internal(set) var bySecond: [Int] = []
  package internal(set) var bySetPosition: [Int] = []

  /// What was read against the letter of the RFC, one sentence each.
  package internal(set) var remarks: [String] = []
}

/// Why a rule cannot be followed: a sentence for the calendar's owner.
package struct RecurrenceRuleError: Error, Equatable, CustomStringConvertible {
  package let description: String
}
