/// Where the bytes of one calendar come from: a file, an entry of an archive, memory.
package protocol ByteSource {
  /// Puts the next bytes at the front of `buffer` and returns how many they are; 0 at the end.
  ///
  /// - Throws: whatever stops the reading, a ``ReadFailure`` where the system refused it.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// Starts over at the first byte; false where that is impossible.
  ///
  /// The reader asks for it only where a file is so large, or has one UID in such distant places, that a series
  /// could not be kept whole in the first reading.
  mutating func rewind() throws -> Bool

  /// Whether ``seek(to:)`` can be asked. Then the reader keeps little more than the places of what may matter.
  var isSeekable: Bool { get }

  /// Goes on at the byte that is `offset` bytes behind the first.
  mutating func seek(to offset: Int) throws
}

extension ByteSource {
  package mutating func rewind() throws -> Bool { false }
  package var isSeekable: Bool { false }
  package mutating func seek(to offset: Int) throws {}
}

/// The system refused to read.
package struct ReadFailure: Error, Equatable, CustomStringConvertible {
  package var path: String
  package var errno: Int32
  /// What the system says about `errno`.
  package var reason: String

  package init(path: String, errno: Int32, reason: String) {
    self.path = path
    self.errno = errno
    self.reason = reason
  }

  package var description: String { "\(path): \(reason)" }
}

/// A calendar that is in memory already.
package struct BytesInMemory: ByteSource {
  private let bytes: [UInt8]
  private let readsAtMost: Int
  package let isSeekable: Bool
  private var position = 0

  /// - Parameters:
  ///   - readsAtMost: the most bytes that one read hands out; small ones try the reader's seams.
  ///   - isSeekable: false for the behaviour of an archive's entry, which is read from its beginning only.
  package init(_ bytes: [UInt8], readsAtMost: Int = .max, isSeekable: Bool = true) {
    self.isSeekable = isSeekable
    self.bytes = bytes
    self.readsAtMost = max(1, readsAtMost)
  }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, readsAtMost, bytes.count - position)
    unsafe buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }

  package mutating func rewind() -> Bool {
    position = 0
    return true
  }

  package mutating func seek(to offset: Int) { position = min(max(offset, 0), bytes.count) }
}
