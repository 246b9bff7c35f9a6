import Addresses
import Calendars

/// One thing that somebody outside is to be told: what an outbox row holds.
package enum Delivery: Hashable, Sendable, Codable {
  case task(TaskDelivery)
  case contact(NewContact)
  case contactRole(ContactRoleRequest)
  case opportunity(OpportunityUpdate)
  case proofOfValue(ProofOfValue)
  /// For a person or a channel, not for the CRM.
  case message(Message)

  /// The CRM object that it belongs to, or `Message`: also the name of its file.
  package var object: String {
    switch self {
    case .task: "Task"
    case .contact: "Contact"
    case .contactRole: "OpportunityContactRole"
    case .opportunity: "Opportunity"
    case .proofOfValue: "POV"
    case .message: "Message"
    }
  }

  /// Every object that there is.
  package static let objects = ["Task", "Contact", "OpportunityContactRole", "Opportunity", "POV", "Message"]
}

/// An activity on its way to the CRM. The whole of it each time, so that the latest revision alone is right.
package struct TaskDelivery: Hashable, Sendable, Codable {
  package var activity: Activity.ID
  package var revision: Int
  package var owner: EmailAddress
  /// The SA's user, where the snapshot knows it.
  package var ownerID: SalesforceID?
  package var call: Activity.Call
  /// The activity was taken back after it had been sent: the task is marked, since files cannot delete.
  package var isWithdrawn: Bool

  package init(_ activity: Activity, ownerID: SalesforceID?) {
    self.activity = activity.id
    revision = activity.revision
    owner = activity.owner
    self.ownerID = ownerID
    call = activity.call
    isWithdrawn = activity.isWithdrawn
  }
}

/// Somebody attended and has no role on the opportunity yet.
package struct ContactRoleRequest: Hashable, Sendable, Codable {
  package var opportunity: SalesforceID
  package var contact: SalesforceID
  package var role: String

  /// The roles that the CRM ships with.
  package static let roles = [
    "Business User", "Decision Maker", "Economic Buyer", "Economic Decision Maker", "Evaluator", "Executive Sponsor",
    "Influencer", "Technical Buyer", "Other",
  ]

  package init(opportunity: SalesforceID, contact: SalesforceID, role: String) {
    self.opportunity = opportunity
    self.contact = contact
    self.role = role
  }
}

extension Delivery {
  package var isMessage: Bool { if case .message = self { true } else { false } }
}
