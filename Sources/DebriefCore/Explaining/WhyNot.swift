import Calendars

extension Matcher {
  /// Why a meeting was not matched to one opportunity, as sentences: "why not that one?"
  ///
  /// - Parameters:
  ///   - opportunity: need not be in the index, which may hold only what the guests lead to.
  ///   - accountName: of the opportunity's account.
  ///   - match: what `match` says of the same facts.
  package func whyNot(
    _ opportunity: Opportunity, accountName: String?, facts: Facts, match: Match
  ) -> [String] {
    if match.opportunity == opportunity.id { return ["\(opportunity.name) is the one that was chosen."] }
    if let closure = opportunity.closure(at: facts.startsAt, settings: settings) {
      return [closure.sentence(about: opportunity.name, on: facts.startsAt.utc.date)]
    }
    if let candidate = match.candidates.first(where: { $0.opportunity == opportunity.id }) {
      return [match.whyNot(candidate)]
    }
    let account = opportunity.accountID.map(index.survivor)
    let customer = account.map(index.customer)
    let pointing = match.evidence.filter { $0.opportunities.contains(opportunity.id) }
    var reasons = pointing.compactMap { match.whyNot(opportunity.name, pointedAtBy: $0) }
    if reasons.isEmpty, customer != nil {
      let kin = match.evidence.filter { $0.account.map(index.customer) == customer }
      reasons = kin.map { $0.whyNotKin(opportunity.name) }
    }
    reasons += match.warnings.filter { $0.account == account }
      .map { "Only a look-alike points at \($0.accountName): \($0.likeness)" }
    if reasons.isEmpty {
      let owner = accountName.map { " of \($0)" } ?? ""
      reasons = ["None of the guests leads to \(opportunity.name)\(owner)."] + match.evidence.map(\.sentence)
      reasons += match.findings.map { "\($0.participant) \($0.nothing ?? "gave nothing")." }
    }
    return reasons
  }
}

extension Match {
  /// Why a candidate was not the one.
  fileprivate func whyNot(_ candidate: Candidate) -> String {
    guard let first = candidates.first else { return "\(candidate.name) is no candidate." }
    switch outcome {
    case .suggested: return "\(candidate.name) is only suggested: a person has to confirm it."
    case .ambiguous where account == nil:
      return "\(candidate.name) is a candidate, but the guests point at several customers, so nothing is preselected."
    default: break
    }
    if let difference = first.standing.compare(with: candidate.standing) {
      return "\(candidate.name) is a candidate, but \(first.name) comes before it: \(difference.by.sentence)."
    }
    let equal = candidates.first { $0 != candidate && candidate.standing.compare(with: $0.standing) == nil }
    return "\(candidate.name) is a candidate, and \(equal?.name ?? first.name) stands equal with it in everything that "
      + "ranks them."
  }

  /// Why a piece of evidence that points at an opportunity did not make it a candidate.
  fileprivate func whyNot(_ name: String, pointedAtBy evidence: Evidence) -> String? {
    if evidence.isPartner {
      return "Only \(evidence.participant) leads to \(name), and that is a partner, who never decides."
    }
    if evidence.tier == .suggestion {
      return "\(evidence.participant) only perhaps leads to \(name): \(evidence.domainBasis ?? "a resemblance")."
    }
    guard let tier, tier < evidence.tier else { return nil }
    return "\(evidence.participant) leads to \(name) only by \(evidence.tier.phrase), and \(tier.phrase) comes first."
  }
}

extension Evidence {
  /// The guest is of the same customer, and still did not lead to the opportunity.
  fileprivate func whyNotKin(_ name: String) -> String {
    switch tier {
    case .contactRole:
      "\(participant) holds no contact role on \(name), and a contact role comes before the account's other "
        + "opportunities."
    default:
      "\(participant) leads to \(accountName ?? "an account"); \(name) belongs to another account of the same customer."
    }
  }
}

extension Tier {
  /// Completes "only by …".
  fileprivate var phrase: String {
    switch self {
    case .contactRole: "a contact role"
    case .knownContact: "a known contact's account"
    case .domain: "the account's domain"
    case .lead: "a lead"
    case .suggestion: "a resemblance"
    }
  }
}

extension Closure {
  fileprivate func sentence(about name: String, on day: CivilDate) -> String {
    switch self {
    case .notYetCreated(let created):
      "\(name) was not open at the meeting on \(day): it was created on \(created). A longer "
        + "matching.open_grace_before would count it."
    case .alreadyClosed(let closed?):
      "\(name) was not open at the meeting on \(day): it had been closed on \(closed). A longer "
        + "matching.open_grace_after would count it."
    case .alreadyClosed(nil): "\(name) is closed, and the CRM does not say since when."
    }
  }
}
