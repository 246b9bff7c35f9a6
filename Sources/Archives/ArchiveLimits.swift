/// What one archive may unpack to. The bytes that come out are counted, never the sizes that the archive claims.
package struct ArchiveLimits: Sendable {
  /// Bytes of one entry.
  package var entryBytes: Int64
  /// Bytes of all entries that are read.
  package var totalBytes: Int64
  /// Entries of any kind, read or not.
  package var entries: Int
  /// Bytes out per byte of the archive file. Text rarely passes 20; a bomb passes 1000.
  package var ratio: Int64

  package init(entryBytes: Int64, totalBytes: Int64, entries: Int, ratio: Int64) {
    self.entryBytes = entryBytes
    self.totalBytes = totalBytes
    self.entries = entries
    self.ratio = ratio
  }

  /// For archives of calendars (Google Takeout).
  package static let calendars = ArchiveLimits(
    entryBytes: 256 << 20, totalBytes: 2 << 30, entries: 5_000, ratio: 200)

  /// For archives of CRM exports: Salesforce cuts its weekly export into zips of about 512 MB.
  package static let snapshots = ArchiveLimits(
    entryBytes: 16 << 30, totalBytes: 64 << 30, entries: 5_000, ratio: 200)
}

/// Why an entry of an archive was left out. The rest of the archive is read all the same.
package struct EntryRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    case link
    case notAFile
    /// The name is absolute or climbs with `..`. Nothing is ever extracted, but nobody honest writes such names.
    case climbingName
    case nestedArchive
    case encrypted
    case tooLarge(limit: Int64)
    /// The data are damaged; the payload is libarchive's own message.
    case damaged(String)
  }

  /// Printable form of the entry's name.
  package let entry: String
  package let reason: Reason

  package var description: String { "\(entry): \(sentence)" }

  /// The description without the name, for where that has been said.
  package var sentence: String {
    switch reason {
    case .link: "is a link"
    case .notAFile: "is neither a file nor a folder"
    case .climbingName: "has a name that leads out of the archive"
    case .nestedArchive: "is an archive within an archive; unpack it and name it as a source of its own"
    case .encrypted: "is encrypted"
    case .tooLarge(let limit): "unpacks to more than \(limit) bytes"
    case .damaged(let message): "is damaged: \(message)"
    }
  }
}

/// Why an archive could not be read to its end.
package struct ArchiveFailure: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    /// No zip, or one that breaks off; the payload is libarchive's own message.
    case unreadable(String)
    case tooManyEntries(limit: Int)
    case tooLarge(limit: Int64)
    case tooDense(ratio: Int64)
  }

  package let path: String
  package let reason: Reason

  package var description: String { "\(printable(path)): \(sentence)" }

  /// The description without the path, for where that has been said.
  package var sentence: String {
    switch reason {
    case .unreadable(let message): "cannot be read as a zip archive: \(message)"
    case .tooManyEntries(let limit): "has more than \(limit) entries"
    case .tooLarge(let limit): "unpacks to more than \(limit) bytes"
    case .tooDense(let ratio): "unpacks to more than \(ratio) times its size, as a bomb would"
    }
  }
}
