import Calendars
import DebriefCore
import DebriefStore

/// What a run has to look at: all seats, or only those that changed or whose time came since the last whole run.
///
/// The answers of both are the same; this only saves work. `unsettled` holds what changed in the store; what changes by
/// the clock alone is found by the ranges of time that have passed since the last run.
struct Settling {
  /// Hash of everything but seats and time that decides on matches and prompts.
  let context: UInt64
  let scope: SeatScope
  /// Hash of the snapshot, the rules and the settings that a match depends on.
  let matching: UInt64
  /// The fingerprint of the snapshot in force; nil before the first.
  let snapshot: String?
  private let last: Int
  private let now: Instant
  private let startedBy: Instant

  init(_ context: RunContext) throws {
    snapshot = try context.store.currentSnapshot()?.fingerprint
    matching = MatchContext.hash(context.configuration, snapshot: snapshot)
    var hash = StableHash()
    hash.combine(matching)
    let (meetings, prompts) = (context.configuration.meetings, context.configuration.prompts)
    for duration in [meetings.since, meetings.settle, meetings.lead, prompts.expireAfter] {
      hash.combine(Int(duration))
    }
    for architect in context.configuration.solutionArchitects where architect.profile.promptTime != .after {
      hash.combine(architect.email.key)
      hash.combine(architect.profile.promptTime.rawValue)
    }
    self.context = hash.value
    now = context.now
    startedBy = context.now.advanced(by: meetings.lead)
    last = try context.store.lastUnsettled()
    // A clock that was turned back, or another context: then everything is looked at.
    if let before = try context.store.settlement(), before.context == hash.value, before.now <= context.now {
      scope = .changes(startsAfter: before.now.advanced(by: meetings.lead))
    } else {
      scope = .all
    }
  }

  /// Leaves behind that everything has been looked at.
  ///
  /// - Parameters:
  ///   - changed: some prompt was written.
  ///   - waiting: the seats that only the clock will change.
  func settle(_ store: Store, changed: Bool, waiting: [Seat]) throws {
    // The same as the last run left: a run with nothing to do writes nothing.
    if !changed, scope != .all, try store.unsettledSeats() == Set(waiting) { return }
    try store.settle(
      Settlement(context: context, now: now), startedBy: startedBy, last: last, waiting: waiting)
  }
}
