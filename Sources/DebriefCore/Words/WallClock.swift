import Calendars

/// Times as a person reads them, in one zone.
package struct WallClock: Sendable {
  private let zone: ZoneTransitions

  package init(timeZone: String) { zone = TimeCache().zone(named: timeZone) ?? .utc }

  /// `Tue 13 Jan 10:30`.
  package func short(_ instant: Instant) -> String {
    let civil = zone.wallClock(at: instant)
    return "\(weekday(civil.date)) \(padded(civil.date.day)) \(month(civil.date)) \(time(civil))"
  }

  /// `Tue 13 Jan`.
  package func day(_ instant: Instant) -> String {
    let date = zone.wallClock(at: instant).date
    return "\(weekday(date)) \(padded(date.day)) \(month(date))"
  }

  /// `10:30`.
  package func time(_ instant: Instant) -> String { time(zone.wallClock(at: instant)) }

  /// When the day of `instant` began.
  package func midnight(before instant: Instant) -> Instant {
    let date = zone.wallClock(at: instant).date
    guard let start = CivilDateTime(date: date, hour: 0, minute: 0, second: 0) else { return instant }
    return zone.instant(of: start)
  }

  /// `Tue 13 Jan 2026, 10:30–11:15`; the second day only where it differs.
  package func range(_ from: Instant, _ to: Instant) -> String {
    let start = zone.wallClock(at: from)
    let end = zone.wallClock(at: to)
    let day = "\(weekday(start.date)) \(start.date.day) \(month(start.date)) \(start.date.year)"
    let last = start.date == end.date ? time(end) : short(to)
    return "\(day), \(time(start))–\(last)"
  }

  /// `45m`, `1h 30m`, `2d`.
  package static func duration(_ from: Instant, _ to: Instant) -> String {
    let minutes = max(0, to.seconds(since: from) / 60)
    switch minutes {
    case 0..<60: return "\(minutes)m"
    case 60..<(48 * 60): return minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h \(minutes % 60)m"
    default: return "\(minutes / 1440)d"
    }
  }

  private func time(_ civil: CivilDateTime) -> String { "\(padded(civil.hour)):\(padded(civil.minute))" }
  private func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private func weekday(_ date: CivilDate) -> String {
    let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970-01-01 was a Thursday
    let index = Int(date.daysSinceEpoch % 7)
    return names[index < 0 ? index + 7 : index]
  }

  private func month(_ date: CivilDate) -> String {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date.month - 1]
  }
}
