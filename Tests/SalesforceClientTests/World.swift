import DebriefCore
import SalesforceClient
import TestServers
import Testing

/// An org with one customer and one SA, and a call to be written there.
struct World {
  let org: FakeOrg
  let user, account, opportunity, contact: String

  init() throws {
    org = try FakeOrg()
    user = try org.seed("User", ["Name": "Ada Fern", "Email": "ada.fern@tanuki.example", "IsActive": true])[0]
    account = try org.seed("Account", ["Name": "Rookwood"])[0]
    opportunity = try org.seed(
      "Opportunity",
      [
        "Name": "Rookwood - Tills", "AccountId": .string(account), "StageName": "3-Technical Evaluation",
        "CloseDate": "2026-06-30",
      ])[0]
    contact = try org.seed(
      "Contact",
      ["FirstName": "Ben", "LastName": "Rook", "Email": "ben@rookwood.test", "AccountId": .string(account)])[0]
  }

  func writer() -> RecordWriter { RecordWriter(session: org.session()) }

  /// The task of an activity, in the fields that deliveries have.
  func call(_ key: String, _ changes: [String: String] = [:], isWithdrawn: Bool = false) -> RecordWrite {
    var fields = [
      "WhatId": opportunity, "WhoId": contact, "OwnerId": user, "Subject": "Till demo",
      "Description": "We showed the tills. They want a trial.", "ActivityDate": "2026-03-30", "Status": "Completed",
      "Priority": "Normal", "TaskSubtype": "Call", "CallDurationInSeconds": "1800",
      "sa_activity_type__c": "Demo;Discovery Session", "products_positioned__c": "",
      "customer_interaction_sentiment__c": "Positive",
    ]
    for (name, value) in changes { fields[name] = value }
    return RecordWrite(
      "Task", .key(field: "Debrief_Key__c", value: key),
      fields: fields.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
      ifMissing: isWithdrawn ? .succeed : .create)
  }

  func tasks() throws -> [JSONValue] { try org.records("Task") }
}

extension DeliveryResult {
  var id: String? { if case .done(let reference) = self { reference } else { nil } }
}
