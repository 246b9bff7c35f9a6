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
    let decision = index.domains.decide(address.host, day: Int(day.daysSinceEpoch))
    let byDomain = domain(decision, name)

    // The first tier with an opportunity wins. Without any, what is known is the account: a role on an opportunity that
    // was not open says less of it than the contact's own account does.
    let firm = byDomain.filter { $0.tier == .domain }
    result.evidence =
      [byRole, byContact, firm].first { $0.contains { !$0.opportunities.isEmpty } }
      ?? [byContact, firm, byRole].first { !$0.isEmpty } ?? []
    if result.evidence.isEmpty { result.evidence = leads(with: address, name) }
    if result.evidence.isEmpty { result.evidence = byDomain }
    for at in result.evidence.indices { result.evidence[at].isPartner = isPartner }
    if result.evidence.isEmpty { result.finding.nothing = nothing(decision) }
    if byRole.isEmpty && byContact.isEmpty { result.warnings = warnings(decision) }
    return result
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
      for role in roles { evidence.roles[role.opportunityID] = role.role ?? "role not named" }
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
      guard let account = lead.convertedAccountID, index.accounts[account] != nil else { return nil }
      var evidence = Evidence(tier: .knownContact, participant: participant)
      evidence.lead = lead.id
      evidence.field = "converted lead"
      evidence.setAccount(account, in: index)
      evidence.setOpportunities(index.opportunities(ofAccount: account), isOpen: isOpen)
      return evidence
    }
  }

  private func known(contact: Contact, field: String, _ participant: String) -> Evidence? {
    guard let account = contact.accountID, index.accounts[account] != nil else { return nil }
    var evidence = Evidence(tier: .knownContact, participant: participant)
    evidence.contact = contact.id
    evidence.contactName = contact.name
    evidence.field = field
    evidence.setAccount(account, in: index)
    evidence.setOpportunities(index.opportunities(ofAccount: account), isOpen: isOpen)
    return evidence
  }

  // MARK: Tier 3 and suggestions

  private func domain(_ decision: DomainDecision, _ participant: String) -> [Evidence] {
    let (tier, references): (Tier, [DomainDecision.AccountRef]) =
      switch decision.outcome {
      case .match(let reference): (.domain, [reference])
      case .suggest(let references, _): (.suggestion, references)
      case .none: (.domain, [])
      }
    return references.compactMap { reference in
      guard let account = SalesforceID(reference.accountID) else { return nil }
      var evidence = Evidence(tier: tier, participant: participant)
      evidence.domain = decision.host.ascii
      evidence.domainBasis = decision.basis(of: reference)
      evidence.setAccount(account, in: index)
      evidence.setOpportunities(index.opportunities(ofAccount: account), isOpen: isOpen)
      return evidence
    }
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

  /// "Open at the time of the meeting", by the snapshot's dates and not only today's flag.
  private func isOpen(_ opportunity: Opportunity) -> Bool {
    if let createdAt = opportunity.createdAt, startsAt < createdAt.advanced(by: -settings.graceBeforeCreation) {
      return false
    }
    guard opportunity.isClosed else { return true }
    guard let closed = opportunity.closeDate else { return false }
    return day <= closed.advanced(byDays: Int64(settings.graceDaysAfterClose))
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
