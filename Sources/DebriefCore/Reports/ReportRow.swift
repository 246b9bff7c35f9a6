import Addresses
import Calendars

/// One row behind a number.
package enum ReportRow: Hashable, Sendable {
  case meeting(ReportMeeting)
  case opportunity(OpportunityRow)
  case proofOfValue(ProofOfValueRow)
  case secondary(SecondaryRow)
  case setAside(SetAsideRow)

  /// How much the row adds to a count: one, but for calendars whose events were counted and not kept.
  package var weight: Int {
    if case .setAside(let row) = self { row.events } else { 1 }
  }
}

/// An opportunity, with the SA who is primary on it.
package struct OpportunityRow: Hashable, Sendable {
  package var opportunity: Opportunity
  package var accountName: String?
  package var primary: SolutionArchitect?
  /// The Primary SA's name in the CRM, where it is none of the configured SAs.
  package var primaryName: String?

  package init(
    opportunity: Opportunity, accountName: String? = nil, primary: SolutionArchitect? = nil, primaryName: String? = nil
  ) {
    self.opportunity = opportunity
    self.accountName = accountName
    self.primary = primary
    self.primaryName = primaryName
  }
}

/// A POV and its opportunity, which the snapshot may lack.
package struct ProofOfValueRow: Hashable, Sendable {
  package var proof: CRMProofOfValue
  package var opportunity: OpportunityRow?

  package init(proof: CRMProofOfValue, opportunity: OpportunityRow?) {
    self.proof = proof
    self.opportunity = opportunity
  }
}

/// An SA who logged on an opportunity without being its Primary SA.
package struct SecondaryRow: Hashable, Sendable {
  package var opportunity: OpportunityRow
  package var architect: SolutionArchitect
  package var activities: Int
  package var lastDay: CivilDate

  package init(opportunity: OpportunityRow, architect: SolutionArchitect, activities: Int, lastDay: CivilDate) {
    self.opportunity = opportunity
    self.architect = architect
    self.activities = activities
    self.lastDay = lastDay
  }
}

/// Events of one calendar that were set aside, for one reason, before their occurrences were worked out.
package struct SetAsideRow: Hashable, Sendable {
  package var calendar: String
  package var owner: EmailAddress?
  package var reason: ReasonCode
  package var events: Int

  package init(calendar: String, owner: EmailAddress?, reason: ReasonCode, events: Int) {
    self.calendar = calendar
    self.owner = owner
    self.reason = reason
    self.events = events
  }
}
