import Calendars
import DebriefCore
import DebriefStore

/// Why a prompt's meeting was not matched to one opportunity, by the snapshot and the rules of today.
package struct WhyNotExplanation: Codable, Sendable {
  package var schema = "debrief.why-not/1"
  package var prompt: String
  /// As asked.
  package var opportunity: String
  package var sentences: [String]

  package init(opportunity text: String, of prompt: Prompt, in context: RunContext) throws {
    self.prompt = prompt.id
    opportunity = text
    guard let id = SalesforceID(text), id.keyPrefix == "006" else {
      sentences = ["\(text) is no opportunity's id: 15 or 18 characters that begin with 006."]
      return
    }
    guard let opportunity = try context.store.opportunity(id) else {
      sentences = ["The snapshot holds no opportunity \(id): it is newer than the snapshot, or was deleted."]
      return
    }
    let matcher = try MatcherFactory(context).matcher(
      for: prompt.facts.participants.compactMap(\.address), earliest: prompt.facts.startsAt)
    let facts = Matcher.Facts(
      participants: prompt.facts.participants, startsAt: prompt.facts.startsAt, recordLinks: prompt.facts.recordLinks,
      owner: prompt.seat.owner)
    let accountName = opportunity.accountID.flatMap { matcher.index.accounts[$0]?.name }
    sentences = matcher.whyNot(opportunity, accountName: accountName, facts: facts, match: matcher.match(facts))
  }
}
