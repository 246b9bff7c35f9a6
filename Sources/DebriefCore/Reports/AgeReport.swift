import Calendars

/// How long meetings wait before they are logged: from the meeting's end to the first log.
package struct AgeReport {
  package static let logged = ReportMeasure(
    "logged", "Logged", "External meetings of the window that are logged, with the time of their first log.")
  package static let median = ReportMeasure(
    "median", "Median", "The shortest time within which at least half of them were logged.")
  package static let ninetieth = ReportMeasure(
    "p90", "90th percentile", "The shortest time within which at least nine tenths of them were logged.")

  /// A bar of the histogram: ages above the bound before it, up to and including its own.
  package struct Bucket: Hashable, Sendable {
    package let measure: ReportMeasure
    /// Seconds; nil: without end.
    package let upTo: Int64?
  }

  package static let buckets: [Bucket] = [
    bucket("1h", "Within an hour", upTo: 3_600),
    bucket("4h", "1 to 4 hours", upTo: 4 * 3_600),
    bucket("1d", "4 to 24 hours", upTo: 86_400),
    bucket("2d", "1 to 2 days", upTo: 2 * 86_400),
    bucket("7d", "2 to 7 days", upTo: 7 * 86_400),
    bucket("later", "More than 7 days", upTo: nil),
  ]

  private static func bucket(_ id: String, _ title: String, upTo: Int64?) -> Bucket {
    let meaning = "Logged in that time after the meeting's end; a bound belongs to the shorter time."
    return Bucket(measure: ReportMeasure("age-\(id)", title, meaning, isDetail: true), upTo: upTo)
  }

  private let grouping: ReportGrouping

  package init(people: ReportPeople, window: ReportWindow) {
    grouping = ReportGrouping(people: people, window: window)
  }

  package func report(_ meetings: [ReportMeeting], by dimension: ReportDimension) -> Report {
    let logged = meetings.filter { $0.ageToLog != nil }
    return Report(
      .age, by: dimension, groups: grouping.groups(of: logged, by: dimension, figures: figures),
      total: figures(logged))
  }

  private func figures(_ meetings: [ReportMeeting]) -> [ReportFigure] {
    let aged = meetings.compactMap { meeting in meeting.ageToLog.map { (age: $0, row: ReportRow.meeting(meeting)) } }
      .sorted { $0.age < $1.age }
    let ages = aged.map(\.age)
    let rows = aged.map(\.row)
    var lower: Int64 = -1
    let histogram = Self.buckets.map { bucket in
      let upTo = bucket.upTo ?? .max
      defer { lower = upTo }
      return ReportFigure(bucket.measure, count: aged.filter { lower < $0.age && $0.age <= upTo }.map(\.row))
    }
    return [
      ReportFigure(Self.logged, count: rows),
      ReportFigure(Self.median, seconds: Self.percentile(50, of: ages), rows: rows),
      ReportFigure(Self.ninetieth, seconds: Self.percentile(90, of: ages), rows: rows),
    ] + histogram
  }

  /// The nearest-rank percentile: the smallest of the values that `percent` per cent of them do not exceed. It is
  /// always the age of one of the meetings.
  ///
  /// - Parameter sorted: in ascending order.
  package static func percentile(_ percent: Int, of sorted: [Int64]) -> Int64? {
    guard !sorted.isEmpty else { return nil }
    let rank = (percent * sorted.count + 99) / 100
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }
}
