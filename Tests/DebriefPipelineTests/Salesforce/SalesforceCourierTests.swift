import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import SalesforceClient
import Testing

@testable import DebriefPipeline

/// From what an SA logs, through the outbox, to the task in the org.
struct SalesforceCourierTests {
  private let now = Instant("2026-03-31T09:00:00Z") ?? Instant(secondsSinceEpoch: 0)

  private func desk(_ installation: OrgInstallation) throws -> ReviewDesk {
    let configuration = try installation.configuration()
    return ReviewDesk(
      configuration: configuration, store: installation.store, architect: configuration.solutionArchitects[0])
  }

  private func draft(_ installation: OrgInstallation) throws -> ActivityDraft {
    var draft = ActivityDraft(day: try #require(CivilDate("2026-03-30")))
    draft.relatedTo = SalesforceID(try installation.ids("Opportunity")[0])
    draft.contacts = try installation.ids("Contact").prefix(1).compactMap { SalesforceID($0) }
    draft.subject = "Phone call"
    draft.types = ["Demo", "Technical Deep Dive"]
    draft.description = "They want a trial. We showed the tills."
    draft.sentiment = .positive
    draft.duration = 1800
    return draft
  }

  @discardableResult
  private func push(_ installation: OrgInstallation, after seconds: Int64 = 120) throws -> OutboxPush.Report {
    let couriers = try DeliveryCouriers(
      installation.configuration(), store: installation.store, environment: installation.environment)
    return try OutboxPush(
      store: installation.store, couriers: couriers, files: nil, clock: { now.advanced(by: seconds) }
    ).run(isAlone: true)
  }

  @Test func whatIsLoggedBecomesACompletedTaskOfTheSAs() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    let activity = try desk(installation).logOnDemand(try draft(installation), at: now)
    // Nothing leaves while undo is free.
    #expect(try push(installation, after: 30).deliveries == 0)
    #expect(try push(installation).deliveries == 1)
    let tasks = try installation.org.records("Task")
    #expect(tasks.count == 1)
    let expected: [String: JSONValue] = [
      "Debrief_Key__c": .string(activity.id), "Status": "Completed", "TaskSubtype": "Call", "Subject": "Phone call",
      "ActivityDate": "2026-03-30", "OwnerId": .string(try installation.ids("User")[0]),
      "WhatId": .string(try installation.ids("Opportunity")[0]), "sa_activity_type__c": "Demo;Technical Deep Dive",
      "customer_interaction_sentiment__c": "Positive", "CallDurationInSeconds": 1800,
    ]
    for (name, value) in expected { #expect(tasks[0][name] == value, "\(name)") }
    #expect(try push(installation, after: 600).deliveries == 0)
  }

  @Test func aNewContactIsCreatedFirstAndTheTaskNamesIt() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    var draft = try draft(installation)
    draft.contacts = []
    draft.newContacts = [
      NewContact(
        email: "Zoe.New@c0.test", name: "Zoe van New", account: SalesforceID(try installation.ids("Account")[0]))
    ]
    _ = try desk(installation).logOnDemand(draft, at: now)
    #expect(try push(installation).deliveries == 2)
    let contact = try #require(try installation.org.records("Contact").first { $0["Email"] == "Zoe.New@c0.test" })
    #expect(contact["LastName"] == "New" && contact["FirstName"] == "Zoe van")
    #expect(try installation.org.records("Task")[0]["WhoId"] == contact["Id"])
  }

  @Test func aContactThatSomebodyCreatedMeanwhileIsFoundByItsAddress() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    var draft = try draft(installation)
    draft.contacts = []
    draft.newContacts = [NewContact(email: "ana@c2.test", name: "Ana Lee")]
    _ = try desk(installation).logOnDemand(draft, at: now)
    try push(installation)
    #expect(try installation.ids("Contact").count == 3)
    #expect(try installation.org.records("Task")[0]["WhoId"] == .string(try installation.ids("Contact")[2]))
  }

  @Test func aValidationRulesMessageWaitsForThePersonWithItsField() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try desk(installation).logOnDemand(try draft(installation), at: now)
    try installation.org.fault("validation", method: "PATCH")
    let report = try push(installation)
    #expect(report.failed.map(\.field) == ["Description"])
    #expect(report.failed.first?.why.contains("Say what the customer wants next") == true)
    #expect(try installation.org.records("Task").isEmpty)
  }

  @Test(arguments: ["drop", "reset", "500", "lock", "429", "401", "slow"])
  func whateverGoesWrongOnceExactlyOneTaskComesOfIt(_ fault: String) throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try desk(installation).logOnDemand(try draft(installation), at: now)
    try installation.org.fault(fault, method: "PATCH")
    for hours in 0..<6 { try push(installation, after: 120 + Int64(hours) * 3600) }
    #expect(try installation.org.records("Task").count == 1)
    #expect(try installation.store.outboxCounts() == [.done: 1])
  }

  @Test func theOrgsLimitEndsThePushAndLosesNothing() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    for subject in ["one", "two", "three"] {
      var draft = try draft(installation)
      draft.subject = subject
      _ = try desk(installation).logOnDemand(draft, at: now)
    }
    try installation.org.fault("limit", path: "/services/data")
    let report = try push(installation)
    #expect(report.unavailable["salesforce"]?.contains("REQUEST_LIMIT_EXCEEDED") == true && report.deliveries == 0)
    #expect(try push(installation, after: 2 * 3600).deliveries == 3)
    #expect(try installation.org.records("Task").count == 3)
  }

  @Test func opportunityFieldsRolesAndProofsOfValueAreWrittenOnAPersonsWord() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try installation.read(at: "2026-03-31T06:00:00Z")
    let desk = try desk(installation)
    let opportunity = try #require(SalesforceID(try installation.ids("Opportunity")[0]))
    var update = OpportunityUpdate(opportunity: opportunity)
    update.evaluationStart = CivilDate("2026-03-02")
    update.evaluationEnd = CivilDate("2026-03-30")
    update.evaluationStatus = .win
    try desk.update(update, at: now)
    var pov = ProofOfValue(opportunity: opportunity, name: "Pilot")
    pov.start = CivilDate("2026-03-02")
    try desk.save(pov, at: now)
    let contact = try #require(SalesforceID(try installation.ids("Contact")[1]))
    #expect(
      try desk.addRole(ContactRoleRequest(opportunity: opportunity, contact: contact, role: "Technical Buyer"), at: now)
    )
    for _ in 1...2 { try push(installation) }
    let record = try installation.org.records("Opportunity")[0]
    #expect(record["sa_validated_tech_evaluation_close_statu__c"] == "Win")
    #expect(record["sa_validated_tech_evaluation_end_date__c"] == "2026-03-30")
    #expect(record["Name"] == "Deal 0")
    #expect(try installation.org.records("POV__c").map { $0["Name"] } == ["Pilot"])
    #expect(try installation.org.records("OpportunityContactRole").last?["Role"] == "Technical Buyer")
    #expect(try installation.org.records("OpportunityContactRole").count == 4)
  }

  @Test func aContactMadeAMinuteAgoIsFoundWhenTheSALogs() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    // No snapshot has been read, so only the org itself can know.
    let configuration = try installation.configuration()
    func desk(_ environment: [String: String]) -> ReviewDesk {
      ReviewDesk(
        configuration: configuration, store: installation.store, architect: configuration.solutionArchitects[0],
        environment: environment)
    }
    var draft = try draft(installation)
    draft.contacts = []
    draft.newContacts = [NewContact(email: "Ana@c1.test", name: "Ana Lee")]
    let contact = SalesforceID(try installation.ids("Contact")[1])
    let activity = try desk(installation.environment).logOnDemand(draft, at: now)
    #expect(activity.call.contacts == [contact] && activity.call.newContacts == [])
    // Where the org cannot be asked, the SA's word stands, and the contact is looked for when it is written.
    draft.subject = "Another call"
    #expect(try desk([:]).logOnDemand(draft, at: now).call.newContacts.count == 1)
    #expect(try push(installation).deliveries == 3)
    #expect(try installation.ids("Contact").count == 3)
    #expect(try installation.org.records("Task").allSatisfy { $0["WhoId"]?.string == contact?.description })
  }

  @Test func aLeadConvertedSinceTheSnapshotBecomesItsContactWhenTheSALogs() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    let contact = try installation.ids("Contact")[0]
    let lead = try installation.org.seed(
      "Lead", ["LastName": "Lee", "Company": "C", "IsConverted": true, "ConvertedContactId": .string(contact)])[0]
    let configuration = try installation.configuration()
    let desk = ReviewDesk(
      configuration: configuration, store: installation.store, architect: configuration.solutionArchitects[0],
      environment: installation.environment)
    var draft = try draft(installation)
    draft.contacts = []
    draft.lead = SalesforceID(lead)
    #expect(try desk.logOnDemand(draft, at: now).call.contacts.map(\.description) == [contact])
  }
}
