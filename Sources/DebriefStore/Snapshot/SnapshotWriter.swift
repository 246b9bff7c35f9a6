import CRM
import DebriefCore
import GRDB

/// Writes the records of one import into empty, unindexed tables.
struct SnapshotWriter {
  private let addressKey: (String) -> String?
  private var accounts, contacts, addresses, leads, opportunities, roles, users, tasks, povs: BulkInsert

  init(_ db: Database, addressKey: @escaping (String) -> String?) throws {
    self.addressKey = addressKey
    accounts = try BulkInsert(
      db, into: "crm_account",
      "id, name, website, domain_fields, parent_id, owner_id, type, master_record_id, file, line")
    contacts = try BulkInsert(
      db, into: "crm_contact", "id, name, account_id, title, owner_id, master_record_id, file, line")
    addresses = try BulkInsert(db, into: "crm_contact_address", "contact_id, position, field, value, key, file, line")
    leads = try BulkInsert(
      db, into: "crm_lead",
      """
      id, name, company, email, email_key, owner_id, is_converted, converted_contact_id, converted_account_id,
      converted_opportunity_id, file, line
      """)
    opportunities = try BulkInsert(
      db, into: "crm_opportunity",
      """
      id, name, account_id, stage, amount, incremental_acv, type, is_professional_services, created_at, close_date,
      is_closed, is_won, owner_id, primary_solution_architect_id, last_stage_change_at, stage_3_date,
      technical_evaluation_start, technical_evaluation_end, technical_evaluation_close_status,
      technical_evaluation_close_details, success_plan_url, is_csm_ready, is_customer_accepted, sa_requested_at, file, line
      """)
    roles = try BulkInsert(db, into: "crm_contact_role", "id, opportunity_id, contact_id, role, is_primary, file, line")
    users = try BulkInsert(
      db, into: "crm_user", "id, name, email, email_key, is_active, manager_id, time_zone, file, line")
    tasks = try BulkInsert(
      db, into: "crm_task",
      "id, subject, owner_id, what_id, who_id, activity_date, activity_types, recorder_call_id, is_open, file, line")
    povs = try BulkInsert(
      db, into: "crm_pov", "id, opportunity_id, name, owner_id, start_date, end_date, status, details, file, line")
  }

  mutating func write(_ record: SnapshotRecord, at place: RecordPlace) throws {
    switch record {
    case .account(let account): try write(account, place)
    case .contact(let contact): try write(contact, place)
    case .lead(let lead): try write(lead, place)
    case .opportunity(let opportunity): try write(opportunity, place)
    case .contactRole(let role): try write(role, place)
    case .user(let user): try write(user, place)
    case .task(let task): try write(task, place)
    case .proofOfValue(let proof): try write(proof, place)
    case .deleted: break  // what an import writes into is empty
    }
  }

  private mutating func write(_ account: Account, _ place: RecordPlace) throws {
    try accounts.bind(account.id)
    try accounts.bind(account.name)
    try accounts.bind(account.website)
    try accounts.bind(account.domainFields.isEmpty ? nil : account.domainFields.joined(separator: "\u{1F}"))
    try accounts.bind(account.parentID)
    try accounts.bind(account.ownerID)
    try accounts.bind(account.type)
    try accounts.bind(account.masterRecordID)
    try accounts.run(at: place)
  }

  private mutating func write(_ contact: Contact, _ place: RecordPlace) throws {
    try contacts.bind(contact.id)
    try contacts.bind(contact.name)
    try contacts.bind(contact.accountID)
    try contacts.bind(contact.title)
    try contacts.bind(contact.ownerID)
    try contacts.bind(contact.masterRecordID)
    try contacts.run(at: place)
    for (position, address) in contact.addresses.enumerated() {
      try addresses.bind(contact.id)
      try addresses.bind(position)
      try addresses.bind(address.field)
      try addresses.bind(address.value)
      try addresses.bind(addressKey(address.value))
      try addresses.run(at: place)
    }
  }

  private mutating func write(_ lead: Lead, _ place: RecordPlace) throws {
    try leads.bind(lead.id)
    try leads.bind(lead.name)
    try leads.bind(lead.company)
    try leads.bind(lead.email)
    try leads.bind(lead.email.flatMap(addressKey))
    try leads.bind(lead.ownerID)
    try leads.bind(lead.isConverted)
    try leads.bind(lead.convertedContactID)
    try leads.bind(lead.convertedAccountID)
    try leads.bind(lead.convertedOpportunityID)
    try leads.run(at: place)
  }

  private mutating func write(_ opportunity: Opportunity, _ place: RecordPlace) throws {
    try opportunities.bind(opportunity.id)
    try opportunities.bind(opportunity.name)
    try opportunities.bind(opportunity.accountID)
    try opportunities.bind(opportunity.stage)
    try opportunities.bind(opportunity.amount)
    try opportunities.bind(opportunity.incrementalACV)
    try opportunities.bind(opportunity.type)
    try opportunities.bind(opportunity.isProfessionalServices)
    try opportunities.bind(opportunity.createdAt)
    try opportunities.bind(opportunity.closeDate)
    try opportunities.bind(opportunity.isClosed)
    try opportunities.bind(opportunity.isWon)
    try opportunities.bind(opportunity.ownerID)
    try opportunities.bind(opportunity.primarySolutionArchitectID)
    try opportunities.bind(opportunity.lastStageChangeAt)
    try opportunities.bind(opportunity.stage3Date)
    try opportunities.bind(opportunity.technicalEvaluationStart)
    try opportunities.bind(opportunity.technicalEvaluationEnd)
    try opportunities.bind(opportunity.technicalEvaluationCloseStatus)
    try opportunities.bind(opportunity.technicalEvaluationCloseDetails)
    try opportunities.bind(opportunity.successPlanURL)
    try opportunities.bind(opportunity.isCSMReady)
    try opportunities.bind(opportunity.isCustomerAccepted)
    try opportunities.bind(opportunity.solutionArchitectRequestedAt)
    try opportunities.run(at: place)
  }

  private mutating func write(_ role: ContactRole, _ place: RecordPlace) throws {
    try roles.bind(role.id)
    try roles.bind(role.opportunityID)
    try roles.bind(role.contactID)
    try roles.bind(role.role)
    try roles.bind(role.isPrimary)
    try roles.run(at: place)
  }

  private mutating func write(_ user: CRMUser, _ place: RecordPlace) throws {
    try users.bind(user.id)
    try users.bind(user.name)
    try users.bind(user.email)
    try users.bind(user.email.flatMap(addressKey))
    try users.bind(user.isActive)
    try users.bind(user.managerID)
    try users.bind(user.timeZone)
    try users.run(at: place)
  }

  private mutating func write(_ task: LoggedTask, _ place: RecordPlace) throws {
    try tasks.bind(task.id)
    try tasks.bind(task.subject)
    try tasks.bind(task.ownerID)
    try tasks.bind(task.whatID)
    try tasks.bind(task.whoID)
    try tasks.bind(task.activityDate)
    try tasks.bind(task.activityTypes.isEmpty ? nil : task.activityTypes.joined(separator: ";"))
    try tasks.bind(task.recorderCallID)
    try tasks.bind(task.isOpen)
    try tasks.run(at: place)
  }

  private mutating func write(_ proof: CRMProofOfValue, _ place: RecordPlace) throws {
    try povs.bind(proof.id)
    try povs.bind(proof.opportunityID)
    try povs.bind(proof.name)
    try povs.bind(proof.ownerID)
    try povs.bind(proof.start)
    try povs.bind(proof.end)
    try povs.bind(proof.status)
    try povs.bind(proof.details)
    try povs.run(at: place)
  }
}

extension BulkInsert {
  fileprivate mutating func run(at place: RecordPlace) throws {
    try bind(place.file)
    try bind(place.line)
    try run()
  }
}
