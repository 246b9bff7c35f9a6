/// When a zone's offset from UTC changes, and to what.
package struct ZoneTransitions: Sendable, Equatable {
  /// Seconds since 1970-01-01T00:00:00Z, strictly ascending.
  private let instants: [Int64]
  /// `offsets[i]` holds before `instants[i]`, `offsets[i + 1]` from it on: one more than `instants`. Seconds east of UTC.
  private let offsets: [Int64]
  /// The wall clock from which on each change is complete for local times; see ``instant(of:)``.
  private let localThresholds: [Int64]

  package static let utc = ZoneTransitions(initialOffset: 0, changes: [])

  /// - Parameter changes: in any order; of several at one instant the last holds.
  init(initialOffset: Int64, changes: [(at: Int64, offset: Int64)]) {
    var instants: [Int64] = []
    var offsets = [initialOffset]
    for change in changes.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }) {
      if instants.last == change.element.at {
        offsets[offsets.count - 1] = change.element.offset
      } else {
        instants.append(change.element.at)
        offsets.append(change.element.offset)
      }
    }
    self.instants = instants
    self.offsets = offsets
    localThresholds = instants.indices.map { instants[$0] + max(offsets[$0], offsets[$0 + 1]) }
  }

  /// This zone from its first change on, `other` before it.
  func preceded(by other: ZoneTransitions) -> ZoneTransitions {
    guard let first = instants.first else { return self }
    let earlier = zip(other.instants, other.offsets.dropFirst()).filter { $0.0 < first }.map {
      (at: $0.0, offset: $0.1)
    }
    let own = zip(instants, offsets.dropFirst()).map { (at: $0.0, offset: $0.1) }
    return ZoneTransitions(initialOffset: other.offsets[0], changes: earlier + own)
  }

  package func offset(at instant: Instant) -> Int64 {
    offsets[Self.countOfElements(in: instants, atMost: instant.secondsSinceEpoch)]
  }

  package func wallClock(at instant: Instant) -> CivilDateTime {
    CivilDateTime(secondsSinceEpoch: instant.advanced(by: offset(at: instant)).secondsSinceEpoch)
  }

  /// The instant of a local time (RFC 5545, 3.3.5).
  ///
  /// A time that occurs twice is its first occurrence; one that a change skips is read with the offset before the
  /// change, so 02:30 in New York's gap is 03:30 daylight time. Both mean: the offset before the change holds until the
  /// later of the two wall clocks at the change.
  package func instant(of wallClock: CivilDateTime) -> Instant {
    instant(ofWallSeconds: wallClock.secondsSinceEpoch)
  }

  func instant(ofWallSeconds seconds: Int64) -> Instant {
    Instant(secondsSinceEpoch: seconds - offsets[Self.countOfElements(in: localThresholds, atMost: seconds)])
  }

  private static func countOfElements(in sorted: [Int64], atMost value: Int64) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
