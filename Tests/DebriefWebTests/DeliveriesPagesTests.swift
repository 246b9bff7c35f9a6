import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore
import Testing

@testable import DebriefWeb

@Suite("Deliveries in the browser") struct DeliveriesPagesTests {
  private let world: World
  private let session: Secret
  private let later = World.now.advanced(by: 120)

  init() throws {
    world = try World()
    session = try world.session(.admin)
  }

  /// Logs two activities of different accounts, and returns the keys of their tasks.
  private func log(_ count: Int = 1, description: String = "We showed it. They liked it.") throws -> [String] {
    let architect = try #require(world.configuration.architect(named: World.Person.owner.rawValue))
    let desk = ReviewDesk(configuration: world.configuration, store: world.store, architect: architect)
    var accounts: Set<SalesforceID?> = []
    var keys: [String] = []
    for prompt in try desk.queue(at: World.now) where prompt.match.outcome == .matched && keys.count < count {
      guard accounts.insert(prompt.match.account).inserted else { continue }
      var draft = try desk.prefill(prompt).draft
      draft.types = ["Demo"]
      draft.sentiment = .neutral
      draft.description = description
      keys.append("task/\(try desk.log(prompt, draft, at: World.now, seenEvents: nil).id)/1")
    }
    return keys
  }

  private func answer(_ result: DeliveryResult, only key: String? = nil) throws {
    for claimed in try world.store.claim(for: "salesforce", limit: 9, now: later, accepts: { _ in true }) {
      let isMeant = key == nil || claimed.parcel.entry.key == key
      _ = try world.store.settle(
        claimed.held, .answered(isMeant ? result : .retry(after: 600, why: "busy")), at: later)
    }
  }

  private func show(_ key: String) throws -> World.Answer {
    try world.get("/deliveries/one?key=\(key.replacing("/", with: "%2F"))", session)
  }

  private func post(_ act: String, _ key: String, _ more: [(String, String)] = [], seen: Int? = nil) throws
    -> World.Answer
  {
    let seen = try seen ?? world.store.outboxHistory(of: key).count
    return try world.post("/deliveries/\(act)", [("key", key), ("seen", String(seen))] + more, session)
  }

  @Test func whatFailedComesBeforeWhatIsUnknownAndThatBeforeWhatWaits() throws {
    let keys = try log(3)
    try answer(.failed(why: "bad value for restricted picklist", field: "sa_activity_type__c"), only: keys[0])
    let page = try world.get("/deliveries", session)
    #expect(page.status == 200)
    let headings = try ["failed", "unknown", "waiting"].map { group in
      try #require(page.text.range(of: "<section id=\"\(group)\""))
    }
    #expect(headings[0].lowerBound < headings[1].lowerBound && headings[1].lowerBound < headings[2].lowerBound)
    #expect(page.text.contains("Failed<span class=\"count\">1</span>"))
    #expect(page.text.contains("Unknown<span class=\"count\">0</span>"))
    #expect(page.text.contains("Waiting<span class=\"count\">2</span>"))
    #expect(page.text.contains("bad value for restricted picklist"))
    // Wherever an admin is, the navigation says that one needs somebody; nobody else is told.
    #expect(try world.get("/rules", session).text.contains("1<span class=\"unseen\"> needs a person</span>"))
    #expect(!(try world.get("/inbox", try world.session(.owner)).text.contains("needs a person")))
  }

  @Test func aDeliveryTellsEveryAttemptAndWhatIsSent() throws {
    let key = try log(description: "First line.\nSecond <b>line</b>.")[0]
    try answer(.retry(after: 60, why: "the row is locked"))
    #expect(try show(key).text.contains("Attempt 1: handed to salesforce."))
    #expect(try show(key).text.contains("Waits for another attempt: the row is locked."))
    #expect(try show(key).text.contains("First line.\nSecond &lt;b&gt;line&lt;/b&gt;."))
    #expect(try show("task/none").status == 404)
    #expect(try show("task").status == 404)  // no prefix of a key is a key
  }

  @Test func retryConfirmAndDropDoWhatTheCommandLineDoes() throws {
    let keys = try log(3)
    try answer(.failed(why: "no", field: nil))
    #expect(try post("retry", keys[0]).status == 303)
    #expect(try post("confirm", keys[1], [("reference", "00T000000000001AAA")]).status == 303)
    #expect(try post("drop", keys[2], [("reason", " \n")]).status == 422)
    #expect(try post("drop", keys[2], [("reason", "is there already")]).status == 303)
    let records = try keys.map { try #require(try world.store.outboxRecord(key: $0)) }
    #expect(records.map(\.state) == [.queued, .done, .cancelled])
    #expect(records[1].reference == "00T000000000001AAA")
    #expect(records[2].why == "is there already")
    for key in keys {
      #expect(try world.store.outboxHistory(of: key).last?.by == World.Person.admin.rawValue)
    }
    #expect(try world.get("/deliveries/one?key=\(keys[2])&done=1", session).text.contains("Given up"))
  }

  @Test func aFormOfBeforeIsRefusedInWordsAndChangesNothing() throws {
    let key = try log()[0]
    try answer(.failed(why: "no", field: nil))
    let seen = try world.store.outboxHistory(of: key).count
    #expect(try post("retry", key, seen: seen).status == 303)
    // A second tab would give up what waits to be sent again by now.
    let stale = try post("drop", key, [("reason", "old")], seen: seen)
    #expect(stale.status == 409)
    #expect(stale.text.contains("Already handled elsewhere") && stale.text.contains("it is queued now"))
    #expect(try world.store.outboxRecord(key: key)?.state == .queued)
    // And what its state does not allow is said in words, too.
    let refused = try post("confirm", key)
    #expect(refused.status == 409)
    #expect(refused.text.contains("it is waiting to be sent"))
  }

  @Test func onlyWhatTheStateAllowsHasAButton() throws {
    let key = try log()[0]
    let queued = try show(key).text
    #expect(!queued.contains("/deliveries/retry") && !queued.contains("/deliveries/confirm"))
    #expect(queued.contains("/deliveries/drop"))
    try answer(.unknown(why: "no answer in 30 seconds"))
    let unknown = try show(key).text
    #expect(unknown.contains("otherwise it will be there twice"))
    #expect(unknown.contains("/deliveries/confirm"))
    #expect(try post("confirm", key).status == 303)
    #expect(!(try show(key).text.contains("<form method=\"post\" action=\"/deliveries")))
  }
}
