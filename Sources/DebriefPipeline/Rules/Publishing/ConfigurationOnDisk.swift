import Archives
import Foundation

/// `pipeline.yml` on the disk: read whole, replaced whole or not at all.
struct ConfigurationOnDisk {
  /// The file itself, where the path given was a symbolic link.
  let path: String

  init(path: String) throws(FileFailure) {
    guard let real = realpath(path, nil) else { throw FileFailure(path: path, fact: .system(errno)) }
    self.path = String(cString: real)
    free(real)
  }

  func read() throws -> [UInt8] {
    let file = try FileByteSource(path: path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= ConfigurationFile.maxBytes {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Puts `new` in the place of `old`: written beside it, made durable, then renamed, so that whoever is killed, or
  /// loses power, leaves either the one or the other. Mode and owner stay.
  ///
  /// - Throws: ``ChangedByHand`` where the file no longer holds `old`, ``ConfigurationNotWritten``.
  func replace(_ old: [UInt8], with new: [UInt8]) throws {
    let temporary = path + ".new"
    var status = stat()
    guard stat(path, &status) == 0 else { throw ConfigurationNotWritten(path: path, error: errno) }
    // What a killed publication left.
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ConfigurationNotWritten(path: temporary, error: errno) }
    do {
      defer { close(descriptor) }
      if status.st_uid != geteuid() || status.st_gid != getegid() {
        guard fchown(descriptor, status.st_uid, status.st_gid) == 0 else {
          throw ConfigurationNotWritten(path: path, error: errno)
        }
      }
      guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else {
        throw ConfigurationNotWritten(path: temporary, error: errno)
      }
      var rest = new[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 {
          if errno == EINTR { continue }
          throw ConfigurationNotWritten(path: temporary, error: errno)
        }
        rest = rest.dropFirst(count)
      }
      guard fsync(descriptor) == 0 else { throw ConfigurationNotWritten(path: temporary, error: errno) }
      guard try read() == old else { throw ChangedByHand(path: path) }
      guard rename(temporary, path) == 0 else { throw ConfigurationNotWritten(path: path, error: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}

/// Somebody else changed the configuration while it was being published.
package struct ChangedByHand: Error, CustomStringConvertible {
  package var path: String
  package var description: String {
    "\(path) has been changed in between. Nothing was written: look at it, simulate the draft again, then publish."
  }
}

package struct ConfigurationNotWritten: Error, CustomStringConvertible {
  package var path: String
  package var error: Int32
  package var description: String {
    "\(path) could not be written: \(String(cString: strerror(error))). The rules in force are as they were; Debrief needs "
      + "to write in that folder, as the owner of the configuration."
  }
}
