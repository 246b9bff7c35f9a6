import DebriefCore

extension RowDecoder {
  /// The row's record; nil where the CRM has deleted it.
  mutating func record(of row: borrowing CSVReader, columns: RecordColumns) throws(RowFault) -> SnapshotRecord? {
    switch columns {
    case .account(let columns): try account(row, columns).map(SnapshotRecord.account)
    case .contact(let columns): try contact(row, columns).map(SnapshotRecord.contact)
    case .lead(let columns): try lead(row, columns).map(SnapshotRecord.lead)
    case .opportunity(let columns): try opportunity(row, columns).map(SnapshotRecord.opportunity)
    case .contactRole(let columns): try contactRole(row, columns).map(SnapshotRecord.contactRole)
    case .user(let columns): .user(try user(row, columns))
    case .task(let columns): try task(row, columns).map(SnapshotRecord.task)
    case .proofOfValue(let columns): try proofOfValue(row, columns).map(SnapshotRecord.proofOfValue)
    }
  }

  /// The row's own id, whatever else it says.
  func id(of row: borrowing CSVReader, columns: RecordColumns) -> SalesforceID? {
    let column =
      switch columns {
      case .account(let columns): columns.id
      case .contact(let columns): columns.id
      case .lead(let columns): columns.id
      case .opportunity(let columns): columns.id
      case .contactRole(let columns): columns.id
      case .user(let columns): columns.id
      case .task(let columns): columns.id
      case .proofOfValue(let columns): columns.id
      }
    return SalesforceID(utf8: row.field(column.index))
  }

  private mutating func account(_ row: borrowing CSVReader, _ columns: AccountColumns) throws(RowFault) -> Account? {
    // A record that was merged away is deleted, too, but its domains still lead to the one that it went into.
    let master = try reference(columns.masterRecord, row)
    if try boolean(columns.isDeleted, row), master == nil { return nil }
    let id = try id(columns.id, of: .account, row)
    var account = Account(id: id, name: try text(columns.name, row) ?? id.description)
    account.website = try text(columns.website, row)
    account.parentID = try reference(columns.parent, row)
    account.ownerID = try reference(columns.owner, row)
    account.type = try text(columns.type, row)
    account.masterRecordID = master
    for column in columns.domains {
      if let value = try text(column, row) { account.domainFields.append(value) }
    }
    return account
  }

  private mutating func contact(_ row: borrowing CSVReader, _ columns: ContactColumns) throws(RowFault) -> Contact? {
    // As with accounts: people go on writing from the address of the merged record.
    let master = try reference(columns.masterRecord, row)
    if try boolean(columns.isDeleted, row), master == nil { return nil }
    let id = try id(columns.id, of: .contact, row)
    var contact = Contact(id: id, name: try name(columns.name, row, fallback: id.description))
    contact.accountID = try reference(columns.account, row)
    for (field, column) in columns.emails {
      if let value = try text(column, row) { contact.addresses.append(Contact.Address(field: field, value: value)) }
    }
    contact.title = try text(columns.title, row)
    contact.ownerID = try reference(columns.owner, row)
    contact.masterRecordID = master
    return contact
  }

  private mutating func lead(_ row: borrowing CSVReader, _ columns: LeadColumns) throws(RowFault) -> Lead? {
    if try boolean(columns.isDeleted, row) { return nil }
    let id = try id(columns.id, of: .lead, row)
    var lead = Lead(id: id, name: try name(columns.name, row, fallback: id.description))
    lead.company = try text(columns.company, row)
    lead.email = try text(columns.email, row)
    lead.ownerID = try reference(columns.owner, row)
    lead.isConverted = try requiredBoolean(columns.isConverted, row)
    lead.convertedContactID = try reference(columns.contact, row)
    lead.convertedAccountID = try reference(columns.account, row)
    lead.convertedOpportunityID = try reference(columns.opportunity, row)
    return lead
  }

  private mutating func opportunity(
    _ row: borrowing CSVReader, _ columns: OpportunityColumns
  ) throws(RowFault) -> Opportunity? {
    if try boolean(columns.isDeleted, row) { return nil }
    let id = try id(columns.id, of: .opportunity, row)
    var opportunity = Opportunity(
      id: id, name: try text(columns.name, row) ?? id.description, stage: try required(columns.stage, row))
    opportunity.accountID = try reference(columns.account, row)
    opportunity.closeDate = try requiredDate(columns.closeDate, row)
    opportunity.isClosed = try requiredBoolean(columns.isClosed, row)
    opportunity.isWon = try boolean(columns.isWon, row)
    opportunity.createdAt = try instant(columns.createdAt, row)
    opportunity.amount = try amount(columns.amount, row)
    opportunity.incrementalACV = try amount(columns.incrementalACV, row)
    opportunity.type = try text(columns.type, row)
    opportunity.ownerID = try reference(columns.owner, row)
    opportunity.primarySolutionArchitectID = try reference(columns.primarySolutionArchitect, row)
    opportunity.lastStageChangeAt = try instant(columns.lastStageChangeAt, row)
    opportunity.stage3Date = try date(columns.stage3Date, row)
    opportunity.isProfessionalServices = try boolean(columns.isProfessionalServices, row)
    opportunity.technicalEvaluationStart = try date(columns.evaluationStart, row)
    opportunity.technicalEvaluationEnd = try date(columns.evaluationEnd, row)
    opportunity.technicalEvaluationCloseStatus = try text(columns.evaluationCloseStatus, row)
    opportunity.technicalEvaluationCloseDetails = try text(columns.evaluationCloseDetails, row)
    opportunity.successPlanURL = try text(columns.successPlan, row)
    opportunity.isCSMReady = try boolean(columns.isCSMReady, row)
    opportunity.isCustomerAccepted = try boolean(columns.isCustomerAccepted, row)
    opportunity.solutionArchitectRequestedAt = try instant(columns.requestedAt, row)
    return opportunity
  }

  private mutating func contactRole(
    _ row: borrowing CSVReader, _ columns: ContactRoleColumns
  ) throws(RowFault) -> ContactRole? {
    if try boolean(columns.isDeleted, row) { return nil }
    var role = ContactRole(
      id: try id(columns.id, of: .contactRole, row), opportunityID: try requiredID(columns.opportunity, row),
      contactID: try requiredID(columns.contact, row))
    role.role = try text(columns.role, row)
    role.isPrimary = try boolean(columns.isPrimary, row)
    return role
  }

  private mutating func user(_ row: borrowing CSVReader, _ columns: UserColumns) throws(RowFault) -> CRMUser {
    let id = try id(columns.id, of: .user, row)
    var user = CRMUser(id: id, name: try name(columns.name, row, fallback: id.description))
    user.email = try text(columns.email, row)
    if let column = columns.isActive { user.isActive = try boolean(column, row) }
    user.managerID = try reference(columns.manager, row)
    user.timeZone = try text(columns.timeZone, row)
    return user
  }

  private mutating func task(_ row: borrowing CSVReader, _ columns: TaskColumns) throws(RowFault) -> LoggedTask? {
    if try boolean(columns.isDeleted, row) { return nil }
    var task = LoggedTask(id: try id(columns.id, of: .task, row))
    task.subject = try text(columns.subject, row)
    task.ownerID = try reference(columns.owner, row)
    task.whatID = try reference(columns.what, row)
    task.whoID = try reference(columns.who, row)
    task.activityDate = try date(columns.activityDate, row)
    // Multi-select picklists are joined by semicolons in every export.
    task.activityTypes = (try text(columns.activityTypes, row) ?? "").split(separator: ";").map { trimmed(String($0)) }
    task.recorderCallID = try text(columns.recorderCall, row)
    task.isOpen = try isOpen(columns, row)
    return task
  }

  /// Without IsClosed, the status tells: Salesforce closes a task with "Completed", Debrief takes one back with
  /// "Deferred".
  private mutating func isOpen(_ columns: TaskColumns, _ row: borrowing CSVReader) throws(RowFault) -> Bool? {
    if let column = columns.isClosed { return try !boolean(column, row) }
    return try text(columns.status, row).map { !["completed", "deferred"].contains($0.lowercased()) }
  }

  private mutating func proofOfValue(
    _ row: borrowing CSVReader, _ columns: ProofOfValueColumns
  ) throws(RowFault) -> CRMProofOfValue? {
    if try boolean(columns.isDeleted, row) { return nil }
    let id = try id(columns.id, of: .proofOfValue, row)
    var proof = CRMProofOfValue(
      id: id, opportunityID: try requiredID(columns.opportunity, row),
      name: try text(columns.name, row) ?? id.description)
    proof.ownerID = try reference(columns.owner, row)
    proof.start = try date(columns.start, row)
    proof.end = try date(columns.end, row)
    proof.status = try text(columns.status, row)
    proof.details = try text(columns.details, row)
    return proof
  }
}
