import Addresses
import Calendars
import Testing

@testable import DebriefCore

/// Whatever the order in which workflows and records come, the same is told.
@Suite("The order of evaluation") struct EvaluationOrderTests {
  /// A generator of the test's own, so that a failure can be run again.
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  private func id(_ prefix: String, _ number: Int) throws -> SalesforceID {
    let digits = String(number)
    return try #require(
      SalesforceID(prefix + String(repeating: "0", count: 12 - digits.count) + digits))
  }

  private func facts(_ random: inout Random) throws -> WorkflowFacts {
    var facts = WorkflowFacts()
    facts.directory.timeZone = "Europe/Berlin"
    facts.directory.zones["Europe/Berlin"] = TimeCache().zone(named: "Europe/Berlin")
    facts.directory.zones["Asia/Tokyo"] = TimeCache().zone(named: "Asia/Tokyo")
    facts.directory.regions = [
      Region(name: "emea", timeZone: "Europe/Berlin", channel: "#emea"),
      Region(name: "apac", timeZone: "Asia/Tokyo", channel: "#apac"),
    ]
    for number in 0..<4 {
      var user = CRMUser(id: try id("005", number), name: "User \(number)")
      user.emailKey = "user\(number)@tanuki.example"
      user.timeZone = number % 2 == 0 ? "Europe/Berlin" : "Asia/Tokyo"
      facts.directory.users[user.id] = user
    }
    for number in 0..<Int.random(in: 1...30, using: &random) {
      let id = try id("006", number)
      var subject = WorkflowSubject(
        kind: .opportunity, id: id.description, name: "Deal \(number % 7)", opportunity: id)
      subject.owner = try self.id("005", Int.random(in: 0..<4, using: &random))
      subject.primarySA = Bool.random(using: &random) ? subject.owner : nil
      subject.values = [
        .closed: .flag(Bool.random(using: &random)), .stage: .number(Double(Int.random(in: 1...6, using: &random))),
        .value: .number([9_999, 10_000, 20_000, 20_001][Int.random(in: 0..<4, using: &random)]),
        .primarySA: facts.directory.value(of: subject.primarySA),
      ]
      facts.present.append(subject)
      if Bool.random(using: &random) {
        facts.changed.append(
          WorkflowFacts.Change(
            subject: subject, fields: [FieldChange(field: .stage, was: .text("1"), value: .text("2"))],
            isNew: Bool.random(using: &random), snapshot: "s"))
      }
      if Bool.random(using: &random) { facts.created.append(subject) }
    }
    return facts
  }

  private func workflows() throws -> [Workflow] {
    func made(
      _ ref: String, _ trigger: Workflow.Trigger, _ lines: [String], _ to: [Workflow.RecipientRule],
      _ digest: Workflow.Digest
    ) throws -> Workflow {
      var workflow = Workflow(
        ref: ref, title: ref, trigger: trigger, conditions: try lines.map { try WorkflowCondition($0) }, recipients: to,
        text: try WorkflowText("{stage} {value} {primary_sa}"))
      workflow.digest = digest
      return workflow
    }
    let night = Workflow.Schedule(minute: 0, isDaily: false)
    return [
      try made("a", .state, ["closed is no", "stage >= 3"], [.region, .owner], .recipient),
      try made("b", .state, ["primary_sa is blank", "value >= 10000"], [.region, .channel("#all")], .opportunity),
      try made("c", .changed(fields: [.stage], includesNew: true), ["value > 20000"], [.owner, .primarySA], .none),
      try made("d", .schedule(night), ["stage = 3"], [.owner, .region], .opportunity),
      try made("e", .created(.opportunity), [], [.primarySA, .owner], .none),
    ]
  }

  @Test(arguments: 0..<60) func doesNotChangeWhatIsTold(_ seed: Int) throws {
    var random = Random(state: UInt64(seed))
    let facts = try facts(&random)
    let workflows = try workflows()
    let now = try #require(Instant("2026-03-31T11:00:00Z"))
    let evaluation = WorkflowEvaluation(workflows, facts, at: now)
    let messages = MessageDigest.entries(of: evaluation.firings).map(\.message)
    // Nobody is told of one cause twice.
    #expect(Set(evaluation.firings.map { "\($0.key) \($0.subject.id)" }).count == evaluation.firings.count)
    // Every firing is told, once.
    #expect(MessageDigest.entries(of: evaluation.firings).flatMap(\.firings).count == evaluation.firings.count)
    for _ in 0..<3 {
      var shuffled = facts
      shuffled.present.shuffle(using: &random)
      shuffled.changed.shuffle(using: &random)
      shuffled.created.shuffle(using: &random)
      let other = WorkflowEvaluation(workflows.shuffled(using: &random), shuffled, at: now)
      #expect(other.firings == evaluation.firings)
      #expect(other.ended == evaluation.ended)
      #expect(other.handled == evaluation.handled)
      #expect(MessageDigest.entries(of: other.firings.shuffled(using: &random)).map(\.message) == messages)
    }
  }
}
