import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import SalesforceClient
import Testing

@testable import DebriefPipeline

struct SalesforceSnapshotTests {
  private let first = "2026-03-31T06:00:00Z"

  private func counts(_ store: Store) throws -> [String: Int] {
    let counts = try store.currentSnapshot()?.counts ?? [:]
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value.records) })
  }

  @Test func theFirstRunReadsEverythingThatADecisionNeeds() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    try installation.org.seed(
      "Task", ["Subject": "lately", "ActivityDate": "2026-03-20", "OwnerId": .string(try installation.ids("User")[0])],
      ["Subject": "long ago", "ActivityDate": "2025-03-20"],
      [
        "Subject": "archived", "ActivityDate": "2026-03-21", "IsArchived": true,
        "OwnerId": .string(try installation.ids("User")[0]),
      ])
    let context = try installation.read(at: first)
    #expect(context.refused == [])
    #expect(
      try counts(installation.store).filter { $0.value > 0 } == [
        "Account": 3, "Contact": 3, "Opportunity": 3, "OpportunityContactRole": 3, "User": 1, "Task": 2,
      ])
    let ana = try EmailAddress(parsing: "ana@c1.test")
    #expect(try installation.store.contacts(withAddress: ana).map(\.name) == ["Ana Lee 1"])
    // What was read is in the database; no copy of people's data lies about.
    let left = try FileManager.default.subpathsOfDirectory(atPath: installation.folder + "/.debrief/salesforce")
    #expect(left == [])
  }

  @Test func withinTheIntervalNothingIsAsked() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try installation.read(at: first)
    let asked = try installation.org.log().count
    _ = try installation.read(at: "2026-03-31T06:14:59Z")
    #expect(try installation.org.log().count == asked)
    _ = try installation.read(at: "2026-03-31T06:15:00Z")
    #expect(try installation.org.log().count > asked)
  }

  @Test func laterRunsReadWhatChangedWasMadeAndWasDeleted() throws {
    let installation = try OrgInstallation(accounts: 4)
    defer { installation.remove() }
    _ = try installation.read(at: first)
    let before = try #require(try installation.store.currentSnapshot())
    let (accounts, contacts) = (try installation.ids("Account"), try installation.ids("Contact"))
    let session = installation.org.session()
    func patch(_ object: String, _ id: String, _ body: JSONValue) throws {
      #expect(try session.send("PATCH", "\(session.base)/sobjects/\(object)/\(id)", body: body).status == 204)
    }
    try patch("Contact", contacts[1], ["Email": "ana@new.test"])
    #expect(try session.send("DELETE", "\(session.base)/sobjects/Account/\(accounts[3])").status == 204)
    #expect(
      try session.send(
        "POST", "\(session.base)/sobjects/Contact",
        body: ["LastName": "New", "Email": "new@c0.test", "AccountId": .string(accounts[0])]
      ).status == 201)
    let context = try installation.read(at: "2026-03-31T07:00:00Z")
    #expect(context.refused == [])
    #expect(context.work[.snapshot] == ["changed": 2, "deleted": 1])
    #expect(try counts(installation.store)["Account"] == 3 && counts(installation.store)["Contact"] == 5)
    func found(_ address: String) throws -> [String] {
      try installation.store.contacts(withAddress: EmailAddress(parsing: address)).map(\.name)
    }
    #expect(try found("ana@new.test") == ["Ana Lee 1"] && found("ana@c1.test") == [] && found("new@c0.test") == ["New"])
    let after = try #require(try installation.store.currentSnapshot())
    #expect(after.fingerprint != before.fingerprint)
    // Nothing but what changed was sent.
    let queries =
      try installation.org.control("state")["log"]?.array?
      .compactMap { $0["body"]?.string }.filter { $0.contains("SystemModstamp") } ?? []
    #expect(queries.count == 8)
  }

  @Test func aLookWithoutNewsLeavesTheSnapshotAndItsMatchesAlone() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try installation.read(at: first)
    let before = try installation.store.currentSnapshot()
    // Made within the overlap, so it comes again.
    let account = try installation.ids("Account")[0]
    try installation.org.control("change", ["Id": .string(account), "SystemModstamp": "2099-01-01T00:00:00.000+0000"])
    let context = try installation.read(at: "2026-03-31T07:00:00Z")
    #expect(context.work == [:] && context.refused == [])
    #expect(try installation.store.currentSnapshot() == before)
    #expect(try installation.store.snapshotAsOf() == Instant("2026-03-31T07:00:00Z"))
  }

  @Test func changesOfTheMinutesBeforeTheLastReadingAreAskedForAgain() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try installation.read(at: first)
    let read = try #require(try installation.store.snapshotSync()?.changedUntil[.account])
    func stamp(_ seconds: Int64) -> JSONValue {
      .string("\(read.advanced(by: seconds).utc).000+0000")
    }
    // Transactions that ended only after the reading had begun, with stamps from before it.
    try installation.org.seed(
      "Account", ["Name": "in the overlap", "SystemModstamp": stamp(-299)],
      ["Name": "before it", "SystemModstamp": stamp(-301)])
    _ = try installation.read(at: "2026-03-31T07:00:00Z")
    #expect(try installation.store.accounts().map(\.name).sorted().last == "in the overlap")
    // The whole reading finds the other one, too.
    _ = try installation.read(at: "2026-04-01T06:00:00Z")
    #expect(try installation.store.accounts().map(\.name).contains("before it"))
  }

  @Test(arguments: ["limit", "503", "reset", "drop", "401"])
  func aFailedReadingLeavesTheSnapshotInForceAndSaysSo(_ fault: String) throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try installation.read(at: first)
    let before = try installation.store.currentSnapshot()
    let sync = try installation.store.snapshotSync()
    try installation.org.fault(fault, times: 50, path: "/jobs/query")
    let context = try installation.read(at: "2026-03-31T07:00:00Z")
    #expect(context.refused.count == 1)
    #expect(context.refused.first?.message.contains("The snapshot of 2026-03-31T06:00:00Z stays in force.") == true)
    #expect(try installation.store.currentSnapshot() == before)
    #expect(try installation.store.snapshotSync() == sync)
  }

  @Test func massDeletionIsRefusedLikeAShrunkenExport() throws {
    let installation = try OrgInstallation(accounts: 10)
    defer { installation.remove() }
    _ = try installation.read(at: first)
    for id in try installation.ids("Contact").prefix(4) {
      try installation.org.control(
        "change", ["Id": .string(id), "IsDeleted": true, "SystemModstamp": "2099-01-01T00:00:00.000+0000"])
    }
    let context = try installation.read(at: "2026-03-31T07:00:00Z")
    #expect(context.refused.first?.message.contains("Contact") == true)
    #expect(try counts(installation.store)["Contact"] == 10)
  }

  @Test func aFieldThatTheUserMayNotSeeIsNamed() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    try installation.org.control("schema", ["object": "Opportunity", "field": "CloseDate", "changes": .null])
    let context = try installation.read(at: first)
    #expect(
      context.refused.first?.message
        == "Opportunity has no CloseDate, or the user may not see it: give the user read access to the field, or name "
        + "another under crm.fields. There is no snapshot before it, so nothing can be matched.")
  }

  @Test func anotherMapOfFieldsReadsEverythingAnew() throws {
    var installation = try OrgInstallation()
    defer { installation.remove() }
    _ = try installation.read(at: first)
    let jobs = try installation.org.log().count
    installation.more = "  filters: { Lead: \"Company != 'Nobody'\" }"
    let context = try installation.read(at: "2026-03-31T06:01:00Z")
    #expect(context.refused == [])
    #expect(try installation.org.log().count > jobs)
    #expect(try installation.store.snapshotSync()?.fullAt == Instant("2026-03-31T06:01:00Z"))
  }

  @Test func aMergedContactsAddressStillLeadsSomewhere() throws {
    let installation = try OrgInstallation()
    defer { installation.remove() }
    let left = try installation.ids("Contact")[0]
    try installation.org.seed(
      "Contact",
      ["LastName": "Merged", "Email": "old@c0.test", "IsDeleted": true, "MasterRecordId": .string(left)])
    _ = try installation.read(at: first)
    let found = try installation.store.contacts(withAddress: EmailAddress(parsing: "old@c0.test"))
    #expect(found.map(\.masterRecordID?.description) == [left])
  }
}
