import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import SlackClient
import Testing

@testable import DebriefPipeline

/// What Slack shows of somebody follows the store, once they are to be forgotten.
@Suite(.serialized) struct SlackForgetTests {
  private let slack: SlackWorkspace

  init() throws { slack = try SlackWorkspace { $0.slack.dailyMessages = 2 } }

  private func forget(_ address: String) throws -> ForgetReport {
    try slack.store.forget(
      .address(EmailAddress(parsing: address)), at: SlackWorkspace.clock, isDone: true)
  }

  private func words() throws -> String {
    String(decoding: try slack.control("state", "{}"), as: UTF8.self)
  }

  @Test func theirCardsAreDrawnAnewAndTheirLinesInDigestsGo() throws {
    for (id, title) in [("first", "Ana about tills"), ("second", "Lee once more"), ("third", "Digestmark Lee")] {
      try slack.addPrompt(id, title: title)
      try slack.sendPrompt(id)
    }
    let before = try words()
    #expect(before.contains("Ana about tills") && before.contains("Digestmark"))
    let report = try forget("ana.lee@pepsilo.example")
    #expect(report.prompts == 3 && report.withdrawn == 3)
    #expect(report.elsewhere.contains { $0.hasPrefix("slack: the digest of ada.fern@tanuki.example") })
    #expect(slack.courier.catchUp() == nil)
    let after = try words()
    #expect(!after.contains("Ana about tills") && !after.contains("Lee once more"))
    // The digest is edited by the next one that stands in it.
    try slack.addPrompt("fourth", title: "Another meeting")
    try slack.sendPrompt("fourth")
    #expect(try !words().contains("Digestmark"))
  }

  /// A message of several meetings loses the lines of theirs, and goes out with the rest.
  @Test func aDigestThatWaitsGoesOutWithoutThem() throws {
    try slack.addPrompt("first", title: "Ana about tills")
    func line(_ text: String, _ link: Message.Link) -> MessageLine { MessageLine(.item, [.theirs(text)], link: link) }
    func queue(_ key: String, _ links: [Message.Link]) throws {
      let message = Message(
        recipient: try slack.ada(), workflow: "wf-11", cause: "test",
        lines: [MessageLine(.heading, [.ours("Open")])] + links.map { line("About \($0.text)", $0) }, links: links)
      let now = SlackWorkspace.clock
      let mark = WorkflowMark(
        at: now, nextAt: now, version: "", statesAt: now,
        seen: try slack.store.workflowProgress().position)
      var outcome = WorkflowOutcome(mark: mark)
      let entry = OutboxEntry(
        key: key, subject: key, owner: try slack.desk().owner, delivery: .message(message), createdAt: now, dueAt: now)
      outcome.told = [.init(entry: entry, firings: [])]
      try slack.store.save(outcome)
    }
    try queue("message/alone", [.prompt("first")])
    try queue("message/both", [.prompt("first"), .prompt("other")])
    let report = try forget("ana.lee@pepsilo.example")
    #expect(report.cancelled == 1)
    let waiting = try slack.store.outboxRecords(in: [.queued], limit: 10)
    #expect(waiting.map(\.entry.key) == ["message/both"])
    guard case .message(let message)? = waiting.first?.entry.delivery else { return #expect(Bool(false)) }
    #expect(message.plainText == "Open\n- About prompt other" && message.links == [.prompt("other")])
  }
}
