import Foundation
import Testing

/// What somebody outside can put into a calendar by sending invitations (threat model, T5–T8, T18).
@Suite(.serialized) struct SpoofingTests {
  @Test func anotherOwnersUIDNeverTouchesAPrompt() throws {
    let installation = try Installation()
    let ada = "calendars/ada.fern@tanuki.example.ics"
    let bruno = "calendars/bruno.keller@tanuki.example.ics"
    try installation.write(CalendarText([CalendarText.meeting("shared", title: "The real one")]).text, to: ada)
    _ = try installation.run()
    let before = try installation.prompts()
    // Bruno gets an invitation that claims Ada's UID with a higher SEQUENCE, and then one that cancels it.
    let claim = CalendarText.meeting(
      "shared", day: 25, with: "eve@stranger.test", organizer: "eve@stranger.test", title: "Mine now",
      more: "SEQUENCE:99\r\nATTENDEE:mailto:bruno.keller@tanuki.example\r\n")
    for text in [
      CalendarText([claim]), CalendarText([claim], method: "CANCEL"),
      CalendarText([claim.replacing("SEQUENCE:99", with: "SEQUENCE:100\r\nSTATUS:CANCELLED")]),
    ] {
      try installation.write(text.text, to: bruno)
      _ = try installation.run()
      let hers = try installation.prompts(state: "all").filter { $0.owner.hasPrefix("ada") }
      #expect(hers.map(\.id) == before.map(\.id))
      #expect(hers.map(\.title) == ["The real one"])
      #expect(hers.map(\.state) == ["pending"])
      #expect(hers.map(\.match) == before.map(\.match))
    }
  }

  @Test func aCancellationWithdrawsAPendingPromptAndKeepsItsHistory() throws {
    let installation = try Installation()
    let ada = "calendars/ada.fern@tanuki.example.ics"
    try installation.write(CalendarText([CalendarText.meeting("m")]).text, to: ada)
    _ = try installation.run()
    let id = try #require(installation.prompts().first?.id)
    try installation.write(CalendarText([CalendarText.meeting("m")], method: "CANCEL").text, to: ada)
    _ = try installation.run()
    let withdrawn = try installation.prompts(state: "all")
    #expect(withdrawn.map(\.state) == ["withdrawn"])
    let detail = try installation.debrief("prompts", "show", id).text
    #expect(detail.contains("pending → withdrawn"), "\(detail)")
    // Taken back, it waits again under the same id: nobody is asked twice.
    try installation.write(CalendarText([CalendarText.meeting("m")]).text, to: ada)
    _ = try installation.run()
    #expect(try installation.prompts().map(\.id) == [id])
  }

  @Test func aHigherSequenceInTheSameCalendarIsOnePromptThatMoved() throws {
    let installation = try Installation()
    let ada = "calendars/ada.fern@tanuki.example.ics"
    try installation.write(CalendarText([CalendarText.meeting("m")]).text, to: ada)
    _ = try installation.run()
    let before = try installation.prompts()
    try installation.write(
      CalendarText([
        CalendarText.meeting("m"), CalendarText.meeting("m", day: 23, more: "SEQUENCE:2\r\n"),
      ]).text, to: ada)
    _ = try installation.run()
    let after = try installation.prompts(state: "all")
    #expect(after.map(\.id) == before.map(\.id))
    #expect(after.map(\.start.description) == ["2026-03-23T10:00:00Z"])
  }

  @Test func aFloodOfInvitationsEnds() throws {
    let installation = try Installation()
    let flood = (0..<10_000).map {
      CalendarText.meeting(
        "flood\($0)", day: 1 + $0 % 28, with: "eve@stranger.test", organizer: "eve@stranger.test")
    }
    try installation.write(CalendarText(flood).text, to: "calendars/bruno.keller@tanuki.example.ics")
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    let first = try installation.run()
    #expect(first.result.seconds < 100, "\(first.result.seconds)")
    #expect(try installation.debrief("prompts", "list", "--owner", "ada.fern").text.contains("1 prompt"))
    let second = try installation.run()
    #expect(second.result.seconds < 20, "\(second.result.seconds)")
    #expect(second.report.work["prompts"] == nil)
  }

  @Test func aSpoofedAddressNeverMatches() throws {
    let installation = try Installation()
    let guests = [
      "ned.fox@hexleypharma.example@evil.test", "ned.fox%40hexleypharma.example@evil.test",
      "ned.fox@hexleypharma.example.evil.test", "ned.fox@evil-hexleypharma.example", "ned.fox@hexleyphama.example",
    ]
    try installation.write(
      CalendarText(
        guests.enumerated().map { CalendarText.meeting("spoof\($0)", day: 10 + $0, with: $1) }
          + [CalendarText.meeting("canary", day: 25)]
      ).text, to: "calendars/ada.fern@tanuki.example.ics")
    _ = try installation.run()
    for prompt in try installation.prompts() {
      #expect((prompt.match.opportunity != nil) == (prompt.uid == "canary"), "\(prompt.uid)")
    }
  }
}
