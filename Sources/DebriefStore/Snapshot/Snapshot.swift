import CRM
import Calendars

/// One dated import of CRM records.
package struct Snapshot: Equatable, Sendable {
  package let id: Int64
  package let importedAt: Instant
  /// The folder or zip that it was read from.
  package let path: String
  /// Of the files' bytes and the field map.
  package let fingerprint: String
  /// "weekly export", or several joined by ", ".
  package let dialects: String
  package let counts: [SnapshotObject: SnapshotReading.Counts]
}
