import Calendars
import DebriefCore
import GRDB

/// The cells of one row, read from left to right in the order of the SELECT.
struct Cells {
  private let row: Row
  private var at = 0

  init(_ row: Row) { self.row = row }

  mutating func text() -> String? {
    defer { at += 1 }
    return row[at]
  }

  mutating func integer() -> Int {
    defer { at += 1 }
    return row[at] ?? 0
  }

  mutating func number() -> Double? {
    defer { at += 1 }
    return row[at]
  }

  mutating func boolean() -> Bool { integer() != 0 }
  mutating func optionalBoolean() -> Bool? {
    defer { at += 1 }
    return row[at]
  }

  mutating func id() -> SalesforceID? { text().flatMap { SalesforceID($0) } }
  mutating func instant() -> Instant? { text().flatMap { Instant($0) } }
  mutating func date() -> CivilDate? { text().flatMap { CivilDate($0) } }
}

extension CRMQueries {
  static let accountColumns = "id, name, website, domain_fields, parent_id, owner_id, type, master_record_id"

  static func account(_ cells: inout Cells) -> Account? {
    guard let id = cells.id(), let name = cells.text() else { return nil }
    var account = Account(id: id, name: name)
    account.website = cells.text()
    account.domainFields = cells.text()?.split(separator: "\u{1F}").map(String.init) ?? []
    account.parentID = cells.id()
    account.ownerID = cells.id()
    account.type = cells.text()
    account.masterRecordID = cells.id()
    return account
  }

  static let contactColumns = "id, name, account_id, title, owner_id, master_record_id"

  static func contact(_ cells: inout Cells) -> Contact? {
    guard let id = cells.id(), let name = cells.text() else { return nil }
    var contact = Contact(id: id, name: name)
    contact.accountID = cells.id()
    contact.title = cells.text()
    contact.ownerID = cells.id()
    contact.masterRecordID = cells.id()
    return contact
  }

  static let leadColumns = """
    id, name, company, email, email_key, owner_id, is_converted, converted_contact_id, converted_account_id,
    converted_opportunity_id
    """

  static func lead(_ cells: inout Cells) -> Lead? {
    guard let id = cells.id(), let name = cells.text() else { return nil }
    var lead = Lead(id: id, name: name)
    lead.company = cells.text()
    lead.email = cells.text()
    lead.emailKey = cells.text()
    lead.ownerID = cells.id()
    lead.isConverted = cells.boolean()
    lead.convertedContactID = cells.id()
    lead.convertedAccountID = cells.id()
    lead.convertedOpportunityID = cells.id()
    return lead
  }

  static let opportunityColumns = """
    id, name, stage, account_id, amount, incremental_acv, type, is_professional_services, created_at, close_date,
    is_closed, is_won, owner_id, primary_solution_architect_id, last_stage_change_at, stage_3_date,
    technical_evaluation_start, technical_evaluation_end, technical_evaluation_close_status,
    technical_evaluation_close_details, success_plan_url, is_csm_ready, is_customer_accepted, sa_requested_at
    """

  static func opportunity(_ cells: inout Cells) -> Opportunity? {
    guard let id = cells.id(), let name = cells.text(), let stage = cells.text() else { return nil }
    var opportunity = Opportunity(id: id, name: name, stage: stage)
    opportunity.accountID = cells.id()
    opportunity.amount = cells.number()
    opportunity.incrementalACV = cells.number()
    opportunity.type = cells.text()
    opportunity.isProfessionalServices = cells.boolean()
    opportunity.createdAt = cells.instant()
    opportunity.closeDate = cells.date()
    opportunity.isClosed = cells.boolean()
    opportunity.isWon = cells.boolean()
    opportunity.ownerID = cells.id()
    opportunity.primarySolutionArchitectID = cells.id()
    opportunity.lastStageChangeAt = cells.instant()
    opportunity.stage3Date = cells.date()
    opportunity.technicalEvaluationStart = cells.date()
    opportunity.technicalEvaluationEnd = cells.date()
    opportunity.technicalEvaluationCloseStatus = cells.text()
    opportunity.technicalEvaluationCloseDetails = cells.text()
    opportunity.successPlanURL = cells.text()
    opportunity.isCSMReady = cells.boolean()
    opportunity.isCustomerAccepted = cells.boolean()
    opportunity.solutionArchitectRequestedAt = cells.instant()
    return opportunity
  }

  static let roleColumns = "id, opportunity_id, contact_id, role, is_primary"

  static func role(_ cells: inout Cells) -> ContactRole? {
    guard let id = cells.id(), let opportunity = cells.id(), let contact = cells.id() else { return nil }
    var role = ContactRole(id: id, opportunityID: opportunity, contactID: contact)
    role.role = cells.text()
    role.isPrimary = cells.boolean()
    return role
  }

  static let userColumns = "id, name, email, email_key, is_active, manager_id, time_zone"

  static func user(_ cells: inout Cells) -> CRMUser? {
    guard let id = cells.id(), let name = cells.text() else { return nil }
    var user = CRMUser(id: id, name: name)
    user.email = cells.text()
    user.emailKey = cells.text()
    user.isActive = cells.boolean()
    user.managerID = cells.id()
    user.timeZone = cells.text()
    return user
  }

  static let taskColumns = """
    id, subject, owner_id, what_id, who_id, activity_date, activity_types, recorder_call_id, is_open
    """

  static func task(_ cells: inout Cells) -> LoggedTask? {
    guard let id = cells.id() else { return nil }
    var task = LoggedTask(id: id)
    task.subject = cells.text()
    task.ownerID = cells.id()
    task.whatID = cells.id()
    task.whoID = cells.id()
    task.activityDate = cells.date()
    task.activityTypes = cells.text()?.split(separator: ";").map(String.init) ?? []
    task.recorderCallID = cells.text()
    task.isOpen = cells.optionalBoolean()
    return task
  }

  static let proofOfValueColumns = "id, opportunity_id, name, owner_id, start_date, end_date, status, details"

  static func proofOfValue(_ cells: inout Cells) -> CRMProofOfValue? {
    guard let id = cells.id(), let opportunity = cells.id(), let name = cells.text() else { return nil }
    var proof = CRMProofOfValue(id: id, opportunityID: opportunity, name: name)
    proof.ownerID = cells.id()
    proof.start = cells.date()
    proof.end = cells.date()
    proof.status = cells.text()
    proof.details = cells.text()
    return proof
  }
}
