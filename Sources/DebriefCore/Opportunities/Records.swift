import Calendars

// The records of a CRM snapshot, in Salesforce's words. Only the fields that a decision reads are here; the
// names of the columns they come from are configuration (docs/configuration.md).

/// Salesforce's Account (001).
package struct Account: Hashable, Sendable {
  package var id: SalesforceID
  package var name: String
  /// As written in the CRM: a URL, a host, or rubbish. `Addresses` cleans it.
  package var website: String?
  /// The values of the configured domain fields, as written.
  package var domainFields: [String] = []
  package var parentID: SalesforceID?
  package var ownerID: SalesforceID?
  package var type: String?
  /// The record that this one was merged into.
  package var masterRecordID: SalesforceID?

  package init(id: SalesforceID, name: String) {
    self.id = id
    self.name = name
  }
}

/// Salesforce's Contact (003).
package struct Contact: Hashable, Sendable {
  /// One address of a contact and the CRM field that it stood in: a match through a further field says so.
  package struct Address: Hashable, Sendable {
    /// The column's API name: `Email` is the primary one.
    package var field: String
    /// As written.
    package var value: String
    /// The form that addresses are compared by; nil until the store has asked for it, and where `value` is no address.
    package var key: String?

    package init(field: String, value: String, key: String? = nil) {
      self.field = field
      self.value = value
      self.key = key
    }
  }

  package var id: SalesforceID
  package var name: String
  package var accountID: SalesforceID?
  /// The primary e-mail first, then the configured further ones, in the configured order.
  package var addresses: [Address] = []
  package var title: String?
  package var ownerID: SalesforceID?
  package var masterRecordID: SalesforceID?

  package init(id: SalesforceID, name: String) {
    self.id = id
    self.name = name
  }
}

/// Salesforce's Lead (00Q).
package struct Lead: Hashable, Sendable {
  package var id: SalesforceID
  package var name: String
  package var company: String?
  /// As written.
  package var email: String?
  /// The form that addresses are compared by; nil until the store has asked for it, and where `email` is no address.
  package var emailKey: String?
  package var ownerID: SalesforceID?
  package var isConverted = false
  package var convertedContactID: SalesforceID?
  package var convertedAccountID: SalesforceID?
  package var convertedOpportunityID: SalesforceID?

  package init(id: SalesforceID, name: String) {
    self.id = id
    self.name = name
  }
}

/// Salesforce's Opportunity (006).
package struct Opportunity: Hashable, Sendable {
  package var id: SalesforceID
  package var name: String
  package var accountID: SalesforceID?
  package var stage: String
  package var amount: Double?
  /// Incremental annual contract value, in the currency of `amount`: what the thresholds of workflows look at.
  package var incrementalACV: Double?
  package var type: String?
  package var isProfessionalServices = false
  package var createdAt: Instant?
  package var closeDate: CivilDate?
  package var isClosed = false
  package var isWon = false
  package var ownerID: SalesforceID?
  package var primarySolutionArchitectID: SalesforceID?
  package var lastStageChangeAt: Instant?
  /// The day the opportunity reached stage 3, technical evaluation.
  package var stage3Date: CivilDate?
  package var technicalEvaluationStart: CivilDate?
  package var technicalEvaluationEnd: CivilDate?
  package var technicalEvaluationCloseStatus: String?
  package var technicalEvaluationCloseDetails: String?
  package var successPlanURL: String?
  package var isCSMReady = false
  package var isCustomerAccepted = false
  /// When the owner asked for an SA.
  package var solutionArchitectRequestedAt: Instant?

  package init(id: SalesforceID, name: String, stage: String) {
    self.id = id
    self.name = name
    self.stage = stage
  }
}

/// Salesforce's OpportunityContactRole (00K).
package struct ContactRole: Hashable, Sendable {
  package var id: SalesforceID
  package var opportunityID: SalesforceID
  package var contactID: SalesforceID
  package var role: String?
  package var isPrimary = false

  package init(id: SalesforceID, opportunityID: SalesforceID, contactID: SalesforceID) {
    self.id = id
    self.opportunityID = opportunityID
    self.contactID = contactID
  }
}

/// Salesforce's User (005).
package struct CRMUser: Hashable, Sendable {
  package var id: SalesforceID
  package var name: String
  /// As written.
  package var email: String?
  /// The form that addresses are compared by; nil until the store has asked for it, and where `email` is no address.
  package var emailKey: String?
  package var isActive = true
  package var managerID: SalesforceID?
  /// `TimeZoneSidKey`: an IANA name.
  package var timeZone: String?

  package init(id: SalesforceID, name: String) {
    self.id = id
    self.name = name
  }
}

/// Salesforce's Task (00T): an activity that somebody logged.
package struct LoggedTask: Hashable, Sendable {
  package var id: SalesforceID
  package var subject: String?
  package var ownerID: SalesforceID?
  /// Related To: an opportunity or an account.
  package var whatID: SalesforceID?
  /// Name: a contact or a lead.
  package var whoID: SalesforceID?
  /// The day as the person who logged it wrote it; never shifted by a zone.
  package var activityDate: CivilDate?
  /// The choices of the multi-select `sa_activity_type__c`.
  package var activityTypes: [String] = []
  /// The call that a recorder (Chorus) made the task of: such a task repeats what a person logs, and is not counted.
  package var recorderCallID: String?
  /// Still to be done; nil where the export does not say.
  package var isOpen: Bool?

  package init(id: SalesforceID) { self.id = id }
}

/// A proof of value as the CRM has it: a custom object, which not every org has.
package struct CRMProofOfValue: Hashable, Sendable {
  package var id: SalesforceID
  package var opportunityID: SalesforceID
  package var name: String
  package var ownerID: SalesforceID?
  package var start: CivilDate?
  package var end: CivilDate?
  /// As the org's picklist has it: `EvaluationStatus` where it ended Debrief's way.
  package var status: String?
  package var details: String?

  package init(id: SalesforceID, opportunityID: SalesforceID, name: String) {
    self.id = id
    self.opportunityID = opportunityID
    self.name = name
  }
}
