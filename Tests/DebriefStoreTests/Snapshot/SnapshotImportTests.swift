import CRM
import Calendars
import DebriefCore
import Foundation
import GRDB
import Testing

@testable import DebriefStore

@Suite("Importing a snapshot") struct SnapshotImportTests {
  private let database: DatabaseQueue
  private let folder: SnapshotFolder

  init() throws {
    database = try DatabaseQueue()
    try database.write(SnapshotSchema.createTables)
    folder = try SnapshotFolder()
  }

  private func run(
    at time: String = "2026-03-31T06:00:00Z", maxShrinkPercent: Int = 30,
    addressKey: @escaping (String) -> String? = { $0.contains("@") ? $0.lowercased() : nil }
  ) throws -> SnapshotImport.Outcome {
    let reader = SnapshotReader(path: folder.path, map: FieldMap(contactEmailFields: ["Email", "Email_2__c"]))
    return try SnapshotImport(reader: reader, maxShrinkPercent: maxShrinkPercent, addressKey: addressKey)
      .run(into: database, at: try #require(Instant(time)))
  }

  private func dump() throws -> String {
    try database.read { db in
      var lines = try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
      for table in SnapshotSchema.replacedTables + ["snapshot", "snapshot_count"] {
        lines += try Row.fetchAll(db, sql: "SELECT rowid, * FROM \(table) ORDER BY rowid").map { "\(table) \($0)" }
      }
      return lines.joined(separator: "\n")
    }
  }

  @Test func theSameExportTwiceChangesNothing() throws {
    guard case .imported = try run() else { Issue.record("not imported"); return }
    let before = try dump()
    guard case .unchanged(let current) = try run(at: "2026-04-01T06:00:00Z") else {
      Issue.record("not unchanged"); return
    }
    #expect(try dump() == before)
    #expect(current.importedAt.description == "2026-03-31T06:00:00Z")
  }

  @Test func aNewExportReplacesTheOldOne() throws {
    _ = try run()
    try folder.users(["Ada Fern", "Bo Oak", "Cy Elm", "Di Ash"])
    _ = try run(at: "2026-04-01T06:00:00Z")
    #expect(try database.read { try CRMQueries.users($0).map(\.name) } == ["Ada Fern", "Bo Oak", "Cy Elm", "Di Ash"])
    #expect(try database.read { try Snapshot.current($0)?.counts[.user]?.records } == 4)
    #expect(try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM snapshot") } == 1)
  }

  @Test func anExportThatShrankTooMuchIsRefusedAndTheOldOneStays() throws {
    try folder.users((0..<100).map { "User \($0)" })
    _ = try run()
    let before = try dump()
    try folder.users((0..<69).map { "User \($0)" })
    let refusal = #expect(throws: SnapshotRefusal.self) { try run() }
    #expect(refusal?.fact == .shrunk(.user, from: 100, to: 69, limitPercent: 30))
    #expect(try dump() == before)
    try folder.users((0..<70).map { "User \($0)" })
    guard case .imported = try run() else { Issue.record("30 % fewer is allowed"); return }
  }

  @Test func anObjectThatVanishesIsAnExportThatShrank() throws {
    try folder.write("Lead.csv", "Id,Email,IsConverted\n00Q0X00000AAAAA,l@lead.example,false\n")
    _ = try run()
    try folder.remove("Lead.csv")
    let refusal = #expect(throws: SnapshotRefusal.self) { try run() }
    #expect(refusal?.fact == .shrunk(.lead, from: 1, to: 0, limitPercent: 30))
  }

  @Test func anImportThatBreaksOffLeavesTheOldSnapshotWhole() throws {
    _ = try run()
    let before = try dump()
    try folder.users(["New One", "New Two", "New Three"])
    try folder.append("OpportunityContactRole.csv", "00K0X00000EEEEF,\"0060X00000DDDDD")
    #expect(throws: SnapshotRefusal.self) { try run() }
    #expect(try dump() == before)
    _ = try database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
  }

  @Test func rowsThatSayTheSameTwiceCountOnce() throws {
    try folder.write("Contact_2.csv", SnapshotFolder.contact)
    guard case .imported(let snapshot, _) = try run() else { Issue.record("not imported"); return }
    #expect(snapshot.counts[.contact]?.records == 1)
    #expect(try database.read { try CRMQueries.contacts(withAddressKeys: ["ana@home.example"], $0).count } == 1)
    #expect(try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM crm_contact_address") } == 2)
  }

  @Test func rowsOfOneIdThatDisagreeRefuseTheSnapshot() throws {
    for (old, new) in [("Ana Lee", "Ann Lee"), ("ana@home.example", "ana@work.example")] {
      try folder.write("Contact_2.csv", SnapshotFolder.contact.replacingOccurrences(of: old, with: new))
      let refusal = #expect(throws: SnapshotRefusal.self) { try run() }
      #expect(
        refusal?.fact
          == .contradiction(.contact, id: "0030X00000BBBBBQA5", otherFile: "Contact.csv", otherLine: 2))
      #expect(refusal?.file == "Contact_2.csv")
      #expect(refusal?.line == 2)
    }
  }

  @Test func tooManyBadRowsRefuseTheFirstSnapshotToo() throws {
    try folder.write("User.csv", "Id,Name,Email\n0050X00000CCCCC,Ada,ada@seller.example\nx,y,z\n")
    let refusal = #expect(throws: SnapshotRefusal.self) { try run() }
    guard case .tooManyBadRows(.user, bad: 1, of: 2, limitPercent: 30, _) = refusal?.fact else {
      Issue.record("\(String(describing: refusal))")
      return
    }
  }

  @Test func anEmptyAccountFileIsRefusedAndAnEmptyRoleFileIsNoted() throws {
    try folder.write("OpportunityContactRole.csv", "Id,OpportunityId,ContactId\n")
    guard case .imported(_, let reading) = try run() else { Issue.record("not imported"); return }
    #expect(reading.notes.contains(SnapshotNote(file: "OpportunityContactRole.csv", fact: .noRows(.contactRole))))
    try folder.write("Account.csv", "Id,Name\n")
    let refusal = #expect(throws: SnapshotRefusal.self) { try run() }
    #expect(refusal?.fact == .noRows(.account))
  }

  @Test func contactsAreFoundByEachOfTheirAddresses() throws {
    _ = try run()
    for key in ["ana.lee@birch.example", "ana@home.example"] {
      let contacts = try database.read { try CRMQueries.contacts(withAddressKeys: [key, "nobody@birch.example"], $0) }
      #expect(contacts.map(\.name) == ["Ana Lee"])
      #expect(contacts.first?.addresses.map(\.field) == ["Email", "Email_2__c"])
      #expect(contacts.first?.addresses.compactMap(\.key) == ["ana.lee@birch.example", "ana@home.example"])
    }
  }

  @Test func recordsComeBackAsTheyWereRead() throws {
    _ = try run()
    let reader = SnapshotReader(path: folder.path, map: FieldMap(contactEmailFields: ["Email", "Email_2__c"]))
    var read: [SnapshotRecord] = []
    _ = try reader.read(try reader.inspect()) { record, _ in read.append(record) }
    try database.read { db in
      for record in read {
        switch record {
        case .account(let account): #expect(try CRMQueries.accounts(db).contains(account))
        case .opportunity(let deal):
          #expect(try CRMQueries.opportunities(ids: [deal.id], db) == [deal])
          #expect(try CRMQueries.opportunities(ofAccounts: [try #require(deal.accountID)], db) == [deal])
        case .contactRole(let role): #expect(try CRMQueries.contactRoles(ofContacts: [role.contactID], db) == [role])
        case .task(let task):
          let owner = try #require(task.ownerID)
          let day = try #require(task.activityDate)
          #expect(try CRMQueries.tasks(ownedBy: owner, since: day, db) == [task])
          #expect(try CRMQueries.tasks(ownedBy: owner, since: day.advanced(byDays: 1), db).isEmpty)
        case .contact(let contact):
          #expect(
            try CRMQueries.contacts(ofAccounts: [try #require(contact.accountID)], db).map(\.title) == [contact.title])
          #expect(try CRMQueries.place(of: contact.id, db)?.line == 2)
        case .proofOfValue(let proof): #expect(try CRMQueries.proofsOfValue(db) == [proof])
        case .lead, .user, .deleted: break
        }
      }
    }
    #expect(read.count == 9)
  }
}
