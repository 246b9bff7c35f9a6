import Calendars
import DebriefCore
import Synchronization

/// A service that fails in every way that services fail, at random from a seed, and counts what really happened.
final class RandomService: Courier {
  let name: String
  let batchSize: Int
  private let objects: Set<String>
  private let state: Mutex<State>

  struct State {
    var random: SeededGenerator
    /// In per cent; 0 is a service that works.
    var faults = 40
    /// What happened, in its order.
    var effects: [Effect] = []
    /// The control: answers every question about an earlier attempt with "it did not happen".
    var lies = false
  }

  struct Effect: Hashable {
    var key: String
    var stream: String?
    /// The references that came with it.
    var references: [String: String]
  }

  init(_ name: String, objects: Set<String>, batchSize: Int, seed: UInt64, lies: Bool = false) {
    self.name = name
    self.objects = objects
    self.batchSize = batchSize
    state = Mutex(State(random: SeededGenerator(seed: seed), lies: lies))
  }

  var effects: [Effect] { state.withLock { $0.effects } }
  func heal() { state.withLock { $0.faults = 0 } }

  func accepts(_ delivery: Delivery) -> Bool { objects.contains(delivery.object) }

  func send(_ parcels: [Parcel]) -> [DeliveryResult] {
    state.withLock { state in
      if state.chance(5) { return parcels.map { _ in .unavailable(after: 600, why: "down") } }
      return parcels.map { parcel in
        guard state.chance(100) else {
          state.act(on: parcel)
          return .done(reference: "id of \(parcel.entry.key)")
        }
        switch Int.random(in: 0..<6, using: &state.random) {
        case 0:
          state.act(on: parcel)
          return .unknown(why: "the reply was lost")
        case 1: return .unknown(why: "the request was lost")
        case 2: return .retry(after: 1, why: "locked")
        case 3: return .retry(after: nil, why: "locked")
        case 4: return .failed(why: "a rule of theirs", field: "Subject")
        default:
          state.act(on: parcel)
          return .done(reference: "id of \(parcel.entry.key)")
        }
      }
    }
  }

  func lookUp(_ parcel: Parcel) -> LookUpResult {
    state.withLock { state in
      if state.lies { return .didNotHappen }
      if state.chance(30) { return .notNow(after: nil, why: "down") }
      let happened = state.effects.contains { $0.key == parcel.entry.key }
      return happened ? .happened(reference: "id of \(parcel.entry.key)") : .didNotHappen
    }
  }
}

extension RandomService.State {
  /// With faults switched off: never. `percent` of the faults.
  fileprivate mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) * 100 < faults * percent
  }

  fileprivate mutating func act(on parcel: Parcel) {
    effects.append(
      .init(key: parcel.entry.key, stream: parcel.entry.delivery.stream, references: parcel.references))
  }
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
