import Foundation
import Testing

/// A file that cannot be used is named with its reason and costs nothing but itself: in each of these folders lies a
/// good calendar beside the bad one, and its meeting must still be asked about.
@Suite(.serialized) struct BadCalendarTests {
  private static let bad = "bruno.keller@tanuki.example.ics"

  private func installation() throws -> Installation {
    let installation = try Installation()
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    return installation
  }

  /// Runs with `data` as Bruno's calendar; Ada's meeting is asked about whatever it holds.
  @discardableResult private func run(_ data: Data, exits code: Int32, says text: String) throws -> [ListedPrompt] {
    let installation = try installation()
    try installation.write(data, to: "calendars/\(Self.bad)")
    return try expect(installation, exits: code, says: text, of: Self.bad)
  }

  @discardableResult private func expect(
    _ installation: Installation, exits code: Int32, says text: String, of name: String
  ) throws -> [ListedPrompt] {
    let result = try installation.debrief("run")
    #expect(result.exitCode == code, "\(result.errors)")
    if code != 0 {
      #expect(
        result.errorLines.contains { $0.hasPrefix("refused: ") && $0.contains(name) && $0.contains(text) },
        "\(result.errors)")
    }
    let prompts = try installation.prompts()
    #expect(prompts.contains { $0.uid == "canary" && $0.match.outcome == .matched })
    return prompts
  }

  @Test func anEmptyFile() throws { try run(Data(), exits: 3, says: "no iCalendar file") }

  @Test func aFileThatIsCutOffGivesWhatItHolds() throws {
    let text = CalendarText([CalendarText.meeting("whole"), CalendarText.meeting("half", day: 21)]).text
    let prompts = try run(Data(text.utf8.prefix(text.utf8.count - 60)), exits: 3, says: ".ics:")
    #expect(prompts.contains { $0.uid == "whole" })
    #expect(!prompts.contains { $0.uid == "half" })
  }

  @Test func aBinaryFile() throws {
    var random = SystemRandomNumberGenerator()
    try run(
      Data((0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }), exits: 3, says: "no iCalendar file")
  }

  @Test func aFileInUTF16() throws {
    let text = CalendarText([CalendarText.meeting("wide")]).text
    try run(Data([0xFF, 0xFE]) + (text.data(using: .utf16LittleEndian) ?? Data()), exits: 3, says: "UTF-16")
  }

  @Test func aFileInLatin1IsReadAsSuch() throws {
    let text = CalendarText([CalendarText.meeting("old", title: "Café Zürich")]).text
    let prompts = try run(text.data(using: .isoLatin1) ?? Data(), exits: 0, says: "")
    #expect(prompts.first { $0.uid == "old" }?.title == "Café Zürich")
  }

  @Test func aLineOfTwentyMegabytes() throws {
    let long = "DESCRIPTION:" + String(repeating: "x", count: 20 << 20) + "\r\n"
    let text = CalendarText([
      CalendarText.meeting("before"), CalendarText.meeting("long", day: 21, more: long),
      CalendarText.meeting("after", day: 22),
    ]).text
    let installation = try installation()
    try installation.write(text, to: "calendars/\(Self.bad)")
    let result = try installation.debrief("run")
    #expect([0, 3].contains(result.exitCode))
    let prompts = try installation.prompts()
    #expect(Set(prompts.map(\.uid)).isSuperset(of: ["canary", "before", "after"]))
  }

  @Test func twoHundredThousandEvents() throws {
    let event = "BEGIN:VEVENT\r\nUID:%\r\nDTSTART:20100101T100000Z\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
    var data = Data("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n".utf8)
    let parts = event.split(separator: "%")
    for number in 0..<200_000 { data += Data("\(parts[0])\(number)\(parts[1])".utf8) }
    data += Data((CalendarText.meeting("last") + "END:VCALENDAR\r\n").utf8)
    let prompts = try run(data, exits: 0, says: "")
    #expect(prompts.contains { $0.uid == "last" })
  }

  @Test func rulesWithoutEnd() throws {
    let rules = [
      "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=1", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0",
      "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31;BYSECOND=59", "FREQ=DAILY;COUNT=2147483647",
    ]
    let text = CalendarText(
      rules.enumerated().map { CalendarText.meeting("endless\($0)", more: "RRULE:\($1)\r\n") }
        + [CalendarText.meeting("after", day: 22)]
    ).text
    let installation = try installation()
    try installation.write(text, to: "calendars/\(Self.bad)")
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    #expect(result.seconds < 30)
    #expect(result.errors.contains("endless0"))
    #expect(result.errors.contains("endless3"))
    let prompts = try installation.prompts()
    #expect(Set(prompts.map(\.uid)).isSuperset(of: ["canary", "after"]))
    // What nobody can hold, nobody is asked about by the thousand.
    #expect(prompts.count < 200, "\(prompts.count)")
  }

  @Test func aDirectoryAPipeAndADanglingLinkThatAreCalledCalendars() throws {
    let installation = try installation()
    let folder = installation.folder + "/calendars"
    try FileManager.default.createDirectory(atPath: folder + "/folder.ics", withIntermediateDirectories: true)
    #expect(mkfifo(folder + "/pipe.ics", 0o600) == 0)
    try FileManager.default.createSymbolicLink(atPath: folder + "/zero.ics", withDestinationPath: "/dev/zero")
    try FileManager.default.createSymbolicLink(atPath: folder + "/gone.ics", withDestinationPath: "/nowhere/x.ics")
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    for (name, fact) in [
      ("folder.ics", "is a directory"), ("pipe.ics", "is a FIFO"), ("zero.ics", "is a device"),
      ("gone.ics", "No such file"),
    ] {
      #expect(result.errorLines.contains { $0.contains(name) && $0.contains(fact) }, "\(name): \(result.errors)")
    }
    #expect(try installation.prompts().map(\.uid) == ["canary"])
  }

  /// Root reads what it likes, so the binary runs as nobody; skipped where that cannot be arranged.
  @Test(.enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")))
  func aFileThatMayNotBeRead() throws {
    let installation = try installation()
    try installation.write(CalendarText([CalendarText.meeting("x")]).text, to: "calendars/\(Self.bad)")
    chmod(installation.folder + "/calendars/\(Self.bad)", 0)
    chown(installation.folder, 65534, 65534)
    // The binary's own folder may be closed to others.
    let binary = installation.folder + "/debrief"
    try FileManager.default.copyItem(atPath: Command.debrief, toPath: binary)
    var command = installation.command(["run"])
    command.program = "/usr/bin/setpriv"
    command.arguments = ["--reuid=65534", "--regid=65534", "--clear-groups", binary] + command.arguments
    // The project's own folder may be closed to nobody, too: the CRM export comes along.
    try FileManager.default.copyItem(
      atPath: Installation.fixtures + "/crm/weekly", toPath: installation.folder + "/crm")
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(text.replacing("\(Installation.fixtures)/crm/weekly", with: "crm"), to: "pipeline.yml")
    let result = try command.run()
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("\(Self.bad): Permission denied"), "\(result.errors)")
    #expect(try installation.prompts().map(\.uid) == ["canary"])
  }

  @Test func aCalendarThatIsNotThere() throws {
    let installation = try Installation(calendars: "  - { path: calendars }\n  - { path: nowhere/*.ics }")
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    try expect(installation, exits: 3, says: "no such calendar", of: "nowhere/*.ics")
  }

  @Test func aCalendarOfNobodyKnown() throws {
    let installation = try installation()
    try installation.write(CalendarText([CalendarText.meeting("x")]).text, to: "calendars/export.ics")
    try expect(installation, exits: 3, says: "nobody can tell whose calendar this is", of: "export.ics")
  }

  @Test func theFixturesBrokenFilesAreRefusedAsTheyShouldBe() throws {
    struct Expected: Decodable {
      var file: String
      var exit: Int32
      var events: Int
      var uids: [String]
    }
    let folder = "\(Installation.fixtures)/broken/"
    let all = try JSONDecoder().decode(
      [Expected].self, from: Data(contentsOf: URL(fileURLWithPath: folder + "expected.json")))
    #expect(!all.isEmpty)
    for expected in all {
      let installation = try installation()
      try installation.write(
        try Data(contentsOf: URL(fileURLWithPath: folder + expected.file)), to: "calendars/\(Self.bad)")
      let (report, result) = try installation.run()
      #expect(result.exitCode == expected.exit, "\(expected.file): \(result.errors)")
      #expect(report.prompts["pending"] ?? 0 >= 1)
      if expected.exit == 3 { #expect(result.errors.contains(Self.bad), "\(expected.file)") }
    }
  }

  @Test func whatTheLastGoodReadingSaidStaysWhenAFileBreaks() throws {
    let installation = try installation()
    let path = "calendars/\(Self.bad)"
    try installation.write(CalendarText([CalendarText.meeting("his")]).text, to: path)
    _ = try installation.run()
    let before = try installation.prompts().map(\.id)
    for broken in [Data(), Data("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:his\r\n".utf8)] {
      try installation.write(broken, to: path)
      #expect(try installation.run().result.exitCode == 3)
      let prompts = try installation.prompts()
      #expect(prompts.map(\.id) == before)
      #expect(prompts.allSatisfy { $0.flags.isEmpty }, "\(prompts.map(\.flags))")
    }
  }
}
