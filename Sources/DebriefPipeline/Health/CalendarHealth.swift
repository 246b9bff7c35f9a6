import Archives
import Calendars
import DebriefCore
import DebriefStore
import Foundation

/// What `doctor` says of one calendar file, without reading what is in it.
package struct CalendarHealth: Sendable {
  package var path: String
  /// When the file was written; nil where it could not be asked.
  package var writtenAt: Instant?
  /// Why it cannot be opened.
  package var failure: String?
  /// Whose it is, as the last run found; empty before the first.
  package var owners: [String] = []
  /// Whether the last run read it as it is now.
  package var isRead = false
  /// What was odd about it, or refused, when it was last read.
  package var remarks: [String] = []

  /// Every calendar that the configuration leads to, and the paths that lead to none.
  package static func all(
    _ configuration: Configuration, stored: [String: StoredSource], forgotten: ForgottenPeople
  ) -> (calendars: [CalendarHealth], missing: [Configuration.CalendarSource]) {
    let files = CalendarFiles(configuration.calendars)
    let settings = ReadingSettings.hash(configuration, forgotten)
    let calendars = files.files.map { CalendarHealth($0, settings: settings, stored: stored) }
    return (calendars, files.missing)
  }

  private init(_ file: CalendarFile, settings: String, stored: [String: StoredSource]) {
    path = file.path
    do {
      _ = try FileByteSource(path: file.path)
    } catch {
      failure = "\(error)"
    }
    var status = stat()
    if stat(file.path, &status) == 0 { writtenAt = Instant(secondsSinceEpoch: Int64(status.st_mtim.tv_sec)) }
    // A feed's copy is written when its content changes, and confirmed much more often.
    if file.source.feed != nil, let confirmed = FeedCopy(path: file.path).confirmedAt { writtenAt = confirmed }
    let gate = FileGate(path: file.path, settings: settings + (file.source.owner?.key ?? ""))?.text
    let sources = stored.values.filter { $0.path == file.path || $0.path.hasPrefix(file.path + "!") }
    owners = Set(sources.compactMap(\.owner)).sorted()
    isRead = !sources.isEmpty && sources.allSatisfy { $0.gate.text == gate }
    remarks = sources.sorted { $0.path < $1.path }.flatMap { source in
      (source.report.refused + source.report.warnings).map { item in
        "\(source.path)\(item.line.map { ":\($0)" } ?? ""): \(item.message)"
      }
    }
  }
}
