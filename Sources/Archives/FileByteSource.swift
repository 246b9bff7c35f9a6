import Glibc

/// Why a file could not be opened or read: its path, what was attempted, and the system's own word for it.
package struct FileFailure: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Fact: Equatable, Sendable {
    /// The system refused; the payload is `errno`.
    case system(Int32)
    /// The path leads to something that is not a regular file: "a directory", "a FIFO" …
    case notAFile(kind: String)
  }

  package let path: String
  package let fact: Fact

  package init(path: String, fact: Fact) {
    self.path = path
    self.fact = fact
  }

  package var description: String { "\(printable(path)): \(reason)" }

  /// The description without the path, for where that has been said.
  package var reason: String {
    switch fact {
    case .system(let code): systemMessage(code)
    case .notAFile(let kind): "is \(kind), not a file"
    }
  }
}

/// A regular file, read front to back.
///
/// Opening never blocks: a FIFO that nobody writes to, a directory or a device that carries the name of a
/// calendar is told apart before the first byte is read. Symbolic links are followed (mounted configuration and
/// synchronised folders consist of them); what counts is what they lead to.
@safe package final class FileByteSource {
  package let path: String
  /// Bytes when the file was opened. A file that is still being written may hold more.
  package let size: Int64
  private let descriptor: Int32

  package init(path: String) throws(FileFailure) {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw FileFailure(path: path, fact: .system(errno)) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileFailure(path: path, fact: .system(code))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileFailure(path: path, fact: .notAFile(kind: Self.kind(of: status.st_mode)))
    }
    self.path = path
    size = Int64(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Bytes read into the front of `buffer`; 0 at the end of the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw FileFailure(path: path, fact: .system(errno)) }
    }
  }

  /// Starts over at the first byte; true, because a regular file always can.
  package func rewind() throws(FileFailure) -> Bool {
    try seek(to: 0)
    return true
  }

  /// Goes on at the byte that is `offset` bytes behind the first.
  package func seek(to offset: Int) throws(FileFailure) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
      throw FileFailure(path: path, fact: .system(errno))
    }
  }

  /// For libarchive, which seeks to a zip's directory. The caller reads through one of the two, never both.
  var descriptorForArchive: Int32 { descriptor }

  private static func kind(of mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a directory"
    case S_IFIFO: "a FIFO"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "something else"
    }
  }
}

func systemMessage(_ code: Int32) -> String {
  guard let message = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: message)
}
