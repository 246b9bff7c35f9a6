import Calendars

/// When an entry of the outbox is tried again. Times are in seconds.
package struct OutboxTiming: Sendable, Hashable {
  /// How long one attempt may take before another process may take it for lost; longer than any courier's time-out.
  package var lease: Int64 = 600
  /// How long an attempt without an answer is left alone before it is looked up: the service may still be at it.
  package var settle: Int64 = 60
  /// How long a service that takes nothing is left alone.
  package var unavailable: Int64 = 300
  /// How often something is tried before a person has to look: with the delays below, for three days.
  package var attempts = 20
  package var firstDelay: Int64 = 30
  package var longestDelay: Int64 = 6 * 3600

  package static let standard = OutboxTiming()

  package init() {}

  /// The delay after attempt number `attempt`: it doubles each time, and is a quarter longer or shorter, so that what
  /// failed together does not come back together. The quarter is made of the key, not of chance: the same run gives
  /// the same database.
  package func delay(of key: String, attempt: Int) -> Int64 {
    let doublings = min(max(attempt - 1, 0), 40)
    let plain = min(firstDelay << min(doublings, 30), longestDelay)
    var hash = StableHash()
    hash.combine(key)
    hash.combine(attempt)
    let half = plain / 2
    return plain - plain / 4 + (half > 0 ? Int64(hash.value % UInt64(half)) : 0)
  }
}
