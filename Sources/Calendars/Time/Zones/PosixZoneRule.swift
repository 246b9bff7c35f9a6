/// A zone's rule for the years after its last listed change, as in `CET-1CEST,M3.5.0,M10.5.0/3`
/// (POSIX, "TZ", with RFC 9636's extension of hours to ±167).
struct PosixZoneRule {
  /// Seconds east of UTC; POSIX writes them west.
  let standardOffset: Int64
  private var daylight: (offset: Int64, start: Change, end: Change)?

  private struct Change {
    enum Day {
      /// The `week`th `weekday` (0 is Sunday) of the month; week 5 is the last.
      case monthly(month: Int, week: Int, weekday: Int)
      /// 1...365, never counting 29 February.
      case julian(Int)
      /// 0...365, counting it.
      case zeroBased(Int)
    }
    var day: Day
    var secondOfDay: Int64 = 7200

    func secondsSinceEpoch(in year: Int) -> Int64 {
      let days: Int
      switch day {
      case .monthly(let month, let week, let weekday):
        let first = CivilDate(year: year, month: month, day: 1).map { Int($0.daysSinceEpoch) } ?? 0
        let length = CivilDate.days(inMonth: month, of: year)
        // weekdayIndex counts from Monday.
        let offset = floorModulo(weekday - 1 - weekdayIndex(ofDay: first), 7) + (week - 1) * 7
        days = first + (offset >= length ? offset - 7 : offset)
      case .julian(let day): days = newYearsDay(year) + day - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
      case .zeroBased(let day): days = newYearsDay(year) + day
      }
      return Int64(days) * 86_400 + secondOfDay
    }
  }

  /// - Returns: nil for a text that is empty or no such rule.
  init?(_ text: String) {
    var reader = Reader(rest: Array(text.utf8)[...])
    guard reader.skipName(), let standard = reader.time() else { return nil }
    standardOffset = -standard
    guard !reader.rest.isEmpty else { return }
    guard reader.skipName() else { return nil }
    let offset = reader.rest.first == UInt8(ascii: ",") ? standardOffset + 3600 : reader.time().map { -$0 }
    guard let offset, let start = reader.change(), let end = reader.change(), reader.rest.isEmpty else { return nil }
    daylight = (offset, start, end)
  }

  func changes(years: ClosedRange<Int>) -> [(at: Int64, offset: Int64)] {
    guard let daylight else { return [] }
    return years.flatMap { year in
      [
        (at: daylight.start.secondsSinceEpoch(in: year) - standardOffset, offset: daylight.offset),
        (at: daylight.end.secondsSinceEpoch(in: year) - daylight.offset, offset: standardOffset),
      ].sorted { $0.at < $1.at }
    }
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    /// `CET` or `<+0330>`.
    mutating func skipName() -> Bool {
      let before = rest.count
      if rest.first == UInt8(ascii: "<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(end + 1)...]
      } else {
        rest = rest.drop { (UInt8(ascii: "A")...UInt8(ascii: "z")).contains($0) }
      }
      return rest.count < before
    }

    mutating func number() -> Int64? {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard (1...3).contains(digits.count) else { return nil }
      rest = rest[digits.endIndex...]
      return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    mutating func skip(_ letter: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: letter) else { return false }
      rest = rest.dropFirst()
      return true
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int64? {
      let sign: Int64 = skip("-") ? -1 : 1
      if sign == 1 { _ = skip("+") }
      guard var seconds = number().map({ $0 * 3600 }) else { return nil }
      for unit: Int64 in [60, 1] where skip(":") {
        guard let value = number() else { return nil }
        seconds += value * unit
      }
      return sign * seconds
    }

    mutating func change() -> Change? {
      guard skip(",") else { return nil }
      let day: Change.Day
      if skip("M") {
        guard let month = number(), (1...12).contains(month), skip("."), let week = number(), (1...5).contains(week),
          skip("."), let weekday = number(), (0...6).contains(weekday)
        else { return nil }
        day = .monthly(month: Int(month), week: Int(week), weekday: Int(weekday))
      } else if skip("J") {
        guard let number = number(), (1...365).contains(number) else { return nil }
        day = .julian(Int(number))
      } else {
        guard let number = number(), number <= 365 else { return nil }
        day = .zeroBased(Int(number))
      }
      guard skip("/") else { return Change(day: day) }
      return time().map { Change(day: day, secondOfDay: $0) }
    }
  }
}
