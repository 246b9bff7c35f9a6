/// A match in words: what `prompts show` and `explain` say, and what every face of the product shows as "why".
extension Match {
  /// What the meeting was about, in one line.
  package var headline: String {
    switch outcome {
    case .matched: candidates.first.map(\.title) ?? opportunity?.description ?? "an opportunity"
    case .ambiguous where !isOneCustomer: "? several customers: \(customerNames.joined(separator: ", "))"
    case .ambiguous: "? \(equals) opportunities of \(accountName ?? "one customer") stand equal"
    case .suggested: "? perhaps \(accountNames.isEmpty ? accountName ?? "an account" : list(accountNames, "or"))"
    case .accountOnly: "\(accountName ?? "the account"): no opportunity was open then"
    case .leadOnly: "a lead, to be converted first"
    case .unmatched: isPartnerAlone ? "a partner, and nobody of a customer" : "nothing in the CRM"
    }
  }

  /// Every step to the outcome, as sentences.
  package var reasons: [String] {
    let names = Dictionary(candidates.map { ($0.opportunity, $0.name) }) { first, _ in first }
    var reasons = evidence.map { $0.sentence(naming: names) }
    reasons += findings.map { "\($0.participant) \($0.nothing ?? "gave nothing")." }
    if let decision { reasons.append(decision) }
    return reasons + warnings.map { "Look-alike, not matched: \($0.likeness) (\($0.accountName))" }
  }

  /// The last step, from the evidence to the outcome.
  private var decision: String? {
    switch outcome {
    case .matched:
      guard let decidedBy, candidates.count > 1 else { return nil }
      return "Of \(candidates.count) opportunities, \(candidates[0].name) comes before \(candidates[1].name): "
        + "\(decidedBy.sentence)."
    case .ambiguous where !isOneCustomer:
      return "The guests point at several customers, \(list(customerNames, "and")), so nothing is preselected."
    case .ambiguous:
      return "\(list(candidates.prefix(equals).map(\.name), "and")) stand equal in everything that ranks them, so "
        + "nothing is preselected."
    case .suggested:
      return evidence.contains { $0.tier == .suggestion && !$0.isPartner }
        ? "That is no proof: a person has to confirm it."
        : "A partner never decides alone: a person has to confirm it."
    case .leadOnly: return "A call cannot be logged to a lead and an opportunity: convert the lead first."
    case .unmatched: return isPartnerAlone ? "A partner never decides alone." : nil
    case .accountOnly: return nil
    }
  }

  /// What would have led to another answer; nil where nothing is missing.
  package var whatWouldChangeIt: String? {
    switch outcome {
    case .matched: nil
    case .ambiguous where !isOneCustomer:
      "nothing but a person's choice, as long as guests of several customers are invited"
    case .ambiguous: "a contact role for one of the guests on the right opportunity, or its Primary SA"
    case .suggested where isPartnerAlone: "a guest of the customer's"
    case .suggested: "a rule of kind alias for the domain, or a contact with the guest's address"
    case .accountOnly: "an opportunity of \(accountName ?? "the account") that was open at the time of the meeting"
    case .leadOnly: "converting the lead to a contact"
    case .unmatched where isPartnerAlone: "a guest of the customer's, or an end to the partner's rule"
    case .unmatched: "a contact with a guest's address, or a website, domain field or alias rule for a guest's domain"
    }
  }

  /// The account is set where there is exactly one customer; its opportunities may belong to several accounts of the
  /// same family.
  private var isOneCustomer: Bool { account != nil }

  /// All that points at the CRM is a partner's.
  private var isPartnerAlone: Bool { !evidence.isEmpty && evidence.allSatisfy(\.isPartner) }

  /// How many of the first candidates nothing tells apart.
  private var equals: Int {
    guard let first = candidates.first else { return 0 }
    return candidates.prefix { $0.standing.compare(with: first.standing) == nil }.count
  }

  /// The accounts of the candidates, in their order.
  private var accountNames: [String] { unique(candidates.compactMap(\.accountName)) }

  /// The accounts that firm evidence points at, those with candidates first.
  private var customerNames: [String] {
    let firm = evidence.filter { !$0.isPartner && $0.tier <= .domain }.sorted { $0.tier < $1.tier }
    return unique(accountNames + firm.compactMap(\.accountName))
  }
}

extension Candidate {
  /// `Acme / New business (3-Technical Evaluation)`.
  package var title: String { "\(accountName.map { "\($0) / " } ?? "")\(name) (\(stage))" }
}

/// `a, b and c`.
func list(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}

private func unique(_ names: [String]) -> [String] {
  var seen: Set<String> = []
  return names.filter { seen.insert($0).inserted }
}
