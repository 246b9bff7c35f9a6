import Calendars
import DebriefCore
import DebriefStore
import Foundation
import SalesforceClient
import TestServers

@testable import DebriefPipeline

/// An installation whose CRM is an org of its own.
struct OrgInstallation {
  let org: FakeOrg
  let folder: String
  let store: Store
  var more = ""
  let environment = ["DEBRIEF_SALESFORCE_CLIENT_SECRET": "s3cret"]

  /// - Parameter accounts: how many customers there are, each with a contact and an opportunity.
  init(accounts: Int = 3) throws {
    org = try FakeOrg()
    folder = FileManager.default.temporaryDirectory.path + "/debrief-org-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try Store()
    try org.seed(
      "User", ["Name": "Ada Fern", "Email": "ada.fern@tanuki.example", "IsActive": true, "SystemModstamp": old])
    for index in 0..<accounts {
      let account = try org.seed(
        "Account", ["Name": .string("Customer \(index)"), "Website": .string("c\(index).test"), "SystemModstamp": old])[
          0]
      let contact = try org.seed(
        "Contact",
        [
          "FirstName": "Ana", "LastName": .string("Lee \(index)"), "Email": .string("ana@c\(index).test"),
          "AccountId": .string(account), "SystemModstamp": old,
        ])[0]
      let opportunity = try org.seed(
        "Opportunity",
        [
          "Name": .string("Deal \(index)"), "AccountId": .string(account), "StageName": "3-Technical Evaluation",
          "CloseDate": "2026-06-30", "SystemModstamp": old,
        ])[0]
      try org.seed(
        "OpportunityContactRole",
        [
          "OpportunityId": .string(opportunity), "ContactId": .string(contact), "Role": "Evaluator",
          "SystemModstamp": old,
        ])
    }
  }

  /// Long before anything that a test does.
  var old: JSONValue { "2026-01-05T09:00:00.000+0000" }

  func configuration() throws -> Configuration {
    try Configuration(
      yaml: """
        state: \(folder)/.debrief
        company: { domains: [tanuki.example] }
        solution_architects: [{ email: ada.fern@tanuki.example, name: Ada Fern }]
        crm: { salesforce: true, contact_email_fields: [Email, Email_2__c] }
        salesforce:
          url: \(org.url)
          login: client_credentials
          client_id: 3MVG9.debrief
          ca_file: \(org.authority)
          tasks_since: 30d
        \(more)
        """, path: folder + "/pipeline.yml")
  }

  /// Runs the stage that reads the CRM.
  func read(at now: String) throws -> RunContext {
    let context = try context(at: now)
    try ImportSnapshot().run(context)
    return context
  }

  func context(at now: String) throws -> RunContext {
    RunContext(
      configuration: try configuration(), store: store, now: Instant(now) ?? Instant(secondsSinceEpoch: 0),
      environment: environment)
  }

  func ids(_ object: String) throws -> [String] { try org.records(object).compactMap { $0["Id"]?.string } }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
