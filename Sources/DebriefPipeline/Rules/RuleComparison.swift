import Calendars
import DebriefCore
import DebriefStore

/// How one meeting's answer changes with the rules.
package enum RuleChange: String, Sendable, Codable, CaseIterable {
  case same
  /// No prompt before, one now.
  case newlyPrompted = "newly_prompted"
  /// A prompt before, none now.
  case noLonger = "no_longer"
  /// Another opportunity is preselected.
  case otherOpportunity = "other_opportunity"
  /// An opportunity was preselected; now the SA is asked.
  case nowAsks = "now_asks"
  /// The SA was asked; now an opportunity is preselected.
  case nowMatched = "now_matched"
  /// The SA is asked before and after, and told something else.
  case otherQuestion = "other_question"

  package init(from before: RuleReplay.Outcome, to after: RuleReplay.Outcome) {
    switch (before.match, after.match) {
    case (nil, nil): self = .same
    case (nil, _?): self = .newlyPrompted
    case (_?, nil): self = .noLonger
    case (let old?, let new?):
      switch (old.opportunity, new.opportunity) {
      case (let a?, let b?): self = a == b ? .same : .otherOpportunity
      case (_?, nil): self = .nowAsks
      case (nil, _?): self = .nowMatched
      case (nil, nil):
        let isSame =
          old.outcome == new.outcome && old.account == new.account && old.lead == new.lead
          && old.candidates.map(\.opportunity) == new.candidates.map(\.opportunity)
          && Set(old.evidence.map(\.account)) == Set(new.evidence.map(\.account))
        self = isSame ? .same : .otherQuestion
      }
    }
  }
}

/// What an SA made of a prompt.
package enum PromptVerdict: Hashable, Sendable {
  /// Logged; nil where the activity went to no opportunity.
  case logged(SalesforceID?)
  case dismissed
}

/// How a set of rules does against what SAs decided.
package struct RuleScore: Hashable, Sendable, Codable {
  /// Meetings that an SA logged to an opportunity.
  package var logged = 0
  /// Of those: the opportunity that the rules preselect is the one that the SA logged to.
  package var kept = 0
  /// Another one is preselected: the SA would have to change it.
  package var changed = 0
  /// Nothing is preselected.
  package var asked = 0
  /// No prompt at all: the SA would not have been asked.
  package var missed = 0
  /// Meetings that an SA logged without an opportunity, and how many of them have one preselected.
  package var loggedElsewhere = 0
  package var preselectedElsewhere = 0
  /// Meetings whose prompt an SA dismissed, and how many of them still get one.
  package var dismissed = 0
  package var dismissedStillPrompted = 0

  package init() {}

  package mutating func count(_ outcome: RuleReplay.Outcome, against verdict: PromptVerdict) {
    switch verdict {
    case .logged(let opportunity?):
      logged += 1
      switch outcome.match {
      case nil: missed += 1
      case let match?:
        if match.opportunity == opportunity {
          kept += 1
        } else if match.opportunity != nil {
          changed += 1
        } else {
          asked += 1
        }
      }
    case .logged(nil):
      loggedElsewhere += 1
      if outcome.match?.opportunity != nil { preselectedElsewhere += 1 }
    case .dismissed:
      dismissed += 1
      if outcome.match != nil { dismissedStillPrompted += 1 }
    }
  }

  /// Of the preselected opportunities, the share that is right; nil where nothing is preselected.
  package var precision: Double? { Self.share(kept, of: kept + changed + preselectedElsewhere) }
  /// Of the meetings logged to an opportunity, the share for which it is preselected.
  package var recall: Double? { Self.share(kept, of: logged) }
  /// Of the meetings logged to an opportunity, the share where the SA is asked or not prompted.
  package var abstention: Double? { Self.share(asked + missed, of: logged) }

  private static func share(_ part: Int, of all: Int) -> Double? { all == 0 ? nil : Double(part) / Double(all) }
}

/// One meeting whose answer changes, and why.
package struct RuleFlip: Sendable, Codable {
  package var change: RuleChange
  package var owner: String
  package var uid: String
  package var recurrenceID: String?
  package var prompt: String?
  package var title: String?
  package var start: Instant
  package var before: String
  package var after: String
  package var opportunityBefore: SalesforceID?
  package var opportunityAfter: SalesforceID?
  /// The rules that differ and are about somebody in it, then what the new answer rests on.
  package var because: [String]
  /// What the SA decided, where one did, and what that makes of the change.
  package var decided: String?
  package var effect: Effect?

  /// Whether the change agrees with the SA's decision.
  package enum Effect: String, Sendable, Codable { case better, worse, neutral }

  package init(
    _ change: RuleChange, seat: Seat, facts: SeatFacts, prompt: Prompt.ID?, before: RuleReplay.Outcome,
    after: RuleReplay.Outcome, rules: (added: [Rule], removed: [Rule]), verdict: PromptVerdict?
  ) {
    self.change = change
    owner = seat.owner.key
    uid = seat.uid
    recurrenceID = seat.recurrenceID.isEmpty ? nil : seat.recurrenceID
    self.prompt = prompt
    title = facts.title
    start = facts.startsAt
    self.before = Self.headline(before)
    self.after = Self.headline(after)
    opportunityBefore = before.match?.opportunity
    opportunityAfter = after.match?.opportunity
    because = rules.removed.map { "without \(RuleDifference.words($0))" }
    because += rules.added.map { "with \(RuleDifference.words($0))" }
    let known = Set(before.match?.reasons ?? [])
    because += (after.match?.reasons ?? []).filter { !known.contains($0) }
    if let reason = after.reason { because.append(reason.sentence) }
    guard let verdict else { return }
    (decided, effect) = Self.judge(verdict, before, after)
  }

  private static func headline(_ outcome: RuleReplay.Outcome) -> String {
    outcome.match.map(\.headline) ?? "no prompt (\(outcome.reason?.rawValue ?? "no meeting"))"
  }

  private static func judge(
    _ verdict: PromptVerdict, _ before: RuleReplay.Outcome, _ after: RuleReplay.Outcome
  ) -> (String, Effect) {
    switch verdict {
    case .dismissed:
      let effect: Effect = before.match != nil && after.match == nil ? .better : .neutral
      return ("dismissed", effect)
    case .logged(let opportunity):
      let words = opportunity.map { "logged to \($0)" } ?? "logged without an opportunity"
      // Nothing is worse than a wrong preselection but no question at all; asking stands in the middle.
      func rank(_ outcome: RuleReplay.Outcome) -> Int {
        guard let match = outcome.match else { return 0 }
        if match.opportunity == opportunity { return 3 }
        return match.opportunity == nil ? 2 : 1
      }
      let (old, new) = (rank(before), rank(after))
      return (words, new > old ? .better : new < old ? .worse : .neutral)
    }
  }
}
