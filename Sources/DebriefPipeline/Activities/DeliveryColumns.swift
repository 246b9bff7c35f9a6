import DebriefCore

/// The API names of the fields that leave, which an admin may change (`activities.fields`).
package struct DeliveryColumns: Sendable {
  package var overrides: [String: String] = [:]

  /// Salesforce's own names; the custom ones as they are common, the key as an external id.
  package static let defaults: [String: String] = [
    "Task.key": "Debrief_Key__c", "Task.related_to": "WhatId", "Task.name": "WhoId", "Task.owner": "OwnerId",
    "Task.subject": "Subject", "Task.description": "Description", "Task.day": "ActivityDate", "Task.status": "Status",
    "Task.priority": "Priority", "Task.subtype": "TaskSubtype", "Task.duration": "CallDurationInSeconds",
    "Task.activity_type": "sa_activity_type__c", "Task.products": "products_positioned__c",
    "Task.persona_levels": "persona_levels__c", "Task.persona_functions": "persona_functions__c",
    "Task.sentiment": "customer_interaction_sentiment__c", "Task.notes_link": "google_doc_link__c",
    "Contact.email": "Email", "Contact.name": "LastName", "Contact.first_name": "FirstName",
    "Contact.account": "AccountId", "Contact.title": "Title",
    "ContactRole.opportunity": "OpportunityId", "ContactRole.contact": "ContactId", "ContactRole.role": "Role",
    "Opportunity.id": "Id", "Opportunity.primary_solution_architect": "solution_architect__c",
    "Opportunity.evaluation_start": "sa_validated_tech_evaluation_start_date__c",
    "Opportunity.evaluation_end": "sa_validated_tech_evaluation_end_date__c",
    "Opportunity.evaluation_status": "sa_validated_tech_evaluation_close_statu__c",
    "Opportunity.evaluation_details": "sa_validated_tech_evaluation_close_details__c",
    "Opportunity.success_plan": "customer_success_plan_url__c", "Opportunity.csm_ready": "csm_ready__c",
    "Opportunity.customer_accepted": "customer_accepted__c",
    "POV.id": "Id", "POV.opportunity": "opportunity__c", "POV.name": "Name", "POV.start": "start_date__c",
    "POV.end": "end_date__c", "POV.status": "status__c", "POV.details": "close_details__c",
  ]

  package init() {}

  /// The API name of a field of ours.
  func column(_ field: String) -> String { overrides[field] ?? Self.defaults[field] ?? field }

  /// One delivery as the columns and values of its object, always all of them and in this order.
  package func fields(of delivery: Delivery) -> [(column: String, value: String)] {
    let fields: [(String, String?)]
    switch delivery {
    case .task(let task): fields = Self.task(task)
    case .contact(let contact):
      let name = Self.split(contact.name)
      fields = [
        ("Contact.first_name", name.first), ("Contact.name", name.last), ("Contact.email", contact.email),
        ("Contact.account", contact.account?.description), ("Contact.title", contact.title),
      ]
    case .contactRole(let role):
      fields = [
        ("ContactRole.opportunity", role.opportunity.description), ("ContactRole.contact", role.contact.description),
        ("ContactRole.role", role.role),
      ]
    case .opportunity(let update):
      fields = [
        ("Opportunity.id", update.opportunity.description),
        ("Opportunity.primary_solution_architect", update.primarySolutionArchitect?.description),
        ("Opportunity.evaluation_start", update.evaluationStart?.description),
        ("Opportunity.evaluation_end", update.evaluationEnd?.description),
        ("Opportunity.evaluation_status", update.evaluationStatus?.rawValue),
        ("Opportunity.evaluation_details", update.evaluationDetails),
        ("Opportunity.success_plan", update.successPlanURL),
        ("Opportunity.csm_ready", update.isCSMReady.map(String.init)),
        ("Opportunity.customer_accepted", update.isCustomerAccepted.map(String.init)),
      ]
    case .proofOfValue(let pov):
      fields = [
        ("POV.id", pov.id?.description), ("POV.opportunity", pov.opportunity.description), ("POV.name", pov.name),
        ("POV.start", pov.start?.description), ("POV.end", pov.end?.description), ("POV.status", pov.status?.rawValue),
        ("POV.details", pov.details),
      ]
    case .message: return []
    }
    return fields.map { (column($0.0), $0.1 ?? "") }
  }

  private static func task(_ task: TaskDelivery) -> [(String, String?)] {
    let call = task.call
    return [
      ("Task.key", task.activity), ("Task.related_to", call.relatedTo.description),
      ("Task.name", call.contacts.first?.description), ("Task.owner", task.ownerID?.description),
      ("Task.subject", task.isWithdrawn ? withdrawn(call.subject) : call.subject),
      ("Task.description", call.description),
      ("Task.day", call.day.description),
      // Completed at once: an open task locks the account's row on every later change.
      ("Task.status", task.isWithdrawn ? "Deferred" : "Completed"), ("Task.priority", "Normal"),
      ("Task.subtype", "Call"), ("Task.duration", String(call.duration)),
      ("Task.activity_type", multiSelect(call.types)), ("Task.products", multiSelect(call.products)),
      ("Task.persona_levels", multiSelect(call.personaLevels.map(\.rawValue))),
      ("Task.persona_functions", multiSelect(call.personaFunctions)), ("Task.sentiment", call.sentiment.rawValue),
      ("Task.notes_link", call.notesLink),
    ]
  }

  private static func withdrawn(_ subject: String) -> String {
    String(String.UnicodeScalarView("Withdrawn: \(subject)".unicodeScalars.prefix(ActivityRules.subjectLength)))
  }

  /// Salesforce's form of several choices.
  private static func multiSelect(_ choices: [String]) -> String { choices.joined(separator: ";") }

  private static func split(_ name: String) -> (first: String?, last: String) {
    guard let space = name.lastIndex(of: " ") else { return (nil, name) }
    return (String(name[..<space]), String(name[name.index(after: space)...]))
  }
}
