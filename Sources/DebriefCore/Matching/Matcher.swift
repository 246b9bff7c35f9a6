import Addresses
import Calendars

/// Decides which opportunity one seat's meeting was about. Pure: the same facts, snapshot and rules give the same
/// answer, in whatever order they come (product definition, section 5).
package struct Matcher: Sendable {
  /// What a match depends on, of one seat.
  package struct Facts: Hashable, Sendable {
    package var participants: [Participant]
    package var startsAt: Instant
    /// Opportunity ids that the invitation links to.
    package var recordLinks: [SalesforceID]
    package var owner: EmailAddress

    package init(participants: [Participant], startsAt: Instant, recordLinks: [SalesforceID], owner: EmailAddress) {
      self.participants = participants
      self.startsAt = startsAt
      self.recordLinks = recordLinks
      self.owner = owner
    }
  }

  package let index: SnapshotIndex
  package let rules: [Rule]
  package let settings: MatchingSettings

  package init(index: SnapshotIndex, rules: [Rule], settings: MatchingSettings) {
    self.index = index
    self.rules = rules
    self.settings = settings
  }

  package func match(_ facts: Facts) -> Match {
    let gatherer = EvidenceGatherer(index: index, rules: rules, settings: settings, startsAt: facts.startsAt)
    let externals = facts.participants.filter { $0.kind == .external }
    let results = externals.sorted { ($0.address?.key ?? $0.written) < ($1.address?.key ?? $1.written) }
      .map(gatherer.gather)
    let evidence = results.flatMap(\.evidence)
    var match = decide(evidence, facts)
    // The strongest first: it is what decided, and what a list has room for.
    match.evidence = Tier.allCases.flatMap { tier in evidence.filter { $0.tier == tier } }
    match.findings = results.map(\.finding).filter { $0.nothing != nil }
    match.warnings = Array(Set(results.flatMap(\.warnings))).sorted()
    return match
  }

  private func decide(_ evidence: [Evidence], _ facts: Facts) -> Match {
    let ranking = CandidateRanking(index: index, settings: settings, facts: facts, evidence: evidence)
    // A partner never decides: not beside a customer, and not alone.
    let pool = evidence.filter { !$0.isPartner }
    let firm = pool.filter { $0.tier <= .domain }
    if !firm.isEmpty { return decide(among: firm, ranking) }
    let leads = pool.filter { $0.tier == .lead }
    if let lead = leads.first?.lead {
      var match = Match(outcome: .leadOnly)
      match.tier = .lead
      match.lead = Set(leads.compactMap(\.lead)).count == 1 ? lead : nil
      return match
    }
    // A partner's own role on an opportunity is worth showing to a person
    // (docs/decisions/0020-a-partner-alone.md).
    let partnersRoles = evidence.filter { $0.isPartner && $0.tier == .contactRole && !$0.opportunities.isEmpty }
    let suggestions = pool.filter { $0.tier == .suggestion } + partnersRoles
    return suggestions.isEmpty ? Match(outcome: .unmatched) : suggested(suggestions, ranking)
  }

  private func decide(among evidence: [Evidence], _ ranking: CandidateRanking) -> Match {
    let groups = ranking.groups(of: evidence)
    // Several customers at one table: nobody can tell whose meeting it was, even if only one has something open.
    let customers = Set(evidence.flatMap(customers(of:)))
    var match = Match(outcome: customers.count > 1 ? .ambiguous : .accountOnly)
    match.candidates = groups.flatMap { $0 }
    match.tier = match.candidates.first?.tier ?? evidence.map(\.tier).min()
    guard customers.count == 1, let customer = customers.first else { return match }
    let accounts = Set(evidence.compactMap(\.account))
    match.account = match.candidates.first.map(\.account) ?? (accounts.count == 1 ? accounts.first : customer)
    match.accountName = match.account.flatMap { index.accounts[$0]?.name }
    guard let first = match.candidates.first else { return match }
    if match.candidates.count > 1 {
      match.decidedBy = first.standing.compare(with: match.candidates[1].standing)?.by
      guard match.decidedBy != nil else {
        match.outcome = .ambiguous
        return match
      }
    }
    match.outcome = .matched
    match.opportunity = first.opportunity
    return match
  }

  /// The customers that one piece of firm evidence speaks of: those of its open opportunities, else its account's.
  private func customers(of evidence: Evidence) -> [SalesforceID] {
    let accounts = evidence.opportunities.map { index.opportunities[$0]?.accountID ?? $0 }
    return (accounts.isEmpty ? [evidence.account].compactMap { $0 } : accounts).map(index.customer(ofAccount:))
  }

  private func suggested(_ evidence: [Evidence], _ ranking: CandidateRanking) -> Match {
    var match = Match(outcome: .suggested)
    match.tier = .suggestion
    match.candidates = ranking.groups(of: evidence).flatMap { $0 }
    let accounts = Set(evidence.compactMap(\.account))
    if accounts.count == 1, let account = accounts.first {
      match.account = account
      match.accountName = index.accounts[account]?.name
    }
    return match
  }
}
