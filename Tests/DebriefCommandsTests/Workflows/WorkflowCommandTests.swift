import Foundation
import Testing

/// The workflows on the fictional company, from one day's export to the next, through the program itself.
@Suite(.serialized) struct WorkflowCommandTests {
  private struct History: Decodable {
    struct Firing: Decodable, Hashable {
      var workflow: String
      var recipient: String
      var subject: String
      var opportunity: String?
      var at: String
    }
    var firings: [Firing]
  }

  private func history(_ installation: Installation, _ options: String...) throws -> [History.Firing] {
    let result = try installation.command(["workflows", "history", "--json", "--limit", "5000"] + options).run()
    #expect(result.exitCode == 0, "\(result.errors)")
    return try JSONDecoder().decode(History.self, from: result.output).firings
  }

  private func demo(messages: Bool = true) throws -> Installation {
    let installation = try Installation.ofTheDemo()
    if messages {
      let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
      try installation.write(text + "\nmessages: { files: true }\n", to: "pipeline.yml")
    }
    return installation
  }

  @Test func withoutAWayOutTheDemoMakesNoMessage() throws {
    let installation = try demo(messages: false)
    _ = try installation.run()
    #expect(try history(installation).isEmpty)
    let push = try installation.debrief("push")
    #expect(push.exitCode == 0, "\(push.errors)")
    #expect(!FileManager.default.fileExists(atPath: installation.state + "/outbox"))
    let check = try installation.debrief("workflows", "check").text
    #expect(check.contains("note: messages have no way out"))
    #expect(check.contains("14 workflows are on, 10 off"))
  }

  @Test func everyShippedWorkflowHasItsCaseInTheFixturesAndFiresOnce() throws {
    let installation = try demo()
    _ = try installation.run()
    let id = try #require(try installation.prompts().first { $0.owner == "bruno.keller@tanuki.example" }).id
    let logged = try installation.debrief(
      "log", id, "--as", "bruno.keller", "--sentiment", "positive", "--type", "Demo", "--opportunity",
      "Pepsilo - Renewal", "--contact", "paula.finch@pepsilo.example", "--description", "They liked what we showed.")
    #expect(logged.exitCode == 0, "\(logged.errors)")
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(text.replacing("crm/weekly", with: "crm/later"), to: "pipeline.yml")
    // 08:00 in Berlin, and 16:00 there.
    for now in ["2026-04-01T06:00:00Z", "2026-04-01T14:00:00Z"] {
      installation.now = now
      #expect(try installation.run().result.exitCode == 0)
    }
    let told = try history(installation)
    let refs = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map { "wf-" + ($0 < 10 ? "0" : "") + String($0) }
    #expect(Set(told.map(\.workflow)).sorted() == refs)
    // What each is about, by the scenario (Fixtures/scenario/crm.py, evaluations.py).
    func about(_ ref: String) -> Set<String> { Set(told.filter { $0.workflow == ref }.compactMap(\.opportunity)) }
    let (pepsilo, brackwater, gallowglass) = ("006Tk0000000B04IAE", "006Tk0000000C2HIAU", "006Tk0000000DPtIAM")
    let (quillfeather, saltmarsh, cinderpath) = ("006Tk0000000F8uIAE", "006Tk0000000FpiIAE", "006Tk0000000JyYIAU")
    #expect(about("wf-03") == [gallowglass])
    #expect(about("wf-04") == [pepsilo, cinderpath])
    #expect(about("wf-08") == [quillfeather])
    #expect(about("wf-06") == [brackwater])
    #expect(about("wf-15") == [brackwater])
    #expect(about("wf-14") == [saltmarsh])
    #expect(about("wf-12") == [saltmarsh])
    // The digest of two workflows about one opportunity is one message.
    let record = try installation.debrief("workflows", "history", "--json", "--record", brackwater).text
    #expect(record.components(separatedBy: "\"message\"").count == 3)
    let messages = Set(record.split(separator: "\n").filter { $0.contains("\"message\"") })
    #expect(messages.count == 1)
    // And never again: not in a run a minute later, not from the same export read anew.
    for now in ["2026-04-01T14:01:00Z", "2026-04-01T14:30:00Z", "2026-04-01T21:59:00Z"] {
      installation.now = now
      _ = try installation.run()
      // Other regions' sixteen o'clock comes on this day, too.
      let again = try history(installation).filter {
        $0.workflow != "wf-11" && $0.workflow != "wf-12" && $0.workflow != "wf-07"
      }
      #expect(Set(again) == Set(told.filter { !["wf-07", "wf-11", "wf-12"].contains($0.workflow) }))
    }
  }

  @Test func testSaysWhatHoldsAndWhatDoesNot() throws {
    let installation = try demo()
    installation.now = "2026-03-31T05:00:00Z"
    _ = try installation.run()
    // Nettlecombe reached stage 3 on 25 March: one day short of a week.
    let result = try installation.debrief("workflows", "test", "wf-07")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.text.contains("- 006Tk0000000ES6IAM  Nettlecombe - Newsroom"))
    #expect(result.text.contains("no   days since stage_3_reached >= 7: stage_3_reached is 2026-03-25"))
    #expect(result.text.contains("+ 006Tk0000000FpiIAE  Saltmarsh - Core Network"))
    let one = try installation.debrief("workflows", "test", "006Tk0000000ES6IAM").text
    #expect(one.contains("- wf-07, at 08:00"))
    #expect(one.contains("yes  value >= 20000: value is 45,000"))
    #expect(one.contains("to   ada.fern@tanuki.example (Europe/Berlin)"))
    let due = try installation.debrief("workflows", "test").text
    #expect(due.hasSuffix("messages would be made now.\n"))
    #expect(try installation.debrief("workflows", "test", "006000000000000").exitCode == 66)
    // Looking at it wrote nothing.
    #expect(try history(installation, "--workflow", "wf-07").isEmpty)
  }

  @Test func whatIsWrongInAWorkflowIsNamedWithLineAndKey() throws {
    let installation = try Installation(more: "workflows:\n  - ref: wf-06\n    if: [stge > 3]")
    let result = try installation.debrief("workflows", "check")
    #expect(result.exitCode == 78)
    #expect(result.errors.contains("workflows[0].if: \"stge > 3\": \"stge\" is no field; did you mean \"stage\"?"))
    #expect(result.errors.contains("pipeline.yml:"))
  }

  /// docs/workflows.md shows the shipped workflows as the program has them.
  @Test func thePageShowsTheShippedWorkflows() throws {
    let shipped = try Command(
      program: Command.debrief, arguments: ["workflows", "check", "--shipped"], folder: Installation.project
    ).run().text
    let page = try String(contentsOfFile: "\(Installation.project)/docs/workflows.md", encoding: .utf8)
    #expect(shipped.hasPrefix("workflows:\n"))
    #expect(page.hasSuffix("```yaml\n\(shipped)```\n"))
    // Copied into a configuration, they are what they were.
    let installation = try Installation(more: shipped)
    let check = try installation.debrief("workflows", "check").text
    #expect(check.contains("14 workflows are on, 10 off"))
    #expect(!check.contains(", changed"))
  }

  @Test func aHostileNameStaysTextInTheFile() throws {
    let installation = try demo()
    _ = try installation.run()
    _ = try installation.debrief("push", "--now", "2026-03-31T18:10:00Z")
    let names = try FileManager.default.contentsOfDirectory(atPath: installation.state + "/outbox").sorted()
    // Data Loader has no use for messages.
    #expect(names == ["000001.ndjson"])
    let text = try String(contentsOfFile: "\(installation.state)/outbox/000001.ndjson", encoding: .utf8)
    #expect(text.contains("=HYPERLINK"))
    for line in text.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["object"] as? String == "Message")
    }
  }
}
