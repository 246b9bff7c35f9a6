import CLibArchive
import Glibc

/// A zip archive, read entry by entry as a stream; nothing is ever written to disk.
///
/// Owns one libarchive reader and frees it exactly once. The entries' names are strangers' strings: they serve to
/// choose entries and in messages, never as paths.
@safe package struct ZipArchive: ~Copyable {
  private let file: FileByteSource
  private let reader: OpaquePointer  // struct archive *
  private let limits: ArchiveLimits

  /// - Throws: ``FileFailure`` or ``ArchiveFailure``.
  package init(path: String, limits: ArchiveLimits) throws {
    let file = try FileByteSource(path: path)
    guard let reader = unsafe archive_read_new() else {
      throw ArchiveFailure(path: path, reason: .unreadable("out of memory"))
    }
    // Only with the directory at the archive's end: libarchive's other way takes a half-copied archive for whole.
    unsafe archive_read_support_format_zip_seekable(reader)
    guard unsafe archive_read_open_fd(reader, file.descriptorForArchive, 256 << 10) == ARCHIVE_OK else {
      let message = unsafe Self.message(of: reader)
      unsafe archive_read_free(reader)
      throw ArchiveFailure(path: path, reason: .unreadable(message))
    }
    self.file = file
    unsafe self.reader = unsafe reader
    self.limits = limits
  }

  deinit { unsafe archive_read_free(reader) }

  /// Hands the entries whose name `isWanted` to `body`, in the order of the archive, each with a reader that is valid
  /// until `body` returns. An entry that cannot be read to its end is left out by name and the next one follows; any
  /// other error of `body` ends the walk.
  ///
  /// - Returns: the entries that were wanted, or were archives themselves, and were left out.
  /// - Throws: ``ArchiveFailure`` when the rest of the archive cannot or may not be read, and what `body` throws.
  package consuming func forEachEntry(
    where isWanted: (String) -> Bool, _ body: (ZipEntry) throws -> Void
  ) throws -> [EntryRefusal] {
    var refusals: [EntryRefusal] = []
    var count = 0
    var total: Int64 = 0
    while let found = try nextHeader() {
      count += 1
      guard count <= limits.entries else {
        throw ArchiveFailure(path: file.path, reason: .tooManyEntries(limit: limits.entries))
      }
      if found.isFolder { continue }
      let isArchive = Self.isArchiveName(found.name)
      guard isArchive || isWanted(found.name) else { continue }
      if let reason = isArchive ? .nestedArchive : found.refusal {
        refusals.append(EntryRefusal(entry: printable(found.name), reason: reason))
        continue
      }
      let entry = unsafe ZipEntry(
        name: found.name, archive: file.path, archiveBytes: file.size, reader: reader, limits: limits, total: total)
      defer { entry.close() }
      do {
        try body(entry)
      } catch let refusal as EntryRefusal {
        refusals.append(refusal)
      }
      total = entry.total
    }
    return refusals
  }

  private struct Header {
    let name: String
    let isFolder: Bool
    let refusal: EntryRefusal.Reason?
  }

  private borrowing func nextHeader() throws -> Header? {
    let locale = UTF8Locale()
    defer { locale.leave() }
    var header: OpaquePointer?  // struct archive_entry *, libarchive's own
    let status = unsafe archive_read_next_header(reader, &header)
    if status == ARCHIVE_EOF { return nil }
    // A warning is a name that the process's locale cannot spell; the entry itself is fine.
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry = unsafe header else {
      throw ArchiveFailure(path: file.path, reason: .unreadable(unsafe Self.message(of: reader)))
    }
    let type = unsafe archive_entry_filetype(entry)
    let name = unsafe Self.name(of: entry)
    let isLink =
      unsafe type == 0o120000 || archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil
    let refusal: EntryRefusal.Reason? =
      if isLink {
        .link
      } else if type != 0o100000 && type != 0 {
        .notAFile
      } else if Self.climbs(name) {
        .climbingName
      } else if unsafe archive_entry_is_encrypted(entry) != 0 {
        .encrypted
      } else {
        nil
      }
    return Header(name: name, isFolder: type == 0o040000, refusal: refusal)
  }

  private static func name(of entry: OpaquePointer) -> String {
    if let raw = unsafe archive_entry_pathname(entry) { return unsafe String(cString: raw) }
    if let converted = unsafe archive_entry_pathname_utf8(entry) { return unsafe String(cString: converted) }
    return ""
  }

  private static func climbs(_ name: String) -> Bool {
    let name = name.replacing("\\", with: "/")
    return name.isEmpty || name.hasPrefix("/") || name.dropFirst().hasPrefix(":")
      || name.split(separator: "/").contains("..")
  }

  private static func isArchiveName(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".7z", ".rar"].contains { name.hasSuffix($0) }
  }

  fileprivate static func message(of reader: OpaquePointer) -> String {
    guard let text = unsafe archive_error_string(reader) else { return "unknown error" }
    return printable(unsafe String(cString: text))
  }
}

/// The calling thread's character set while libarchive reads names: in the C locale it has none for those beyond
/// ASCII. The process's own locale stays as it is.
@safe private struct UTF8Locale {
  private let locale: locale_t?
  private let previous: locale_t?

  init() {
    unsafe locale = unsafe newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
    unsafe previous = unsafe locale.flatMap { unsafe uselocale($0) }
  }

  func leave() {
    if let previous = unsafe previous { unsafe uselocale(previous) }
    if let locale = unsafe locale { unsafe freelocale(locale) }
  }
}

/// One entry of a ``ZipArchive``, read front to back while ``ZipArchive/forEachEntry(where:_:)`` stands on it.
@safe package final class ZipEntry {
  /// As written in the archive; printable(_:) it before showing it.
  package let name: String
  private let archive: String
  private let limits: ArchiveLimits
  private let densityLimit: Int64
  private var reader: OpaquePointer?
  private var count: Int64 = 0
  fileprivate var total: Int64

  fileprivate init(
    name: String, archive: String, archiveBytes: Int64, reader: OpaquePointer, limits: ArchiveLimits, total: Int64
  ) {
    self.name = name
    self.archive = archive
    self.limits = limits
    self.total = total
    // A floor, so that a tiny archive of blank lines is no bomb.
    densityLimit = max(1 << 20, archiveBytes.multipliedReportingOverflow(by: limits.ratio).partialValue)
    unsafe self.reader = unsafe reader
  }

  fileprivate func close() { unsafe reader = nil }

  /// Bytes read into the front of `buffer`; 0 at the end of the entry, and after `forEachEntry` has moved on.
  ///
  /// - Throws: ``EntryRefusal`` or ``ArchiveFailure``.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let reader = unsafe reader else { return 0 }
    let read = unsafe archive_read_data(reader, buffer.baseAddress, buffer.count)
    guard read >= 0 else {
      let message = unsafe ZipArchive.message(of: reader)
      if read == Int(ARCHIVE_FATAL) { throw ArchiveFailure(path: archive, reason: .unreadable(message)) }
      throw EntryRefusal(entry: printable(name), reason: .damaged(message))
    }
    count += Int64(read)
    total += Int64(read)
    if count > limits.entryBytes {
      throw EntryRefusal(entry: printable(name), reason: .tooLarge(limit: limits.entryBytes))
    }
    if total > limits.totalBytes { throw ArchiveFailure(path: archive, reason: .tooLarge(limit: limits.totalBytes)) }
    if total > densityLimit { throw ArchiveFailure(path: archive, reason: .tooDense(ratio: limits.ratio)) }
    return read
  }
}
