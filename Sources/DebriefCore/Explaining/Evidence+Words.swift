extension Evidence {
  /// One sentence: who, what the CRM knows of them, and which opportunities that gives.
  package var sentence: String { sentence(naming: [:]) }

  /// - Parameter names: of opportunities that the reader sees anyway; others are counted.
  func sentence(naming names: [SalesforceID: String]) -> String {
    let customer = accountName ?? "an account"
    let fact =
      switch tier {
      case .contactRole:
        "\(participant) is \(name ?? "a contact")\(accountName.map { " of \($0)" } ?? "")\(through) and holds \(role) on \(held(names))"
      case .knownContact where domainBasis != nil:
        "\(participant) belongs to \(customer) by \(domainBasis ?? ""); it has \(found(names))"
      case .knownContact where contact == nil:
        "\(participant) is a converted lead of \(customer), which has \(found(names))"
      case .knownContact:
        "\(participant) is \(name.map { "\($0), " } ?? "")\(lead == nil ? "a contact" : "a converted lead and contact") of "
          + "\(customer)\(through), which has \(found(names))"
      case .domain: "\(participant) belongs to \(customer) by \(domainBasis ?? "its domain"); it has \(found(names))"
      case .suggestion: "\(participant) may belong to \(customer): \(domainBasis ?? "the domain resembles its own")"
      case .lead: "\(participant) is the lead \(contactName ?? "")\(accountName.map { " (\($0))" } ?? "")"
      }
    return "\(fact).\(isPartner ? " That is a partner's, so it does not decide." : "")"
  }

  private var name: String? { contactName.flatMap { $0.isEmpty || $0 == participant ? nil : $0 } }

  /// Another field than the primary one is worth saying: people ask why it matched.
  private var through: String {
    guard let field, field.lowercased() != "email", field != "converted lead" else { return "" }
    return " (by the field \(field))"
  }

  private var role: String {
    let named = Set(roles.filter { opportunities.contains($0.key) }.values).filter { !$0.isEmpty }.sorted()
    return named.isEmpty ? "a contact role" : "the role \(list(named, "and"))"
  }

  private func held(_ names: [SalesforceID: String]) -> String {
    let held = opportunities.compactMap { names[$0] }
    return held.count == opportunities.count && held.count <= 3 ? list(held, "and") : found(names)
  }

  private func found(_ names: [SalesforceID: String]) -> String {
    switch (opportunities.count, notOpen.count) {
    case (0, 0): return "no opportunity"
    case (0, 1): return "one opportunity that was not open then"
    case (0, let closed): return "\(closed) opportunities, none of them open then"
    case (let count, _):
      let known = opportunities.compactMap { names[$0] }
      let which = known.count == count && count <= 3 ? ": \(list(known, "and"))" : ""
      return (count == 1 ? "one opportunity that was open then" : "\(count) opportunities that were open then") + which
    }
  }
}
