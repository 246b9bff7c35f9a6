import Foundation
import Testing

/// The state folder is the owner's alone, and a private event leaves nothing in it.
@Suite(.serialized) struct PrivacyTests {
  @Test func theStateFolderIsTheOwnersAloneWhateverTheUmask() throws {
    let installation = try Installation()
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    let run = installation.command(through: ["/bin/sh", "-c", "umask 000; exec \"$0\" \"$@\""], ["run"])
    #expect(try run.run().exitCode == 0)
    func mode(_ path: String) throws -> Int {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? -1
    }
    #expect(try mode(installation.state) == 0o700)
    let names = try FileManager.default.contentsOfDirectory(atPath: installation.state)
    #expect(names.contains("debrief.sqlite"))
    for name in names { #expect(try mode(installation.state + "/" + name) == 0o600, "\(name)") }
  }

  private static let secrets = ["SECRETTITLE", "secret.place", "secret.guest", "SECRETNOTE"]

  private func secret(_ uid: String, _ classification: String, day: Int = 20) -> String {
    CalendarText.meeting(
      uid, day: day, with: "secret.guest@hexleypharma.example", title: "SECRETTITLE",
      more: "CLASS:\(classification)\r\nLOCATION:secret.place\r\nDESCRIPTION:SECRETNOTE\r\n")
  }

  /// The names of the files below the installation's state, and of the outputs, in which a secret stands.
  private func leaks(_ installation: Installation, _ outputs: [Command.Result]) throws -> [String] {
    var found: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: installation.state) {
      let data = try Data(contentsOf: URL(fileURLWithPath: installation.state + "/" + name))
      for secret in Self.secrets where data.range(of: Data(secret.utf8)) != nil { found.append("\(name): \(secret)") }
    }
    for result in outputs {
      for secret in Self.secrets where (result.text + result.errors).contains(secret) {
        found.append("output: \(secret)")
      }
    }
    return found
  }

  @Test func privateEventsLeaveNoByteBehind() throws {
    let installation = try Installation()
    try installation.write(
      CalendarText([
        secret("p1", "PRIVATE"), secret("p2", "CONFIDENTIAL", day: 21), secret("p3", "private", day: 22),
        secret("p4", "X-ODDLY", day: 23), CalendarText.meeting("canary"),
      ]).text, to: "calendars/ada.fern@tanuki.example.ics")
    let dry = try installation.debrief("run", "--dry-run")
    let run = try installation.debrief("run", "--verbose")
    #expect(try leaks(installation, [dry, run, try installation.debrief("prompts", "list", "--json")]).isEmpty)
    #expect(try installation.prompts().map(\.uid) == ["canary"])
  }

  @Test func theSearchFindsAPublicOne() throws {
    let installation = try Installation()
    try installation.write(
      CalendarText([secret("p1", "PUBLIC")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    _ = try installation.run()
    #expect(try !leaks(installation, []).isEmpty)
  }

  @Test func thePrivateTitlesOfTheFixturesLeaveNoByteBehind() throws {
    let installation = try Installation.ofTheDemo()
    let run = try installation.debrief("run", "--verbose")
    #expect(run.exitCode == 0)
    var titles: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(Installation.fixtures)/calendars")
    where name.hasSuffix(".ics") {
      let text = try String(contentsOfFile: "\(Installation.fixtures)/calendars/\(name)", encoding: .utf8)
      for event in text.replacing("\r\n", with: "\n").components(separatedBy: "BEGIN:VEVENT") {
        let lines = event.split(separator: "\n")
        guard lines.contains(where: { $0.hasPrefix("CLASS:") && $0 != "CLASS:PUBLIC" }),
          let title = lines.first(where: { $0.hasPrefix("SUMMARY") })?.split(separator: ":").last, title.utf8.count > 8
        else { continue }
        titles.append(String(title))
      }
    }
    #expect(titles.count >= 3, "\(titles)")
    for name in try FileManager.default.contentsOfDirectory(atPath: installation.state) {
      let data = try Data(contentsOf: URL(fileURLWithPath: installation.state + "/" + name))
      for title in titles { #expect(data.range(of: Data(title.utf8)) == nil, "\(name): \(title)") }
    }
  }
}
