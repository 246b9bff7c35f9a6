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
    match.evidence = evidence
    match.findings = results.map(\.finding).filter { $0.nothing != nil }
    match.warnings = Array(Set(results.flatMap(\.warnings))).sorted()
    return match
  }

  private func decide(_ evidence: [Evidence], _ facts: Facts) -> Match {
    // A partner never decides alone, and never beside a customer; only a contact role speaks for itself.
    let customers = evidence.filter { !$0.isPartner }
    let pool =
      customers.contains { $0.tier <= .domain }
      ? customers : customers + evidence.filter { $0.isPartner && $0.tier == .contactRole }
    let firm = pool.filter { $0.tier <= .domain }
    if !firm.isEmpty { return decide(among: firm, facts) }
    let leads = pool.filter { $0.tier == .lead }
    if let lead = leads.first?.lead {
      var match = Match(outcome: .leadOnly)
      match.tier = .lead
      match.lead = Set(leads.compactMap(\.lead)).count == 1 ? lead : nil
      return match
    }
    let suggestions = pool.filter { $0.tier == .suggestion }
    if !suggestions.isEmpty { return suggested(suggestions, facts) }
    return Match(outcome: .unmatched)
  }

  private func decide(among evidence: [Evidence], _ facts: Facts) -> Match {
    let groups = Dictionary(grouping: candidates(evidence, facts)) { customer(of: $0) }
      .mapValues { group in
        let best = group.map(\.tier).min()
        return rank(group.filter { $0.tier == best })
      }
    // Several customers at one table: nobody can tell whose meeting it was, even if only one has something open.
    let customers = Set(evidence.flatMap(customers(of:)))
    var match = Match(outcome: customers.count > 1 ? .ambiguous : .accountOnly)
    match.candidates = groups.values.sorted(by: precedes).flatMap { $0 }
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

  private func suggested(_ evidence: [Evidence], _ facts: Facts) -> Match {
    var match = Match(outcome: .suggested)
    match.tier = .suggestion
    let groups = Dictionary(grouping: candidates(evidence, facts)) { customer(of: $0) }.values.map(rank)
    match.candidates = groups.sorted(by: precedes).flatMap { $0 }
    let accounts = Set(evidence.compactMap(\.account))
    if accounts.count == 1, let account = accounts.first {
      match.account = account
      match.accountName = index.accounts[account]?.name
    }
    return match
  }

  // MARK: Candidates

  private func candidates(_ evidence: [Evidence], _ facts: Facts) -> [Candidate] {
    var tiers: [SalesforceID: Tier] = [:]
    for piece in evidence {
      for id in piece.opportunities { tiers[id] = min(tiers[id] ?? piece.tier, piece.tier) }
    }
    let holders = roleHolders(evidence)
    return tiers.keys.sorted().compactMap { id in
      guard let opportunity = index.opportunities[id], let tier = tiers[id] else { return nil }
      return Candidate(
        opportunity: id, name: opportunity.name, account: opportunity.accountID,
        accountName: opportunity.accountID.flatMap { index.accounts[$0]?.name }, stage: opportunity.stage,
        closeDate: opportunity.closeDate, tier: tier,
        standing: standing(of: opportunity, roleHolders: holders[id]?.count ?? 0, facts))
    }
  }

  private func roleHolders(_ evidence: [Evidence]) -> [SalesforceID: Set<String>] {
    var holders: [SalesforceID: Set<String>] = [:]
    for piece in evidence where piece.tier == .contactRole {
      for id in piece.opportunities { holders[id, default: []].insert(piece.participant) }
    }
    return holders
  }

  private func standing(of opportunity: Opportunity, roleHolders: Int, _ facts: Facts) -> Standing {
    let day = facts.startsAt.utc.date
    let user = index.user(with: facts.owner)?.id
    let present = Set(facts.participants.compactMap { $0.address?.key })
    let organizedByUs = facts.participants.contains { $0.isOrganizer && $0.kind == .internal }
    let team = [opportunity.ownerID, opportunity.accountID.flatMap { index.accounts[$0]?.ownerID }]
    var standing = Standing()
    standing.roleHolders = roleHolders
    standing.isLinkedByOrganizer = organizedByUs && facts.recordLinks.contains(opportunity.id)
    standing.isPrimarySolutionArchitect = user != nil && opportunity.primarySolutionArchitectID == user
    standing.wasLoggedRecently = index.tasks(relatedTo: opportunity.id).contains { task in
      guard let user, task.ownerID == user, let logged = task.activityDate else { return false }
      return (0...Int64(settings.loggedWithinDays)).contains(day.daysSinceEpoch - logged.daysSinceEpoch)
    }
    standing.isTeamPresent = team.contains { owner in
      // The SA is always present: owning the opportunity tells nothing of this meeting then.
      guard let owner, owner != user, let address = index.address(ofUser: owner) else { return false }
      return present.contains(address)
    }
    standing.isInWorkingStage = stageNumber(opportunity.stage).map(settings.workingStages.contains) ?? false
    standing.daysToCloseDate = opportunity.closeDate.map { Int(abs($0.daysSinceEpoch - day.daysSinceEpoch)) }
    return standing
  }

  // MARK: Order

  /// The customer that a candidate belongs to; an opportunity without an account stands for itself.
  private func customer(of candidate: Candidate) -> SalesforceID {
    candidate.account.map(index.customer(ofAccount:)) ?? candidate.opportunity
  }

  private func rank(_ candidates: [Candidate]) -> [Candidate] {
    candidates.sorted { a, b in
      // The id only makes the order of equals stable: it never decides.
      a.standing.compare(with: b.standing)?.isBetter ?? (a.opportunity < b.opportunity)
    }
  }

  /// The group with the stronger tier first; among equals by account, so that the order is stable.
  private func precedes(_ a: [Candidate], _ b: [Candidate]) -> Bool {
    let tiers = (a.first?.tier ?? .suggestion, b.first?.tier ?? .suggestion)
    if tiers.0 != tiers.1 { return tiers.0 < tiers.1 }
    return (a.first?.account ?? a.first?.opportunity).map(\.description) ?? ""
      < (b.first?.account ?? b.first?.opportunity).map(\.description) ?? ""
  }
}
