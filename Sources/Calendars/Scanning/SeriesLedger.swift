/// Decides, when a whole file has been seen, which series can matter.
///
/// The reasons stand in their canonical order: outside the window before nobody invited before nobody from outside.
/// A single event outside the window is by far the most frequent, so it costs eight bytes here and no more.
struct SeriesLedger {
  private struct Group {
    var components = 0
    var kept = 0
    var mayTouchWindow = false
    var hasPeople = false
    var hasOutsider = false
  }

  /// False builds everything.
  let isFiltering: Bool
  private var groups: [UInt64: Group] = [:]
  /// The UID hashes of single events outside the window; the lowest bit says whether they have people.
  private var passed: [UInt64] = []

  init(isFiltering: Bool) { self.isFiltering = isFiltering }

  enum Advice { case keep, keepIfSmall, pass }

  /// Notes a VEVENT and says whether its lines should be kept for ``outcome()``. Whoever keeps them calls
  /// ``didKeep(_:)``.
  mutating func add(_ facts: EventFacts) -> Advice {
    guard facts.mayTouchWindow || facts.recurs else {
      passed.append(facts.uid & ~1 | (facts.hasPeople ? 1 : 0))
      return .pass
    }
    var group = groups[facts.uid & ~1] ?? Group()
    group.components += 1
    group.mayTouchWindow = group.mayTouchWindow || facts.mayTouchWindow
    group.hasPeople = group.hasPeople || facts.hasPeople
    group.hasOutsider = group.hasOutsider || facts.hasOutsider
    groups[facts.uid & ~1] = group
    if group.mayTouchWindow { return group.hasOutsider ? .keep : .keepIfSmall }
    // A series that ended long ago comes to nothing, nor do its instances, unless one of them was moved far away.
    // The instance whose series has not been seen yet may belong to one that goes on.
    return facts.isInstance && group.components == 1 ? .keepIfSmall : .pass
  }

  mutating func didKeep(_ uid: UInt64) { groups[uid & ~1, default: Group()].kept += 1 }

  struct Outcome {
    var setAside: [SetAside: Int] = [:]
    /// UID hashes of the series to build, and how many VEVENTs each has.
    var complete: Set<UInt64> = []
    /// The same for series of which not every component was kept.
    var incomplete: [UInt64: Int] = [:]
  }

  mutating func outcome() -> Outcome {
    var outcome = Outcome()
    var outside = 0
    for entry in passed {
      guard var group = groups[entry & ~1] else {
        outside += 1
        continue
      }
      group.components += 1
      // Nobody has looked whether they are outsiders.
      group.hasPeople = group.hasPeople || entry & 1 == 1
      group.hasOutsider = group.hasOutsider || entry & 1 == 1
      groups[entry & ~1] = group
    }
    for (uid, group) in groups {
      if !group.mayTouchWindow {
        outside += group.components
      } else if !group.hasPeople, isFiltering {
        outcome.setAside[.noAttendeeData, default: 0] += group.components
      } else if !group.hasOutsider {
        outcome.setAside[.internalOnly, default: 0] += group.components
      } else if group.kept == group.components {
        outcome.complete.insert(uid)
      } else {
        outcome.incomplete[uid] = group.components
      }
    }
    if outside > 0 { outcome.setAside[.outsideWindow] = outside }
    return outcome
  }
}
