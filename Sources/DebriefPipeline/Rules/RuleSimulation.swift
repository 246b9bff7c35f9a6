import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// Replays the stored meetings under a draft of the rules, and says what would change.
///
/// Before and after are both worked out now, over the same meetings and the same snapshot, so that the rules are the only
/// difference. A meeting with no participant that a changed rule is about keeps its answer: rules are asked by the
/// participant's own address and the domains above it, and by nothing else.
package struct RuleSimulation: Sendable, Codable {
  package var schema = "debrief.rules-simulation/1"
  package var draft: String
  /// The draft against the rules in force, in words.
  package var differences: [String]
  package var since: Instant
  package var until: Instant
  /// Stored meetings that were replayed.
  package var meetings = 0
  /// Events that are a meeting under the draft only; found by reading the calendars anew.
  package var readAnew: Int?
  package var counts: [String: Int] = [:]
  package var flips: [RuleFlip] = []
  package var before = RuleScore()
  package var after = RuleScore()
  /// What the simulation could not see.
  package var caveats: [String] = []

  /// - Parameters:
  ///   - since: how long ago a meeting may have ended, in seconds.
  ///   - readsCalendars: whether calendars may be read anew where the draft can make meetings of events that were none.
  package init(_ draft: RuleDraft, in context: RunContext, since: Int64, readsCalendars: Bool = true) throws {
    self.draft = draft.path
    differences = draft.difference.sentences + draft.otherChanges
    self.since = context.now.advanced(by: -since)
    until = context.now
    let stored = try context.store.meetingsToReplay(endedSince: self.since, startedBy: context.now)
      .filter(context.isDue)
    var fresh: [ReplayMeeting] = []
    if draft.canAddMeetings {
      if readsCalendars {
        fresh = try Self.readAnew(draft, context, since: since, besides: Set(stored.map(\.seat)))
      } else {
        caveats.append(
          "The draft can make outsiders of people who are none now; events without outsiders are stored without their "
            + "guest lists, so new meetings among them are not counted here. Leave out --stored-only to read the "
            + "calendars for them.")
      }
    }
    let addresses = (stored + fresh).flatMap { $0.facts.participants.lazy.compactMap(\.address) }
    let earliest = (stored + fresh).map(\.facts.startsAt).min() ?? context.now
    let pair = try MatcherPair(context, draft.configuration, addresses: addresses, earliest: earliest)
    compare(stored, fresh, pair, draft)
    if draft.canAddMeetings, readsCalendars { readAnew = counts[RuleChange.newlyPrompted.rawValue] ?? 0 }
    if before.logged + before.loggedElsewhere + before.dismissed == 0 {
      caveats.append("No SA has decided any of these meetings yet, so there is nothing to score against.")
    }
  }

  /// The rules in force and the draft, over the same snapshot.
  private struct MatcherPair {
    let before: RuleReplay
    let after: RuleReplay

    init(_ context: RunContext, _ draft: Configuration, addresses: [EmailAddress], earliest: Instant) throws {
      before = try Self.replay(context, addresses, earliest)
      // The same public suffixes, store and time; only the configuration differs.
      after = try Self.replay(context.with(draft), addresses, earliest)
    }

    private static func replay(
      _ context: RunContext, _ addresses: [EmailAddress], _ earliest: Instant
    ) throws -> RuleReplay {
      RuleReplay(
        classifier: context.classifier,
        matcher: try MatcherFactory(context).matcher(for: addresses, earliest: earliest),
        architects: context.configuration.solutionArchitects)
    }
  }

  private mutating func compare(
    _ stored: [ReplayMeeting], _ fresh: [ReplayMeeting], _ pair: MatcherPair, _ draft: RuleDraft
  ) {
    var changes: [RuleChange: Int] = [:]
    for meeting in stored {
      let rules = draft.difference.rules(about: meeting.facts.participants)
      let old = pair.before.outcome(of: meeting.facts, owner: meeting.seat.owner)
      let isTouched = draft.changesEverything || !rules.added.isEmpty || !rules.removed.isEmpty
      let new = isTouched ? pair.after.outcome(of: meeting.facts, owner: meeting.seat.owner) : old
      changes[add(meeting, old, new, rules), default: 0] += 1
    }
    meetings = stored.count
    for meeting in fresh {
      // What is a meeting under both sets is new in the calendar, and not the draft's doing.
      let old = pair.before.outcome(of: meeting.facts, owner: meeting.seat.owner)
      let new = pair.after.outcome(of: meeting.facts, owner: meeting.seat.owner)
      guard old.match == nil, new.match != nil else { continue }
      let rules = draft.difference.rules(about: meeting.facts.participants)
      changes[add(meeting, old, new, rules), default: 0] += 1
    }
    for change in RuleChange.allCases { counts[change.rawValue] = changes[change] ?? 0 }
    let order = Dictionary(uniqueKeysWithValues: RuleChange.allCases.enumerated().map { ($1, $0) })
    flips.sort {
      (order[$0.change] ?? 0, $0.start, $0.owner, $0.uid, $0.recurrenceID ?? "")
        < (order[$1.change] ?? 0, $1.start, $1.owner, $1.uid, $1.recurrenceID ?? "")
    }
  }

  private mutating func add(
    _ meeting: ReplayMeeting, _ old: RuleReplay.Outcome, _ new: RuleReplay.Outcome,
    _ rules: (added: [Rule], removed: [Rule])
  ) -> RuleChange {
    let verdict = meeting.verdict
    if let verdict {
      before.count(old, against: verdict)
      after.count(new, against: verdict)
    }
    let change = RuleChange(from: old, to: new)
    guard change != .same else { return change }
    flips.append(
      RuleFlip(
        change, seat: meeting.seat, facts: meeting.facts, prompt: meeting.prompt?.id, before: old, after: new,
        rules: rules, verdict: verdict))
    return change
  }

  /// Meetings that a run under the draft would find in the calendars and that the store has not.
  private static func readAnew(
    _ draft: RuleDraft, _ context: RunContext, since: Int64, besides stored: Set<Seat>
  ) throws -> [ReplayMeeting] {
    var configuration = draft.configuration
    configuration.meetings.since = since
    let store = try Store()
    let reading = RunContext(
      configuration: configuration, store: store, now: context.now, progress: context.progress)
    try ReadCalendars().run(reading)
    return try store.meetingsToReplay(endedSince: context.now.advanced(by: -since), startedBy: context.now)
      .filter { !stored.contains($0.seat) && context.isDue($0) }
  }
}

extension RunContext {
  /// Whether a run would ask about the meeting by now, or has.
  fileprivate func isDue(_ meeting: ReplayMeeting) -> Bool {
    let owner = configuration.solutionArchitects.first { $0.email == meeting.seat.owner }
    return meeting.prompt != nil
      || reconciliation.dueAt(meeting.facts, owner?.profile.promptTime ?? .after) <= now
  }

  /// The same run with another configuration: nothing that was reported or counted goes along.
  func with(_ configuration: Configuration) -> RunContext {
    RunContext(configuration: configuration, store: store, now: now, progress: progress)
  }
}

extension ReplayMeeting {
  /// What the SA decided, where one did.
  var verdict: PromptVerdict? {
    switch prompt?.state {
    case .logged, .updated: .logged(prompt?.relatedTo.flatMap { $0.keyPrefix == "006" ? $0 : nil })
    case .dismissed: .dismissed
    default: nil
    }
  }
}
