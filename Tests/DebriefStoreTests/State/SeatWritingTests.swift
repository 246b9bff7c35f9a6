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

  // MARK: What is written

  private static let start = Instant(secondsSinceEpoch: 1_774_000_000)

  private func update(_ seats: [SeatUpdate], of uid: String = "one", owner: String = "ada@tanuki.example")
    -> SourceUpdate
  {
    let gate = SourceGate(
      path: "ada.ics", owner: owner, text: "", coverage: Self.start..<Self.start.advanced(by: 60))
    var update = SourceUpdate(source: StoredSource(gate: gate, report: SourceReport()))
    update.changed = [
      SeriesUpdate(uid: uid, fingerprint: 1, form: nil, privateOccurrences: 0, refusals: [], seats: seats)
    ]
    return update
  }

  private func facts(at: Instant, _ details: SeatDetails) -> SeatFacts {
    SeatFacts(
      start: .instant(at), end: .instant(at.advanced(by: 60)), startsAt: at, endsAt: at.advanced(by: 60),
      details: details)
  }

  @Test func whatIsReadIsWhatWasLastWritten() throws {
    var dice = Dice(state: 22)
    let store = try Store()
    var before: [String: (SeatUpdate, owner: String)] = [:]
    var counts: Set<Int> = []
    for step in 0..<400 {
      let owner = Int.random(in: 0..<6, using: &dice) == 0 ? "bo@tanuki.example" : "ada@tanuki.example"
      // What a VEVENT says; most instances take it from the first.
      let details = try (0..<3).map { _ in
        SeatDetails(
          title: ["One", "Two", nil].randomElement(using: &dice) ?? nil,
          location: Bool.random(using: &dice) ? "Here" : nil,
          timeZone: Bool.random(using: &dice) ? "Europe/Berlin" : nil,
          participants: try (0..<Int.random(in: 0...1, using: &dice)).map { _ in try participant(&dice) },
          recordLinks: [])
      }
      let sequences = details.map { _ in Int.random(in: 0...2, using: &dice) }
      var after: [String: (SeatUpdate, owner: String)] = [:]
      for instance in 0..<Int.random(in: 0...6, using: &dice) {
        let event = Bool.random(using: &dice) ? 0 : Int.random(in: 0..<3, using: &dice)
        let day = Int64(instance) * 86_400 + (Int.random(in: 0..<5, using: &dice) == 0 ? 3600 : 0)
        let seat = SeatUpdate(
          recurrenceID: "\(instance)", sequence: sequences[event],
          reason: Int.random(in: 0..<9, using: &dice) == 0 ? .internalOnly : nil,
          facts: facts(at: Self.start.advanced(by: day), details[event]),
          onlyIfKnown: Int.random(in: 0..<9, using: &dice) == 0)
        if seat.onlyIfKnown, before[seat.recurrenceID] == nil { continue }
        after[seat.recurrenceID] = (seat, owner)
      }
      // The same once more, now and then.
      if step % 7 == 0 { after = before }
      let changed = Set(before.keys).union(after.keys).filter { key in
        guard let old = before[key], let new = after[key] else { return true }
        return old.owner != new.owner || old.0.sequence != new.0.sequence || old.0.reason != new.0.reason
          || old.0.facts != new.0.facts
      }
      try store.writer.write { try $0.execute(sql: "DELETE FROM unsettled") }
      let seats = after.keys.sorted().compactMap { after[$0]?.0 }
      let writer = after.first?.value.owner ?? owner
      #expect(try store.save([update(seats, owner: writer)]) == changed.count, "step \(step)")
      counts.insert(changed.count)
      try store.writer.read { db in
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM currentSeat")
        #expect(rows.count == after.count)
        for row in rows {
          let seat = try #require(after[row["recurrenceID"]])
          #expect(try seatFacts(row) == seat.0.facts, "step \(step)")
          #expect(row["owner"] == seat.owner && row["reason"] == seat.0.reason?.rawValue)
          #expect(row["sequence"] == seat.0.sequence)
        }
        // Each once, and none that nobody has.
        let distinct = Set(after.values.map { [SeatDetailsRow($0.0.facts.details, sequence: $0.0.sequence).key] })
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM seatDetails") == distinct.count)
      }
      // The next run looks at what changed, and at nothing else.
      let listed = Set(try store.unsettledSeats().map { "\($0.owner.key) \($0.recurrenceID)" })
      let expected = changed.flatMap { key in
        [before[key]?.owner, after[key]?.owner].compactMap { $0 }.map { "\($0) \(key)" }
      }
      #expect(listed == Set(expected), "step \(step)")
      if step % 7 == 0 { #expect(listed.isEmpty) }
      before = after
    }
    #expect(counts.contains(0) && counts.count > 4)
  }

  @Test func aNewTitleOfALongSeriesIsOneRow() throws {
    let store = try Store()
    func save(_ title: String, sequence: Int, moved: Int64 = 0) throws -> (changed: Int, rows: Int) {
      let details = SeatDetails(
        title: title, location: nil, timeZone: nil, participants: [], recordLinks: [])
      let seats = (0..<200).map { day in
        let at = Self.start.advanced(by: Int64(day) * 86_400 + (day == 7 ? moved : 0))
        return SeatUpdate(
          recurrenceID: at.description, sequence: sequence, reason: nil, facts: facts(at: at, details),
          onlyIfKnown: false)
      }
      let before = try store.writer.read { try Int.fetchOne($0, sql: "SELECT total_changes()") ?? 0 }
      let changed = try store.save([update(seats)])
      return (changed, try store.writer.read { try Int.fetchOne($0, sql: "SELECT total_changes()") ?? 0 } - before)
    }
    _ = try save("One", sequence: 0)
    // Nobody has looked that far ahead yet.
    try store.settle(
      Settlement(context: 1, now: Self.start), startedBy: Self.start.advanced(by: -1),
      last: try store.lastUnsettled(), waiting: [])
    let renamed = try save("Two", sequence: 1)
    // Its source, the series and the details.
    #expect(renamed.changed == 200 && renamed.rows == 3)
    let same = try save("Two", sequence: 1)
    #expect(same.changed == 0 && same.rows == 2)
    // One that moved within the day has another key: its seat goes, and one comes.
    #expect(try save("Two", sequence: 1, moved: 60).changed == 2)
  }

  // MARK: What was written

  /// The forms of a source stand together in one value, and each with its series; they must not differ.
  @Test func theFormsOfASourceAreThoseOfItsSeries() throws {
    var dice = Dice(state: 23)
    let store = try Store()
    var series: [String: UInt64?] = [:]
    for _ in 0..<60 {
      let isIncomplete = Int.random(in: 0..<4, using: &dice) == 0
      var update = update([])
      update.changed = []
      var held = KnownSeries()
      var next: [String: UInt64?] = [:]
      for uid in (0..<6).map(String.init) {
        let form: UInt64? = Bool.random(using: &dice) ? UInt64.random(in: 0 ... .max, using: &dice) : nil
        switch Int.random(in: 0..<4, using: &dice) {
        case 0:
          next[uid] = .some(form)
          update.changed.append(
            SeriesUpdate(uid: uid, fingerprint: 1, form: form, privateOccurrences: 0, refusals: [], seats: []))
        case 1 where series[uid] != nil && form != nil:
          next[uid] = .some(form)
          update.forms[uid] = form
        case 2 where series[uid] != nil && !isIncomplete: update.gone.append(uid)
        default: next[uid] = series[uid]
        }
        if let form = next[uid] { held.add(form: form) }
      }
      if !isIncomplete { update.series = held }
      try store.save([update])
      #expect(try store.knownSeries(of: try #require(try store.sourceGates()["ada.ics"])) == held)
      series = next
    }
  }
}
