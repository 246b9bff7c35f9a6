/// A match in words: what `prompts show` and `explain` say, and what every face of the product shows as "why".
extension Match {
  /// What the meeting was about, in one line.
  package var headline: String {
    switch outcome {
    case .matched:
      candidates.first.map(\.title) ?? opportunity?.description ?? "an opportunity"
    case .ambiguous where Set(candidates.map(\.account)).count > 1:
      "? several customers: \(accountNames.joined(separator: ", "))"
    case .ambiguous where candidates.isEmpty: "? several customers, none with an open opportunity"
    case .ambiguous: "? \(candidates.count) opportunities of \(accountName ?? "one customer") stand equal"
    case .suggested:
      "? perhaps \(accountNames.isEmpty ? accountName ?? "an account" : accountNames.joined(separator: " or "))"
    case .accountOnly: "\(accountName ?? "the account"): no opportunity was open then"
    case .leadOnly: "a lead, to be converted first"
    case .unmatched: "nothing in the CRM"
    }
  }

  private var accountNames: [String] {
    var names: [String] = []
    for candidate in candidates {
      if let name = candidate.accountName, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Every step to the outcome, as sentences.
  package var reasons: [String] {
    var reasons = evidence.map(\.sentence)
    reasons += findings.map { "\($0.participant) \($0.nothing ?? "gave nothing")." }
    switch outcome {
    case .matched:
      if let decidedBy, candidates.count > 1 {
        reasons.append(
          "Of \(candidates.count) open opportunities, \(candidates[0].name) comes before \(candidates[1].name): "
            + "\(decidedBy.sentence).")
      }
    case .ambiguous where Set(candidates.map(\.account)).count > 1 || candidates.isEmpty:
      reasons.append("The guests belong to several customers, so nothing is preselected.")
    case .ambiguous where candidates.count > 1:
      reasons.append("\(candidates[0].name) and \(candidates[1].name) stand equal in everything that ranks them.")
    case .suggested: reasons.append("That is a resemblance, not a proof: a person has to confirm it.")
    case .leadOnly: reasons.append("A call cannot be logged to a lead and an opportunity: convert the lead first.")
    case .ambiguous, .accountOnly, .unmatched: break
    }
    return reasons + warnings.map { "Look-alike, not matched: \($0.likeness) (\($0.accountName))" }
  }

  /// What would have led to another answer; nil where nothing is missing.
  package var whatWouldChangeIt: String? {
    switch outcome {
    case .matched: nil
    case .ambiguous: "a contact role for one of the guests on the right opportunity"
    case .suggested: "a rule of kind alias for the domain, or a contact with the guest's address"
    case .accountOnly: "an opportunity of \(accountName ?? "the account") that was open at the time of the meeting"
    case .leadOnly: "converting the lead to a contact"
    case .unmatched: "a contact with a guest's address, or a website, domain field or alias rule for a guest's domain"
    }
  }
}

extension Candidate {
  /// `Acme / New business (3-Technical Evaluation)`.
  package var title: String { "\(accountName.map { "\($0) / " } ?? "")\(name) (\(stage))" }
}

extension Evidence {
  /// One sentence: who, what the CRM knows of them, and which opportunities that gives.
  package var sentence: String {
    let who = participant
    let found = open
    let partner = isPartner ? " The domain is a partner's, so it does not decide." : ""
    switch tier {
    case .contactRole:
      let roleNames = Set(roles.filter { opportunities.contains($0.key) || opportunities.isEmpty }.values).sorted()
      return "\(who) is \(contactName ?? "a contact")\(through) with the role \(roleNames.joined(separator: ", ")) on "
        + "\(found).\(partner)"
    case .knownContact:
      let how = lead == nil ? "a contact" : "a converted lead"
      return
        "\(who) is \(contactName.map { "\($0), " } ?? "")\(how) of \(accountName ?? "an account")\(through), which has "
        + "\(found).\(partner)"
    case .domain:
      return
        "\(who) has \(domainBasis ?? "the account's domain"); \(accountName ?? "the account") has \(found).\(partner)"
    case .suggestion:
      return
        "\(who) may belong to \(accountName ?? "an account"): \(domainBasis ?? "the domain resembles its own").\(partner)"
    case .lead:
      return
        "\(who) is the lead \(contactName ?? lead?.description ?? "")\(accountName.map { " (\($0))" } ?? "").\(partner)"
    }
  }

  /// Another field than the primary one is worth saying: people ask why it matched.
  private var through: String {
    guard let field, field.lowercased() != "email", field != "converted lead" else { return "" }
    return " (by the field \(field))"
  }

  private var open: String {
    switch (opportunities.count, notOpen.count) {
    case (0, 0): "no opportunity"
    case (0, let closed): "\(closed) opportunit\(closed == 1 ? "y" : "ies"), none of them open then"
    case (1, _): "one opportunity that was open then"
    case (let count, _): "\(count) opportunities that were open then"
    }
  }
}
