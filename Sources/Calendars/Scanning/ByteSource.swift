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
}

extension ByteSource {
  package mutating func rewind() throws -> Bool { false }
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
  private var position = 0

  /// - Parameter readsAtMost: the most bytes that one read hands out; small ones try the reader's seams.
  package init(_ bytes: [UInt8], readsAtMost: Int = .max) {
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
}
