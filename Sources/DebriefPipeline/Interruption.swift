import Glibc

/// SIGINT and SIGTERM end a run after the transaction that is under way.
package enum Interruption {
  /// The signal that came; written by the handler, in one store, and read between two items.
  nonisolated(unsafe) private static var signal: sig_atomic_t = 0

  package static func listen() {
    var both = sigset_t()
    sigemptyset(&both)
    for number in [SIGINT, SIGTERM] {
      Glibc.signal(number) { Interruption.signal = $0 }
      sigaddset(&both, number)
    }
    // Whoever started us may have them blocked: a thread of a pool that starts programs usually has.
    pthread_sigmask(SIG_UNBLOCK, &both, nil)
  }

  /// - Throws: ``Interrupted`` once a signal has come.
  package static func check() throws {
    if signal != 0 { throw Interrupted(signal: signal) }
  }
}

/// The run was asked to stop. What was committed stays; the next run goes on from there.
package struct Interrupted: Error, CustomStringConvertible {
  package var signal: Int32

  package init(signal: Int32) { self.signal = signal }

  package var description: String { "stopped by signal \(signal); run again to go on" }
}
