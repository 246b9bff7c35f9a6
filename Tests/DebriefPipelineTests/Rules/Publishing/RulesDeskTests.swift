import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefPipeline

/// An admin's whole way: look, draft, try, publish, roll back.
@Suite("The rules' desk") struct RulesDeskTests {
  private let folder: String
  private let path: String
  private let store: Store
  private let admin: EmailAddress
  private let now = RuleFixtures.now

  /// The demo after a run, in a folder of its own.
  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/debrief-desk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/pipeline.yml"
    let text = try String(contentsOfFile: RuleFixtures.root + "/pipeline.yml", encoding: .utf8)
      .replacing("Fixtures/", with: RuleFixtures.root + "/Fixtures/")
    try Data((text + "\n# the end\n").utf8).write(to: URL(filePath: path))
    let context = try RuleFixtures.run(Configuration(file: path))
    store = context.store
    admin = try #require(context.configuration.admins.first)
  }

  private func desk() throws -> RulesDesk { try RulesDesk(path: path, store: store, admin: admin) }
  private func file() throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path))) }

  private func alias(_ domain: String = "quokkaworks.test") throws -> Rule {
    try #require(
      RuleFixtures.rules("  - { kind: subsidiary, domain: \(domain), account: 001Tk0000000MjmIAE, reason: Hiro }").first
    )
  }

  /// A draft with one rule more, simulated.
  private func simulated() throws -> StoredRuleDraft {
    let desk = try desk()
    let draft = try desk.put(try alias(), at: nil, seen: try desk.beginDraft(at: now).revision, at: now)
    let simulation = try desk.simulate(desk.read(draft), at: now)
    #expect(simulation.counts["now_matched"] == 4)
    return draft
  }

  @Test func onlyAdminsSitAtIt() throws {
    let stranger = try EmailAddress(parsing: "bruno.keller@tanuki.example")
    #expect(throws: NotAnAdmin.self) { try RulesDesk(path: path, store: store, admin: stranger) }
  }

  @Test func theMapSaysHowOftenEachRuleWasAskedAndWhenLast() throws {
    let desk = try desk()
    let rules = try desk.rulesAtWork(desk.usage(at: now), at: now)
    // Counted from the prompts: every one of a stored meeting with somebody of that domain.
    let prompts = try store.prompts(Store.PromptFilter())
    for rule in rules where rule.rule.kind == .alias || rule.rule.kind == .partner {
      let about = prompts.filter { $0.facts.participants.contains { $0.address.map(rule.rule.covers) ?? false } }
      #expect(rule.hits == about.count)
      #expect(rule.lastHit == about.map { $0.facts.startsAt.utc.date }.max())
    }
    #expect(rules.map(\.rule.target) == desk.live.rules.map(\.target))
    #expect(rules.contains { $0.account == "Rookwood" || $0.account?.hasPrefix("Rookwood") == true })
    #expect(rules.flatMap(\.findings).contains { $0.code == .withoutEffect })
  }

  @Test func anAddressIsTestedUnderTheDraftBeforeItIsInForce() throws {
    let desk = try desk()
    let draft = try desk.read(simulated())
    #expect(try desk.test("nils.quok@quokkaworks.test", at: now).match?.outcome == .unmatched)
    #expect(try desk.test("nils.quok@quokkaworks.test", under: draft, at: now).match?.outcome == .matched)
    #expect(
      try desk.test(" quokkaworks.test", under: draft, at: now).match?.account?.description == "001Tk0000000MjmIAE")
    for text in ["", "a@@b", "no domain", String(repeating: "a", count: 400) + ".test"] {
      #expect(throws: NotAnAddress.self) { try desk.test(text, at: now) }
    }
  }

  @Test func withoutASimulationOfExactlyThatDraftNothingIsPublished() throws {
    let before = try file()
    let text = try desk().put(try alias(), at: nil, seen: try desk().beginDraft(at: now).revision, at: now).text
    #expect(throws: NotPublishable.notSimulated) { try desk().publish(text, note: "n", at: now) }
    let draft = try desk().read(#require(try desk().draft()))
    // Too few days, and then with enough of them.
    let context = try desk().context(at: now)
    try RuleSimulation(draft, in: context, since: 7 * 86_400).keep(draft, in: context, days: 7, isWhole: true)
    #expect(throws: NotPublishable.tooFewDays(7)) { try desk().publish(text, note: "n", at: now) }
    _ = try desk().simulate(draft, at: now)
    // A character more in a reason is another draft.
    #expect(throws: NotPublishable.notSimulated) {
      try desk().publish(text.replacing("Hiro", with: "Hiro!"), note: "n", at: now)
    }
    #expect(throws: NotPublishable.noNote) { try desk().publish(text, note: " \u{200B}\n", at: now) }
    // Another rule in force, another matching: tried against what is no more.
    let file = try String(contentsOfFile: path, encoding: .utf8)
    for (old, new) in [("reason: our subsidiary", "reason: ours"), ("open_grace_after: 14d", "open_grace_after: 15d")] {
      try Data(file.replacing(old, with: new).utf8).write(to: URL(filePath: path))
      #expect(throws: NotPublishable.notSimulated) { try desk().publish(text, note: "n", at: now) }
    }
    try Data(file.utf8).write(to: URL(filePath: path))
    #expect(try self.file() == before)
    #expect(try store.rulePublications().isEmpty)
    try desk().publish(text, note: "n", at: now)
    #expect(try self.file() != before)
  }

  @Test func aNewSnapshotAsksForANewSimulation() throws {
    let text = try simulated().text
    var reader = try desk().live.configuration
    reader.crm.snapshot = RuleFixtures.root + "/Fixtures/crm/later"
    let context = RunContext(configuration: reader, store: store, now: now.advanced(by: 60))
    try ImportSnapshot().run(context)
    try #require(try store.currentSnapshot()?.path.hasSuffix("later") == true)
    #expect(throws: NotPublishable.notSimulated) { try desk().publish(text, note: "n", at: now) }
  }

  @Test func aDraftThatWasTriedWithoutTheCalendarsIsNotEnoughWhereItCanAddMeetings() throws {
    let rules = try desk().live.rules
    let index = try #require(rules.firstIndex { $0.kind == .internal })
    let saved = try desk().removeRule(at: index, seen: desk().beginDraft(at: now).revision, at: now)
    let draft = try desk().read(saved)
    let context = try desk().context(at: now)
    let blind = try RuleSimulation(draft, in: context, since: 90 * 86_400, readsCalendars: false)
    try blind.keep(draft, in: context, days: 90, isWhole: false)
    #expect(throws: NotPublishable.storedOnly) { try desk().publish(saved.text, note: "n", at: now) }
    _ = try desk().simulate(draft, at: now)
    // A blinder one afterwards takes nothing away.
    try blind.keep(draft, in: context, days: 90, isWhole: false)
    try desk().publish(saved.text, note: "n", at: now)
  }

  @Test func publishingWritesTheRulesAndNothingElseAndRollingBackGivesTheBytesBack() throws {
    let before = try file()
    let old = try desk().live.version
    let draft = try simulated()
    let publication = try desk().publish(draft.text, note: "Hexley bought\nQuokka", at: now)
    let text = String(decoding: try file(), as: UTF8.self)
    #expect(
      text.contains(
        "\n# Rules published 2026-03-31T18:00:00Z by sales.operations@tanuki.example: Hexley bought Quokka\nrules:\n"))
    #expect(text.hasSuffix("\n# the end\n"))
    let lines = String(decoding: before, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(kept.count == lines.count + 2)
    #expect(lines.allSatisfy(kept.contains))
    #expect(try desk().draft() == nil)
    #expect(try desk().live.version == publication.version)
    #expect(publication.counts?["now_matched"] == 4)
    #expect(throws: NotPublishable.nothingToDo) { try desk().publish(draft.text, note: "again", at: now) }

    let back = try desk().rollBack(to: old, note: "too early", at: now.advanced(by: 60))
    #expect(try file() == before)
    #expect(back.restores == old)
    try desk().rollBack(to: publication.version, note: "now", at: now.advanced(by: 120))
    #expect(String(decoding: try file(), as: UTF8.self) == text)
    #expect(
      try store.rulePublications().map(\.kind) == [.found, .published, .rolledBack, .rolledBack])
    #expect(try store.rulePublications().allSatisfy { $0.state == .done })
    #expect(throws: NotPublishable.noSuchVersion("nonsense")) {
      try desk().rollBack(to: "nonsense", note: "n", at: now)
    }

    let history = try RuleHistory(desk().context(at: now))
    #expect(history.versions.map(\.version) == [old, publication.version])
    #expect(history.versions.last?.publications.map(\.note) == ["Hexley bought Quokka", "now"])
    #expect(history.versions.last?.isCurrent == true)
  }

  @Test func aRunUnderThePublishedRulesMakesWhatTheSimulationSaid() throws {
    try desk().publish(try simulated().text, note: "n", at: now)
    let before = try store.prompts(Store.PromptFilter())
    let context = RunContext(configuration: try Configuration(file: path), store: store, now: now)
    _ = try Pipeline.run(context)
    let changed = zip(before, try store.prompts(Store.PromptFilter())).filter { $0.match != $1.match }
    #expect(changed.count { $0.1.match.opportunity != nil } == 4)
  }

  @Test func aChangeByHandBetweenLookingAndPublishingIsSeenAndKept() throws {
    let text = try simulated().text
    let desk = try desk()
    let byHand = String(decoding: try file(), as: UTF8.self) + "# a colleague\n"
    try Data(byHand.utf8).write(to: URL(filePath: path))
    #expect(throws: ChangedByHand.self) { try desk.publish(text, note: "n", at: now) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == byHand)
    #expect(try store.rulePublications().last?.state == .abandoned)
    // Looked at again, it is the same rules: the simulation holds.
    try self.desk().publish(text, note: "n", at: now)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("# the end\n# a colleague\n"))
  }

  @Test func whatSomebodyWroteByHandInBetweenCanBeRolledBackTo() throws {
    let first = try desk().live.version
    try desk().publish(try simulated().text, note: "n", at: now)
    let published = String(decoding: try file(), as: UTF8.self)
    let byHand = published.replacing("reason: private appointments", with: "reason: not ours")
    try Data(byHand.utf8).write(to: URL(filePath: path))
    let hand = try desk().live.version
    try desk().rollBack(to: first, note: "n", at: now)
    try desk().rollBack(to: hand, note: "n", at: now)
    #expect(String(decoding: try file(), as: UTF8.self) == byHand)
  }

  @Test func aVersionThatOnlyARunHasUsedComesBackFromItsRules() throws {
    let used = try desk().live.version
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try Data(text.replacing("reason: private appointments", with: "reason: other").utf8).write(to: URL(filePath: path))
    try desk().rollBack(to: used, note: "n", at: now)
    #expect(try desk().live.version == used)
  }

  @Test func whoWasKilledInBetweenLeavesAnAnswerInTheFile() throws {
    let text = try simulated().text
    let live = try desk().live
    let block = live.text.fitted(live.text.withLineEnds("# Rules published x\n" + text))
    try store.add(
      RulePublication(kind: .published, at: now, by: admin, note: "killed before", version: "v1", block: block))
    #expect(try desk().publications.map(\.state) == [.abandoned])
    try Data(live.text.replacing(with: block)).write(to: URL(filePath: path))
    #expect(try desk().publications.map(\.state) == [.done])
    try desk().rollBack(to: live.version, note: "n", at: now)
    #expect(try store.rulePublications().map(\.state) == [.done, .done])
  }

  @Test func twoWindowsOfOneAdminDoNotOverwriteEachOther() throws {
    let draft = try desk().beginDraft(at: now)
    try desk().save("rules: []", seen: draft.revision, at: now)
    #expect(throws: RuleDraftWasChanged.self) { try desk().save("rules:", seen: draft.revision, at: now) }
    #expect(try desk().draft()?.text == "rules: []\n")
    // A draft with errors is kept: it is somebody's work.
    let broken = try desk().save("rules:\r\n  - { kind", seen: 2, at: now)
    #expect(try desk().draft()?.text == "rules:\n  - { kind\n")
    #expect(throws: ConfigurationError.self) { try desk().read(broken) }
  }

  @Test func findingsNameTheDraftsLines() throws {
    let desk = try desk()
    let draft = try desk.save(
      "rules:\n  - { kind: alias, domain: gmail.com, account: 001Tk0000000MjmIAE, reason: r }\n", seen: 0, at: now)
    let findings = try desk.findings(desk.read(draft), desk.usage(at: now), at: now)
    #expect(findings.first?.code == .genericAlias)
    #expect(findings.first?.line == 2)
    #expect(findings.first?.file == "draft")
  }

  @Test func modeOwnerAndSymbolicLinkStay() throws {
    let link = folder + "/link.yml"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    chmod(path, 0o640)
    let text = try simulated().text
    try RulesDesk(path: link, store: store, admin: admin).publish(text, note: "n", at: now)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".new") } == [])
  }
}
