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
    /// The name of a configured ``Region``.
    package var region: String?
    /// Who sees this SA's prompts and figures beside the SA.
    package var manager: EmailAddress?
    /// The IANA zone that the SA lives in; nil: the region's, or the configuration's.
    package var timeZone: String?
    package var promptTime = PromptTime.after

    package init() {}
  }

  /// The address that names the SA everywhere.
  package var email: EmailAddress
  package var profile = Profile()

  package init(email: EmailAddress) { self.email = email }

  package func owns(_ address: EmailAddress) -> Bool { address == email || profile.also.contains(address) }
}
