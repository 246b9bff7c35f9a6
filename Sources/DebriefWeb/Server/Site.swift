import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore
import Synchronization

/// What every request works with. It lives as long as the server, and nothing in it changes but what is behind a lock.
package final class Site: Sendable {
  package let store: Store
  /// The address that people type: `https://debrief.tanuki.example`, or the one that is listened on.
  package var origin: String { address.withLock(\.self) }
  private let address: Mutex<String>
  /// What the proxy has to say in its secret header; nil where people sign in by links.
  let proxySecret: String?
  /// The clock is asked here and nowhere else.
  let clock: @Sendable () -> Instant
  /// Where sessions get their ids from.
  let newSecret: @Sendable () -> Secret
  let rowWords = RowWordsCache(capacity: 20_000)
  /// How often each rule was asked, and what drafts would change: both look at every stored meeting.
  let ruleUsage = BackgroundWork<RuleUsage>(label: "debrief.rule-usage", kept: 1)
  let ruleSimulations = BackgroundWork<Void>(label: "debrief.rule-simulations", kept: 8)
  private let live: LiveConfiguration
  private let clocks = Mutex<[String: WallClock]>([:])
  private let log: @Sendable (String) -> Void

  package init(
    configuration: Configuration, store: Store, origin: String, proxySecret: String? = nil,
    clock: @escaping @Sendable () -> Instant, newSecret: @escaping @Sendable () -> Secret = { Secret.random() },
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.store = store
    address = Mutex(configuration.web.url ?? origin)
    self.proxySecret = proxySecret
    self.clock = clock
    self.newSecret = newSecret
    self.log = log
    live = LiveConfiguration(configuration, log: log)
  }

  /// The configuration as the file has it now.
  package var configuration: Configuration { live.current }

  /// The clock of a time zone; its file is read once.
  package func clock(in timeZone: String) -> WallClock {
    clocks.withLock { clocks in
      if let known = clocks[timeZone] { return known }
      let clock = WallClock(timeZone: timeZone)
      clocks[timeZone] = clock
      return clock
    }
  }

  package var isSecure: Bool { origin.hasPrefix("https://") }

  /// `__Host-` makes a browser insist on Secure, on Path=/ and on this very host; over plain http, on loopback, it would
  /// refuse the cookie.
  var cookieName: String { isSecure ? "__Host-debrief" : "debrief" }

  /// What the Origin header of our own pages says. On loopback people write the same host in three ways.
  var origins: Set<String> {
    var all: Set<String> = [origin]
    let loopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
    if let own = loopback.first(where: { origin == $0 || origin.hasPrefix("\($0):") }) {
      for other in loopback { all.insert(other + origin.dropFirst(own.count)) }
    }
    return all
  }

  /// The server listens: where nothing else is configured, that is the address that people type.
  package func listens(at place: String) {
    guard configuration.web.url == nil else { return }
    address.withLock { $0 = place }
    try? store.setGate(Store.siteGate, to: place)
  }

  func report(_ text: String) { log(text) }
}
