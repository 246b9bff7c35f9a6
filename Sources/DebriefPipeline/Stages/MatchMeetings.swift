import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// Finds the opportunity that each meeting was about.
///
/// Takes the meetings that may get a prompt now, or have an open one, and whose facts, snapshot or rules changed since
/// they were last matched; leaves a match for each.
struct MatchMeetings: Stage {
  let name = StageName.match

  func run(_ context: RunContext) throws {
    let settling = try context.settling()
    let meetings = try context.store.meetingsToMatch(
      settling.scope, endedSince: context.reconciliation.windowStart,
      startedBy: context.now.advanced(by: context.configuration.meetings.lead),
      context: settling.matching)
    guard !meetings.isEmpty else { return }
    let version = MatchContext.rulesVersion(context.configuration.rules)
    let addresses = meetings.flatMap { $0.facts.participants.compactMap(\.address) }
    let matcher = try MatcherFactory(context, people: addresses.count).matcher(
      for: addresses,
      earliest: meetings.map(\.facts.startsAt).min() ?? context.now)
    let matches = meetings.map { meeting in
      let match = matcher.match(
        Matcher.Facts(
          participants: meeting.facts.participants, startsAt: meeting.facts.startsAt,
          recordLinks: meeting.facts.recordLinks, owner: meeting.seat.owner))
      return (
        meeting,
        StoredMatch(
          seat: meeting.seat, context: settling.matching, match: match, snapshot: settling.snapshot,
          rulesVersion: version)
      )
    }
    try context.store.save(matches, rules: context.configuration.rules, version: version, at: context.now)
    context.count("matched", matches.count, in: name)
  }
}
