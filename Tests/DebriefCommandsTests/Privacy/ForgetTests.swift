import Foundation
import Networking
import TestServers
import Testing

/// Who asks to be forgotten leaves no byte in the state folder, and nothing that waits for them goes out.
@Suite(.serialized) struct ForgetTests {
  private static let address = "zoe.quarrington@pepsilo.example"
  private static let name = "Zoe Quarrington"
  private static let traces = ["zoe.quarrington", "quarrington"]

  /// The places below `folder` where a trace of them stands, whatever its case.
  private func traces(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
      let data = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
      let text = String(decoding: data, as: UTF8.self).lowercased()
      return Self.traces.contains { text.contains($0) }
    }.sorted()
  }

  private func calendar(_ installation: Installation, note: String = "") throws {
    let named = "\(Self.name):mailto:\(Self.address)"
    let alone = CalendarText.meeting(
      "alone", day: 30, with: Self.address, title: "\(Self.name) about tills\(note)",
      more: "LOCATION:Quarrington House\r\nDESCRIPTION:Ask Zoe Quarrington\r\n"
    ).replacing("ACCEPTED:mailto:\(Self.address)", with: "ACCEPTED;CN=\(named)")
    let others = CalendarText.meeting(
      "others", day: 31, with: Self.address, title: "Quarrington and Finch\(note)",
      more: "ATTENDEE;PARTSTAT=ACCEPTED;CN=Paula Finch:mailto:paula.finch@pepsilo.example\r\n"
    ).replacing("ACCEPTED:mailto:\(Self.address)", with: "ACCEPTED;CN=\(named)")
    let untouched = CalendarText.meeting("untouched", day: 29, with: "paula.finch@pepsilo.example", title: "Tills")
    try installation.write(
      CalendarText([alone, others, untouched]).text, to: "calendars/ada.fern@tanuki.example.ics")
  }

  /// Their meetings with Ada, as prompts with messages that wait.
  ///
  /// - Parameter isKnown: whether they are a contact of the CRM.
  private func installation(isKnown: Bool = true, more: String = "messages: { files: true }") throws -> Installation {
    let installation = try Installation(more: more)
    installation.environment["DEBRIEF_WEBHOOK_SECRET"] = Receiver.secret
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    let crm = installation.folder + "/crm"
    try FileManager.default.copyItem(atPath: Installation.fixtures + "/crm/weekly", toPath: crm)
    if isKnown {
      let contacts = try String(contentsOfFile: crm + "/Contact.csv", encoding: .utf8)
      let row =
        "\"003Tk0000000ZZZIAE\",\"0\",\"\",\"001Tk0000000B04IAE\",\"Quarrington\",\"Zoe\",\"\(Self.name)\","
        + "\"\(Self.address.uppercased())\",\"\",\"\",\"005Tk0000000FpiIAE\",\"2025-06-01 08:00:00\"\n"
      try installation.write(contacts.trimmingCharacters(in: .newlines) + "\n" + row, to: "crm/Contact.csv")
    }
    try installation.write(text.replacing(Installation.fixtures + "/crm/weekly", with: crm), to: "pipeline.yml")
    try installation.write(CalendarText([]).text, to: "calendars/ada.fern@tanuki.example.ics")
    installation.now = "2026-03-31T06:00:00Z"
    try installation.must("run")
    try calendar(installation)
    installation.now = Installation.demo
    try installation.must("run")
    return installation
  }

  private func log(_ installation: Installation, _ contact: String, _ subject: String) throws {
    try installation.must(
      "log", "--as", "ada.fern", "--opportunity", "Pepsilo - Renewal and Growth", "--new-contact", contact,
      "--subject", subject, "--type", "demo", "--sentiment", "neutral", "--description",
      "\(Self.name) liked it. Write to \(Self.address).")
  }

  @Test func whoIsForgottenLeavesNoByteBehind() throws {
    let installation = try installation()
    try log(installation, "Other Person <other@pepsilo.example>", "Call with Quarrington")
    installation.now = "2026-03-31T18:05:00Z"
    try installation.must("push")
    try log(installation, "\(Self.name) <z.\(Self.address)>", "A second address")
    let id = try #require(try installation.prompts().first { $0.uid == "alone" }).id
    try installation.must(
      "log", id, "--as", "ada.fern", "--sentiment", "positive", "--type", "demo", "--opportunity",
      "Pepsilo - Renewal", "--description", "\(Self.name) wants a trial. We meet again.")
    // A copy of a feed, whose lines were folded within the address.
    try installation.write(
      "BEGIN:VCALENDAR\r\nATTENDEE:mailto:zoe.quarr\r\n ington@pepsilo.example\r\nSUMMARY:Zoe Quarr\r\n ington\r\n",
      to: ".debrief/feeds/ada.ics")
    // The control: the search finds what there is, in the database and in the files.
    let before = try traces(installation.state)
    #expect(before.contains("debrief.sqlite") && before.contains { $0.hasSuffix(".ndjson") })

    let dump = try installation.dump()
    let preview = try installation.must("forget", Self.address, "--dry-run")
    #expect(preview.text.hasPrefix("Would be forgotten: \(Self.address)\n"))
    #expect(try installation.dump() == dump)
    #expect(try traces(installation.state) == before)

    let done = try installation.must("forget", Self.address, "--yes")
    #expect(done.text.contains("2 prompts"), "\(done.text)")
    _ = try installation.must("forget", "z.\(Self.address)", "--yes")
    #expect(try traces(installation.state) == [])
    let copy = try String(contentsOfFile: installation.state + "/feeds/ada.ics", encoding: .utf8)
    #expect(copy == "BEGIN:VCALENDAR\r\nATTENDEE:mailto:forgotten@forgotten.invalid\r\nSUMMARY:Forgotten\r\n")
    // Once more there is nothing to do.
    #expect(try installation.must("forget", Self.address, "--yes").text.contains("nothing was kept"))
  }

  /// Killed at any moment and run again, it comes to the same: files go before the rows by which they are found.
  @Test(.enabled(if: Command.canTrace)) func whoeverIsKilledForgetsTheNextTime() throws {
    let installation = try installation(isKnown: false)
    try log(installation, "\(Self.name) <\(Self.address)>", "Only with them")
    installation.now = "2026-03-31T18:05:00Z"
    try installation.must("push")
    let fresh = installation.folder + "/fresh"
    try FileManager.default.copyItem(atPath: installation.state, toPath: fresh)
    var killed = 0
    let calls = [
      ("rename", 1), ("rename", 2), ("unlink", 1), ("fsync", 1), ("pwrite64", 1), ("pwrite64", 5), ("pwrite64", 20),
      ("pwrite64", 60), ("ftruncate", 1),
    ]
    for (call, number) in calls {
      try FileManager.default.removeItem(atPath: installation.state)
      try FileManager.default.copyItem(atPath: fresh, toPath: installation.state)
      let inject = "inject=\(call):signal=SIGKILL:when=\(number)"
      let first = try installation.command(
        through: ["/usr/bin/strace", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", inject],
        ["forget", Self.address, "--yes"]
      ).run()
      if first.exitCode == 137 { killed += 1 }
      try installation.must("forget", Self.address, "--yes")
      #expect(try traces(installation.state) == [], "killed at \(call) \(number)")
    }
    #expect(killed >= 6, "killed \(killed) times")
  }

  @Test func calendarsMayGoOnNamingThem() throws {
    let installation = try installation()
    try installation.must("forget", Self.address, "--yes")
    let kept = try installation.prompts().map(\.uid).sorted()
    #expect(kept == ["others", "untouched"])
    #expect(try installation.prompts(state: "withdrawn").map(\.uid) == ["alone"])
    // Another day, another export of everything, with other titles.
    try calendar(installation, note: " II")
    installation.now = "2026-03-31T20:00:00Z"
    try installation.must("run")
    // The CRM's own export was not read again.
    #expect(try traces(installation.state) == [])
    #expect(try installation.prompts().map(\.uid).sorted() == kept)
    let others = try installation.must("prompts", "list", "--json").text
    #expect(others.contains("Forgotten and Finch II"))
    #expect(try installation.must("prompts", "list", "--json", "--state", "withdrawn").text.contains("\"forgotten\""))
  }

  @Test func aDomainTakesEverybodyAtIt() throws {
    let installation = try installation()
    try installation.must("forget", "pepsilo.example", "--yes")
    #expect(try installation.prompts().isEmpty)
    for name in try FileManager.default.subpathsOfDirectory(atPath: installation.state) {
      let data = FileManager.default.contents(atPath: installation.state + "/" + name) ?? Data()
      #expect(data.range(of: Data("@pepsilo.example".utf8)) == nil, "\(name)")
    }
  }

  @Test func whatWaitsForThemDoesNotGoOut() throws {
    let receiver = try Receiver()
    let installation = try installation(isKnown: false)
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    let webhook = "deliveries: { webhook: { url: \"\(receiver.url("hook"))\" } }"
    try installation.write(text.replacing("messages: { files: true }", with: webhook), to: "pipeline.yml")
    try log(installation, "\(Self.name) <\(Self.address)>", "Only with them")
    try log(installation, "Other Person <other@pepsilo.example>", "With somebody else")
    try installation.must("forget", Self.address, "--yes")
    installation.now = "2026-03-31T18:10:00Z"
    try installation.must("push")
    let effects = try receiver.effects().effects
    #expect(Set(effects.map(\.body.object)) == ["Contact", "Message", "Task"])
    #expect(effects.count { $0.body.object == "Task" } == 1)
    #expect(effects.contains { $0.body.key == "contact/other@pepsilo.example" })
    #expect(try receiver.bodies().allSatisfy { !$0.lowercased().contains("quarrington") })
  }

  /// An answer that never came can no longer be looked for: that would take the very address.
  @Test func whatMayHaveLeftIsNamedToo() throws {
    let receiver = try Receiver()
    let installation = try installation(
      isKnown: false, more: "deliveries: { webhook: { url: \"\(receiver.url("lossy"))\", objects: [Contact, Task] } }")
    try log(installation, "\(Self.name) <\(Self.address)>", "Only with them")
    installation.now = "2026-03-31T18:10:00Z"
    try installation.must("push")
    let done = try installation.must("forget", Self.address, "--yes").text
    #expect(done.contains("webhook: Contact contact/\(Self.address) may have been delivered"))
    #expect(try traces(installation.state) == [])
    try installation.must("push", "--now", "2026-03-31T19:10:00Z")
    #expect(try receiver.effects().effects.count == 1)
    #expect(try installation.must("outbox").text == "")
  }

  @Test func whatLeftIsNamedForAPersonToTakeAway() throws {
    let receiver = try Receiver()
    let installation = try installation(
      isKnown: false, more: "deliveries: { webhook: { url: \"\(receiver.url("hook"))\", objects: [Contact, Task] } }")
    try log(installation, "\(Self.name) <\(Self.address)>", "Only with them")
    installation.now = "2026-03-31T18:10:00Z"
    try installation.must("push")
    let done = try installation.must("forget", Self.address, "--yes").text
    #expect(done.contains("Out of Debrief's reach"))
    #expect(done.contains("webhook: Contact contact/\(Self.address) was delivered as "))
    #expect(done.contains("webhook: Task task/"))
    #expect(try traces(installation.state) == [])
    // It stays delivered: nothing is made anew.
    try installation.must("push", "--now", "2026-03-31T19:10:00Z")
    #expect(try receiver.effects().effects.count == 2)
  }

  @Test func withoutATerminalOrAWordOfConsentNothingHappens() throws {
    let installation = try installation()
    let dump = try installation.dump()
    let refused = try installation.debrief("forget", Self.address)
    #expect(refused.exitCode == 64 && refused.errors.contains("--yes"))
    for (who, why) in [
      ("ada.fern@tanuki.example", "one of us"), ("tanuki.example", "one of us"),
      ("new@tanuki.example", "company.domains"),
      ("no one@", "no address"), ("example", "neither"),
    ] {
      let result = try installation.debrief("forget", who, "--yes")
      #expect(result.exitCode == 65 && result.errors.contains(why), "\(who): \(result.errors)")
    }
    #expect(try installation.dump() == dump)
  }
}
