import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore
import Dispatch
import Foundation
import Testing

@testable import DebriefWeb

/// What a browser cannot show: work that is under way, two admins at once, a file that turned bad.
@Suite("The rules' pages") struct RulesPagesTests {
  private let world: World
  private let session: Secret

  init() throws {
    world = try World()
    session = try world.session(.admin)
  }

  private var path: String { world.configuration.path }

  private func desk() throws -> RulesDesk {
    try RulesDesk(path: path, store: world.store, admin: try world.email(.admin))
  }

  private func begin() throws -> StoredRuleDraft {
    let draft = try desk().beginDraft(at: World.now)
    return try desk().save(
      draft.text.replacing("our subsidiary", with: "our own"), seen: draft.revision, at: World.now)
  }

  @Test func aSimulationThatTakesLongHoldsNobodyUp() throws {
    let read = try desk().read(try begin())
    let key = try desk().key(read)
    let gate = DispatchSemaphore(value: 0)
    world.site.ruleSimulations.start("\(key.draft)/\(key.live)/\(key.context)", at: World.now) { gate.wait() }
    defer { gate.signal() }
    let waiting = try world.get("/rules/simulation", session)
    #expect(waiting.status == 200)
    #expect(waiting.header("Refresh") == "2")
    #expect(waiting.text.contains("goes on by itself"))
    // Pressing again starts nothing anew, and every other page answers.
    #expect(try world.post("/rules/simulation", [], session).status == 303)
    #expect(try world.get("/rules", session).status == 200)
    #expect(try world.get("/inbox", try world.session(.owner)).status == 200)
  }

  @Test func aSimulationThatFailedSaysSoAndCanBeTriedAgain() throws {
    struct Broken: Error {}
    let read = try desk().read(try begin())
    let key = try desk().key(read)
    world.site.ruleSimulations.start("\(key.draft)/\(key.live)/\(key.context)", at: World.now) { throw Broken() }
    let failed = try world.get("/rules/simulation", session)
    #expect(failed.status == 500)
    #expect(failed.text.contains("Try again"))
    #expect(try world.post("/rules/simulation", [], session).status == 303)
    for _ in 0..<200 where try world.get("/rules/simulation", session).header("Refresh") != nil { usleep(50_000) }
    #expect(try world.get("/rules/simulation", session).text.contains("What would change"))
  }

  @Test func publishingNeedsTheDraftAndTheRulesThatWereSeen() throws {
    let draft = try begin()
    _ = try desk().simulate(desk().read(draft), at: World.now)
    let live = try desk().live.version
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    func fields(_ seen: Int, _ live: String) -> [(String, String)] {
      [("seen", String(seen)), ("live", live), ("note", "n"), ("sure", "yes")]
    }
    #expect(try world.post("/rules/publish", fields(draft.revision - 1, live), session).status == 409)
    #expect(try world.post("/rules/publish", fields(draft.revision, "other"), session).status == 409)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try world.post("/rules/publish", fields(draft.revision, live), session).status == 303)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) != before)
    // The server itself works with them at once.
    #expect(world.site.configuration.rules.contains { $0.reason == "our own" })
  }

  @Test func aFileThatTurnedBadIsNamedAndTouchedByNobody() throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try Data((text + "nonsense: true\n").utf8).write(to: URL(fileURLWithPath: path))
    let page = try world.get("/rules", session)
    #expect(page.status == 409)
    #expect(page.text.contains("nonsense"))
  }

  @Test func anAdminWhoIsNoSASeesNoColleaguesPromptThroughTheList() throws {
    let desk = try desk()
    let rule = try #require(desk.live.rules.firstIndex { $0.kind == .alias })
    let draft = try desk.removeRule(at: rule, seen: desk.beginDraft(at: World.now).revision, at: World.now)
    let simulation = try desk.simulate(desk.read(draft), at: World.now)
    let prompts = simulation.flips.compactMap(\.prompt)
    #expect(!prompts.isEmpty)
    let page = try world.get("/rules/simulation", session)
    #expect(page.text.contains("What would change"))
    #expect(prompts.allSatisfy { !page.text.contains("/prompts/\($0)") })
    let csv = try world.get("/rules/simulation.csv", session)
    #expect(csv.header("Content-Disposition")?.contains("rules-simulation.csv") == true)
    #expect(csv.text.split(separator: "\r\n").count == simulation.flips.count + 1)
  }
}
