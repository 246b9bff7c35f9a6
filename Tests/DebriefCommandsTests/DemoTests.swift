import Calendars
import DebriefCore
@testable import DebriefPipeline
import Foundation
import Testing

/// The main job on the fixtures, against what the meetings mean (Fixtures/README.md says how each field is meant).
@Suite(.serialized) struct DemoTests {
  struct ExpectedPrompt: Decodable, Hashable {
    struct Warning: Decodable, Hashable, Comparable {
      var domain: String
      var account: String
      static func < (a: Self, b: Self) -> Bool { (a.domain, a.account) < (b.domain, b.account) }
    }

    var owner: String
    var uid: String
    var recurrenceID: String?
    var start: String
    var end: String
    var title: String?
    var outcome: String
    var tier: String?
    var opportunity: String?
    var account: String?
    var candidates: [String]
    var warnings: [Warning]
    var flags: [String]

    private enum CodingKeys: String, CodingKey {
      case owner, uid, start, end, title, outcome, tier, opportunity, account, candidates, warnings, flags
      case recurrenceID = "recurrence_id"
    }

    /// What the program said, in the form of the expected file.
    init(_ prompt: ListedPrompt) {
      let match = prompt.match
      owner = prompt.owner
      uid = prompt.uid
      recurrenceID = prompt.recurrenceID
      start = prompt.start.description
      end = prompt.end.description
      title = prompt.title
      outcome = match.outcome.rawValue
      tier = match.tier == .suggestion ? nil : match.tier?.rawValue
      opportunity = match.opportunity?.description
      account = match.account?.description
      let listsCandidates = match.outcome == .ambiguous || match.outcome == .suggested
      candidates = listsCandidates ? match.candidates.map(\.opportunity.description) : []
      warnings = Set(match.warnings.map { Warning($0) }).sorted()
      // The expected file speaks of this flag alone.
      flags = prompt.flags.filter { $0 == "probable_no_show" }
    }

    var key: String { "\(owner) \(uid) \(recurrenceID ?? "")" }
  }

  struct Silence: Decodable, Hashable {
    var owner: String
    var uid: String
    var recurrenceID: String?
    var reason: String

    private enum CodingKeys: String, CodingKey {
      case owner, uid, reason
      case recurrenceID = "recurrence_id"
    }
  }

  private static func expected<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
    try JSONDecoder().decode(
      type, from: Data(contentsOf: URL(fileURLWithPath: "\(Installation.fixtures)/expected/\(name)")))
  }

  private func expect(_ prompts: [ListedPrompt], toBe expected: [ExpectedPrompt]) {
    let found = Dictionary(uniqueKeysWithValues: prompts.map { ExpectedPrompt($0) }.map { ($0.key, $0) })
    #expect(found.count == expected.count)
    for wanted in expected where found[wanted.key] != wanted {
      Issue.record("expected \(wanted), found \(found[wanted.key].map { "\($0)" } ?? "nothing")")
    }
  }

  @Test func theDemosPromptsAreThoseThatTheMeetingsMeanThenAndTheDayAfter() throws {
    let installation = try Installation.ofTheDemo()
    let first = try installation.run()
    #expect(first.result.exitCode == 0, "\(first.result.errors)")
    expect(try installation.prompts(), toBe: try Self.expected("prompts.json", as: [ExpectedPrompt].self))

    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(text.replacing("crm/weekly", with: "crm/later"), to: "pipeline.yml")
    installation.now = "2026-04-01T06:00:00Z"
    let second = try installation.run()
    #expect(second.result.exitCode == 0, "\(second.result.errors)")
    expect(
      try installation.prompts(state: "all"), toBe: try Self.expected("prompts-later.json", as: [ExpectedPrompt].self))
    // A day later nothing has to be expanded anew but what the files' own change asks for, and they did not change.
    #expect(second.report.work["calendars"]?["files_read"] == nil)
  }

  @Test func everyOtherEventHasExactlyTheReasonThatItMeans() throws {
    let installation = try Installation.ofTheDemo()
    _ = try installation.run()
    let context = try installation.context()
    let silences = try Self.expected("no-prompts.json", as: [Silence].self)
    #expect(!silences.isEmpty)
    for (owner, lines) in Dictionary(grouping: silences, by: \.owner) {
      // Only the owner's own calendars: a series may be silent in one calendar and ask in another.
      var configuration = context.configuration
      let paths = try context.store.sources().values.filter { $0.owner == owner }.map {
        $0.path.split(separator: "!")[0]
      }
      configuration.calendars = Set(paths).sorted().map {
        .init(path: String($0), owner: context.configuration.architect(named: owner)?.email, line: 1)
      }
      let own = RunContext(configuration: configuration, store: context.store, now: context.now)
      for line in lines {
        let explanation = try #require(try EventExplanation(uid: line.uid, in: own), "\(line.uid)")
        let instances = explanation.calendars.flatMap(\.occurrences)
          .filter { line.recurrenceID == nil || $0.recurrenceID == line.recurrenceID }
        if instances.isEmpty {
          #expect(line.reason == "outside_window", "\(line)")
        }
        for instance in instances { #expect(instance.reason == line.reason, "\(line)") }
      }
    }
  }

  @Test func theAccountBalances() throws {
    let installation = try Installation.ofTheDemo()
    let report = try installation.run().report
    let events = report.events
    #expect(events.read > 300)
    #expect(events.read == events.setAside.values.reduce(0, +) + events.refused + events.expanded)
    // Every seat has its reason, or is a meeting; the private ones are counted and not kept.
    let seats = try installation.context().store.seatCounts().values.reduce(0, +)
    let occurrences = report.occurrences.values.reduce(0, +)
    #expect(occurrences == seats + (report.occurrences["private"] ?? 0))
    #expect(report.prompts["pending"] == 311)
    // The text that a person reads is the same account.
    let text = try installation.debrief("run", "--verbose").text
    #expect(text.contains("\(events.calendars) read, \(events.read) events"))
    #expect(text.contains("Occurrences \(occurrences)"))
  }

  @Test func sourcesThatCannotGiveMeetingsAreNamed() throws {
    let warnings = try Installation.ofTheDemo().run().report.warnings.map(\.description)
    #expect(warnings.contains { $0.contains("published-calendar.ics") && $0.contains("names anybody") })
    #expect(warnings.contains { $0.contains("liam.byrne@tanuki.example has no calendar") })
  }

  @Test func theFixturesAreWhatTheirScenarioWrites() throws {
    let check = Command(
      program: "/usr/bin/env", arguments: ["python3", "\(Installation.fixtures)/make_fixtures.py", "--check"],
      folder: Installation.fixtures)
    let result = try check.run()
    #expect(result.exitCode == 0, "\(result.text)\(result.errors)")
  }
}

extension DemoTests.ExpectedPrompt.Warning {
  fileprivate init(_ warning: LookAlikeWarning) {
    domain = warning.domain
    account = warning.account.description
  }
}
