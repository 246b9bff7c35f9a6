import DebriefPipeline
import Foundation
import Testing

/// `debrief doctor` says what needs a hand, changes nothing, and is quiet about the rest.
@Suite(.serialized) struct DoctorTests {
  struct Checkup: Decodable {
    struct Finding: Decodable {
      var subject: String
      var state: String
      var message: String
    }
    var schema: String
    var findings: [Finding]
  }

  private func installation() throws -> Installation {
    let installation = try Installation()
    // Now is when the files are written: a doctor asks for their age.
    installation.now = ISO8601DateFormatter().string(from: Date())
    for name in ["ada.fern", "bruno.keller"] {
      try installation.write(
        CalendarText([CalendarText.meeting("m-\(name)")]).text, to: "calendars/\(name)@tanuki.example.ics")
    }
    return installation
  }

  private func checkup(_ installation: Installation, exits code: Int32) throws -> Checkup {
    let result = try installation.debrief("doctor", "--json")
    #expect(result.exitCode == code, "\(result.text)\(result.errors)")
    return try JSONDecoder().decode(Checkup.self, from: result.output)
  }

  /// Breaks something after a good run; the doctor must speak of it.
  private func expect(
    _ subject: String, says text: String, _ breaking: (Installation) throws -> Void
  ) throws {
    let installation = try installation()
    _ = try installation.run()
    try breaking(installation)
    let found = try checkup(installation, exits: 3).findings
    #expect(
      found.contains { $0.subject == subject && $0.state == "attention" && $0.message.contains(text) }, "\(found)")
  }

  @Test func aHealthyInstallationNeedsNothing() throws {
    let installation = try installation()
    _ = try installation.run()
    let before = try installation.dump()
    let checkup = try checkup(installation, exits: 0)
    #expect(checkup.schema == "debrief.doctor/1")
    let subjects = Set(checkup.findings.map(\.subject))
    #expect(
      subjects == [
        "configuration", "state", "disk", "database", "lock", "snapshot", "calendar", "clock", "suffixes", "time zones",
      ])
    #expect(try installation.dump() == before)
    let text = try installation.debrief("doctor").text
    #expect(!text.contains("\n! "))
  }

  @Test func beforeTheFirstRunItMakesNothing() throws {
    let installation = try installation()
    _ = try checkup(installation, exits: 0)
    #expect(!FileManager.default.fileExists(atPath: installation.state))
  }

  @Test func openPermissions() throws {
    try expect("state", says: "chmod") { chmod($0.state, 0o755) }
    try expect("state", says: "debrief.sqlite") { chmod($0.database, 0o644) }
  }

  @Test func aDamagedDatabase() throws {
    try expect("database", says: "damaged") { installation in
      for name in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: installation.database + name) }
      try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: installation.database))
    }
  }

  @Test func anOldSnapshot() throws {
    try expect("snapshot", says: "crm.max_age") { installation in
      installation.now = ISO8601DateFormatter().string(from: Date().addingTimeInterval(2 * 86_400))
    }
  }

  @Test func aSnapshotThatIsNotThere() throws {
    try expect("snapshot", says: "does not exist") { installation in
      let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
      try installation.write(text.replacing("crm/weekly", with: "crm/nowhere"), to: "pipeline.yml")
    }
  }

  @Test func aCalendarThatHasStopped() throws {
    try expect("calendar", says: "has its export stopped") { installation in
      try FileManager.default.setAttributes(
        [.modificationDate: Date().addingTimeInterval(-5 * 86_400)],
        ofItemAtPath: installation.folder + "/calendars/ada.fern@tanuki.example.ics")
    }
  }

  @Test func anArchitectWithoutACalendar() throws {
    try expect("calendar", says: "bruno.keller@tanuki.example has none") { installation in
      try FileManager.default.removeItem(atPath: installation.folder + "/calendars/bruno.keller@tanuki.example.ics")
      _ = try installation.run()
    }
  }

  @Test func aCalendarThatCannotBeOpened() throws {
    try expect("calendar", says: "is a FIFO") { installation in
      #expect(mkfifo(installation.folder + "/calendars/pipe.ics", 0o600) == 0)
    }
  }

  @Test func aClockThatIsBehind() throws {
    try expect("clock", says: "set it right") { installation in
      try FileManager.default.setAttributes(
        [.modificationDate: Date().addingTimeInterval(5 * 86_400)],
        ofItemAtPath: installation.folder + "/calendars/ada.fern@tanuki.example.ics")
    }
  }

  @Test func aRunThatIsUnderWayIsNamedAndNoReasonToWorry() throws {
    let installation = try installation()
    _ = try installation.run()
    let lock = try RunLock(folder: installation.state, holder: "pid 4711")
    defer { withExtendedLifetime(lock) {} }
    #expect(try checkup(installation, exits: 0).findings.contains { $0.message.contains("pid 4711") })
  }
}
