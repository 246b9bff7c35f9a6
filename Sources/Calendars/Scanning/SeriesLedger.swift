/// Decides, when a whole file has been seen, which series can matter.
///
/// The reasons stand in their canonical order: outside the window before nobody invited before nobody from outside.
/// A single event outside the window is by far the most frequent, so it costs eight bytes here and no more.
struct SeriesLedger {
  private struct Group {
    var components: Int32 = 0
    var hasPeople = false
    var hasOutsider = false

    /// Returns whether somebody from outside is known of.
    mutating func add(_ facts: EventFacts) -> Bool {
      components += 1
      hasPeople = hasPeople || facts.hasPeople
      hasOutsider = hasOutsider || facts.hasOutsider
      return hasOutsider
    }
  }

  /// False builds everything.
  let isFiltering: Bool
  /// The series with a component that may touch the window.
  private var groups: [UInt64: Group] = [:]
  /// The UID hashes of the components that do not. The lowest bits, which no hash here uses, are ``people`` and
  /// ``outsider``.
  private var passed = Blocks<UInt64>()

  private static let people: UInt64 = 1
  /// Somebody from outside is invited, or nobody has looked.
  private static let outsider: UInt64 = 2

  init(isFiltering: Bool) { self.isFiltering = isFiltering }

  /// What a series is known by here.
  static func key(_ uid: UInt64) -> UInt64 { uid & ~3 }

  /// What to do with a VEVENT's lines: keep them, note where they stand or else keep them, note where they stand if that
  /// is possible, or pass them over.
  enum Advice { case keep, note, place, pass }

  /// Takes a VEVENT into account and says what ``close(keeping:noting:)`` will need of it.
  mutating func add(_ facts: EventFacts) -> Advice {
    let key = Self.key(facts.uid)
    guard facts.mayTouchWindow else {
      let isSuspect = facts.hasOutsider || facts.hasPeople && !facts.isExamined
      passed.append(key | (facts.hasPeople ? Self.people : 0) | (isSuspect ? Self.outsider : 0))
      // A series that ended long ago comes to nothing, nor do its instances, unless one of them was moved far away.
      // An instance may belong to a series that goes on.
      guard facts.isInstance else { return facts.recurs ? .place : .pass }
      return groups[key]?.hasOutsider == true ? .keep : .note
    }
    let hasOutsider = groups[key, default: Group()].add(facts)
    return hasOutsider ? .keep : facts.recurs ? .note : .pass
  }

  struct Outcome {
    var setAside: [SetAside: Int] = [:]
    /// The series to build.
    var complete: Set<UInt64> = []
    /// Series to build of which some components were only noted, and how many each has.
    var noted: [UInt64: Int] = [:]
    /// Series of which not every component was kept or noted, and how many each has.
    var incomplete: [UInt64: Int] = [:]
  }

  /// Decides. Nothing can be added afterwards.
  mutating func close(keeping entries: [ComponentStore.Entry], noting noted: Blocks<NotedEvent>) -> Outcome {
    var outcome = Outcome()
    var outside = 0
    let sieve = Sieve(groups.keys)
    for block in passed.blocks {
      for entry in block {
        guard sieve.mayContain(entry), var group = groups[Self.key(entry)] else {
          outside += 1
          continue
        }
        group.components += 1
        group.hasPeople = group.hasPeople || entry & Self.people != 0
        group.hasOutsider = group.hasOutsider || entry & Self.outsider != 0
        groups[Self.key(entry)] = group
      }
    }
    // Of most series nothing is kept.
    var kept: [UInt64: Int] = [:]
    for entry in entries { kept[Self.key(entry.uid), default: 0] += 1 }
    var places: [UInt64: Int] = [:]
    for block in noted.blocks {
      for event in block where groups[event.key]?.hasOutsider == true { places[event.key, default: 0] += 1 }
    }
    for (key, group) in groups {
      let components = Int(group.components)
      if isFiltering, !group.hasPeople {
        outcome.setAside[.noAttendeeData, default: 0] += components
      } else if !group.hasOutsider {
        outcome.setAside[.internalOnly, default: 0] += components
      } else if kept[key] == components {
        outcome.complete.insert(key)
      } else if kept[key, default: 0] + places[key, default: 0] == components {
        outcome.noted[key] = components
      } else {
        outcome.incomplete[key] = components
      }
    }
    if outside > 0 { outcome.setAside[.outsideWindow] = outside }
    return outcome
  }
}

/// Tells of most numbers that are not in a set that they are not, without looking into the set.
///
/// The numbers have to be evenly spread, as hashes are.
private struct Sieve {
  private var bits: [UInt64]
  private let shift: UInt64

  init(_ numbers: Dictionary<UInt64, some Any>.Keys) {
    // About sixteen bits for each: one in sixteen of the others gets through.
    var width: UInt64 = 10
    while 1 << width < numbers.count * 16 { width += 1 }
    shift = 64 - width
    bits = Array(repeating: 0, count: (1 << Int(width)) / 64)
    for number in numbers { bits[Int(number >> shift) / 64] |= 1 << ((number >> shift) % 64) }
  }

  @inline(__always)
  func mayContain(_ number: UInt64) -> Bool {
    let place = number &>> shift
    return bits[Int(truncatingIfNeeded: place &>> 6)] &>> (place & 63) & 1 != 0
  }
}
