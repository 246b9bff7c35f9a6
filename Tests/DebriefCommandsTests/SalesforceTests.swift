import DebriefCore
import Foundation
import SalesforceClient
import TestServers
import Testing

/// The real binary and an org: from the first reading to the task that is there.
struct SalesforceTests {
  private func installation(_ org: FakeOrg, more: String = "") throws -> Installation {
    let installation = try Installation()
    try installation.write(
      """
      time_zone: Europe/Berlin
      company: { domains: [tanuki.example] }
      solution_architects: [{ email: ada.fern@tanuki.example, name: Ada Fern }]
      calendars: [{ path: calendars }]
      crm: { salesforce: true }
      activities: { hold: 0s, reviewer: ada.fern@tanuki.example }
      meetings: { since: 30d }
      salesforce:
        url: \(org.url)
        client_id: 3MVG9.debrief
        username: debrief@tanuki.example
        private_key_file: key.pem
        ca_file: \(org.authority)
      \(more)
      """, to: "pipeline.yml")
    let key = installation.folder + "/key.pem"
    try FileManager.default.copyItem(atPath: org.signingKey, toPath: key)
    chmod(key, 0o600)
    try installation.write(
      CalendarText([CalendarText.meeting("tills", day: 30, hour: 8, with: "ben@rookwood.test", title: "Till demo")])
        .text,
      to: "calendars/ada.fern@tanuki.example.ics")
    return installation
  }

  private func seed(_ org: FakeOrg) throws -> (account: String, opportunity: String, contact: String) {
    try org.seed("User", ["Name": "Ada Fern", "Email": "ada.fern@tanuki.example", "IsActive": true])
    let account = try org.seed("Account", ["Name": "Rookwood"])[0]
    let opportunity = try org.seed(
      "Opportunity",
      [
        "Name": "Tills", "AccountId": .string(account), "StageName": "3-Technical Evaluation",
        "CloseDate": "2026-06-30", "CreatedDate": "2026-01-05T09:00:00.000+0000",
      ])[0]
    let contact = try org.seed(
      "Contact", ["LastName": "Rook", "Email": "other@rookwood.test", "AccountId": .string(account)])[0]
    return (account, opportunity, contact)
  }

  @Test func aMeetingFindsAContactThatWasMadeLaterAndBecomesATask() throws {
    let org = try FakeOrg()
    let records = try seed(org)
    let installation = try installation(org)
    let (first, result) = try installation.run()
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(first.snapshot?.rows["Account"] == 1)
    #expect(try installation.prompts().map(\.match.outcome) == [.unmatched])
    // Somebody makes the contact in the CRM; a quarter of an hour later the prompt knows it.
    let session = org.session()
    #expect(
      try session.send(
        "POST", "\(session.base)/sobjects/Contact",
        body: ["LastName": "Keel", "Email": "ben@rookwood.test", "AccountId": .string(records.account)]
      ).status == 201)
    installation.now = "2026-03-31T18:20:00Z"
    #expect(try installation.run().result.exitCode == 0)
    let prompt = try #require(try installation.prompts().first)
    #expect(prompt.match.outcome == .matched)
    let logged = try installation.debrief(
      "log", prompt.id, "--sentiment", "positive", "--type", "demo", "--description", "They want a trial of the tills.")
    #expect(logged.exitCode == 0, "\(logged.errors)")
    installation.now = "2026-03-31T18:22:00Z"
    let pushed = try installation.debrief("push")
    #expect(pushed.exitCode == 0, "\(pushed.errors)")
    let tasks = try org.records("Task")
    #expect(tasks.count == 1)
    #expect(tasks[0]["WhatId"] == .string(records.opportunity) && tasks[0]["ActivityDate"] == "2026-03-30")
    #expect(tasks[0]["Subject"] == "Till demo" && tasks[0]["Status"] == "Completed")
    #expect(try installation.debrief("push").exitCode == 0)
    #expect(try org.records("Task").count == 1)
  }

  @Test func theDoctorFindsNothingWrongWithAnOrgThatHasEverything() throws {
    let org = try FakeOrg()
    _ = try seed(org)
    let installation = try installation(org)
    let before = try org.control("state")["records"]
    let result = try installation.debrief("doctor", "salesforce", "--dry-run")
    #expect(result.exitCode == 0, "\(result.text)\(result.errors)")
    #expect(result.text.contains("a task would be saved; it was taken back"))
    #expect(try org.control("state")["records"] == before)
  }

  @Test func theDoctorNamesWhatHasToBeMadeOrAllowed() throws {
    let org = try FakeOrg()
    func change(_ object: String, _ field: String, _ changes: JSONValue) throws {
      try org.control("schema", ["object": .string(object), "field": .string(field), "changes": changes])
    }
    try change("Task", "Debrief_Key__c", ["externalId": false, "unique": false])
    try change("Task", "products_positioned__c", .null)
    try change("Task", "persona_levels__c", ["createable": false, "updateable": false])
    try change("Task", "customer_interaction_sentiment__c", ["picklistValues": [["active": true, "value": "Good"]]])
    try change("Opportunity", "IsClosed", .null)
    try org.fault("validation", path: "/composite/sobjects")
    let installation = try installation(org)
    let result = try installation.debrief("doctor", "salesforce", "--dry-run")
    #expect(result.exitCode == 3)
    for text in [
      "Debrief_Key__c is plain text", "no field products_positioned__c", "may not write persona_levels__c",
      "customer_interaction_sentiment__c lacks \"Positive\"", "Opportunity has no IsClosed",
      "a task would not be saved: Say what the customer wants next",
    ] { #expect(result.text.contains(text), "\(text) in \(result.text)") }
  }

  @Test func aRefusedLoginLeavesTheSnapshotAndSaysWhatToDo() throws {
    let org = try FakeOrg()
    _ = try seed(org)
    let installation = try installation(org)
    _ = try installation.run()
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(text.replacing("3MVG9.debrief", with: "3MVG9.other"), to: "pipeline.yml")
    installation.now = "2026-03-31T18:20:00Z"
    let (report, result) = try installation.run()
    #expect(result.exitCode == 3)
    #expect(report.refused.first?.message.contains("Is client_id right") == true)
    #expect(report.refused.first?.message.contains("The snapshot of 2026-03-31T18:00:00Z stays in force.") == true)
    let doctor = try installation.debrief("doctor", "salesforce")
    #expect(doctor.exitCode == 3 && doctor.text.contains("client_id"))
  }
}
