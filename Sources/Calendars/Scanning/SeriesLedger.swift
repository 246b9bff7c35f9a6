/// Decides, when a whole file has been seen, which series can matter.
///
/// The reasons stand in their canonical order: outside the window before nobody invited before nobody from outside.
/// A single event outside the window is by far the most frequent, so it costs eight bytes here and no more.
struct SeriesLedger {
  private struct Group {
    var components: Int32 = 0
    /// How many of these were neither kept nor noted.
    var missing: Int32 = 0
    /// Instances far from the window, which are no components here.
    var farInstances: Int32 = 0
    var needsFarInstances = false
    var isNoted = false
    var hasPeople = false
    var hasOutsider = false

    mutating func add(hasPeople: Bool, hasOutsider: Bool) {
      components += 1
      missing += 1
      self.hasPeople = self.hasPeople || hasPeople
      self.hasOutsider = self.hasOutsider || hasOutsider
    }
  }

  /// False builds everything.
  let isFiltering: Bool
  /// The series with a component that may touch the window.
  private var groups = SeriesTable(Group())
  /// The UID hashes of the components that do not. The lowest bits, which no hash here uses, are ``people``,
  /// ``outsider`` and ``farInstance``.
  private var passed = Blocks<UInt64>()

  private static let people: UInt64 = 1
  /// Somebody from outside is invited, or nobody has looked.
  private static let outsider: UInt64 = 2
  private static let farInstance: UInt64 = 4

  init(isFiltering: Bool) { self.isFiltering = isFiltering }

  /// What a series is known by here.
  static func key(_ uid: UInt64) -> UInt64 { uid & ~7 }

  /// What to do with a VEVENT's lines: keep them, note where they stand or else keep them, note where they stand if that
  /// is possible, or pass them over.
  enum Advice { case keep, note, place, pass }

  /// Takes a VEVENT into account and says what ``close(keeping:noting:)`` will need of it.
  mutating func add(_ facts: EventFacts) -> Advice {
    let key = Self.key(facts.uid)
    guard facts.mayTouchWindow else {
      if facts.isFarInstance {
        passed.append(key | Self.farInstance)
        return .pass
      }
      let isSuspect = facts.hasOutsider || facts.hasPeople && !facts.isExamined
      passed.append(key | (facts.hasPeople ? Self.people : 0) | (isSuspect ? Self.outsider : 0))
      // A series that ended long ago comes to nothing, nor do its instances, unless one of them was moved far away.
      // An instance may belong to a series that goes on.
      guard facts.isInstance else { return facts.recurs ? .place : .pass }
      return groups[key]?.hasOutsider == true ? .keep : .note
    }
    let group = groups.change(key) {
      $0.add(hasPeople: facts.hasPeople, hasOutsider: facts.hasOutsider)
      $0.needsFarInstances = $0.needsFarInstances || facts.needsFarInstances
    }
    return group.hasOutsider ? .keep : facts.recurs ? .note : .pass
  }

  /// Takes a single VEVENT into account that is to be passed over.
  @inline(__always)
  mutating func add(_ far: FarEvent) {
    let bits = far.isInstance ? Self.farInstance : far.hasPeople ? Self.people | Self.outsider : 0
    passed.append(Self.key(far.uid) | bits)
  }

  struct Outcome {
    var setAside: [SetAside: Int] = [:]
    /// The series to build.
    var complete: Set<UInt64> = []
    /// Series to build of which some components were only noted, and how many each has.
    var noted: [UInt64: Int] = [:]
    /// Series of which not every component was kept or noted, and how many each has.
    var incomplete: [UInt64: Int] = [:]
    /// Of these, those that need their instances far from the window, too.
    var whole: Set<UInt64> = []
  }

  /// Decides. Nothing can be added afterwards.
  mutating func close(keeping entries: [ComponentStore.Entry], noting noted: Blocks<NotedEvent>) -> Outcome {
    var outcome = Outcome()
    var outside = 0
    for block in passed.blocks {
      for entry in block {
        let isKnown = groups.changeIfKnown(Self.key(entry)) {
          if entry & Self.farInstance != 0 {
            $0.farInstances += 1
          } else {
            $0.add(hasPeople: entry & Self.people != 0, hasOutsider: entry & Self.outsider != 0)
          }
        }
        if !isKnown { outside += 1 }
      }
    }
    // The largest part of a long history makes room for what comes of it.
    passed = Blocks()
    for entry in entries { _ = groups.changeIfKnown(Self.key(entry.uid)) { $0.missing -= 1 } }
    for block in noted.blocks {
      for event in block {
        _ = groups.changeIfKnown(event.key) {
          $0.missing -= 1
          $0.isNoted = true
        }
      }
    }
    groups.forEach { key, group in
      let components = Int(group.components)
      let farInstances = Int(group.farInstances)
      if isFiltering, !group.hasPeople {
        outcome.setAside[.noAttendeeData, default: 0] += components
      } else if !group.hasOutsider {
        outcome.setAside[.internalOnly, default: 0] += components
      } else if group.needsFarInstances, farInstances > 0 {
        outcome.incomplete[key] = components + farInstances
        outcome.whole.insert(key)
        return
      } else if group.missing > 0 {
        outcome.incomplete[key] = components
      } else if group.isNoted {
        outcome.noted[key] = components
      } else {
        outcome.complete.insert(key)
      }
      outside += farInstances
    }
    if outside > 0 { outcome.setAside[.outsideWindow] = outside }
    return outcome
  }
}
