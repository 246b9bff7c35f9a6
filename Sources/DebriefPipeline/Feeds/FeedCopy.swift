import Calendars
import Foundation

/// A feed's calendar in the state folder: the file that is read, and beside it what the next request needs.
struct FeedCopy {
  let path: String
  private var notesPath: String { path + ".json" }

  /// What is known of the copy. The address itself is not in it.
  struct Notes: Codable {
    /// Of the address that it came from: another address makes the rest void.
    var origin: String
    var etag: String?
    var lastModified: String?
    /// When the server last confirmed that the copy is what it has.
    var confirmedAt: Instant
  }

  /// Nil where there is no copy, or another address's.
  func notes(origin: String) -> Notes? {
    guard FileManager.default.fileExists(atPath: path), let data = FileManager.default.contents(atPath: notesPath),
      let notes = try? JSONDecoder().decode(Notes.self, from: data), notes.origin == origin
    else { return nil }
    return notes
  }

  /// When the server last confirmed the copy, whatever its address was then.
  var confirmedAt: Instant? {
    FileManager.default.contents(atPath: notesPath).flatMap { try? JSONDecoder().decode(Notes.self, from: $0) }?
      .confirmedAt
  }

  func write(_ notes: Notes) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    _ = try AtomicFile.write(String(decoding: try encoder.encode(notes), as: UTF8.self) + "\n", to: notesPath)
  }

  /// Takes what came in the place of the copy, unless both are the same: a file that stays as it is is not read again.
  func replace(with part: FeedPart) throws {
    if FileManager.default.contentsEqual(atPath: part.path, andPath: path) {
      try? FileManager.default.removeItem(atPath: part.path)
      return
    }
    try part.move(to: path)
  }
}

/// A calendar on its way into the state folder, written as it comes.
final class FeedPart {
  let path: String
  private var descriptor: Int32
  private var first: [UInt8] = []
  private var last: [UInt8] = []

  init(for copy: String) throws {
    path = copy + ".part"
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileNotWritten(path: path, error: errno) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(path)
    }
  }

  func append(_ bytes: RawSpan) throws {
    try bytes.withUnsafeBytes { buffer in
      first += buffer.prefix(max(0, 64 - first.count))
      last = Array((last + buffer.suffix(256)).suffix(256))
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          throw FileNotWritten(path: path, error: errno)
        }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Why this cannot be a whole calendar; nil where it can. A sign-in page comes with 200, too.
  var problem: String? {
    let head = String(decoding: first, as: UTF8.self).drop { $0 == "\u{FEFF}" || $0.isWhitespace }.uppercased()
    if !head.hasPrefix("BEGIN:VCALENDAR") { return "what came is no calendar" }
    if !String(decoding: last, as: UTF8.self).uppercased().contains("END:VCALENDAR") {
      return "the calendar ends before its end"
    }
    return nil
  }

  /// Everything has come.
  func finish() throws {
    guard fsync(descriptor) == 0 else { throw FileNotWritten(path: path, error: errno) }
  }

  fileprivate func move(to copy: String) throws {
    guard rename(path, copy) == 0 else { throw FileNotWritten(path: copy, error: errno) }
    close(descriptor)
    descriptor = -1
    let folder = open((copy as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }
}
