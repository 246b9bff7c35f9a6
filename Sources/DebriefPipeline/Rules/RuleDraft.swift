import Addresses
import DebriefCore

/// The rules that a simulation tries: those of a whole `pipeline.yml`, or of a file with `rules:` alone.
///
/// Of a whole file the sections `company` and `matching` count too, because they decide about the same meetings;
/// everything else stays as it is configured.
package struct RuleDraft: Sendable {
  /// The configuration with the draft in place of its own rules.
  package let configuration: Configuration
  package let difference: RuleDifference
  package let path: String
  /// What else the draft changes, in words.
  package let otherChanges: [String]
  /// Whether a meeting without a changed rule about it may still get another answer.
  package let changesEverything: Bool
  /// Whether events may become meetings of which the store keeps no participants.
  package let canAddMeetings: Bool

  package init(file path: String, for base: Configuration) throws {
    try self.init(draft: Configuration(file: path), for: base)
  }

  package init(draft: Configuration, for base: Configuration) {
    var configuration = base
    configuration.rules = draft.rules
    var changes: [String] = []
    var widens = false
    // A file with rules alone has no company: nobody works for nobody.
    let isWhole = !draft.internalDomains.isEmpty
    if isWhole {
      let domains = (Set(base.internalDomains), Set(draft.internalDomains))
      let addresses = (Set(base.internalAddresses), Set(draft.internalAddresses))
      if domains.0 != domains.1 || addresses.0 != addresses.1 {
        changes.append("company.domains or company.addresses differ")
        configuration.internalDomains = draft.internalDomains
        configuration.internalAddresses = draft.internalAddresses
        widens = !domains.0.isSubset(of: domains.1) || !addresses.0.isSubset(of: addresses.1)
      }
      if draft.matching != base.matching {
        changes.append("matching differs")
        configuration.matching = draft.matching
      }
    }
    self.configuration = configuration
    path = draft.path
    difference = RuleDifference(from: base.rules, to: draft.rules)
    otherChanges = changes
    changesEverything = !changes.isEmpty
    canAddMeetings = widens || difference.canAddMeetings
  }
}
