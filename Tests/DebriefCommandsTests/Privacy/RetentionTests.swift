import Foundation
import Testing

/// What is over goes after `retention`, and nothing of it comes again.
struct RetentionTests {
  private func installation(_ more: String) throws -> Installation {
    let installation = try Installation(more: more)
    try installation.write(CalendarText([]).text, to: "calendars/ada.fern@tanuki.example.ics")
    try installation.must("run", "--now", "2026-03-20T06:00:00Z")
    try installation.write(
      CalendarText([
        CalendarText.meeting("logged", title: "Loggedmark"), CalendarText.meeting("open", hour: 12, title: "Openmark"),
      ]).text, to: "calendars/ada.fern@tanuki.example.ics")
    installation.now = "2026-03-20T18:00:00Z"
    try installation.must("run")
    let id = try #require(try installation.prompts().first { $0.uid == "logged" }).id
    try installation.must(
      "log", id, "--as", "ada.fern", "--sentiment", "neutral", "--type", "demo", "--opportunity",
      "Pepsilo - Renewal", "--contact", "paula.finch@pepsilo.example", "--description", "Textmark. They liked it.")
    installation.now = "2026-03-20T18:05:00Z"
    try installation.must("push")
    return installation
  }

  private func run(_ installation: Installation, at now: String) throws {
    installation.now = now
    try installation.must("run")
  }

  private func holds(_ text: String, _ installation: Installation) throws -> Bool {
    try installation.dump().contains(text)
  }

  @Test func whatIsOverGoesOnceItIsOldAndNothingComesAgain() throws {
    let installation = try installation("retention: 90d")
    let dump = try installation.dump()
    try run(installation, at: "2026-03-20T18:06:00Z")
    // Newer ones: the newest row of all stays, whatever its age.
    try installation.write(
      CalendarText([
        CalendarText.meeting("logged", title: "Loggedmark"), CalendarText.meeting("open", hour: 12, title: "Openmark"),
        CalendarText.meeting("later", day: 30, title: "Latermark"),
      ]).text, to: "calendars/ada.fern@tanuki.example.ics")
    try run(installation, at: "2026-03-30T18:00:00Z")
    for name in ["Loggedmark", "Openmark", "Textmark"] { #expect(try holds(name, installation), "\(name)") }
    installation.now = "2026-06-01T18:00:00Z"
    try installation.logCall(0)
    installation.now = "2026-06-01T18:05:00Z"
    try installation.must("push")
    // 89 days after the meeting the open one has expired, and everything is there.
    try run(installation, at: "2026-06-17T06:00:00Z")
    #expect(try installation.prompts(state: "expired").map(\.uid).sorted() == ["later", "open"])
    #expect(try holds("Loggedmark", installation))
    try run(installation, at: "2026-06-19T06:00:00Z")
    #expect(try installation.prompts(state: "all").map(\.uid) == ["later"])
    for name in ["Loggedmark", "Openmark"] { #expect(try !holds(name, installation), "\(name)") }
    #expect(dump.contains("Loggedmark"))
    // Twice is once.
    let after = try installation.dump()
    try run(installation, at: "2026-06-19T06:00:00Z")
    #expect(try installation.dump() == after)
  }

  @Test func withoutItEverythingStays() throws {
    let installation = try installation("")
    try installation.must("run", "--now", "2029-06-19T06:00:00Z")
    #expect(try holds("Loggedmark", installation) && holds("Textmark", installation))
  }

  @Test func whatHasNotLeftKeepsWhatItBelongsTo() throws {
    let installation = try installation("retention: 90d")
    // A task that is refused waits for a person, for years if need be.
    let receiver = try Receiver()
    installation.environment["DEBRIEF_WEBHOOK_SECRET"] = Receiver.secret
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(
      text + "\ndeliveries: { webhook: { url: \"\(receiver.url("status/422"))\" } }\n", to: "pipeline.yml")
    let id = try #require(try installation.prompts().first { $0.uid == "open" }).id
    try installation.must(
      "log", id, "--as", "ada.fern", "--sentiment", "neutral", "--type", "demo", "--opportunity",
      "Pepsilo - Renewal", "--contact", "paula.finch@pepsilo.example", "--description", "Waitmark. They liked it.")
    _ = try installation.debrief("push", "--now", "2026-03-20T19:00:00Z")
    _ = try installation.debrief("run", "--now", "2027-06-19T06:00:00Z")
    #expect(try holds("Waitmark", installation))
    #expect(try installation.prompts(state: "all").map(\.uid).contains("open"))
  }

  @Test func itMustOutlastWhatIsOpen() throws {
    let installation = try Installation(more: "retention: 60d")
    let result = try installation.debrief("config", "check")
    #expect(result.exitCode == 78 && result.errors.contains("prompts.expire_after"))
  }
}
