/// One field of the records, and the columns that it is read from.
package struct SnapshotField: Hashable, Sendable {
  package let object: SnapshotObject
  /// Its name in the configuration, after the object's: `Opportunity.close_date`.
  package let key: String
  /// API names, the preferred one first, then the labels of reports. Compared without case, `_`, spaces and colons.
  package let columns: [String]
  /// Without this column the file is refused.
  package let isRequired: Bool

  package var path: String { "\(object.rawValue).\(key)" }

  init(_ object: SnapshotObject, _ key: String, _ columns: [String], required: Bool = false) {
    self.object = object
    self.key = key
    self.columns = columns
    isRequired = required
  }
}

/// Every field that is read, object by object. docs/crm.md shows the same table to admins.
extension SnapshotField {
  package enum Account {
    static let id = SnapshotField(.account, "id", ["Id", "Account ID"], required: true)
    static let name = SnapshotField(.account, "name", ["Name", "Account Name"], required: true)
    static let website = SnapshotField(.account, "website", ["Website"])
    static let parent = SnapshotField(.account, "parent", ["ParentId", "Parent Account ID"])
    static let owner = SnapshotField(.account, "owner", ["OwnerId", "Account Owner ID"])
    static let type = SnapshotField(.account, "type", ["Type"])
    static let masterRecord = SnapshotField(.account, "master_record", ["MasterRecordId"])
    static let isDeleted = SnapshotField(.account, "is_deleted", ["IsDeleted"])
    static let all = [id, name, website, parent, owner, type, masterRecord, isDeleted]
  }

  package enum Contact {
    static let id = SnapshotField(.contact, "id", ["Id", "Contact ID"], required: true)
    static let name = SnapshotField(.contact, "name", ["Name", "Full Name", "Contact Name"])
    static let firstName = SnapshotField(.contact, "first_name", ["FirstName"])
    static let lastName = SnapshotField(.contact, "last_name", ["LastName"])
    static let account = SnapshotField(.contact, "account", ["AccountId"], required: true)
    static let title = SnapshotField(.contact, "title", ["Title"])
    static let owner = SnapshotField(.contact, "owner", ["OwnerId", "Contact Owner ID"])
    static let masterRecord = SnapshotField(.contact, "master_record", ["MasterRecordId"])
    static let isDeleted = SnapshotField(.contact, "is_deleted", ["IsDeleted"])
    static let all = [id, name, firstName, lastName, account, title, owner, masterRecord, isDeleted]
  }

  package enum Lead {
    static let id = SnapshotField(.lead, "id", ["Id", "Lead ID"], required: true)
    static let name = SnapshotField(.lead, "name", ["Name", "Full Name", "Lead Name"])
    static let firstName = SnapshotField(.lead, "first_name", ["FirstName"])
    static let lastName = SnapshotField(.lead, "last_name", ["LastName"])
    static let email = SnapshotField(.lead, "email", ["Email"], required: true)
    static let company = SnapshotField(.lead, "company", ["Company", "Company / Account"])
    static let owner = SnapshotField(.lead, "owner", ["OwnerId", "Lead Owner ID"])
    static let isConverted = SnapshotField(.lead, "is_converted", ["IsConverted", "Converted"], required: true)
    static let convertedContact = SnapshotField(.lead, "converted_contact", ["ConvertedContactId"])
    static let convertedAccount = SnapshotField(.lead, "converted_account", ["ConvertedAccountId"])
    static let convertedOpportunity = SnapshotField(.lead, "converted_opportunity", ["ConvertedOpportunityId"])
    static let isDeleted = SnapshotField(.lead, "is_deleted", ["IsDeleted"])
    static let all = [
      id, name, firstName, lastName, email, company, owner, isConverted, convertedContact, convertedAccount,
      convertedOpportunity, isDeleted,
    ]
  }

  package enum Opportunity {
    static let id = SnapshotField(.opportunity, "id", ["Id", "Opportunity ID"], required: true)
    static let name = SnapshotField(.opportunity, "name", ["Name", "Opportunity Name"], required: true)
    static let account = SnapshotField(.opportunity, "account", ["AccountId"], required: true)
    static let stage = SnapshotField(.opportunity, "stage", ["StageName", "Stage"], required: true)
    static let closeDate = SnapshotField(.opportunity, "close_date", ["CloseDate"], required: true)
    static let isClosed = SnapshotField(.opportunity, "is_closed", ["IsClosed", "Closed"], required: true)
    static let isWon = SnapshotField(.opportunity, "is_won", ["IsWon", "Won"])
    static let createdAt = SnapshotField(.opportunity, "created_at", ["CreatedDate"])
    static let amount = SnapshotField(.opportunity, "amount", ["Amount"])
    static let incrementalACV = SnapshotField(.opportunity, "incremental_acv", ["incremental_acv_2__c", "arr_net__c"])
    static let type = SnapshotField(.opportunity, "type", ["Type"])
    static let owner = SnapshotField(.opportunity, "owner", ["OwnerId", "Opportunity Owner ID"])
    static let primarySolutionArchitect = SnapshotField(
      .opportunity, "primary_solution_architect", ["solution_architect__c"])
    static let lastStageChangeAt = SnapshotField(
      .opportunity, "last_stage_change_at", ["LastStageChangeDate", "Last Stage Change Date"])
    static let stage3Date = SnapshotField(.opportunity, "stage_3_date", ["x3_technical_evaluation_date__c"])
    static let isProfessionalServices = SnapshotField(
      .opportunity, "is_professional_services", ["is_ps_opportunity__c"])
    static let technicalEvaluationStart = SnapshotField(
      .opportunity, "technical_evaluation_start", ["sa_validated_tech_evaluation_start_date__c"])
    static let technicalEvaluationEnd = SnapshotField(
      .opportunity, "technical_evaluation_end", ["sa_validated_tech_evaluation_end_date__c"])
    /// Salesforce cuts API names to 40 characters, hence "statu".
    static let technicalEvaluationCloseStatus = SnapshotField(
      .opportunity, "technical_evaluation_close_status",
      ["sa_validated_tech_evaluation_close_statu__c", "sa_validated_tech_evaluation_close_status__c"])
    static let technicalEvaluationCloseDetails = SnapshotField(
      .opportunity, "technical_evaluation_close_details",
      ["sa_validated_tech_evaluation_close_detai__c", "sa_validated_tech_evaluation_close_details__c"])
    static let successPlan = SnapshotField(.opportunity, "success_plan", ["customer_success_plan_url__c"])
    static let isCSMReady = SnapshotField(.opportunity, "csm_ready", ["csm_ready__c"])
    static let isCustomerAccepted = SnapshotField(.opportunity, "customer_accepted", ["customer_accepted__c"])
    static let requestedAt = SnapshotField(
      .opportunity, "solution_architect_requested_at", ["sa_requested_at__c", "sa_request_date__c"])
    static let isDeleted = SnapshotField(.opportunity, "is_deleted", ["IsDeleted"])
    static let all = [
      id, name, account, stage, closeDate, isClosed, isWon, createdAt, amount, incrementalACV, type, owner,
      primarySolutionArchitect, lastStageChangeAt, stage3Date, isProfessionalServices, technicalEvaluationStart,
      technicalEvaluationEnd, technicalEvaluationCloseStatus, technicalEvaluationCloseDetails, successPlan, isCSMReady,
      isCustomerAccepted, requestedAt, isDeleted,
    ]
  }

  package enum ContactRole {
    static let id = SnapshotField(.contactRole, "id", ["Id", "Contact Role ID"], required: true)
    static let opportunity = SnapshotField(.contactRole, "opportunity", ["OpportunityId"], required: true)
    static let contact = SnapshotField(.contactRole, "contact", ["ContactId"], required: true)
    static let role = SnapshotField(.contactRole, "role", ["Role"])
    static let isPrimary = SnapshotField(.contactRole, "is_primary", ["IsPrimary", "Primary"])
    static let isDeleted = SnapshotField(.contactRole, "is_deleted", ["IsDeleted"])
    static let all = [id, opportunity, contact, role, isPrimary, isDeleted]
  }

  package enum User {
    static let id = SnapshotField(.user, "id", ["Id", "User ID"], required: true)
    static let name = SnapshotField(.user, "name", ["Name", "Full Name"])
    static let firstName = SnapshotField(.user, "first_name", ["FirstName"])
    static let lastName = SnapshotField(.user, "last_name", ["LastName"])
    static let email = SnapshotField(.user, "email", ["Email"], required: true)
    static let isActive = SnapshotField(.user, "is_active", ["IsActive", "Active"])
    static let manager = SnapshotField(.user, "manager", ["ManagerId"])
    static let timeZone = SnapshotField(.user, "time_zone", ["TimeZoneSidKey", "Time Zone"])
    static let all = [id, name, firstName, lastName, email, isActive, manager, timeZone]
  }

  package enum Task {
    static let id = SnapshotField(.task, "id", ["Id", "Activity ID", "Task ID"], required: true)
    static let subject = SnapshotField(.task, "subject", ["Subject"])
    static let owner = SnapshotField(.task, "owner", ["OwnerId", "Assigned ID"], required: true)
    static let what = SnapshotField(.task, "what", ["WhatId", "Related To ID"], required: true)
    static let who = SnapshotField(.task, "who", ["WhoId"])
    static let activityDate = SnapshotField(.task, "activity_date", ["ActivityDate", "Date"], required: true)
    static let activityTypes = SnapshotField(.task, "activity_types", ["sa_activity_type__c"])
    static let recorderCall = SnapshotField(.task, "recorder_call", ["affectlayer__chorus_call_id__c"])
    static let status = SnapshotField(.task, "status", ["Status"])
    static let isClosed = SnapshotField(.task, "is_closed", ["IsClosed", "Closed"])
    static let isDeleted = SnapshotField(.task, "is_deleted", ["IsDeleted"])
    static let all = [
      id, subject, owner, what, who, activityDate, activityTypes, recorderCall, status, isClosed, isDeleted,
    ]
  }

  /// A custom object: its columns are the org's own more often than those of the others.
  package enum ProofOfValue {
    static let id = SnapshotField(.proofOfValue, "id", ["Id", "POV ID"], required: true)
    static let opportunity = SnapshotField(
      .proofOfValue, "opportunity", ["opportunity__c", "OpportunityId"], required: true)
    static let name = SnapshotField(.proofOfValue, "name", ["Name", "POV Name"], required: true)
    static let owner = SnapshotField(.proofOfValue, "owner", ["OwnerId"])
    static let start = SnapshotField(.proofOfValue, "start", ["start_date__c"])
    static let end = SnapshotField(.proofOfValue, "end", ["end_date__c"])
    static let status = SnapshotField(.proofOfValue, "status", ["status__c"])
    static let details = SnapshotField(.proofOfValue, "details", ["close_details__c"])
    static let isDeleted = SnapshotField(.proofOfValue, "is_deleted", ["IsDeleted"])
    static let all = [id, opportunity, name, owner, start, end, status, details, isDeleted]
  }

  package static let all: [SnapshotField] =
    Account.all + Contact.all + Lead.all + Opportunity.all + ContactRole.all + User.all + Task.all
    + ProofOfValue.all
}
