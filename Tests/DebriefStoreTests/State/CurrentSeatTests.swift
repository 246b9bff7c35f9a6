import Addresses
import Calendars
import DebriefCore
import GRDB
import Testing

@testable import DebriefStore

/// Where several calendars of one SA hold an occurrence, exactly one copy counts: the newest, among equals the first.
struct CurrentSeatTests {
  /// What the triggers keep, worked out anew.
  private static let expected = """
    WITH copy AS (SELECT s.*, d.sequence FROM seat AS s
      JOIN seatDetails AS d ON d.source = s.source AND d.uid = s.uid AND d.number = s.details)
    SELECT source, uid, recurrenceID FROM copy AS s WHERE NOT EXISTS (
      SELECT 1 FROM copy AS o
      WHERE o.owner = s.owner AND o.uid = s.uid AND o.recurrenceID = s.recurrenceID
        AND (o.sequence > s.sequence OR (o.sequence = s.sequence AND o.source < s.source)))
    ORDER BY 1, 2, 3
    """

  private func check(_ store: Store, _ step: Int) throws {
    try store.writer.read { db in
      let kept = try Row.fetchAll(
        db, sql: "SELECT source, uid, recurrenceID FROM seat WHERE isCurrent = 1 ORDER BY 1, 2, 3")
      #expect(kept == (try Row.fetchAll(db, sql: Self.expected)), "step \(step)")
    }
  }

  @Test func oneCopyCountsWhateverIsWrittenAndRemoved() throws {
    let store = try Store()
    var state: UInt64 = 7
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let start = Instant(secondsSinceEpoch: 1_774_000_000)
    for step in 0..<300 {
      let path = "calendar-\(below(4)).ics"
      let owner = below(8) == 0 ? "bo@tanuki.example" : "ada@tanuki.example"
      let updates = (0..<below(5)).map { uid in
        let sequence = below(3)
        let facts = SeatFacts(
          title: "Meeting \(below(3))", location: nil, start: .instant(start), end: .instant(start), startsAt: start,
          endsAt: start,
          timeZone: nil, participants: [], recordLinks: [])
        return SeriesUpdate(
          uid: "\(uid)", fingerprint: 0, form: nil, privateOccurrences: 0, refusals: [],
          seats: [
            SeatUpdate(
              recurrenceID: "", sequence: sequence, reason: nil, facts: facts, onlyIfKnown: false)
          ])
      }
      let gate = SourceGate(path: path, owner: owner, text: "", coverage: start..<start.advanced(by: 60))
      var update = SourceUpdate(source: StoredSource(gate: gate, report: SourceReport()))
      update.changed = updates
      let known = try store.series(ofSource: path, except: SeenSeries()).filter { uid in
        !updates.contains { $0.uid == uid }
      }
      if below(2) == 0 { update.gone = known }
      try store.save([update])
      try check(store, step)
      if below(20) == 0 {
        try store.removeSources(except: ["calendar-0.ics", "calendar-1.ics"])
        try check(store, step)
      }
    }
  }

  @Test func aSeatThatStaysWithItsOwnerIsMarkedOnceAndOneThatMovesIsMarkedForBoth() throws {
    let store = try Store()
    let at = Instant(secondsSinceEpoch: 1_774_000_000)
    func write(_ owner: String, title: String) throws -> (number: Int, owners: [String]) {
      let facts = SeatFacts(
        title: title, location: nil, start: .instant(at), end: .instant(at), startsAt: at, endsAt: at, timeZone: nil,
        participants: [], recordLinks: [])
      let gate = SourceGate(path: "a.ics", owner: owner, text: "", coverage: at..<at.advanced(by: 60))
      var update = SourceUpdate(source: StoredSource(gate: gate, report: SourceReport()))
      let seat = SeatUpdate(recurrenceID: "", sequence: 0, reason: nil, facts: facts, onlyIfKnown: false)
      update.changed = [
        SeriesUpdate(uid: "a", fingerprint: 0, form: nil, privateOccurrences: 0, refusals: [], seats: [seat])
      ]
      try store.save([update])
      return try store.writer.read { db in
        (
          try Int.fetchOne(db, sql: "SELECT max(number) FROM unsettled") ?? 0,
          try String.fetchAll(db, sql: "SELECT owner FROM unsettled ORDER BY owner")
        )
      }
    }
    #expect(try write("ada@tanuki.example", title: "One").number == 1)
    let stayed = try write("ada@tanuki.example", title: "Two")
    #expect(stayed.number == 2 && stayed.owners == ["ada@tanuki.example"])
    #expect(try write("bo@tanuki.example", title: "Three").owners == ["ada@tanuki.example", "bo@tanuki.example"])
  }

  /// A calendar that is taken out of the configuration takes its series and its seats along, and each is looked at.
  @Test func whatASourceTakesAlongIsLookedAtAgain() throws {
    let store = try Store()
    let at = Instant(secondsSinceEpoch: 1_774_000_000)
    let facts = SeatFacts(
      title: nil, location: nil, start: .instant(at), end: .instant(at), startsAt: at, endsAt: at, timeZone: nil,
      participants: [], recordLinks: [])
    let seat = SeatUpdate(recurrenceID: "", sequence: 0, reason: nil, facts: facts, onlyIfKnown: false)
    let series = SeriesUpdate(uid: "a", fingerprint: 0, form: nil, privateOccurrences: 0, refusals: [], seats: [seat])
    let gate = SourceGate(path: "a.ics", owner: "ada@tanuki.example", text: "", coverage: at..<at.advanced(by: 60))
    var update = SourceUpdate(source: StoredSource(gate: gate, report: SourceReport()))
    update.changed = [series]
    try store.save([update])
    try store.settle(Settlement(context: 1, now: at), startedBy: at, last: try store.lastUnsettled(), waiting: [])
    #expect(try store.unsettledSeats().isEmpty)
    try store.removeSources(except: [])
    #expect(try store.unsettledSeats().map(\.uid) == ["a"])
  }

  /// What has not begun and has no prompt comes up by its time; everything else that changes is listed at once.
  @Test func aMeetingThatIsStillToComeIsListedOnlyWhereItMatters() throws {
    let store = try Store()
    let now = Instant(secondsSinceEpoch: 1_774_000_000)
    let seat = Seat(owner: try EmailAddress(parsing: "ada@tanuki.example"), uid: "a", recurrenceID: "")
    func facts(at start: Instant) -> SeatFacts {
      SeatFacts(
        title: nil, location: nil, start: .instant(start), end: .instant(start), startsAt: start, endsAt: start,
        timeZone: nil, participants: [], recordLinks: [])
    }
    var revision = 0
    func isListed(afterWriting start: Instant?, in path: String = "a.ics") throws -> Bool {
      revision += 1
      let gate = SourceGate(path: path, owner: seat.owner.key, text: "", coverage: now..<now.advanced(by: 60))
      var update = SourceUpdate(source: StoredSource(gate: gate, report: SourceReport()))
      if let start {
        let seat = SeatUpdate(
          recurrenceID: "", sequence: revision, reason: nil, facts: facts(at: start), onlyIfKnown: false)
        update.changed = [
          SeriesUpdate(uid: "a", fingerprint: 0, form: nil, privateOccurrences: 0, refusals: [], seats: [seat])
        ]
      } else {
        update.gone = ["a"]
      }
      try store.save([update])
      let isListed = try store.unsettledSeats() == [seat]
      try store.settle(
        Settlement(context: 1, now: now), startedBy: now, last: try store.lastUnsettled(), waiting: [])
      return isListed
    }
    let later = now.advanced(by: 1)
    // Nobody has looked yet.
    #expect(try isListed(afterWriting: later))
    #expect(try !isListed(afterWriting: later))
    #expect(try !isListed(afterWriting: nil))
    #expect(try !isListed(afterWriting: later))
    #expect(try isListed(afterWriting: now))
    // It had begun when its details changed, and moves after that: once more is no harm.
    #expect(try isListed(afterWriting: later))
    #expect(try !isListed(afterWriting: later))
    // Beside a copy, and as long as there is one.
    #expect(try isListed(afterWriting: later, in: "b.ics"))
    #expect(try isListed(afterWriting: later))
    #expect(try isListed(afterWriting: nil))
    #expect(try !isListed(afterWriting: later, in: "b.ics"))
    // With a prompt.
    let prompt = Prompt(
      id: "p", seat: seat, facts: facts(at: later), dueAt: later, match: Match(outcome: .unmatched), flags: [],
      state: .pending, createdAt: now)
    try store.save([
      PromptUpdate(
        prompt: prompt, factsHash: 1, newMatch: nil,
        events: [
          PromptEvent(prompt: "p", at: now, by: "debrief", from: nil, to: .pending, why: "")
        ])
    ])
    #expect(try isListed(afterWriting: later, in: "b.ics"))
    #expect(try isListed(afterWriting: nil, in: "b.ics"))
  }
}
