import Archives
import Foundation

/// One run at a time: a lock that the kernel gives back however the run ends.
///
/// It is a file of its own: closing any descriptor of the database would drop the locks that SQLite holds on it.
package final class RunLock {
  private let descriptor: Int32

  /// Another run holds the lock.
  package struct Held: Error, CustomStringConvertible {
    package var path: String
    package var holder: String
    package var description: String {
      "another run (\(holder.isEmpty ? "unknown" : holder)) holds \(path); this one stops here"
    }
  }

  /// - Parameters:
  ///   - name: another file than the run's, for something else that must be alone.
  ///   - holder: who takes it, for the one that comes second: "pid 4711 since 2026-11-21T09:30:00Z".
  package init(folder: String, name: String = "run.lock", holder: String) throws {
    let path = folder + "/" + name
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    // A folder that could not be made fails here, with the reason.
    guard descriptor >= 0 else { throw FileFailure(path: path, fact: .system(errno)) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let other = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      close(descriptor)
      throw Held(path: path, holder: other.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    ftruncate(descriptor, 0)
    _ = holder.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  /// Who holds the lock of `folder` now; nil for nobody.
  package static func holder(folder: String) -> String? {
    let path = folder + "/run.lock"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    return try? String(contentsOfFile: path, encoding: .utf8)
  }

  deinit { close(descriptor) }
}
