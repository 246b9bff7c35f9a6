import Addresses

/// Whose figures a report shows: one SA's own, a manager's team, or everybody's.
package struct ReportPeople: Sendable {
  /// In the order of their names: no report ranks people.
  package let architects: [SolutionArchitect]
  /// The regions in the configured order.
  package let regions: [Region]
  /// Whether opportunities without a Primary SA among the configured ones are shown, too.
  package let includesNobodys: Bool
  private let byKey: [String: SolutionArchitect]

  package init(architects: [SolutionArchitect], regions: [Region], includesNobodys: Bool) {
    self.architects = architects.sorted {
      ($0.displayName.lowercased(), $0.email.key) < ($1.displayName.lowercased(), $1.email.key)
    }
    self.regions = regions
    self.includesNobodys = includesNobodys
    byKey = Dictionary(architects.map { ($0.email.key, $0) }) { first, _ in first }
  }

  package func architect(_ owner: EmailAddress) -> SolutionArchitect? { byKey[owner.key] }

  package func includes(_ owner: EmailAddress) -> Bool { byKey[owner.key] != nil }

  /// Whether a row that belongs to the Primary SA of an opportunity is shown.
  package func includes(_ primary: SolutionArchitect?) -> Bool {
    primary.map { includes($0.email) } ?? includesNobodys
  }

  static let noRegion = "(no region)"
  static let nobody = "(no Primary SA)"

  /// The regions of these SAs: the configured ones first, in their order.
  var regionNames: [String] {
    let used = Set(architects.map { $0.profile.region ?? Self.noRegion })
    let known = regions.map(\.name).filter(used.contains)
    return known + used.subtracting(known).sorted()
  }
}

extension SolutionArchitect {
  /// The name, or the address of an SA whose name is not configured.
  package var displayName: String { profile.name ?? email.key }
}
