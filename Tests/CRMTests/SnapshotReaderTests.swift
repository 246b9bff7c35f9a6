import Calendars
import DebriefCore
import Foundation
import Testing

@testable import CRM

@Suite("Reading a snapshot") struct SnapshotReaderTests {
  private static func read(
    _ folder: Folder, map: FieldMap = FieldMap(contactEmailFields: ["Email", "Email_2__c"]), order: DateOrder? = nil
  ) throws -> (records: [SnapshotRecord], reading: SnapshotReading, plan: SnapshotPlan) {
    let reader = SnapshotReader(path: folder.path, map: map, dateOrder: order)
    let plan = try reader.inspect()
    var records: [SnapshotRecord] = []
    let reading = try reader.read(plan) { record, _ in records.append(record) }
    return (records, reading, plan)
  }

  /// The org of ``Exports``, built by hand.
  private static func org() throws -> [SnapshotRecord] {
    func id(_ text: String) throws -> SalesforceID { try #require(SalesforceID(text)) }
    var birch = Account(id: try id("0010X00000AAAAA"), name: "Birch Ltd")
    birch.website = "https://birch.example"
    birch.type = "Customer"
    birch.ownerID = try id("0050X00000CCCCC")
    var north = Account(id: try id("0010X00000AAAAB"), name: "Birch, \"North\"")
    north.type = "Customer"
    north.parentID = birch.id
    north.ownerID = birch.ownerID
    var ana = Contact(id: try id("0030X00000BBBBB"), name: "Ana Lee")
    ana.accountID = birch.id
    ana.title = "Line one\nline two"
    ana.addresses = [
      Contact.Address(field: "Email", value: "Ana.Lee@birch.example"),
      Contact.Address(field: "Email_2__c", value: "ana@home.example"),
    ]
    var deal = Opportunity(id: try id("0060X00000DDDDD"), name: "Birch - New", stage: "3-Technical Evaluation")
    deal.accountID = birch.id
    deal.amount = 45_000
    deal.closeDate = CivilDate("2026-06-30")
    deal.createdAt = Instant("2023-02-07T20:47:49Z")
    deal.ownerID = birch.ownerID
    deal.primarySolutionArchitectID = birch.ownerID
    deal.technicalEvaluationStart = CivilDate("2026-01-02")
    var role = ContactRole(id: try id("00K0X00000EEEEE"), opportunityID: deal.id, contactID: ana.id)
    role.role = "Technical Buyer"
    var ada = CRMUser(id: try id("0050X00000CCCCC"), name: "Ada Fern")
    ada.email = "ada@seller.example"
    ada.timeZone = "Europe/Berlin"
    return [
      .account(birch), .account(north), .contact(ana), .opportunity(deal), .contactRole(role), .user(ada),
    ]
  }

  private static func sorted(_ records: [SnapshotRecord]) -> [String] { records.map { "\($0)" }.sorted() }

  @Test func everyDialectGivesTheSameRecords() throws {
    let expected = Self.sorted(try Self.org())
    for (name, files) in [
      ("weekly export", Exports.weekly), ("Data Loader", Exports.dataLoader), ("warehouse", Exports.warehouse),
    ] {
      let (records, reading, plan) = try Self.read(Folder(files))
      #expect(Self.sorted(records) == expected, "\(name)")
      #expect(plan.dialects == name)
      #expect(reading.refusals.isEmpty)
    }
  }

  @Test func reportsGiveTheSameRecordsToo() throws {
    let map = FieldMap(
      overrides: [
        "Opportunity.primary_solution_architect": "Primary SA", "Opportunity.technical_evaluation_start": "SA Start",
      ], contactEmailFields: ["Email", "Email 2"])
    let (records, reading, plan) = try Self.read(Folder(Exports.report), map: map)
    let expected = Self.sorted(try Self.org()).map { $0.replacingOccurrences(of: "Email_2__c", with: "Email 2") }
    #expect(Self.sorted(records) == expected)
    #expect(reading.refusals.isEmpty)
    #expect(plan.files.first { $0.name == "report1.csv" }?.isNamedAfterObject == false)
    #expect(reading.notes.contains(SnapshotNote(file: "report1.csv", fact: .trailerLines(3))))
  }

  @Test func anyOfTheSixDelimitersAndAByteOrderMarkMakeNoDifference() throws {
    let expected = Self.sorted(try Self.org())
    for delimiter in ["\t", ";", "|", "^", "`"] {
      var files = Exports.weekly
      files["User.csv"] =
        "\u{FEFF}" + (files["User.csv"] ?? "").replacingOccurrences(of: "\",\"", with: "\"\(delimiter)\"")
      #expect(Self.sorted(try Self.read(Folder(files)).records) == expected)
    }
  }

  @Test func utf16IsDecodedWhicheverWayRound() throws {
    let expected = Self.sorted(try Self.org())
    for (encoding, mark) in [
      (String.Encoding.utf16LittleEndian, [UInt8]([0xFF, 0xFE])), (.utf16BigEndian, [0xFE, 0xFF]),
    ] {
      let folder = try Folder(Exports.weekly)
      let text = try #require(Exports.weekly["Account.csv"]?.data(using: encoding))
      try folder.write("Account.csv", Data(mark) + text)
      #expect(Self.sorted(try Self.read(folder).records) == expected)
    }
  }

  @Test func utf32AndBinariesAreRefusedByName() throws {
    for (bytes, word) in [(Data([0xFF, 0xFE, 0, 0, 0x49, 0, 0, 0]), "UTF-32"), (Data([0x50, 0, 0x4B, 0]), "NUL")] {
      let folder = try Folder(Exports.weekly)
      try folder.write("Account.csv", bytes)
      let refusal = #expect(throws: SnapshotRefusal.self) { try Self.read(folder) }
      #expect(refusal?.file == "Account.csv")
      #expect(refusal?.description.contains(word) == true)
    }
  }

  @Test func windows1252IsReadWithANote() throws {
    let folder = try Folder(Exports.weekly)
    let text = (Exports.weekly["User.csv"] ?? "").replacingOccurrences(of: "Ada Fern", with: "Zoë “Z” Müller")
    try folder.write("User.csv", try #require(text.data(using: .windowsCP1252)))
    let (records, reading, _) = try Self.read(folder)
    #expect(records.contains { if case .user(let user) = $0 { user.name == "Zoë “Z” Müller" } else { false } })
    #expect(reading.notes.contains(SnapshotNote(file: "User.csv", fact: .notUTF8(fields: 1))))
  }

  @Test func oneBadRowCostsOnlyItself() throws {
    let folder = try Folder(Exports.weekly)
    let good = Exports.weekly["User.csv"] ?? ""
    try folder.write(
      "User.csv",
      good + """
        "not an id","A","B","C","c@seller.example","1",""
        "0050X00000CCCCD","A","B","C","c@seller.example","perhaps",""
        "0050X00000CCCCE","A","B"
        "0050X00000CCCCF","A"x,"B","C","c@seller.example","1",""
        "0010X00000CCCCF","A","B","C","c@seller.example","1",""
        "0050X00000CCCCG","A","B","C\0","c@seller.example","1",""

        """)
    let (_, reading, _) = try Self.read(folder)
    #expect(reading.counts[.user]?.records == 1)
    #expect(reading.counts[.user]?.refused == 6)
    #expect(reading.refusals.map(\.line) == [3, 4, 5, 6, 7, 8])
    #expect(
      reading.refusals.first?.description
        == "User.csv:3: Id \"not an id\" is not a Salesforce id of 15 or 18 characters")
    #expect(reading.refusals[4].description.contains("is not the id of User; those begin with 005"))
  }

  @Test func anOptionalValueThatCannotBeReadIsLeftOutAndCounted() throws {
    var files = Exports.weekly
    files["Opportunity.csv"] = files["Opportunity.csv"]?.replacingOccurrences(of: "45000.00", with: "plenty")
    let (records, reading, _) = try Self.read(Folder(files))
    #expect(records.contains { if case .opportunity(let deal) = $0 { deal.amount == nil } else { false } })
    #expect(
      reading.notes.contains(
        SnapshotNote(
          file: "Opportunity.csv", fact: .valuesLeftOut(column: "Amount", count: 1, firstLine: 2, example: "plenty"))))
  }

  @Test func aMissingColumnRefusesTheSnapshotAndNamesIt() throws {
    var files = Exports.weekly
    files["Opportunity.csv"] = files["Opportunity.csv"]?.replacingOccurrences(of: "IsClosed", with: "Shut")
    let refusal = #expect(throws: SnapshotRefusal.self) { try Self.read(Folder(files)) }
    #expect(refusal?.file == "Opportunity.csv")
    #expect(refusal?.description.contains("Opportunity.is_closed") == true)
  }

  @Test func twoColumnsOfOneNameAreAmbiguous() throws {
    var files = Exports.weekly
    files["User.csv"] = files["User.csv"]?.replacingOccurrences(of: "\"FirstName\"", with: "\"Email\"")
    let refusal = #expect(throws: SnapshotRefusal.self) { try Self.read(Folder(files)) }
    #expect(refusal?.description.contains("several columns") == true)
  }

  @Test(arguments: ["POV.csv", "POV__c.csv", "Proof_of_Value__c.csv", "sf_povs_1.csv"])
  func aPOVIsReadFromAFileOfItsNameWhateverItsIdsBeginWith(name: String) throws {
    var files = Exports.weekly
    files[name] = """
      "Id","IsDeleted","Name","Opportunity__c","Start_Date__c","End_Date__c","Status__c"
      "a0X0X00000GGGGG","0","Birch trial","0060X00000DDDDD","2026-02-03","","In progress"
      "aB10X00000GGGGG","1","Deleted","0060X00000DDDDD","","",""
      "0060X00000DDDDD","0","An opportunity","0060X00000DDDDD","","",""

      """
    let (records, reading, _) = try Self.read(Folder(files))
    var proof = CRMProofOfValue(
      id: try #require(SalesforceID("a0X0X00000GGGGG")), opportunityID: try #require(SalesforceID("0060X00000DDDDD")),
      name: "Birch trial")
    proof.start = CivilDate("2026-02-03")
    proof.status = "In progress"
    #expect(records.filter { if case .proofOfValue = $0 { true } else { false } } == [.proofOfValue(proof)])
    #expect(reading.refusals.map(\.line) == [4])
  }

  @Test func aFileWithAPOVsNameAndOtherColumnsIsLeftAside() throws {
    var files = Exports.weekly
    files["POV.csv"] = "Id,Name,Camera\na0X0X00000GGGGG,Point of view,north\n"
    let (records, reading, _) = try Self.read(Folder(files))
    #expect(Self.sorted(records) == Self.sorted(try Self.org()))
    #expect(reading.notes.map(\.file) == ["POV.csv"])
    #expect(reading.notes.first?.sentence.contains("POV.opportunity") == true)
  }

  @Test func aMissingObjectRefusesTheSnapshot() throws {
    var files = Exports.weekly
    files["OpportunityContactRole.csv"] = nil
    let refusal = #expect(throws: SnapshotRefusal.self) { try Self.read(Folder(files)) }
    #expect(refusal?.fact == .missingObjects([.contactRole], found: files.keys.sorted()))
  }

  @Test func aFileCutShortRefusesTheSnapshotWhereverTheCutIs() throws {
    let contact = Array((Exports.weekly["Contact.csv"] ?? "").utf8)
    let headerEnd = (contact.firstIndex(of: 10) ?? 0) + 1
    // Every cut inside the last row but the one that leaves it whole, without its line break.
    for cut in (headerEnd + 1)..<(contact.count - 1) {
      let folder = try Folder(Exports.weekly)
      try folder.write("Contact.csv", Data(contact[..<cut]))
      #expect(throws: SnapshotRefusal.self, "cut at \(cut)") { try Self.read(folder) }
    }
  }

  @Test func anUnclosedQuoteIsFoundWithoutReadingTheFileIntoMemory() throws {
    let folder = try Folder(Exports.weekly)
    let path = folder.path + "/Contact.csv"
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("\"0030X00000BBBBC\",\"".utf8))
    try handle.truncate(atOffset: 40 << 20)
    try handle.close()
    let refusal = #expect(throws: SnapshotRefusal.self) { try Self.read(folder) }
    #expect(refusal?.fact == .fieldTooLong(limit: 1 << 20))
    #expect(refusal?.line == 4)
  }

  @Test func theFingerprintFollowsBytesAndMap() throws {
    let folder = try Folder(Exports.weekly)
    let first = try SnapshotReader(path: folder.path).inspect().fingerprint
    #expect(try SnapshotReader(path: folder.path).inspect().fingerprint == first)
    #expect(
      try SnapshotReader(path: folder.path, map: FieldMap(contactEmailFields: ["Email", "X"])).inspect().fingerprint
        != first)
    try folder.write("User.csv", (Exports.weekly["User.csv"] ?? "").replacingOccurrences(of: "Fern", with: "Farn"))
    #expect(try SnapshotReader(path: folder.path).inspect().fingerprint != first)
  }

  @Test func otherFilesOfTheExportAreLeftAside() throws {
    let folder = try Folder(Exports.weekly)
    try folder.write("Pricebook2.csv", "\"Id\",\"Name\"\n\"01s0X00000AAAAA\",\"Standard\"\n")
    try folder.write("UserRole.csv", "\"Id\",\"Name\"\n\"00E0X00000AAAAA\",\"CEO\"\n")
    let (records, reading, _) = try Self.read(folder)
    #expect(Self.sorted(records) == Self.sorted(try Self.org()))
    #expect(
      reading.notes == ["Pricebook2.csv", "UserRole.csv"].map { SnapshotNote(file: $0, fact: .notASnapshotObject) })
  }

  @Test func aFolderWithoutCSVAndAPathToNowhereSaySo() throws {
    let refusal = #expect(throws: SnapshotRefusal.self) { try Self.read(try Folder()) }
    #expect(refusal?.fact == .nothingToRead)
    let nowhere = #expect(throws: SnapshotRefusal.self) { try SnapshotReader(path: "/nowhere").inspect() }
    #expect(nowhere?.description.contains("No such file or directory") == true)
  }

  @Test func aMergedRecordIsKeptAndAnyOtherDeletedOneIsNot() throws {
    let folder = try Folder()
    for (name, text) in Exports.weekly { try folder.write(name, text) }
    try folder.write(
      "Contact.csv",
      """
      Id,IsDeleted,MasterRecordId,AccountId,Name,Email
      0030X00000BBBBB,0,,0010X00000AAAAA,Ana Lee,ana@birch.example
      0030X00000BBBBC,1,0030X00000BBBBB,0010X00000AAAAA,Ana L.,ana@old.example
      0030X00000BBBBD,1,,0010X00000AAAAA,Gone,gone@birch.example
      """)
    let contacts = try Self.read(folder).records.compactMap { record in
      if case .contact(let contact) = record { contact } else { nil }
    }
    #expect(contacts.map(\.name) == ["Ana Lee", "Ana L."])
    #expect(contacts.last?.masterRecordID == contacts.first?.id)
  }
}
