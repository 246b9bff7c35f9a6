import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Networking
import SlackClient
import Synchronization
import Testing

@testable import DebriefPipeline

@Suite("Messages on their way to Slack", .serialized) struct SlackCourierTests {
  let slack: SlackWorkspace

  init() throws {
    slack = try SlackWorkspace { $0.slack.dailyMessages = 3 }
  }

  func isDone(_ result: DeliveryResult) -> Bool { if case .done = result { true } else { false } }

  @Test func aMessageIsPostedOnceAlthoughItIsSentTwice() throws {
    let parcel = try slack.parcel(slack.ada())
    let first = slack.courier.send([parcel])
    #expect(isDone(first[0]) && slack.courier.send([parcel]) == first)
    #expect(try slack.messages(to: "U0ADA").count == 1)
  }

  /// The answer never comes: the message is looked for by its key, and found.
  @Test func aLostAnswerIsUnknownAndThenFound() throws {
    try slack.fault("drop", of: "chat.postMessage")
    let parcel = try slack.parcel(slack.ada())
    guard case .unknown = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
    #expect(try slack.messages(to: "U0ADA").count == 1)
    guard case .happened(let reference?) = slack.courier.lookUp(parcel) else { return #expect(Bool(false)) }
    #expect(reference.hasPrefix("D"))
    #expect(slack.courier.send([parcel]) == [.done(reference: reference)])
    #expect(try slack.messages(to: "U0ADA").count == 1)
  }

  /// Nothing was posted: the look-up walks all pages of the channel before it says so.
  @Test func aResetIsLookedUpAndSentAgain() throws {
    for number in 0..<3 { _ = slack.courier.send([try slack.parcel(.channel("#sa-activity-emea"), key: "k\(number)")]) }
    let parcel = try slack.parcel(.channel("#sa-activity-emea"), key: "k9")
    try slack.fault("reset", of: "chat.postMessage")
    guard case .unknown = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
    #expect(slack.courier.lookUp(parcel) == .didNotHappen)
    #expect(isDone(slack.courier.send([parcel])[0]))
    #expect(try slack.messages(in: "sa-activity-emea").count == 4)
    #expect(slack.courier.lookUp(parcel) != .didNotHappen)
  }

  @Test(arguments: ["drop", "reset"]) func withoutIdempotencyTheSameWouldBePostedTwice(fault: String) throws {
    // The control: what a courier would do that takes silence for failure.
    try slack.fault(fault, of: "chat.postMessage")
    let message = SlackMessage(text: "x", blocks: [.section("x")])
    let channel = try slack.api.openDirectMessages(with: "U0ADA")
    for _ in 0..<2 { _ = try? slack.api.post(message, to: channel, key: "same") }
    #expect(try slack.messages(to: "U0ADA").count == (fault == "drop" ? 2 : 1))
  }

  @Test func slacksAnswersBecomeWhatTheOutboxUnderstands() throws {
    _ = slack.courier.send([try slack.parcel(slack.ada(), key: "first")])
    let parcel = try slack.parcel(slack.ada(), key: "second")
    try slack.fault("429", of: "chat.postMessage")
    guard case .retry(after: 1, _) = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
    try slack.fault("ratelimited", of: "chat.postMessage")
    guard case .retry(after: 30, _) = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
    for fault in ["500", "fatal_error"] {
      try slack.fault(fault, of: "chat.postMessage")
      guard case .unknown = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
      #expect(slack.courier.lookUp(parcel) == .didNotHappen)
    }
    for fault in ["invalid_auth", "token_revoked", "missing_scope"] {
      try slack.fault(fault, of: "chat.postMessage")
      guard case .unavailable = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
    }
    try slack.fault("is_archived", of: "chat.postMessage")
    guard case .failed(let why, nil) = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
    #expect(why.contains("archived"))
    #expect(isDone(slack.courier.send([parcel])[0]))
    #expect(try slack.messages(to: "U0ADA").count == 2)
  }

  @Test func aSlowAnswerIsWaitedFor() throws {
    try slack.fault("slow", of: "chat.postMessage")
    #expect(isDone(slack.courier.send([try slack.parcel(slack.ada())])[0]))
    #expect(try slack.messages(to: "U0ADA").count == 1)
  }

  @Test func whoIsNotInTheWorkspaceIsNamed() throws {
    let nobody = Message.Recipient.person(try EmailAddress(parsing: "nobody@tanuki.example"))
    guard case .failed(let why, nil) = slack.courier.send([try slack.parcel(nobody)])[0] else {
      return #expect(Bool(false))
    }
    #expect(why.contains("nobody@tanuki.example") && why.contains("slack.users"))
    guard case .failed = slack.courier.send([try slack.parcel(.channel("#no-such-channel"))])[0] else {
      return #expect(Bool(false))
    }
  }

  @Test func accountsAndChannelsAreAskedForOnce() throws {
    for number in 0..<3 {
      _ = slack.courier.send([try slack.parcel(slack.ada(), key: "a\(number)")])
      _ = slack.courier.send([try slack.parcel(.channel("#sa-activity-emea"), key: "c\(number)")])
    }
    let calls = try slack.state().calls
    #expect(calls.count { $0 == "users.lookupByEmail" } == 1)
    #expect(calls.count { $0 == "conversations.open" } == 1)
    #expect(calls.count { $0 == "conversations.list" } == 2)  // two pages, once
  }

  @Test func aPromptThatWasAnsweredMeanwhileNeedsNoMessage() throws {
    try slack.addPrompt()
    _ = try slack.desk().dismiss(try slack.prompt(), .personal, at: SlackWorkspace.clock, seenEvents: nil)
    #expect(slack.courier.send([try slack.parcel(slack.ada(), [.prompt("5ev7wtkwv2qt")])]) == [.done(reference: nil)])
    #expect(try slack.state().calls.contains("chat.postMessage") == false)
  }

  @Test func afterTheDaysShareTheRestStandsInOneDigest() throws {
    for number in 0..<8 {
      try slack.addPrompt("prompt\(number)", title: "Meeting \(number)")
      try slack.sendPrompt("prompt\(number)")
    }
    let messages = try slack.messages(to: "U0ADA")
    #expect(messages.count == 4)  // three of their own, and the digest
    let digest = try #require(messages.last)
    #expect(digest.edits == 4)
    let words = digest.blocks.map(\.words).joined(separator: "\n")
    for number in 3..<8 { #expect(words.contains("Meeting \(number)")) }
    #expect(!words.contains("Meeting 2"))
    // A prompt in the digest is logged from there.
    let place = (channel: try slack.directChannel(of: "U0ADA"), ts: digest.ts)
    let reply = try slack.act(
      "press",
      #"{"user": "U0ADA", "channel": "\#(place.channel)", "ts": "\#(place.ts)", "action": "log", "value": "prompt5:1"}"#
    )
    #expect(reply.complaints == [])
    #expect(try slack.submit().complaints == [])
    #expect(try slack.prompt("prompt5").state == .logged)
  }

  @Test func aDigestWhosePostWasLostIsFoundAndNotPostedAgain() throws {
    for number in 0..<3 { _ = slack.courier.send([try slack.parcel(slack.ada(), key: "m\(number)")]) }
    let parcel = try slack.parcel(slack.ada(), key: "late", text: "One more")
    try slack.fault("drop", of: "chat.postMessage")
    guard case .unknown = slack.courier.send([parcel])[0] else { return #expect(Bool(false)) }
    #expect(slack.courier.lookUp(parcel) == .didNotHappen)  // the edit that follows may be repeated
    #expect(isDone(slack.courier.send([parcel])[0]))
    let messages = try slack.messages(to: "U0ADA")
    #expect(messages.count == 4 && messages.last?.edits == 1)
  }

  /// Over the wire: what strangers wrote arrives as plain text, and nothing unfurls.
  @Test(arguments: [
    "<!channel>", "<https://evil.example|Log call>", "gnp.\u{202E}exe", String(repeating: "x<", count: 2500),
  ])
  func aHostileTitleArrivesAsText(title: String) throws {
    try slack.addPrompt(title: title)
    try slack.sendPrompt()
    let raw = String(decoding: try slack.control("state", "{}"), as: UTF8.self)
    #expect(!raw.contains("\"mrkdwn\"}") && !raw.contains("\"type\": \"mrkdwn\""))
    #expect(!raw.contains("\u{202E}"))
    let text = try #require(try slack.messages(to: "U0ADA").first).text
    #expect(!text.contains("<") && !text.contains(">"))
    for option in [
      "\"unfurl_links\": false", "\"unfurl_media\": false", "\"link_names\": false", "\"parse\": \"none\"",
    ] {
      #expect(raw.contains(option))
    }
  }

  @Test func oneMessageASecondGoesToAChannel() throws {
    try slack.control("set", #"{"strict_rate": true}"#)
    let waits = Mutex<[Int64]>([])
    let began = ContinuousClock.now
    let pace = SlackPace(
      milliseconds: { Int64((ContinuousClock.now - began) / .milliseconds(1)) },
      wait: { pause in
        waits.withLock { $0.append(pause) }
        Thread.sleep(forTimeInterval: Double(pause) / 1000)
      })
    let courier = SlackCourier(configuration: slack.configuration, store: slack.store, api: slack.api, pace: pace)
    for number in 0..<3 {
      #expect(isDone(courier.send([try slack.parcel(.channel("#general"), key: "g\(number)")])[0]))
    }
    #expect(isDone(courier.send([try slack.parcel(.channel("#random"), key: "r")])[0]))
    let all = waits.withLock { $0 }
    #expect(all.count == 2 && all.allSatisfy { $0 > 500 && $0 <= 1000 })  // another channel waits for nobody
  }
}
