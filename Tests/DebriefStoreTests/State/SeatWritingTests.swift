import Addresses
import Calendars
import DebriefCore
import GRDB
import Testing

@testable import DebriefStore

/// Whatever changes of a seat, and however little is written because of it, what is read is what was last said.
struct SeatWritingTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  private static let texts = [
    "", "A", "=", "=A", "==", "=O", "=D", "==O", "=\u{338}", "the calendar's owner", "not one of company.domains",
    "company.domains holds ", "company.domains holds birch.example", "company.domains holds \u{301}", "ACCEPTED",
    "DECLINED", "X-MAYBE", "N", "Ana \"Lee\"", "\u{1F4DE}\n",
  ]

  private func participant(_ dice: inout Dice) throws -> Participant {
    let address = try EmailAddress(
      parsing: ["ana@birch.example", "bo@tanuki.example"].randomElement(using: &dice) ?? "")
    func text() -> String { Self.texts.randomElement(using: &dice) ?? "" }
    return Participant(
      address: Bool.random(using: &dice) ? address : nil,
      written: Bool.random(using: &dice) ? address.key : text(),
      name: Bool.random(using: &dice) ? nil : Bool.random(using: &dice) ? address.key : text(),
      kind: Participant.Kind.allCases.randomElement(using: &dice) ?? .unknown, basis: text(),
      participationStatus: Bool.random(using: &dice) ? nil : text(), isOrganizer: Bool.random(using: &dice),
      isOwner: Bool.random(using: &dice), blockedBy: Bool.random(using: &dice) ? nil : text())
  }

  @Test func theShortFormOfParticipantsLosesNothing() throws {
    var dice = Dice(state: 21)
    for _ in 0..<2000 {
      let participants = try (0..<Int.random(in: 0...9, using: &dice)).map { _ in try participant(&dice) }
      let text = ParticipantsColumn.encode(participants)
      #expect(try ParticipantsColumn.decode(text) == participants, "\(text)")
      // As databases have them that were written before there was a short form.
      #expect(try ParticipantsColumn.decode(try JSONColumn.encode(participants)) == participants)
    }
  }

  /// Rows that were written before the usual reasons and the kinds were letters.
  @Test func rowsOfTheFirstShortFormAreRead() throws {
    let text = #"{"b":["the calendar's owner","a rule"],"p":[{"b":0,"m":true},{"b":1,"k":"external"}]}"#
    let participants = try ParticipantsColumn.decode(text)
    #expect(participants.map(\.basis) == ["the calendar's owner", "a rule"])
    #expect(participants.map(\.kind) == [.internal, .external])
    #expect(throws: StoreError.self) { try ParticipantsColumn.decode(#"{"b":[""],"p":[{"b":0,"k":"x"}]}"#) }
  }

  @Test func aTextThatRefersToNothingIsDamage() {
    #expect(throws: StoreError.self) { try ParticipantsColumn.decode(#"{"b":[],"p":[{"b":0}]}"#) }
  }

  @Test func whatIsReadIsWhatWasLastWritten() throws {
    var dice = Dice(state: 22)
    let store = try Store()
    let start = Instant(secondsSinceEpoch: 1_774_000_000)
    for step in 0..<400 {
      let at = start.advanced(by: Int64.random(in: 0...2, using: &dice) * 3600)
      let owner = Int.random(in: 0..<6, using: &dice) == 0 ? "bo@tanuki.example" : "ada@tanuki.example"
      let reason: ReasonCode? = Int.random(in: 0..<4, using: &dice) == 0 ? .internalOnly : nil
      let people = try (0..<Int.random(in: 0...3, using: &dice)).map { _ in try participant(&dice) }
      let facts = SeatFacts(
        title: ["One", "Two", nil].randomElement(using: &dice) ?? nil,
        location: Bool.random(using: &dice) ? "Here" : nil,
        start: .instant(at), end: .instant(at.advanced(by: 60)), startsAt: at, endsAt: at.advanced(by: 60),
        timeZone: Bool.random(using: &dice) ? "Europe/Berlin" : nil, participants: people, recordLinks: [])
      let seat = SeatUpdate(
        recurrenceID: "", sequence: Int.random(in: 0...2, using: &dice), hash: UInt64(step), reason: reason,
        facts: facts,
        line: step, onlyIfKnown: false)
      let gate = SourceGate(path: "ada.ics", owner: owner, text: "", coverage: start..<start.advanced(by: 60))
      var update = SourceUpdate(source: StoredSource(gate: gate, report: SourceReport()))
      update.changed = [
        SeriesUpdate(
          uid: "one", fingerprint: UInt64(step), form: nil, privateOccurrences: 0, refusals: [], seats: [seat])
      ]
      #expect(try store.save([update]) == 1)
      try store.writer.read { db in
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM currentSeat")
        #expect(rows.count == 1)
        for row in rows {
          #expect(try seatFacts(row) == facts, "step \(step)")
          #expect(row["owner"] == owner && row["reason"] == reason?.rawValue && row["line"] == step)
          #expect(row["sequence"] == seat.sequence && row["facts"] == step)
        }
        // The next run looks at it, and nothing else does.
        #expect(
          try Bool.fetchOne(db, sql: "SELECT 1 FROM unsettled WHERE owner = ? AND uid = 'one'", arguments: [owner])
            == true)
      }
    }
  }
}
