import Addresses

/// One SA: the owner of calendars and of prompts.
package struct SolutionArchitect: Hashable, Sendable {
  /// When the prompt comes (product definition, section 6).
  package enum PromptTime: String, Sendable, CaseIterable {
    case after, before
  }

  /// What is configured of an SA beside the address.
  package struct Profile: Hashable, Sendable {
    package var name: String?
    /// Further addresses of the same person: in calendars they are the owner, too.
    package var also: [EmailAddress] = []
    package var team: String?
    package var region: String?
    package var promptTime = PromptTime.after

    package init() {}
  }

  /// The address that names the SA everywhere.
  package var email: EmailAddress
  package var profile = Profile()

  package init(email: EmailAddress) { self.email = email }

  package func owns(_ address: EmailAddress) -> Bool { address == email || profile.also.contains(address) }
}
