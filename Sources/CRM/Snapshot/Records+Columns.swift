import DebriefCore

// How each object's row becomes a record: the columns, found once per file, and the reading of one row.

struct AccountColumns: Sendable {
  let id, name: Column
  let website, parent, owner, type, masterRecord, isDeleted: Column?
  let domains: [Column]

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.Account
    id = try find.required(Field.id)
    name = try find.required(Field.name)
    website = try find.optional(Field.website)
    parent = try find.optional(Field.parent)
    owner = try find.optional(Field.owner)
    type = try find.optional(Field.type)
    masterRecord = try find.optional(Field.masterRecord)
    isDeleted = try find.optional(Field.isDeleted)
    domains = try find.map.accountDomainFields.compactMap { try find.column([$0], wanted: $0) }
  }
}

struct ContactColumns: Sendable {
  let id, account: Column
  let name: NameColumns
  /// The configured field and its column.
  let emails: [(field: String, column: Column)]
  let title, owner, masterRecord, isDeleted: Column?

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.Contact
    id = try find.required(Field.id)
    account = try find.required(Field.account)
    name = try find.name(Field.name, Field.firstName, Field.lastName)
    emails = try find.map.contactEmailFields.compactMap { field in
      try find.column([field], wanted: field).map { (field, $0) }
    }
    guard emails.first?.field == find.map.contactEmailFields.first else {
      let primary = SnapshotField(.contact, "email", Array(find.map.contactEmailFields.prefix(1)), required: true)
      throw SnapshotRefusal(file: find.file, line: 1, fact: .missingColumn(primary, tried: primary.columns))
    }
    title = try find.optional(Field.title)
    owner = try find.optional(Field.owner)
    masterRecord = try find.optional(Field.masterRecord)
    isDeleted = try find.optional(Field.isDeleted)
  }
}

struct LeadColumns: Sendable {
  let id, email, isConverted: Column
  let name: NameColumns
  let company, owner, contact, account, opportunity, isDeleted: Column?

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.Lead
    id = try find.required(Field.id)
    email = try find.required(Field.email)
    isConverted = try find.required(Field.isConverted)
    name = try find.name(Field.name, Field.firstName, Field.lastName)
    company = try find.optional(Field.company)
    owner = try find.optional(Field.owner)
    contact = try find.optional(Field.convertedContact)
    account = try find.optional(Field.convertedAccount)
    opportunity = try find.optional(Field.convertedOpportunity)
    isDeleted = try find.optional(Field.isDeleted)
  }
}

struct OpportunityColumns: Sendable {
  let id, name, account, stage, closeDate, isClosed: Column
  let isWon, createdAt, amount, incrementalACV, type, owner, primarySolutionArchitect, lastStageChangeAt, stage3Date,
    isProfessionalServices, evaluationStart, evaluationEnd, evaluationCloseStatus, evaluationCloseDetails, successPlan,
    isCSMReady, isCustomerAccepted, requestedAt, isDeleted: Column?

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.Opportunity
    id = try find.required(Field.id)
    name = try find.required(Field.name)
    account = try find.required(Field.account)
    stage = try find.required(Field.stage)
    closeDate = try find.required(Field.closeDate)
    isClosed = try find.required(Field.isClosed)
    isWon = try find.optional(Field.isWon)
    createdAt = try find.optional(Field.createdAt)
    amount = try find.optional(Field.amount)
    incrementalACV = try find.optional(Field.incrementalACV)
    type = try find.optional(Field.type)
    owner = try find.optional(Field.owner)
    primarySolutionArchitect = try find.optional(Field.primarySolutionArchitect)
    lastStageChangeAt = try find.optional(Field.lastStageChangeAt)
    stage3Date = try find.optional(Field.stage3Date)
    isProfessionalServices = try find.optional(Field.isProfessionalServices)
    evaluationStart = try find.optional(Field.technicalEvaluationStart)
    evaluationEnd = try find.optional(Field.technicalEvaluationEnd)
    evaluationCloseStatus = try find.optional(Field.technicalEvaluationCloseStatus)
    evaluationCloseDetails = try find.optional(Field.technicalEvaluationCloseDetails)
    successPlan = try find.optional(Field.successPlan)
    isCSMReady = try find.optional(Field.isCSMReady)
    isCustomerAccepted = try find.optional(Field.isCustomerAccepted)
    requestedAt = try find.optional(Field.requestedAt)
    isDeleted = try find.optional(Field.isDeleted)
  }
}

struct ContactRoleColumns: Sendable {
  let id, opportunity, contact: Column
  let role, isPrimary, isDeleted: Column?

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.ContactRole
    id = try find.required(Field.id)
    opportunity = try find.required(Field.opportunity)
    contact = try find.required(Field.contact)
    role = try find.optional(Field.role)
    isPrimary = try find.optional(Field.isPrimary)
    isDeleted = try find.optional(Field.isDeleted)
  }
}

struct UserColumns: Sendable {
  let id, email: Column
  let name: NameColumns
  let isActive, manager, timeZone: Column?

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.User
    id = try find.required(Field.id)
    email = try find.required(Field.email)
    name = try find.name(Field.name, Field.firstName, Field.lastName)
    isActive = try find.optional(Field.isActive)
    manager = try find.optional(Field.manager)
    timeZone = try find.optional(Field.timeZone)
  }
}

struct TaskColumns: Sendable {
  let id, owner, what, activityDate: Column
  let subject, who, activityTypes, recorderCall, status, isClosed, isDeleted: Column?

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.Task
    id = try find.required(Field.id)
    owner = try find.required(Field.owner)
    what = try find.required(Field.what)
    activityDate = try find.required(Field.activityDate)
    subject = try find.optional(Field.subject)
    who = try find.optional(Field.who)
    activityTypes = try find.optional(Field.activityTypes)
    recorderCall = try find.optional(Field.recorderCall)
    status = try find.optional(Field.status)
    isClosed = try find.optional(Field.isClosed)
    isDeleted = try find.optional(Field.isDeleted)
  }
}

struct ProofOfValueColumns: Sendable {
  let id, opportunity, name: Column
  let owner, start, end, status, details, isDeleted: Column?

  init(_ find: ColumnFinder) throws {
    typealias Field = SnapshotField.ProofOfValue
    id = try find.required(Field.id)
    opportunity = try find.required(Field.opportunity)
    name = try find.required(Field.name)
    owner = try find.optional(Field.owner)
    start = try find.optional(Field.start)
    end = try find.optional(Field.end)
    status = try find.optional(Field.status)
    details = try find.optional(Field.details)
    isDeleted = try find.optional(Field.isDeleted)
  }
}
