import Archives
import Calendars

/// The bytes of a file for the scanner.
package struct FileBytes: ByteSource {
  let file: FileByteSource

  package init(file: FileByteSource) { self.file = file }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try file.read(into: buffer) }

  package mutating func rewind() throws -> Bool { try file.rewind() }

  package var isSeekable: Bool { true }

  package mutating func seek(to offset: Int) throws { try file.seek(to: offset) }
}

/// The bytes of an archive's entry for the scanner.
///
/// The scanner may want to read a calendar a second time, and an archive is a stream: what was read is kept, as long as
/// it is no more than a calendar of a decade.
struct EntryBytes: ByteSource {
  /// Bytes.
  static let kept = 64 << 20

  private let entry: ZipEntry
  private var seen: [UInt8] = []
  private var isWhole = true
  /// Where the second reading stands; nil during the first.
  private var position: Int?

  init(entry: ZipEntry) { self.entry = entry }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let position {
      let count = min(buffer.count, seen.count - position)
      buffer.copyBytes(from: seen[position..<position + count])
      self.position = position + count
      return count
    }
    let count = try entry.read(into: buffer)
    if isWhole && seen.count + count <= Self.kept {
      seen.append(contentsOf: buffer[..<count])
    } else {
      isWhole = false
      seen = []
    }
    return count
  }

  mutating func rewind() -> Bool {
    guard isWhole else { return false }
    position = 0
    return true
  }
}
