import Calendars
import DebriefCore
import DebriefStore
import Foundation

/// Writes what is due to files that Data Loader takes: the delivery that works without any network.
package struct OutboxFiles {
  private let folder: String
  private let columns: DeliveryColumns

  package init(_ configuration: Configuration) {
    folder = configuration.stateFolder + "/outbox"
    columns = configuration.activities.columns
  }

  /// What was written by one push.
  package struct Written: Sendable {
    package var files: [String] = []
    package var deliveries = 0
  }

  /// Writes each delivery exactly once: it belongs to one batch, a batch's files have one name and one content, and a
  /// batch that a crash interrupted is written again under the same name.
  ///
  /// - Parameter accepts: what goes to files.
  package func push(
    from store: Store, now: Instant, where accepts: (Delivery) -> Bool = { _ in true }
  ) throws -> Written {
    var written = Written()
    for batch in try store.batchesToWrite(now: now, where: accepts) {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      written.files += try write(batch)
      try store.markWritten(batch: batch.number, at: now)
      written.deliveries += batch.entries.count
    }
    return written
  }

  /// The files of a batch that are still in the folder.
  func present(batch number: Int) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(Self.name(number) + "-") || $0 == Self.name(number) + ".ndjson" }.sorted()
      .map { "\(folder)/\($0)" }
  }

  /// Writes those of a batch's files anew that are still there, and takes away what nothing is left of.
  func rewrite(_ batch: OutboxBatch) throws {
    let before = present(batch: batch.number)
    let written = try batch.entries.isEmpty ? [] : write(batch)
    // A part that somebody who was killed left behind has become the file by now, or goes.
    for path in before where !written.contains(path) && FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
    // What somebody has taken away stays away.
    for path in written where !before.contains(path) { try FileManager.default.removeItem(atPath: path) }
  }

  private static func name(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  private func write(_ batch: OutboxBatch) throws -> [String] {
    let name = Self.name(batch.number)
    var written: [String] = []
    // Data Loader has no use for a message: it stands in the NDJSON alone.
    let objects = Set(batch.entries.filter { !$0.delivery.isMessage }.map(\.delivery.object)).sorted()
    for object in objects {
      let entries = batch.entries.filter { $0.delivery.object == object }
      written.append(
        try AtomicFile.write(
          DeliveryText.csv(entries.map(\.delivery), columns: columns), to: "\(folder)/\(name)-\(object).csv"))
    }
    written.append(
      try AtomicFile.write(
        try DeliveryText.ndjson(batch.entries, columns: columns), to: "\(folder)/\(name).ndjson"))
    return written
  }
}

/// A file that is there whole, or not at all, also after a power cut.
enum AtomicFile {
  /// Returns the path.
  static func write(_ text: String, to path: String) throws -> String { try write(Array(text.utf8), to: path) }

  static func write(_ content: [UInt8], to path: String) throws -> String {
    let temporary = path + ".part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileNotWritten(path: temporary, error: errno) }
    defer { close(descriptor) }
    var bytes = content[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileNotWritten(path: temporary, error: errno)
      }
      bytes = bytes.dropFirst(count)
    }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw FileNotWritten(path: path, error: errno) }
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    return path
  }
}

/// An outbox file could not be written; what was to be in it stays in the outbox.
package struct FileNotWritten: Error, CustomStringConvertible {
  package var path: String
  package var error: Int32

  package var description: String {
    "\(path) could not be written: \(String(cString: strerror(error))). Nothing is lost: push again."
  }
}
