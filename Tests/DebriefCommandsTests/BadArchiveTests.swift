import Foundation
import Testing

/// Takeout archives from strangers: nothing is extracted, what comes out is counted, the rest is read.
@Suite(.serialized) struct BadArchiveTests {
  /// Writes an archive with Python's zipfile: an independent implementation.
  private func archive(_ script: String, in installation: Installation, name: String = "takeout.zip") throws {
    let program = """
      import sys, zipfile
      z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)
      good = open(sys.argv[2]).read()
      \(script)
      z.close()
      """
    let good = installation.folder + "/good.ics"
    try installation.write(CalendarText([CalendarText.meeting("inside")]).text, to: "good.ics")
    let python = Command(
      program: "/usr/bin/env",
      arguments: ["python3", "-c", program, installation.folder + "/calendars/\(name)", good], folder: "/")
    let result = try python.run()
    #expect(result.exitCode == 0, "\(result.errors)")
  }

  private func installation(more: String = "") throws -> Installation {
    let installation = try Installation(
      calendars: "  - { path: calendars, owner: ada.fern@tanuki.example }", more: more)
    try installation.write(CalendarText([CalendarText.meeting("canary", day: 19)]).text, to: "calendars/a.ics")
    return installation
  }

  private func uids(_ installation: Installation) throws -> Set<String> { Set(try installation.prompts().map(\.uid)) }

  @Test func aBombIsDefusedAndTheOtherCalendarsAreRead() throws {
    let installation = try installation()
    try archive(
      """
      z.writestr("Takeout/a.ics", good)
      z.writestr("Takeout/bomb.ics", "BEGIN:VCALENDAR\\r\\n" + "X:" + "0" * (400 << 20))
      """, in: installation)
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("takeout.zip") && result.errors.contains("bomb"), "\(result.errors)")
    #expect(try uids(installation).contains("canary"))
  }

  @Test func namesThatClimbAndLinksAreLeftOut() throws {
    let installation = try installation()
    try archive(
      """
      z.writestr("../../escaped.ics", good)
      z.writestr("/tmp/absolute.ics", good)
      link = zipfile.ZipInfo("link.ics"); link.external_attr = 0o120777 << 16
      z.writestr(link, "/etc/passwd")
      z.writestr("inner.zip", b"PK")
      z.writestr("Takeout/a.ics", good)
      """, in: installation)
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    for (name, fact) in [
      ("escaped.ics", "leads out of the archive"), ("absolute.ics", "leads out of the archive"),
      ("link.ics", "is a link"),
      ("inner.zip", "archive within an archive"),
    ] {
      #expect(result.errorLines.contains { $0.contains(name) && $0.contains(fact) }, "\(name): \(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/absolute.ics"))
    #expect(try uids(installation) == ["canary", "inside"])
  }

  @Test func limitsAreTheConfigurations() throws {
    let installation = try installation(more: "limits: { calendar_archive: { entries: 2 } }")
    try archive("for i in range(5): z.writestr(f\"{i}.ics\", good)", in: installation)
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("more than 2 entries"), "\(result.errors)")
    #expect(try uids(installation).contains("canary"))
  }

  @Test func aZipThatIsNone() throws {
    let installation = try installation()
    try installation.write("not a zip at all", to: "calendars/takeout.zip")
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("takeout.zip: cannot be read as a zip archive"), "\(result.errors)")
    #expect(try uids(installation) == ["canary"])
  }

  @Test func anArchiveWithoutCalendars() throws {
    let installation = try installation()
    try archive("z.writestr(\"readme.txt\", \"hello\")", in: installation)
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("holds no calendar"), "\(result.errors)")
  }
}
