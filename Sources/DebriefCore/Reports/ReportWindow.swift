import Calendars

/// The days that a report looks at, both of them included.
package struct ReportWindow: Hashable, Sendable {
  package let from: CivilDate
  package let to: CivilDate

  /// Nil where the window would end before it begins.
  package init?(from: CivilDate, to: CivilDate) {
    guard from <= to else { return nil }
    self.from = from
    self.to = to
  }

  /// The last `days` days, today included.
  package init(last days: Int64 = 90, until today: CivilDate) {
    from = today.advanced(byDays: 1 - max(1, days))
    to = today
  }

  package func contains(_ day: CivilDate) -> Bool { from <= day && day <= to }

  /// Instants between which every meeting of the window ended, in whatever zone its day is: zones reach from 12 hours
  /// behind UTC to 14 ahead, and a meeting of the window's last day may end days later.
  package var instants: Range<Instant> {
    let start = from.daysSinceEpoch * 86_400 - 86_400
    let end = (to.daysSinceEpoch + 1) * 86_400 + 86_400 + Self.longestMeeting
    return Instant(secondsSinceEpoch: start)..<Instant(secondsSinceEpoch: end)
  }

  /// Seconds: a workshop may last a week; what is longer counts by its end.
  package static let longestMeeting: Int64 = 7 * 86_400

  /// The weeks that the window touches, the first first.
  package var weeks: [ISOWeek] {
    var weeks: [ISOWeek] = []
    var monday = ISOWeek(of: from).monday
    while monday <= to {
      weeks.append(ISOWeek(of: monday))
      monday = monday.advanced(byDays: 7)
    }
    return weeks
  }
}

/// A week of ISO 8601: from Monday to Sunday, counted in the year that its Thursday lies in.
package struct ISOWeek: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let year: Int
  package let number: Int
  package let monday: CivilDate

  package init(of day: CivilDate) {
    // 1970-01-01 was a Thursday: three days after its Monday.
    let sinceMonday = (day.daysSinceEpoch + 3) % 7
    monday = day.advanced(byDays: -(sinceMonday < 0 ? sinceMonday + 7 : sinceMonday))
    let thursday = monday.advanced(byDays: 3)
    year = thursday.year
    let dayOfYear = thursday.daysSinceEpoch - (CivilDate(year: year, month: 1, day: 1) ?? thursday).daysSinceEpoch
    number = Int(dayOfYear / 7) + 1
  }

  package static func < (a: ISOWeek, b: ISOWeek) -> Bool { a.monday < b.monday }

  /// `2026-W05`.
  package var description: String { "\(year)-W\(number < 10 ? "0" : "")\(number)" }
}
