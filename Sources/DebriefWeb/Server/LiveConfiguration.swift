import DebriefPipeline
import Foundation
import Synchronization

/// The configuration of a server that runs for weeks: read again when its file changes, so that an SA who was added, or
/// a rule that was published, counts at once. A file that became unusable changes nothing and is reported.
final class LiveConfiguration: Sendable {
  private struct State {
    var configuration: Configuration
    var stamp: Stamp?
  }

  private struct Stamp: Equatable {
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  private let state: Mutex<State>
  private let log: @Sendable (String) -> Void

  init(_ configuration: Configuration, log: @escaping @Sendable (String) -> Void) {
    state = Mutex(State(configuration: configuration, stamp: Stamp(configuration.path)))
    self.log = log
  }

  var current: Configuration {
    state.withLock { state in
      let path = state.configuration.path
      guard let stamp = Stamp(path), stamp != state.stamp else { return state.configuration }
      state.stamp = stamp
      do {
        let read = try Configuration(file: path)
        if read.stateFolder == state.configuration.stateFolder {
          state.configuration = read
        } else {
          log("\(path) names another state folder now: start debrief serve again.")
        }
      } catch {
        log("\(path) was changed and cannot be used, so the one before stays in force:\n\(error)")
      }
      return state.configuration
    }
  }
}
