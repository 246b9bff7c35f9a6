import Archives
import DebriefCore
import Foundation
import Testing

@testable import CRM

/// Salesforce hands out its weekly export as a zip, and cuts a large one into several of about 512 MB.
@Suite("A snapshot in archives") struct SnapshotArchiveTests {
  private struct Read {
    var records: [String] = []
    var places: Set<String> = []
    var reading: SnapshotReading

    /// - Parameter name: of the zip in the folder; nil: the folder itself.
    init(_ folder: Folder, _ name: String? = nil) throws {
      defer { withExtendedLifetime(folder) {} }
      let reader = SnapshotReader(path: folder.path + (name.map { "/" + $0 } ?? ""))
      let plan = try reader.inspect()
      var records: [String] = []
      var places: Set<String> = []
      reading = try reader.read(plan) { record, place in
        records.append("\(record)")
        places.insert("\(plan.files[place.file].name):\(place.line)")
      }
      self.records = records.sorted()
      self.places = places
    }
  }

  @Test func aZipGivesTheSameAsTheFolder() throws {
    let plain = try Read(Folder(Exports.weekly))
    #expect(plain.records.count == 6)
    let folder = try Folder()
    var files = Exports.weekly
    files["__MACOSX/._Account.csv"] = "\u{5}\u{16}\u{7}\0"
    files["readme.txt"] = "Export of 2026-03-31"
    try folder.zip("WE_00D0X000000AAAAUAE_1.ZIP", files)
    let packed = try Read(folder, "WE_00D0X000000AAAAUAE_1.ZIP")
    #expect(packed.records == plain.records)
    #expect(packed.places == plain.places)
    #expect(packed.reading.refusals.isEmpty)
  }

  @Test func theFilesMayLieInAFolderOfTheZip() throws {
    let folder = try Folder()
    try folder.zip("e.zip", Dictionary(uniqueKeysWithValues: Exports.dataLoader.map { ("2026-03-31/\($0)", $1) }))
    #expect(try Read(folder, "e.zip").records == Read(Folder(Exports.dataLoader)).records)
  }

  @Test func severalZipsInAFolderAreOneSnapshot() throws {
    let plain = try Read(Folder(Exports.weekly))
    let folder = try Folder()
    let account = try #require(Exports.weekly["Account.csv"]).split(separator: "\n").map(String.init)
    // A cut goes between files, and through an object that is too large for one.
    try folder.zip(
      "WE_1.zip",
      ["Account.csv": account[0...1].joined(separator: "\n") + "\n", "User.csv": Exports.weekly["User.csv"] ?? ""])
    try folder.zip(
      "WE_2.zip",
      [
        "Account.csv": ([account[0]] + account[2...]).joined(separator: "\n") + "\n",
        "Contact.csv": Exports.weekly["Contact.csv"] ?? "",
      ])
    var rest = Exports.weekly
    for name in ["Account.csv", "User.csv", "Contact.csv"] { rest[name] = nil }
    try folder.zip("WE_3.ZIP", rest)
    let packed = try Read(folder)
    #expect(packed.records == plain.records)
    #expect(packed.reading.counts == plain.reading.counts)
    #expect(
      packed.places.isSuperset(of: ["WE_1.zip/Account.csv:2", "WE_2.zip/Account.csv:2", "WE_3.ZIP/Opportunity.csv:2"]))
  }

  @Test func aZipThatIsMissingFromTheSetIsAMissingObject() throws {
    let folder = try Folder()
    var files = Exports.weekly
    files["Opportunity.csv"] = nil
    try folder.zip("WE_1.zip", files)
    let refusal = #expect(throws: SnapshotRefusal.self) { try Read(folder) }
    #expect(refusal?.fact == .missingObjects([.opportunity], found: files.keys.sorted().map { "WE_1.zip/\($0)" }))
  }

  @Test func aZipCutShortRefusesTheSnapshotAndNamesTheZip() throws {
    let folder = try Folder()
    try folder.zip("WE_1.zip", Exports.weekly)
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/WE_1.zip"))
    for length in stride(from: 0, to: whole.count - 1, by: 97) {
      try folder.write("WE_1.zip", whole.prefix(length))
      let refusal = #expect(throws: SnapshotRefusal.self, "cut at \(length)") { try Read(folder) }
      #expect(refusal?.file.hasPrefix("WE_1.zip") == true, "\(String(describing: refusal))")
    }
  }

  @Test func aRefusalNamesTheFileWithinTheZipAndTheLine() throws {
    let folder = try Folder()
    var files = Exports.weekly
    files["User.csv"]? += "\"nobody\",\"A\",\"B\",\"C\",\"c@seller.example\",\"1\",\"\"\n"
    try folder.zip("WE_1.zip", files)
    let reading = try Read(folder).reading
    #expect(reading.refusals.map(\.file) == ["WE_1.zip/User.csv"])
    #expect(reading.refusals.map(\.line) == [3])
  }
}

@Suite("Days of reports") struct DateOrderTests {
  @Test func theSettingDecidesWhichDayAnAmbiguousOneIs() throws {
    var files = Exports.weekly
    files["Opportunity.csv"] = files["Opportunity.csv"]?.replacingOccurrences(of: "2026-06-30", with: "07/08/2026")
    let folder = try Folder(files)
    for (order, day) in [(DateOrder.dayFirst, "2026-08-07"), (.monthFirst, "2026-07-08")] {
      let reader = SnapshotReader(path: folder.path, dateOrder: order)
      var days: [String] = []
      _ = try reader.read(reader.inspect()) { record, _ in
        if case .opportunity(let deal) = record { days.append(deal.closeDate?.description ?? "") }
      }
      #expect(days == [day])
    }
    let reader = SnapshotReader(path: folder.path)
    let reading = try reader.read(reader.inspect()) { _, _ in }
    #expect(reading.counts[.opportunity]?.refused == 1)
    #expect(reading.refusals.first?.description.contains("crm.date_order") == true)
    // The same bytes read another way are another snapshot.
    #expect(
      try Set(
        [nil, DateOrder.dayFirst, .monthFirst].map {
          try SnapshotReader(path: folder.path, dateOrder: $0).inspect().fingerprint
        }
      )
      .count == 3)
  }
}

@Suite("What an admin reads") struct RefusalWordsTests {
  @Test func aMissingObjectComesWithTheQueryThatGetsIt() throws {
    var files = Exports.warehouse
    files["opportunity_contact_role.csv"] = nil
    let folder = try Folder(files)
    let refusal = #expect(throws: SnapshotRefusal.self) { try SnapshotReader(path: folder.path).inspect() }
    let text = refusal?.sentence ?? ""
    #expect(text.contains("SELECT Id, OpportunityId, ContactId FROM OpportunityContactRole"))
    #expect(text.contains("with its header alone"))
  }

  @Test func aLongFolderIsNotReadOutWhole() throws {
    let folder = try Folder(Dictionary(uniqueKeysWithValues: (10..<50).map { ("x\($0).csv", "a,b\n1,2\n") }))
    let refusal = #expect(throws: SnapshotRefusal.self) { try SnapshotReader(path: folder.path).inspect() }
    #expect(refusal?.sentence.contains("x17.csv and 32 more") == true)
    #expect(refusal?.sentence.contains("x18.csv") == false)
  }

  @Test func thePlaceIsNamedOnce() throws {
    for (name, data) in [("Account.csv", Data()), ("WE_1.zip", Data("no zip".utf8))] {
      let folder = try Folder(Exports.weekly)
      try folder.write(name, data)
      let refusal = #expect(throws: SnapshotRefusal.self) { try SnapshotReader(path: folder.path).inspect() }
      #expect(refusal?.file == name)
      #expect(refusal?.sentence.contains(name) == false, "\(refusal?.sentence ?? "")")
      #expect(refusal?.sentence.contains("Export it again") == true)
    }
  }
}
