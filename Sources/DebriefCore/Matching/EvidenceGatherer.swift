import Addresses
import Calendars

/// Collects, for one participant, the evidence of the best tier that has any (product definition, section 5).
struct EvidenceGatherer {
  let index: SnapshotIndex
  let rules: [Rule]
  let settings: MatchingSettings
  let startsAt: Instant

  private var day: CivilDate { startsAt.utc.date }

  /// What one participant gave.
  struct Result {
    var evidence: [Evidence] = []
    var finding: Finding
    var warnings: [LookAlikeWarning] = []
  }

  func gather(from participant: Participant) -> Result {
    let name = participant.address?.key ?? participant.written
    var result = Result(finding: Finding(participant: name))
    guard let address = participant.address else {
      result.finding.nothing = "has no e-mail address"
      return result
    }
    if let rule = participant.blockedBy {
      result.finding.nothing = "is left out by \(rule)"
      return result
    }
    let isPartner = rules.contains { $0.kind == .partner && $0.holds(on: day) && $0.covers(address) }
    let hits = index.contacts(with: address)
    let byRole = contactRoles(of: hits, name)
    var byContact: [Evidence] = []
    if settings.usesKnownContacts { byContact = knownContacts(hits, name) + convertedLeads(address, name) }
    if hits.isEmpty { byContact += aliases(of: address, name) }
    let decision = index.domains.decide(address.host, day: Int(day.daysSinceEpoch))
    let byDomain = domain(decision, name)
    let firm = byDomain.filter { $0.tier == .domain }
    result.evidence = best(byRole: byRole, byContact: byContact, byDomain: firm)
    if result.evidence.isEmpty { result.evidence = leads(with: address, name) }
    if result.evidence.isEmpty { result.evidence = byDomain }
    for at in result.evidence.indices { result.evidence[at].isPartner = isPartner }
    if result.evidence.isEmpty { result.finding.nothing = nothing(decision) }
    if byRole.isEmpty && byContact.isEmpty { result.warnings = warnings(decision) }
    return result
  }

  /// The first tier with an opportunity wins. Without any, what is known is the account: a role on an opportunity
  /// that was not open says less of it than the contact's own account does.
  private func best(byRole: [Evidence], byContact: [Evidence], byDomain: [Evidence]) -> [Evidence] {
    let open = byRole.filter { !$0.opportunities.isEmpty }
    if !open.isEmpty { return open }
    if byContact.contains(where: { !$0.opportunities.isEmpty }) { return byContact }
    if byDomain.contains(where: { !$0.opportunities.isEmpty }) {
      // The CRM says that this person is another customer's: both are told, and nothing is decided
      // (docs/decisions/0021-one-person-two-customers.md).
      let customers = Set((byContact + byDomain).compactMap(\.account).map(index.customer))
      return customers.count > 1 ? byContact + byDomain : byDomain
    }
    return [byContact, byDomain, byRole].first { !$0.isEmpty } ?? []
  }

  // MARK: Tier 1

  private func contactRoles(of hits: [SnapshotIndex.ContactHit], _ participant: String) -> [Evidence] {
    hits.compactMap { hit in
      let roles = index.roles(of: hit.contact.id).filter { index.opportunities[$0.opportunityID] != nil }
      guard !roles.isEmpty else { return nil }
      var evidence = Evidence(tier: .contactRole, participant: participant)
      evidence.contact = hit.contact.id
      evidence.contactName = hit.contact.name
      evidence.field = hit.field
      evidence.setAccount(hit.contact.accountID, in: index)
      for role in roles { evidence.roles[role.opportunityID] = role.role ?? "" }
      evidence.setOpportunities(roles.compactMap { index.opportunities[$0.opportunityID] }, isOpen: isOpen)
      return evidence
    }
  }

  // MARK: Tier 2

  private func knownContacts(_ hits: [SnapshotIndex.ContactHit], _ participant: String) -> [Evidence] {
    hits.compactMap { known(contact: $0.contact, field: $0.field, participant) }
  }

  private func convertedLeads(_ address: EmailAddress, _ participant: String) -> [Evidence] {
    index.leads(with: address).compactMap { lead in
      guard lead.isConverted else { return nil }
      if let contact = lead.convertedContactID.flatMap(index.contact) {
        var evidence = known(contact: contact, field: "converted lead", participant)
        evidence?.lead = lead.id
        return evidence
      }
      guard let account = lead.convertedAccountID, var evidence = known(account: account, participant)
      else { return nil }
      evidence.lead = lead.id
      evidence.field = "converted lead"
      return evidence
    }
  }

  /// The admin's rules about single addresses: somebody at a generic domain whose company is known.
  private func aliases(of address: EmailAddress, _ participant: String) -> [Evidence] {
    rules.filter { $0.subject == .address(address) && $0.holds(on: day) }.sorted { $0.line < $1.line }
      .compactMap { rule in
        guard rule.kind == .alias || rule.kind == .subsidiary, let account = rule.account else { return nil }
        var evidence = known(account: account, participant)
        evidence?.domainBasis = "the \(rule.description)"
        return evidence
      }
  }

  private func known(contact: SnapshotIndex.Person, field: String, _ participant: String) -> Evidence? {
    guard let account = contact.accountID, var evidence = known(account: account, participant) else { return nil }
    evidence.contact = contact.id
    evidence.contactName = contact.name
    evidence.field = field
    return evidence
  }

  private func known(account id: SalesforceID, _ participant: String) -> Evidence? {
    let account = index.survivor(of: id)
    guard index.accounts[account] != nil else { return nil }
    var evidence = Evidence(tier: .knownContact, participant: participant)
    evidence.setAccount(account, in: index)
    evidence.setOpportunities(index.opportunities(ofAccount: account), isOpen: isOpen)
    return evidence
  }

  // MARK: Tier 3 and suggestions

  private func domain(_ decision: DomainDecision, _ participant: String) -> [Evidence] {
    let (references, isSuggestion): ([DomainDecision.AccountRef], Bool) =
      switch decision.outcome {
      case .match(let reference): ([reference], false)
      case .suggest(let references, let why): (references, !isOneRecord(references, why))
      case .none: ([], false)
      }
    var seen: Set<SalesforceID> = []
    return references.compactMap { reference in
      guard let account = SalesforceID(reference.accountID).map(index.survivor), index.accounts[account] != nil,
        seen.insert(account).inserted
      else { return nil }
      var evidence = Evidence(tier: isSuggestion ? .suggestion : .domain, participant: participant)
      evidence.domain = decision.host.ascii
      evidence.domainBasis = decision.basis(of: reference)
      evidence.setAccount(account, in: index)
      evidence.setOpportunities(index.opportunities(ofAccount: account), isOpen: isOpen)
      return evidence
    }
  }

  /// Whether the accounts that share a domain are records that were merged into one.
  private func isOneRecord(_ references: [DomainDecision.AccountRef], _ why: DomainDecision.Suggestion) -> Bool {
    guard case .sharedDomain = why else { return false }
    return Set(references.map { SalesforceID($0.accountID).map(index.survivor) }).count == 1
  }

  private func nothing(_ decision: DomainDecision) -> String {
    switch decision.outcome {
    case .none(let reason): "is no contact and no lead; \(reason.sentence(about: decision))"
    case .match, .suggest: "points at an account that the snapshot does not hold"
    }
  }

  private func warnings(_ decision: DomainDecision) -> [LookAlikeWarning] {
    decision.lookAlikes.compactMap { likeness in
      guard let id = SalesforceID(likeness.accountID) else { return nil }
      return LookAlikeWarning(
        domain: decision.host.ascii, account: id, accountName: index.accounts[id]?.name ?? "",
        accountDomain: likeness.accountDomain.ascii, likeness: likeness.sentence(about: decision.host))
    }
  }

  // MARK: Tier 4

  private func leads(with address: EmailAddress, _ participant: String) -> [Evidence] {
    index.leads(with: address).filter { !$0.isConverted }.map { lead in
      var evidence = Evidence(tier: .lead, participant: participant)
      evidence.lead = lead.id
      evidence.contactName = lead.name
      evidence.accountName = lead.company
      return evidence
    }
  }

  private func isOpen(_ opportunity: Opportunity) -> Bool {
    opportunity.closure(at: startsAt, settings: settings) == nil
  }
}

extension Evidence {
  fileprivate mutating func setAccount(_ id: SalesforceID?, in index: SnapshotIndex) {
    account = id
    accountName = id.flatMap { index.accounts[$0]?.name }
  }

  fileprivate mutating func setOpportunities(_ all: [Opportunity], isOpen: (Opportunity) -> Bool) {
    opportunities = all.filter(isOpen).map(\.id).sorted()
    notOpen = all.filter { !isOpen($0) }.map(\.id).sorted()
  }
}
