import Addresses
import Calendars

/// Puts the opportunities that evidence points at in order (product definition, section 5).
struct CandidateRanking {
  private let index: SnapshotIndex
  private let settings: MatchingSettings
  private let facts: Matcher.Facts
  /// The Salesforce users that the SA is.
  private let me: Set<SalesforceID>
  /// The addresses of those who were there.
  private let present: Set<String>
  /// Who of the guests holds a contact role on which opportunity.
  private let roleHolders: [SalesforceID: Set<String>]

  /// - Parameter evidence: all of the meeting's, a partner's too: who holds a role holds it, and was there.
  init(index: SnapshotIndex, settings: MatchingSettings, facts: Matcher.Facts, evidence: [Evidence]) {
    self.index = index
    self.settings = settings
    self.facts = facts
    let owners = [facts.owner] + facts.participants.filter(\.isOwner).compactMap(\.address)
    me = owners.reduce(into: []) { $0.formUnion(index.users(with: $1)) }
    let present = Self.present(facts.participants)
    self.present = present
    var holders: [SalesforceID: Set<String>] = [:]
    for piece in evidence where present.contains(piece.participant) {
      guard let contact = piece.contact else { continue }
      for role in index.roles(of: contact) { holders[role.opportunityID, default: []].insert(piece.participant) }
    }
    roleHolders = holders
  }

  /// Who declined was not there. Where everybody from outside declined, the meeting is asked about all the same, and
  /// then those count who were expected.
  private static func present(_ participants: [Participant]) -> Set<String> {
    let nobodyCame = participants.filter { $0.kind == .external }.allSatisfy(\.hasDeclined)
    let there = participants.filter { !$0.hasDeclined || (nobodyCame && $0.kind == .external) }
    return Set(there.compactMap { $0.address?.key })
  }

  /// The opportunities of the best tier that each customer has, best first; the customer with the stronger tier
  /// first, and among equals by account, so that the order is stable.
  func groups(of evidence: [Evidence]) -> [[Candidate]] {
    Dictionary(grouping: candidates(evidence), by: customer).values
      .map { group in
        let best = group.map(\.tier).min()
        return rank(group.filter { $0.tier == best })
      }
      .sorted(by: precedes)
  }

  private func candidates(_ evidence: [Evidence]) -> [Candidate] {
    var tiers: [SalesforceID: Tier] = [:]
    for piece in evidence {
      for id in piece.opportunities { tiers[id] = min(tiers[id] ?? piece.tier, piece.tier) }
    }
    return tiers.keys.sorted().compactMap { id in
      guard let opportunity = index.opportunities[id], let tier = tiers[id] else { return nil }
      return Candidate(
        opportunity: id, name: opportunity.name, account: opportunity.accountID,
        accountName: opportunity.accountID.flatMap { index.accounts[$0]?.name }, stage: opportunity.stage,
        closeDate: opportunity.closeDate, tier: tier, standing: standing(of: opportunity))
    }
  }

  // MARK: The seven questions

  private func standing(of opportunity: Opportunity) -> Standing {
    let day = facts.startsAt.utc.date
    var standing = Standing()
    standing.roleHolders = roleHolders[opportunity.id]?.count ?? 0
    standing.isLinkedByOrganizer = isOrganizedByUs && facts.recordLinks.contains(opportunity.id)
    standing.isPrimarySolutionArchitect = opportunity.primarySolutionArchitectID.map(me.contains) ?? false
    standing.wasLoggedRecently = index.tasks(relatedTo: opportunity.id).contains { task in
      guard let owner = task.ownerID, me.contains(owner), let logged = task.activityDate else { return false }
      return (0...Int64(settings.loggedWithinDays)).contains(day.daysSinceEpoch - logged.daysSinceEpoch)
    }
    standing.isTeamPresent = team(of: opportunity).contains(where: isPresent)
    standing.isInWorkingStage = stageNumber(opportunity.stage).map(settings.workingStages.contains) ?? false
    standing.daysToCloseDate = opportunity.closeDate.map { Int(abs($0.daysSinceEpoch - day.daysSinceEpoch)) }
    return standing
  }

  private var isOrganizedByUs: Bool { facts.participants.contains { $0.isOrganizer && $0.kind == .internal } }

  /// The opportunity's owner, its Primary SA and its account's owner.
  private func team(of opportunity: Opportunity) -> [SalesforceID] {
    let account = opportunity.accountID.flatMap { index.accounts[$0] }
    return [opportunity.ownerID, opportunity.primarySolutionArchitectID, account?.ownerID].compactMap { $0 }
  }

  /// The SA is always there.
  private func isPresent(_ user: SalesforceID) -> Bool {
    me.contains(user) || index.address(ofUser: user).map(present.contains) ?? false
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

  private func precedes(_ a: [Candidate], _ b: [Candidate]) -> Bool {
    let tiers = (a.first?.tier ?? .suggestion, b.first?.tier ?? .suggestion)
    if tiers.0 != tiers.1 { return tiers.0 < tiers.1 }
    return (a.first?.account ?? a.first?.opportunity).map(\.description) ?? ""
      < (b.first?.account ?? b.first?.opportunity).map(\.description) ?? ""
  }
}
