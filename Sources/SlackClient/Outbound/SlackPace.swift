import Synchronization

/// Keeps to one message a second in each channel (docs.slack.dev, "Rate limits": chat.postMessage).
package final class SlackPace: Sendable {
  private let last = Mutex<[String: Int64]>([:])
  private let milliseconds: @Sendable () -> Int64
  private let wait: @Sendable (Int64) -> Void

  /// - Parameters:
  ///   - milliseconds: a clock that never goes back.
  ///   - wait: returns after so many milliseconds.
  package init(milliseconds: @escaping @Sendable () -> Int64, wait: @escaping @Sendable (Int64) -> Void) {
    self.milliseconds = milliseconds
    self.wait = wait
  }

  static let interval: Int64 = 1000

  /// Returns when the next message may go to `channel`.
  package func turn(_ channel: String) {
    let now = milliseconds()
    // The turn is taken before the wait, so that two at once come one after the other.
    let pause = last.withLock { last in
      let next = max(now, (last[channel] ?? (now - Self.interval)) + Self.interval)
      last[channel] = next
      return next - now
    }
    if pause > 0 { wait(pause) }
  }
}
