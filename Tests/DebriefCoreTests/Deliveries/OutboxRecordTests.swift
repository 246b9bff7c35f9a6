import Addresses
import Calendars
import DebriefCore
import Testing

@Suite("An entry of the outbox") struct OutboxRecordTests {
  private let now = Instant(secondsSinceEpoch: 1_800_000_000)

  private func record(_ state: OutboxState) throws -> OutboxRecord {
    let contact = NewContact(email: "ana@acme.example", name: "Ana Lee")
    let entry = OutboxEntry(
      key: contact.outboxKey, subject: "p-1", owner: try EmailAddress(parsing: "ada.fern@tanuki.example"),
      delivery: .contact(contact), createdAt: now, dueAt: now)
    var record = OutboxRecord(entry: entry, state: state)
    record.attempts = 1
    record.courier = "fake"
    return record
  }

  /// The whole machine: every event in every state. What stands nowhere is refused.
  private static let table: [(from: OutboxState, event: OutboxEvent, to: OutboxState)] = [
    (.queued, .claimed(courier: "fake"), .sending),
    (.queued, .dropped(why: "x"), .cancelled),
    (.sending, .answered(.done(reference: "1")), .done),
    (.sending, .answered(.retry(after: nil, why: "x")), .queued),
    (.sending, .answered(.unavailable(after: nil, why: "x")), .queued),
    (.sending, .answered(.unknown(why: "x")), .unknown),
    (.sending, .answered(.failed(why: "x", field: nil)), .failed),
    (.sending, .orphaned, .unknown),
    (.unknown, .lookedUp(.happened(reference: "1")), .done),
    (.unknown, .lookedUp(.didNotHappen), .queued),
    (.unknown, .lookedUp(.notNow(after: nil, why: "x")), .unknown),
    (.unknown, .lookedUp(.cannotTell(why: "x")), .unknown),
    (.unknown, .retried, .queued),
    (.unknown, .confirmed(reference: "1"), .done),
    (.unknown, .dropped(why: "x"), .cancelled),
    (.failed, .retried, .queued),
    (.failed, .confirmed(reference: "1"), .done),
    (.failed, .dropped(why: "x"), .cancelled),
  ]

  @Test("Every event leads where the table says, and is refused everywhere else")
  func transitions() throws {
    for state in OutboxState.allCases {
      for event in Set(Self.table.map(\.event)) {
        let expected = Self.table.first { $0.from == state && $0.event == event }?.to
        let reached = try? record(state).applying(event, at: now).state
        #expect(reached == expected, "\(event) in \(state)")
      }
    }
  }

  @Test("What may have happened is never queued again without a word from the service or a person")
  func unknownIsNotRepeated() throws {
    for result in [DeliveryResult.unknown(why: "x")] {
      let lost = try record(.sending).applying(.answered(result), at: now)
      #expect(throws: OutboxRefused.self) { try lost.applying(.claimed(courier: "fake"), at: now) }
      #expect(lost.entry.dueAt == now.advanced(by: 60))
    }
    let puzzling = try record(.unknown).applying(.lookedUp(.cannotTell(why: "two of them")), at: now)
    #expect(puzzling.isForPerson)
    #expect(puzzling.why == "two of them")
  }

  @Test("A service that takes nothing uses up no attempt")
  func unavailable() throws {
    let sent = try record(.queued).applying(.claimed(courier: "fake"), at: now)
    let back = try sent.applying(.answered(.unavailable(after: 900, why: "limit")), at: now)
    #expect(back.attempts == sent.attempts - 1)
    #expect(back.entry.dueAt == now.advanced(by: 900))
  }

  @Test("Retries end after the attempts that are allowed, with the last reason")
  func givesUp() throws {
    var record = try record(.queued)
    record.attempts = 0
    var at = now
    var attempts = 0
    while record.state == .queued {
      record = try record.applying(.claimed(courier: "fake"), at: at)
      record = try record.applying(.answered(.retry(after: nil, why: "row lock")), at: at)
      at = record.entry.dueAt
      attempts += 1
    }
    #expect(attempts == OutboxTiming.standard.attempts)
    #expect(record.state == .failed)
    #expect(record.why?.contains("row lock") == true)
    // Long enough for a weekend on which nobody looks.
    #expect(at.seconds(since: now) > 2 * 86_400)
  }

  @Test("A pause that the service asks for is kept, and none is shorter than our own")
  func keepsPauses() throws {
    let sent = try record(.queued).applying(.claimed(courier: "fake"), at: now)
    let long = try sent.applying(.answered(.retry(after: 5000, why: "")), at: now)
    #expect(long.entry.dueAt == now.advanced(by: 5000))
    let short = try sent.applying(.answered(.retry(after: 1, why: "")), at: now)
    #expect(short.entry.dueAt > now.advanced(by: 20))
  }

  @Test("Delays double up to six hours, a quarter longer or shorter, and are the same in every run")
  func delays() {
    let timing = OutboxTiming.standard
    for attempt in 1...25 {
      let plain = min(30 * (1 << Int64(attempt - 1)), 6 * 3600)
      let delays = (0..<200).map { timing.delay(of: "key \($0)", attempt: attempt) }
      #expect(delays.allSatisfy { $0 >= plain * 3 / 4 && $0 <= plain * 5 / 4 })
      // What failed together does not come back together.
      #expect(Set(delays).count > min(100, Int(plain / 4)))
      #expect(delays == (0..<200).map { timing.delay(of: "key \($0)", attempt: attempt) })
    }
    #expect(timing.delay(of: "x", attempt: .max) <= 6 * 3600 * 5 / 4)
    #expect(timing.delay(of: "x", attempt: 0) > 0)
  }

  @Test("What a dead process left is looked up only when its request can no longer be under way")
  func orphans() throws {
    let sent = try record(.queued).applying(.claimed(courier: "fake"), at: now)
    #expect(try sent.applying(.orphaned, at: now.advanced(by: 5)).entry.dueAt == now.advanced(by: 60))
    #expect(try sent.applying(.orphaned, at: now.advanced(by: 500)).entry.dueAt == now.advanced(by: 500))
  }
}
