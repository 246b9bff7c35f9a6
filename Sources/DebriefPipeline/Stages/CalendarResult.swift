import Calendars
import DebriefStore

/// What one reading of a calendar gave, on its way into the store.
struct CalendarResult {
  var report = SourceReport()
  var changed: [SeriesUpdate] = []
  /// Series that are as they were in the last reading.
  var unchanged = 0
  /// Which of the series of the last reading were there.
  private var seen: Set<Int> = []
  /// Of the unchanged series, those that were written in another form before.
  var forms: [String: UInt64] = [:]
  /// The file was cut short or in part unreadable: what it no longer holds may still exist.
  var isIncomplete = false

  /// Takes note of a series of the last reading that is as it was.
  mutating func leave(at place: Int) {
    unchanged += 1
    seen.insert(place)
  }

  /// Takes in a series that is new or has changed.
  ///
  /// - Parameter place: its place in the last reading; nil for a new one.
  mutating func change(_ series: SeriesUpdate, at place: Int?) {
    changed.append(series)
    if let place { seen.insert(place) }
  }

  /// The UIDs of the series of the last reading that were not there.
  func gone(from known: KnownSeries) -> [String] {
    known.uids.indices.filter { !seen.contains($0) }.map { known.uids[$0] }.sorted()
  }

  mutating func add(_ contents: CalendarContents) {
    report.name = contents.name
    report.productID = contents.productID
    report.events = contents.events
    report.eventsWithPeople = contents.eventsWithPeople
    for (reason, count) in contents.setAside { report.setAside[reason.rawValue] = count }
    report.refusedEvents = contents.refusedEvents
    report.refused = contents.refusals.map { .init(line: $0.line, uid: $0.uid, message: $0.message) }
    report.warnings = contents.notes.map { .init(line: $0.line, uid: $0.uid, message: $0.message) }
    isIncomplete = !contents.isComplete || contents.refusals.contains { $0.scope == .file }
  }

  /// The report, with what is odd about the source compared to its last reading (product definition, section 2).
  ///
  /// - Parameter known: what the last reading found.
  func report(after known: KnownSeries) -> SourceReport {
    var report = report
    if report.events > 0 && report.eventsWithPeople == 0 {
      report.warnings.append(
        .init(
          line: nil,
          message: "none of its \(report.events) events names anybody: published links leave guest lists out, so "
            + "no meeting can be found here; use an export with attendees"))
    }
    if let before = known.events, before >= 10, report.events * 2 < before {
      report.warnings.append(
        .init(line: nil, message: "it has shrunk from \(before) to \(report.events) events"))
    }
    if unchanged == 0, changed.count >= 10, known.uids.count >= 10, seen.isEmpty {
      report.warnings.append(
        .init(
          line: nil,
          message: "every event has another UID than in the last reading, so the exporter seems to invent them anew; "
            + "meetings would be asked about twice. Use another kind of export"))
    }
    return report
  }
}
