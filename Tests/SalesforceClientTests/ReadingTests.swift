import Calendars
import DebriefCore
import SalesforceClient
import TestServers
import Testing

struct ReadingTests {
  private func read(
    _ org: FakeOrg, _ soql: String, all: Bool = false, page: Int = 4
  ) throws -> (pages: [String], result: BulkQuery.Result) {
    var query = BulkQuery(session: org.session())
    query.pageRecords = page
    var pages: [String] = []
    let result = try query.read(try query.start(soql, all: all)) { pages.append(String(decoding: $0, as: UTF8.self)) }
    return (pages, result)
  }

  @Test func aBulkQueryGivesEveryRecordOnceInPagesWithTheirHeaders() throws {
    let org = try FakeOrg()
    for index in 0..<10 { try org.seed("Account", ["Name": .string("A\(index), \"quoted\"\nline")]) }
    let (pages, result) = try read(org, "SELECT Id, Name FROM Account ORDER BY Name")
    #expect(result.records == 10 && result.pages == 3)
    #expect(pages.allSatisfy { $0.hasPrefix("\"Id\",\"Name\"\n") })
    #expect(pages[0].contains("\"A0, \"\"quoted\"\"\nline\""))
    // The job is taken away when it has been read.
    #expect(try org.control("state")["jobs"]?.integer == 0)
  }

  @Test func aQueryThatFindsNothingGivesTheHeader() throws {
    let (pages, result) = try read(try FakeOrg(), "SELECT Id FROM Lead")
    #expect(pages == ["\"Id\"\n"] && result.records == 0)
  }

  @Test func aSlowJobIsWaitedForLongerAndLonger() throws {
    let org = try FakeOrg()
    try org.control("set", ["polls": 5])
    _ = try read(org, "SELECT Id FROM Lead")
    #expect(org.pauses.withLock { $0 } == [1, 2, 4, 8, 16])
  }

  @Test func aPageWhoseConnectionBreaksIsReadAgain() throws {
    let org = try FakeOrg()
    for index in 0..<5 { try org.seed("Account", ["Name": .string("A\(index)")]) }
    try org.fault("drop", times: 2, path: "/results")
    let (pages, result) = try read(org, "SELECT Id, Name FROM Account")
    #expect(result.records == 5 && pages.count == 2)
    try org.fault("drop", times: 10, path: "/results")
    #expect(throws: SalesforceFailure.self) { try read(org, "SELECT Id, Name FROM Account") }
  }

  @Test func deletedAndArchivedRecordsComeOnlyWhereTheyAreAskedFor() throws {
    let org = try FakeOrg()
    try org.seed(
      "Task", ["Subject": "now"], ["Subject": "last year", "IsArchived": true], ["Subject": "gone", "IsDeleted": true])
    #expect(try read(org, "SELECT Id FROM Task").result.records == 1)
    #expect(try read(org, "SELECT Id FROM Task", all: true).result.records == 3)
    #expect(try read(org, "SELECT Id FROM Task WHERE IsDeleted = false", all: true).result.records == 2)
  }

  @Test func aQueryThatSalesforceRefusesSaysWhichColumn() throws {
    let org = try FakeOrg()
    do {
      _ = try read(org, "SELECT Nothing FROM Account")
      Issue.record("there is no such column")
    } catch {
      #expect("\(error)".contains("No such column 'Nothing'"))
    }
  }

  @Test func aContactIsFoundByAnyOfItsAddressesAtOnce() throws {
    let world = try World()
    let fresh = FreshRecords(session: world.org.session())
    let fields = ["Email", "Email_2__c", "Email_3__c"]
    #expect(try fresh.contacts(withEmail: "Ben@Rookwood.test", in: fields).map(\.id.description) == [world.contact])
    let ana = try world.org.seed("Contact", ["LastName": "Lee", "Email": "x@y.test", "Email_2__c": "ana@y.test"])[0]
    #expect(try fresh.contacts(withEmail: "ana@y.test", in: fields).map(\.id.description) == [ana])
    #expect(try fresh.contacts(withEmail: "' OR Name != '", in: fields) == [])
    #expect(try fresh.user(withEmail: "ada.fern@tanuki.example")?.description == world.user)
    #expect(try fresh.user(withEmail: "nobody@tanuki.example") == nil)
  }
}
