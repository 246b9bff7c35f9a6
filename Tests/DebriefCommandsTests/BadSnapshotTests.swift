import Foundation
import Testing

/// A CRM export that cannot be trusted is refused whole, with file and line, and the one before it stays in force.
@Suite(.serialized) struct BadSnapshotTests {
  private static let good = Installation.fixtures + "/crm/weekly"

  /// An installation with its own copy of the CRM export, and one meeting that the export matches.
  private func installation() throws -> Installation {
    let installation = try Installation(crm: "crm")
    try FileManager.default.copyItem(atPath: Self.good, toPath: installation.folder + "/crm")
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    return installation
  }

  private func lines(_ name: String) throws -> [String] {
    try String(contentsOfFile: "\(Self.good)/\(name)", encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }

  /// A good run, then one with `text` as the file `name`: refused with `fact`, and nothing of the first is lost.
  private func refuses(_ name: String, _ text: String?, naming fact: String) throws {
    let installation = try installation()
    #expect(try installation.run().result.exitCode == 0)
    let before = try installation.prompts()
    let snapshot = try #require(installation.run().report.snapshot)
    if let text {
      try installation.write(text, to: "crm/\(name)")
    } else {
      try FileManager.default.removeItem(atPath: "\(installation.folder)/crm/\(name)")
    }
    let (report, result) = try installation.run()
    #expect(result.exitCode == 3)
    #expect(
      result.errorLines.contains { $0.contains(fact) && $0.contains("stays in force") }, "\(result.errors)")
    #expect(report.snapshot?.rows == snapshot.rows)
    #expect(try installation.prompts().map(\.match) == before.map(\.match))
  }

  @Test func aMissingColumn() throws {
    let text = try lines("Contact.csv").joined(separator: "\n").replacing("\"AccountId\"", with: "\"Something\"")
    try refuses("Contact.csv", text + "\n", naming: "Contact.csv:1: has no column")
  }

  @Test func aMissingObject() throws { try refuses("Opportunity.csv", nil, naming: "has no file for Opportunity") }

  @Test func anEmptyFile() throws { try refuses("Account.csv", "", naming: "Account.csv:1: is empty") }

  @Test func aFileThatEndsInTheMiddleOfARow() throws {
    let text = try lines("Contact.csv").joined(separator: "\n")
    try refuses("Contact.csv", String(text.dropLast(45)), naming: "Contact.csv:")
  }

  @Test func anIDThatStandsTwiceWithDifferentValues() throws {
    var lines = try lines("Contact.csv")
    lines.append(lines[1].replacing("Mira", with: "Nora"))
    try refuses("Contact.csv", lines.joined(separator: "\n") + "\n", naming: "Contact.csv:\(lines.count):")
  }

  @Test func aThirdFewerRows() throws {
    let lines = try lines("Contact.csv")
    let kept = lines.prefix(1 + (lines.count - 1) * 69 / 100)
    try refuses("Contact.csv", kept.joined(separator: "\n") + "\n", naming: "more than 30 % fewer")
  }

  @Test func aThirdFewerRowsWhereTheAdminAllowsIt() throws {
    let installation = try installation()
    _ = try installation.run()
    let lines = try lines("Lead.csv")
    try installation.write(lines.prefix(2).joined(separator: "\n") + "\n", to: "crm/Lead.csv")
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(
      text.replacing("crm: { ", with: "crm: { max_shrink_percent: 100, "), to: "pipeline.yml")
    let (report, result) = try installation.run()
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(report.snapshot?.rows["Lead"] == 1)
  }

  @Test func anExportThatIsNotThere() throws {
    let installation = try Installation(crm: "nowhere")
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    let result = try installation.debrief("run")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("nowhere"), "\(result.errors)")
    // The meeting is asked about all the same: unmatched, with the reason.
    #expect(try installation.prompts().map(\.match.outcome) == [.unmatched])
  }
}
