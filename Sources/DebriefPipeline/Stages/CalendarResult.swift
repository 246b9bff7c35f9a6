import Calendars
import DebriefStore

/// What one reading of a calendar gave, on its way into the store.
struct CalendarResult {
  var report = SourceReport()
  var changed: [SeriesUpdate] = []
  /// Series that are as they were in the last reading.
  var unchanged = 0
  /// Which of the series of the last reading were there.
  private(set) var seen = SeenSeries()
  /// Of the unchanged series, those that were written in another form before.
  var forms: [String: UInt64] = [:]
  /// The file was cut short or in part unreadable: what it no longer holds may still exist.
  var isIncomplete = false

  /// Takes note of a series of the last reading that is as it was, to the byte.
  mutating func leave(_ form: UInt64) {
    unchanged += 1
    seen.forms.insert(form)
  }

  /// Takes note of a series of the last reading that is as it was, in other bytes.
  ///
  /// - Parameter form: the hash of its bytes; nil where they do not tell everything.
  mutating func leave(_ uid: String, form: UInt64?) {
    unchanged += 1
    seen.uids.insert(uid)
    forms[uid] = form
  }

  /// Takes in a series that is new or has changed.
  mutating func change(_ series: SeriesUpdate, isKnown: Bool) {
    changed.append(series)
    if isKnown { seen.uids.insert(series.uid) }
  }

  /// All series that the source holds now; nil where the file may not have told of each.
  var held: KnownSeries? {
    isIncomplete
      ? nil
      : KnownSeries(
        count: unchanged + changed.count,
        forms: seen.forms.union(forms.values).union(changed.compactMap(\.form)))
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
  /// - Parameters:
  ///   - known: what the last reading found.
  ///   - events: how many VEVENTs the source had then; nil where that is not known.
  func report(after known: KnownSeries, events: Int?) -> SourceReport {
    var report = report
    if report.events > 0 && report.eventsWithPeople == 0 {
      report.warnings.append(
        .init(
          line: nil,
          message: "none of its \(report.events) events names anybody: published links leave guest lists out, so "
            + "no meeting can be found here; use an export with attendees"))
    }
    if let before = events, before >= 10, report.events * 2 < before {
      report.warnings.append(
        .init(line: nil, message: "it has shrunk from \(before) to \(report.events) events"))
    }
    if unchanged == 0, changed.count >= 10, known.count >= 10, seen.count == 0 {
      report.warnings.append(
        .init(
          line: nil,
          message: "every event has another UID than in the last reading, so the exporter seems to invent them anew; "
            + "meetings would be asked about twice. Use another kind of export"))
    }
    return report
  }
}
