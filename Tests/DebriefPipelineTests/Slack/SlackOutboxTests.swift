import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefPipeline

@Suite("The outbox and Slack", .serialized) struct SlackOutboxTests {
  /// Everything that can go wrong between us and Slack, one after the other, while twelve messages leave.
  @Test func everyMessageArrivesExactlyOnceWhateverHappensOnTheWay() throws {
    let slack = try SlackWorkspace { $0.slack.dailyMessages = 100 }
    let owner = try slack.desk().owner
    var now = SlackWorkspace.clock
    var change = ReviewChange(at: now, by: owner)
    change.deliveries = try (0..<12).map { number in
      try slack.parcel(slack.ada(), key: "k\(number)", text: "Message \(number).", at: now).entry
    }
    try slack.store.commit([change])
    for fault in ["drop", "reset", "429", "500", "fatal_error", "drop", "drop", "reset", "ratelimited"] {
      try slack.fault(fault, of: "chat.postMessage")
    }
    try slack.fault("drop", of: "conversations.history")
    try slack.fault("drop", of: "conversations.open")
    for _ in 0..<40 {
      let push = OutboxPush(
        store: slack.store, couriers: DeliveryCouriers([slack.courier]), files: nil, clock: { now })
      _ = try push.run(isAlone: true)
      now = now.advanced(by: 3600)
    }
    let texts = try slack.messages(to: "U0ADA").map(\.text).sorted()
    #expect(texts == (0..<12).map { "Message \($0)." }.sorted())
    #expect(try slack.store.outboxCounts()[.done] == 12)
  }
}
