import Addresses
import Calendars

/// How strongly a piece of evidence points, strongest first (product definition, section 5). A later tier never
/// overrides an earlier one.
package enum Tier: String, Sendable, Codable, CaseIterable, Comparable {
  case contactRole = "contact_role"
  case knownContact = "known_contact"
  case domain
  case lead
  /// Something that only a person can confirm: it never decides.
  case suggestion

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package static func < (a: Tier, b: Tier) -> Bool { a.rank < b.rank }
}

/// One fact that points from a participant at an account, a lead or opportunities.
package struct Evidence: Hashable, Sendable, Codable {
  package var tier: Tier
  /// The participant's address.
  package var participant: String
  /// The CRM record that the address or the domain was found at.
  package var contact: SalesforceID?
  package var contactName: String?
  /// The CRM field that held the address: another than `Email` is worth saying.
  package var field: String?
  package var lead: SalesforceID?
  package var account: SalesforceID?
  package var accountName: String?
  /// The role of each opportunity of tier `contactRole`, by opportunity.
  package var roles: [SalesforceID: String] = [:]
  /// The participant's registrable domain and where the account has it from.
  package var domain: String?
  package var domainBasis: String?
  /// The opportunities that were open at the time of the meeting.
  package var opportunities: [SalesforceID] = []
  /// The opportunities that the tier would have given, had they been open then.
  package var notOpen: [SalesforceID] = []
  /// The participant is a partner's: the evidence is recorded and does not decide.
  package var isPartner = false

  package init(tier: Tier, participant: String) {
    self.tier = tier
    self.participant = participant
  }
}

/// A participant's domain that merely resembles an account's: never matched, always said.
package struct LookAlikeWarning: Hashable, Sendable, Codable, Comparable {
  package var domain: String
  package var account: SalesforceID
  package var accountName: String
  package var accountDomain: String
  /// "epsilo.example is not pepsilo.example: one character is missing."
  package var likeness: String

  package init(
    domain: String, account: SalesforceID, accountName: String, accountDomain: String, likeness: String
  ) {
    self.domain = domain
    self.account = account
    self.accountName = accountName
    self.accountDomain = accountDomain
    self.likeness = likeness
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.domain, a.account, a.accountDomain) < (b.domain, b.account, b.accountDomain)
  }
}

/// What a participant gave, or why it gave nothing: one line of `debrief explain` each.
package struct Finding: Hashable, Sendable, Codable {
  package var participant: String
  /// Why there is no evidence, where there is none.
  package var nothing: String?

  package init(participant: String, nothing: String? = nil) {
    self.participant = participant
    self.nothing = nothing
  }
}

/// One opportunity that the meeting may have been about.
package struct Candidate: Hashable, Sendable, Codable {
  package var opportunity: SalesforceID
  package var name: String
  package var account: SalesforceID?
  package var accountName: String?
  package var stage: String
  package var closeDate: CivilDate?
  package var tier: Tier
  package var standing: Standing

  package init(
    opportunity: SalesforceID, name: String, account: SalesforceID?, accountName: String?, stage: String,
    closeDate: CivilDate?, tier: Tier, standing: Standing
  ) {
    self.opportunity = opportunity
    self.name = name
    self.account = account
    self.accountName = accountName
    self.stage = stage
    self.closeDate = closeDate
    self.tier = tier
    self.standing = standing
  }
}

/// The outcome for one seat, with everything that led to it (product definition, section 1).
package struct Match: Hashable, Sendable, Codable {
  package enum Outcome: String, Sendable, Codable, CaseIterable {
    case matched
    /// Several opportunities stand equal, or the guests belong to several customers: nothing is preselected.
    case ambiguous
    /// Something points at an account that a person has to confirm.
    case suggested
    /// The account is known and has no opportunity that was open then.
    case accountOnly = "account_only"
    /// Only leads: the lead must be converted first.
    case leadOnly = "lead_only"
    case unmatched
  }

  package var outcome: Outcome
  package var tier: Tier?
  /// Set for `matched` only.
  package var opportunity: SalesforceID?
  /// The customer's account, where there is exactly one.
  package var account: SalesforceID?
  package var accountName: String?
  package var lead: SalesforceID?
  /// Best first; for `ambiguous` over several customers grouped by account.
  package var candidates: [Candidate] = []
  /// The question that told the first candidate from the second.
  package var decidedBy: TieBreak?
  package var evidence: [Evidence] = []
  package var findings: [Finding] = []
  package var warnings: [LookAlikeWarning] = []

  package init(outcome: Outcome) { self.outcome = outcome }
}
