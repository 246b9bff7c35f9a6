import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefPipeline

/// Random weeks of an outbox: SAs log, change and take back, services fail in every way, processes die between sending and
/// recording, several send at the same time. `DEBRIEF_OUTBOX_WEEKS=1000` goes further than a commit's check.
@Suite("The outbox, whatever happens") struct OutboxPropertyTests {
  private static var weeks: Int {
    ProcessInfo.processInfo.environment["DEBRIEF_OUTBOX_WEEKS"].flatMap { Int($0) } ?? 40
  }

  @Test("Each delivery has exactly one effect, in the order of its record, after what it needs")
  func exactlyOnce() throws {
    var (effects, unknown, deaths) = (0, 0, 0)
    for seed in 1...Self.weeks {
      var week = try OutboxWeek(seed: UInt64(seed))
      try week.live()
      try week.settle()
      for problem in try week.problems() { Issue.record("week \(seed): \(problem)") }
      effects += week.effects.count
      unknown += try week.timesUnknown()
      deaths += week.deaths
    }
    // A harness in which nothing goes wrong proves nothing.
    #expect(effects > 10 * Self.weeks)
    #expect(unknown > 2 * Self.weeks)
    #expect(deaths > Self.weeks)
  }

  @Test("The control: where lookups lie, the same weeks show deliveries twice")
  func control() throws {
    var twice = 0
    for seed in 1...10 {
      var week = try OutboxWeek(seed: UInt64(seed), lies: true)
      try week.live()
      try week.settle()
      twice += try week.problems().count { $0.contains("times") }
    }
    #expect(twice > 0)
  }
}

/// One installation with two services and the people who use it.
struct OutboxWeek {
  private let store: Store
  private let rules = ActivityRules(team: nil)
  private let owner: EmailAddress
  private var random: SeededGenerator
  private var now = Instant(secondsSinceEpoch: 1_800_000_000)
  private let crm: RandomService
  private let other: RandomService
  private var activities: [Activity] = []
  private(set) var deaths = 0

  init(seed: UInt64, lies: Bool = false) throws {
    store = try Store()
    owner = try EmailAddress(parsing: "ada.fern@tanuki.example")
    random = SeededGenerator(seed: seed)
    crm = RandomService("crm", objects: ["Task", "Contact"], batchSize: 3, seed: seed &+ 1000, lies: lies)
    other = RandomService("other", objects: ["Opportunity"], batchSize: 1, seed: seed &+ 2000, lies: lies)
  }

  var effects: [RandomService.Effect] { crm.effects + other.effects }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func live() throws {
    for _ in 0..<60 {
      now = now.advanced(by: Int64.random(in: 0...400, using: &random))
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1, 2: try log()
      case 3: try revise()
      case 4: try update()
      case 5: try die()
      case 6: try handleByHand()
      default: try push(isAlone: true)
      }
    }
  }

  /// Everything works again, and people look at what failed.
  mutating func settle() throws {
    crm.heal()
    other.heal()
    for _ in 0..<60 {
      now = now.advanced(by: 8 * 3600)
      for record in try store.outboxRecords(in: [.failed], limit: 100) {
        // What a newer delivery has overtaken is refused, and dropped.
        if (try? store.handle(.retried, key: record.entry.key, by: "ada", at: now)) == nil {
          _ = try store.handle(.dropped(why: "overtaken"), key: record.entry.key, by: "ada", at: now)
        }
      }
      try push(isAlone: true)
    }
  }

  private func push(isAlone: Bool) throws {
    let now = now
    _ = try OutboxPush(store: store, couriers: DeliveryCouriers([crm, other]), files: nil, clock: { now })
      .run(isAlone: isAlone)
  }

  private mutating func draft() throws -> ActivityDraft {
    var draft = ActivityDraft(day: try #require(CivilDate("2026-03-31")))
    let opportunities = ["006Tk0000000AefIAE", "006Tk0000000AegIAE"].compactMap { SalesforceID($0) }
    draft.relatedTo = opportunities.randomElement(using: &random)
    draft.contacts = [try #require(SalesforceID("003Tk0000000AefIAE"))]
    draft.subject = "Call \(activities.count)"
    draft.types = ["Demo"]
    draft.description = "We spoke at \(now)."
    draft.sentiment = .neutral
    if chance(40) {
      let name = ["ana", "ben", "cleo"].randomElement(using: &random) ?? "ana"
      draft.newContacts = [NewContact(email: "\(name)@acme.example", name: name)]
    }
    return draft
  }

  private func deliveries(of activity: Activity) -> [OutboxEntry] {
    let contacts = activity.call.newContacts.map { contact in
      OutboxEntry(
        key: contact.outboxKey, subject: activity.id, owner: owner, delivery: .contact(contact), createdAt: now,
        dueAt: now.advanced(by: 60))
    }
    let task = OutboxEntry(
      key: "task/\(activity.id)/\(activity.revision)", subject: activity.id, owner: owner,
      delivery: .task(TaskDelivery(activity, ownerID: nil)), createdAt: now, dueAt: now.advanced(by: 60))
    return contacts + [task]
  }

  private func commit(_ activity: Activity) throws {
    var change = ReviewChange(at: now, by: owner)
    change.activity = ReviewChange.ActivityChange(activity: activity, why: "logged")
    change.deliveries = deliveries(of: activity)
    try store.commit([change])
  }

  private mutating func log() throws {
    let activity = Activity(
      id: "a-\(activities.count)", owner: owner, prompt: nil, call: try rules.check(try draft()), revision: 1,
      loggedAt: now)
    activities.append(activity)
    try commit(activity)
  }

  /// Changes an activity, or takes it back.
  private mutating func revise() throws {
    guard let index = activities.indices.randomElement(using: &random), !activities[index].isWithdrawn else { return }
    activities[index].call = try rules.check(try draft())
    activities[index].revision += 1
    activities[index].isWithdrawn = chance(25)
    try commit(activities[index])
  }

  private mutating func update() throws {
    let id = try #require(SalesforceID("006Tk0000000AefIAE"))
    var update = OpportunityUpdate(opportunity: id)
    update.evaluationDetails = "As of \(now)"
    var change = ReviewChange(at: now, by: owner)
    change.deliveries = [
      OutboxEntry(
        key: "opportunity/\(id)/\(now)", subject: "opportunity/\(id)/\(now)", owner: owner,
        delivery: .opportunity(update), createdAt: now, dueAt: now.advanced(by: 60))
    ]
    try store.commit([change])
  }

  /// A process claims and is killed: before it sent, or before it wrote what became of it. Its answer may still try to
  /// get into the store after others have moved on.
  private mutating func die() throws {
    let now = now
    let courier = chance(50) ? crm : other
    let claimed = try store.claim(for: courier.name, limit: courier.batchSize, now: now) { courier.accepts($0) }
    guard !claimed.isEmpty else { return }
    deaths += 1
    let results = chance(60) ? courier.send(claimed.map(\.parcel)) : []
    if chance(30), !results.isEmpty {
      // It was not dead, only slow: another process has taken its entries for lost.
      self.now = now.advanced(by: 700)
      try push(isAlone: false)
      for (item, result) in zip(claimed, results) {
        let settled = try store.settle(item.held, .answered(result), at: self.now)
        #expect(settled == nil, "a late answer must not overwrite what was found out since")
      }
    }
  }

  /// A person drops or retries what is not under way.
  private mutating func handleByHand() throws {
    let records = try store.outboxRecords(in: [.failed], limit: 10)
    guard let record = records.randomElement(using: &random) else { return }
    let event: OutboxEvent = chance(70) ? .retried : .dropped(why: "not needed")
    _ = try? store.handle(event, key: record.entry.key, by: "ada", at: now)
  }

  func timesUnknown() throws -> Int {
    try store.outboxRecords(in: OutboxState.allCases, limit: 10_000).reduce(0) { sum, record in
      sum + (try store.outboxHistory(of: record.entry.key).count { $0.state == .unknown })
    }
  }

  /// What the product promises, checked against what the services saw.
  func problems() throws -> [String] {
    var problems: [String] = []
    let records = try store.outboxRecords(in: OutboxState.allCases, limit: 10_000)
    let counts = Dictionary(effects.map { ($0.key, 1) }, uniquingKeysWith: +)
    for record in records {
      let key = record.entry.key
      let count = counts[key] ?? 0
      switch record.state {
      case .done where count != 1: problems.append("\(key) is done and happened \(count) times")
      case .cancelled where count != 0: problems.append("\(key) was taken back and happened \(count) times")
      case .queued, .sending, .unknown, .failed: problems.append("\(key) is still \(record.state.rawValue)")
      default: break
      }
      let history = try store.outboxHistory(of: key)
      if history.last?.state != record.state { problems.append("\(key): its history ends with another state") }
    }
    if counts.count != Set(records.map(\.entry.key)).intersection(counts.keys).count {
      problems.append("something happened that nobody asked for")
    }
    problems += orderProblems(records)
    return problems
  }

  private func orderProblems(_ records: [OutboxRecord]) -> [String] {
    var problems: [String] = []
    // Revisions of a task, and changes of an opportunity, arrive in the order in which they were made.
    for (stream, effects) in Dictionary(grouping: effects, by: { $0.stream ?? $0.key }) where effects.count > 1 {
      let order = effects.map { effect in
        stream.hasPrefix("task/") ? Int(effect.key.split(separator: "/").last ?? "") ?? -1 : 0
      }
      if order != order.sorted() { problems.append("\(stream) arrived in the order \(order)") }
      let keys = effects.map(\.key)
      if stream.hasPrefix("opportunity/"), keys != keys.sorted() {
        problems.append("\(stream) arrived in the order \(keys)")
      }
    }
    // A contact is there before the task that names it, and the task is told its id.
    let place = Dictionary(
      crm.effects.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for record in records where record.state == .done {
      guard let task = place[record.entry.key] else { continue }
      for need in record.entry.delivery.prerequisites {
        guard let contact = place[need] else { continue }
        let wasTold = crm.effects[task].references[need] == "id of \(need)"
        if contact > task || !wasTold { problems.append("\(record.entry.key) went without \(need)") }
      }
    }
    // The last word on an activity is what the service knows last.
    for activity in activities {
      let last = crm.effects.last { $0.stream == "task/\(activity.id)" }?.key
      let wanted = "task/\(activity.id)/\(activity.revision)"
      let state = records.first { $0.entry.key == wanted }?.state
      if state == .done, last != wanted { problems.append("\(activity.id) ended as \(last ?? "nothing")") }
    }
    return problems
  }
}
