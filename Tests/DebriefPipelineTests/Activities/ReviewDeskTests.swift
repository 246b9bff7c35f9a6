import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefPipeline

@Suite("An SA at work") struct ReviewDeskTests {
  let store: Store
  let desk: ReviewDesk
  let now: Instant
  let opportunity: SalesforceID

  init() throws {
    store = try Store()
    now = try #require(Instant("2026-03-31T18:00:00Z"))
    opportunity = try #require(SalesforceID("006Tk0000000AefIAE"))
    var architect = SolutionArchitect(email: try EmailAddress(parsing: "ada.fern@tanuki.example"))
    architect.profile.team = "enterprise"
    var configuration = Configuration()
    configuration.solutionArchitects = [architect]
    configuration.timeZone = "Europe/Berlin"
    desk = ReviewDesk(configuration: configuration, store: store, architect: architect)
    try store.save(["one", "two", "three"].map(update))
  }

  private func update(_ id: String) throws -> PromptUpdate {
    let end = now.advanced(by: -3600)
    let start = end.advanced(by: -1800)
    let facts = SeatFacts(
      title: "Demo \(id)", location: nil, start: .instant(start), end: .instant(end), startsAt: start, endsAt: end,
      timeZone: nil, participants: [], recordLinks: [])
    let prompt = Prompt(
      id: id, seat: Seat(owner: desk.owner, uid: id, recurrenceID: ""), facts: facts, dueAt: end,
      match: Match(outcome: .unmatched), flags: [], state: .pending, createdAt: end)
    return PromptUpdate(
      prompt: prompt, factsHash: nil, newMatch: nil,
      events: [PromptEvent(prompt: id, at: end, by: "debrief", from: nil, to: .pending, why: "ended")])
  }

  func prompt(_ id: String = "one") throws -> Prompt { try #require(try store.prompts(idPrefix: id).first) }

  func draft(_ description: String = "We showed it. They liked it.") throws -> ActivityDraft {
    var draft = try desk.prefill(try prompt()).draft
    draft.relatedTo = opportunity
    draft.contacts = [try #require(SalesforceID("003Tk0000000AefIAE"))]
    draft.sentiment = .positive
    draft.description = description
    return draft
  }

  /// What the CRM is told by `push` so far.
  func pushed(at instant: Instant) throws -> [Delivery] {
    try store.batchesToWrite(now: instant).flatMap { batch in
      try store.markWritten(batch: batch.number, at: instant)
      return batch.entries.map(\.delivery)
    }
  }

  func tasks(_ deliveries: [Delivery]) -> [TaskDelivery] {
    deliveries.compactMap { if case .task(let task) = $0 { task } else { nil } }
  }

  @Test func aLoggedActivityLeavesAfterAMinuteAndOnlyOnce() throws {
    _ = try desk.log(try prompt(), try draft(), at: now, seenEvents: 1)
    #expect(try prompt().state == .logged)
    #expect(try pushed(at: now.advanced(by: 59)).isEmpty)
    #expect(tasks(try pushed(at: now.advanced(by: 60))).map(\.revision) == [1])
    #expect(try pushed(at: now.advanced(by: 9999)).isEmpty)
  }

  @Test func undoWithinTheMinuteLeavesNoTraceOutside() throws {
    _ = try desk.log(try prompt(), try draft(), at: now, seenEvents: 1)
    let result = try desk.undo(try prompt(), at: now.advanced(by: 30))
    #expect(!result.isCorrection)
    #expect(try prompt().state == .pending)
    #expect(try pushed(at: now.advanced(by: 9999)).isEmpty)
    #expect(try store.history(of: "one").map(\.why) == ["ended", "logged", "undone"])
  }

  @Test func undoLaterIsACorrectionUnderTheSameKeyOfTheCRM() throws {
    let activity = try desk.log(try prompt(), try draft(), at: now, seenEvents: 1)
    _ = try pushed(at: now.advanced(by: 60))
    #expect(try desk.undo(try prompt(), at: now.advanced(by: 100)).isCorrection)
    let corrections = tasks(try pushed(at: now.advanced(by: 9999)))
    #expect(corrections.map(\.activity) == [activity.id])
    #expect(corrections.map(\.isWithdrawn) == [true])
  }

  @Test func anUpdateBeforeTheMinuteIsOverIsTheOnlyOneThatLeaves() throws {
    _ = try desk.log(try prompt(), try draft(), at: now, seenEvents: 1)
    _ = try desk.update(try prompt(), try draft("It went better than that."), at: now.advanced(by: 5), seenEvents: 2)
    let sent = tasks(try pushed(at: now.advanced(by: 9999)))
    #expect(sent.map(\.call.description) == ["It went better than that."])
    #expect(try prompt().state == .updated)
  }

  @Test func undoingUpdatesGoesBackThroughEveryForm() throws {
    _ = try desk.log(try prompt(), try draft("First."), at: now, seenEvents: nil)
    _ = try desk.update(try prompt(), try draft("Second."), at: now, seenEvents: nil)
    _ = try desk.update(try prompt(), try draft("Third."), at: now, seenEvents: nil)
    for expected in ["Second.", "First."] {
      _ = try desk.undo(try prompt(), at: now)
      #expect(try store.activity(ofPrompt: "one")?.call.description == expected)
    }
    _ = try desk.undo(try prompt(), at: now)
    #expect(try store.activity(ofPrompt: "one")?.isWithdrawn == true)
    #expect(throws: NothingToUndo.self) { try desk.undo(try prompt(), at: now) }
  }

  @Test func whatWasUndoneCanBeLoggedAgain() throws {
    _ = try desk.log(try prompt(), try draft("First."), at: now, seenEvents: nil)
    _ = try desk.undo(try prompt(), at: now)
    _ = try desk.log(try prompt(), try draft("Again."), at: now, seenEvents: nil)
    #expect(tasks(try pushed(at: now.advanced(by: 60))).map(\.call.description) == ["Again."])
  }

  @Test func theSecondOfTwoPlacesIsToldAndNothingIsOverwritten() throws {
    let seen = try prompt()
    _ = try desk.log(seen, try draft("The first place."), at: now, seenEvents: 1)
    #expect(throws: PromptWasChanged.self) {
      try desk.log(seen, try draft("The second place."), at: now, seenEvents: 1)
    }
    #expect(throws: PromptWasChanged.self) { try desk.dismiss(seen, .personal, at: now, seenEvents: 1) }
    #expect(try store.activity(ofPrompt: "one")?.call.description == "The first place.")
  }

  @Test func aStaleUpdateIsToldAlthoughTheStateIsTheSame() throws {
    _ = try desk.log(try prompt(), try draft(), at: now, seenEvents: 1)
    _ = try desk.update(try prompt(), try draft("One."), at: now, seenEvents: 2)
    let seen = try prompt()
    _ = try desk.update(seen, try draft("Two."), at: now, seenEvents: 3)
    #expect(throws: PromptWasChanged.self) { try desk.update(seen, try draft("Stale."), at: now, seenEvents: 3) }
  }

  @Test func severalAreLoggedTogetherOrNotAtAll() throws {
    let prompts = try ["one", "two", "three"].map(prompt)
    var items = try prompts.map { (prompt: $0, draft: try draft(), seenEvents: Int?.some(1)) }
    items[2].draft.sentiment = nil
    #expect(throws: ActivityRefused.self) { try desk.log(items, at: now) }
    #expect(try prompts.map { try prompt($0.id).state } == [.pending, .pending, .pending])
    items[2].draft.sentiment = .neutral
    #expect(try desk.log(items, at: now).count == 3)
  }

  @Test func anSAActsOnOwnPromptsOnly() throws {
    let other = ReviewDesk(
      configuration: desk.configuration, store: store,
      architect: SolutionArchitect(email: try EmailAddress(parsing: "bruno.keller@tanuki.example")))
    #expect(throws: NotYours.self) { try other.dismiss(try prompt(), .personal, at: now, seenEvents: nil) }
    #expect(throws: NotYours.self) { try other.undo(try prompt(), at: now) }
    #expect(throws: NotYours.self) { try other.log(try prompt(), try draft(), at: now, seenEvents: nil) }
    #expect(try other.queue(at: now).isEmpty)
  }

  @Test func theSameCallOnDemandIsLoggedOnce() throws {
    _ = try desk.logOnDemand(try draft(), at: now)
    #expect(throws: AlreadyLogged.self) { try desk.logOnDemand(try draft(), at: now.advanced(by: 3)) }
    #expect(tasks(try pushed(at: now.advanced(by: 60))).count == 1)
  }

  // 29 March 2026 is the day on which Berlin's clocks go forward.
  @Test func laterIsNineOClockTomorrowWhereTheSAIs() throws {
    let saturday = try #require(Instant("2026-03-28T20:00:00Z"))
    #expect(desk.tomorrow(after: saturday).description == "2026-03-29T07:00:00Z")
    #expect(throws: SnoozeInThePast.self) { try desk.snooze(try prompt(), until: now, at: now, seenEvents: nil) }
  }

  @Test func aSnoozedPromptLeavesTheQueueUntilItsTime() throws {
    _ = try desk.snooze(try prompt(), until: now.advanced(by: 60), at: now, seenEvents: 1)
    #expect(try desk.queue(at: now).map(\.id) == ["three", "two"])
    #expect(try desk.queue(at: now.advanced(by: 60)).map(\.id).contains("one"))
  }

  @Test func aBatchThatACrashInterruptedIsWrittenAgainUnderTheSameName() throws {
    let folder = NSTemporaryDirectory() + "debrief-outbox-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var configuration = desk.configuration
    configuration.stateFolder = folder
    _ = try desk.log(try prompt(), try draft(), at: now, seenEvents: 1)
    let later = now.advanced(by: 60)
    #expect(try store.batchesToWrite(now: later).map(\.number) == [1])  // and then the power went
    let report = try OutboxFiles(configuration).push(from: store, now: later)
    #expect(report.files == ["\(folder)/outbox/000001-Task.csv", "\(folder)/outbox/000001.ndjson"])
    #expect(report.deliveries == 1)
    #expect(try OutboxFiles(configuration).push(from: store, now: later).files.isEmpty)
  }
}

@Suite("Files for the CRM") struct DeliveryTextTests {
  func task(_ change: (inout ActivityDraft) -> Void) throws -> Delivery {
    var draft = ActivityDraft(day: try #require(CivilDate("2026-03-31")))
    draft.relatedTo = SalesforceID("006Tk0000000AefIAE")
    draft.contacts = [try #require(SalesforceID("003Tk0000000AefIAE"))]
    draft.subject = "Sync"
    draft.types = ["Demo", "Technical Deep Dive"]
    draft.description = "One."
    draft.sentiment = .neutral
    change(&draft)
    let owner = try EmailAddress(parsing: "ada.fern@tanuki.example")
    let call = try ActivityRules(team: nil).check(draft)
    return .task(
      TaskDelivery(
        Activity(
          id: "p-1", owner: owner, prompt: "1", call: call, revision: 1, loggedAt: Instant(secondsSinceEpoch: 0)),
        ownerID: nil))
  }

  /// The rows of an RFC 4180 file in which every field is quoted.
  func rows(_ csv: String) -> [[String]] {
    csv.split(separator: "\r\n").map { line in
      line.dropFirst().dropLast().split(separator: "\",\"", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func severalChoicesAreJoinedBySemicolons() throws {
    let rows = rows(DeliveryText.csv([try task { _ in }], columns: DeliveryColumns()))
    let row = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
    #expect(row["sa_activity_type__c"] == "Demo;Technical Deep Dive")
    #expect(row["TaskSubtype"] == "Call")
    #expect(row["Status"] == "Completed")
    #expect(row["ActivityDate"] == "2026-03-31")
    #expect(row["customer_interaction_sentiment__c"] == "Neutral")
  }

  // OWASP, "CSV Injection": a cell must not begin with = + - @ tab or carriage return.
  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]) func noCellIsAFormula(text: String) throws {
    #expect(DeliveryText.defused(text) == "'" + text)
    let csv = DeliveryText.csv([try task { $0.description = text + " and more" }], columns: DeliveryColumns())
    for row in rows(csv) {
      for cell in row { #expect(!"=+-@\t".contains(cell.first ?? "x")) }
    }
  }

  @Test func quotesAndLineEndsStayInTheirCell() throws {
    let csv = DeliveryText.csv(
      [try task { $0.description = "She said \"yes\",\nthen left" }], columns: DeliveryColumns())
    #expect(csv.contains("\"She said \"\"yes\"\",\nthen left\""))
  }

  @Test func anAdminNamesTheColumns() throws {
    var columns = DeliveryColumns()
    columns.overrides["Task.activity_type"] = "kind__c"
    let rows = rows(DeliveryText.csv([try task { _ in }], columns: columns))
    #expect(rows[0].contains("kind__c"))
    #expect(!rows[0].contains("sa_activity_type__c"))
  }
}
