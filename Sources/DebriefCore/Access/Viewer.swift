import Addresses

/// Somebody who is signed in, and what they may see (product definition, section 11). Pure: everything follows from
/// the configuration.
package struct Viewer: Hashable, Sendable {
  /// The address that names the person: an SA's main one, whichever they signed in with.
  package let email: EmailAddress
  /// Set where the person is an SA, with prompts of their own.
  package let architect: SolutionArchitect?
  /// Whether they tune rules and see everybody's figures. Prompts stay their owner's.
  package let isAdmin: Bool
  /// The SAs whose manager they are: their prompts and figures may be looked at, not acted on.
  package let team: [SolutionArchitect]

  /// - Returns: nil for somebody who is neither an SA, nor a manager of one, nor an admin.
  package init?(_ address: EmailAddress, architects: [SolutionArchitect], admins: [EmailAddress]) {
    let architect = architects.first { $0.owns(address) }
    let isSelf = { (other: EmailAddress) in other == address || architect?.owns(other) ?? false }
    email = architect?.email ?? address
    self.architect = architect
    isAdmin = admins.contains(where: isSelf)
    team = architects.filter { $0.email != architect?.email && $0.profile.manager.map(isSelf) ?? false }
    if architect == nil, !isAdmin, team.isEmpty { return nil }
  }

  /// What to call the person.
  package var name: String { architect?.profile.name ?? email.key }

  /// Whether the prompts and meetings of `owner` may be looked at.
  package func mayRead(_ owner: EmailAddress) -> Bool { mayAct(for: owner) || team.contains { $0.email == owner } }

  /// Whether the prompts of `owner` may be logged, dismissed or put off: by nobody but the SA.
  package func mayAct(for owner: EmailAddress) -> Bool { architect?.email == owner }

  /// Whether the figures of `owner` may be looked at.
  package func mayMeasure(_ owner: EmailAddress) -> Bool { isAdmin || mayRead(owner) }
}
