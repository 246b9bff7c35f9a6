/// What a look at every file of a snapshot found: which object each holds, and how it is written.
package struct SnapshotPlan: Sendable {
  package struct File: Sendable {
    package let name: String
    package let object: SnapshotObject
    /// Told by the file's name, else by its columns and the first id.
    package let isNamedAfterObject: Bool
    let encoding: TextEncoding
    let markBytes: Int
    let delimiter: Delimiter
    let header: SnapshotHeader
    let columns: RecordColumns
    let fingerprint: String

    package var dialect: SnapshotDialect { header.dialect }
  }

  /// The folder or zip.
  package let path: String
  package let files: [File]
  /// Of the files' bytes and of the field map: the same where reading would give the same records.
  package let fingerprint: String
  package let notes: [SnapshotNote]

  package var objects: [SnapshotObject] { Set(files.map(\.object)).sorted() }

  /// "weekly export", or several joined by ", ".
  package var dialects: String {
    Set(files.map(\.dialect.rawValue)).sorted().joined(separator: ", ")
  }
}
