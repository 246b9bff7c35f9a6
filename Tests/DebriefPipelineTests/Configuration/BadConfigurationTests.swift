import Testing

@testable import DebriefPipeline

/// Everything that is wrong with a configuration is said at once, with line, key and what to do.
struct BadConfigurationTests {
  private func problems(_ yaml: String) -> [ConfigurationProblem] {
    do {
      _ = try Configuration(yaml: yaml, path: "pipeline.yml")
      return []
    } catch {
      return error.problems
    }
  }

  private func expect(_ yaml: String, says text: String, at line: Int, key: String? = nil) {
    let found = problems(yaml)
    #expect(
      found.contains { $0.line == line && $0.message.contains(text) && (key == nil || $0.key == key) }, "\(found)")
  }

  private let good = """
    company: { domains: [tanuki.example] }
    solution_architects:
      - { email: ada.fern@tanuki.example }
    calendars:
      - { path: "*.ics" }

    """

  @Test func aGoodOneHasNoProblem() { #expect(problems(good).isEmpty) }

  @Test func anUnknownKeyIsNamedWithTheNearestOne() {
    expect(good + "meetings: { sinse: 7d }", says: "did you mean \"since\"?", at: 6, key: "meetings.sinse")
    expect(good + "calender: []", says: "did you mean \"calendars\"?", at: 6, key: "calender")
    expect(
      good + "rules:\n  - { kind: blok, domain: x.example, reason: y }", says: "did you mean \"block\"?", at: 7,
      key: "rules[0].kind")
    expect(good + "limits:\n  calendar: { evnts: 5 }", says: "did you mean \"events\"?", at: 7)
  }

  @Test func wrongTypesAreNamed() {
    expect(good + "meetings: 7", says: "keys and values", at: 6)
    expect(good + "meetings: { since: soon }", says: "not a duration", at: 6, key: "meetings.since")
    expect(good + "crm: { max_shrink_percent: 130 }", says: "whole number from 0 to 100", at: 6)
    expect(good + "matching: { known_contact: perhaps }", says: "neither true nor false", at: 6)
    expect(good + "time_zone: Mars/Olympus", says: "no IANA time zone", at: 6)
    expect(good + "matching: { working_stages: {a: b} }", says: "expected a list", at: 6)
    expect(good + "matching: { open_grace_after: 22:30 }", says: "not a duration", at: 6)
    expect("company: [tanuki.example]", says: "keys and values", at: 1)
  }

  @Test func regionsThatNobodyKnowsAndZonesThatAreNoneAreNamed() {
    let regions = good.replacing("example }", with: "example, region: emeaa }") + "regions: [{ name: emea }]\n"
    expect(regions, says: "did you mean \"emea\"?", at: 3, key: "solution_architects[0].region")
    expect(good + "regions: [{ name: a }, { name: a }]", says: "stands here twice", at: 6, key: "regions[1].name")
    expect(good + "regions: [{ name: a, time_zone: Utopia }]", says: "no IANA time zone", at: 6)
  }

  @Test func anArchitectsZoneIsTheRegionsUnlessItHasOne() throws {
    let configuration = try Configuration(
      yaml: """
        time_zone: Europe/Berlin
        company: { domains: [tanuki.example] }
        regions: [{ name: apac, time_zone: Asia/Tokyo }]
        solution_architects:
          - { email: hiro@tanuki.example, region: apac }
          - { email: liam@tanuki.example, region: apac, time_zone: Australia/Sydney }
          - { email: ada@tanuki.example }
        """, path: "pipeline.yml")
    #expect(
      configuration.solutionArchitects.map(configuration.timeZone(of:)) == [
        "Asia/Tokyo", "Australia/Sydney", "Europe/Berlin",
      ])
  }

  @Test func limitsAreChecked() throws {
    expect(good + "limits: { calendar: { file_bytes: 12Q } }", says: "is not a size from 1K to 1024G", at: 6)
    expect(good + "limits: { calendar: { line_bytes: 1 } }", says: "is not a size", at: 6)
    expect(good + "limits: { expansion: { instances: 0 } }", says: "whole number from 1", at: 6)
    expect(good + "limits: { calendar_archive: { ratio: -1 } }", says: "whole number from 2", at: 6)
    let limits = try Configuration(
      yaml: good + """
        limits:
          calendar: { file_bytes: 25M, line_bytes: 64_000, events: 50_000 }
          expansion: { instances: 100 }
          calendar_archive: { total_bytes: 500M }
          snapshot_archive: { entry_bytes: 4G }
        """, path: "pipeline.yml"
    ).limits
    #expect(limits.calendar.fileBytes == 25 * 1024 * 1024)
    #expect(limits.calendar.lineBytes == 64_000)
    #expect(limits.calendar.events == 50_000)
    #expect(limits.expansion.instances == 100)
    #expect(limits.calendarArchive.totalBytes == 500 * 1024 * 1024)
    #expect(limits.snapshotArchive.entryBytes == 4 * 1024 * 1024 * 1024)
  }

  @Test func aKeyThatStandsTwiceIsRefused() {
    expect(good + "time_zone: UTC\ntime_zone: Europe/Paris", says: "twice: time_zone", at: 6)
  }

  @Test func aGlobWithoutQuotesIsExplained() {
    expect("calendars:\n  - { path: *.ics }", says: "must stand in quotes", at: 2)
    expect("calendars:\n  - path: *@tanuki.example.ics", says: "must stand in quotes", at: 2)
  }

  @Test func whatIsNoYAMLIsRefusedWithItsLine() {
    expect("company:\n  domains: [tanuki.example\nstate: x", says: "not YAML", at: 3)
    expect("company:\n\tdomains: []", says: "not YAML", at: 2)
    expect("", says: "empty", at: 1)
  }

  @Test func severalErrorsComeAtOnceInTheOrderOfTheirLines() {
    let found = problems(
      """
      time_zone: Nowhere
      company: { domains: [not a domain] }
      solution_architects:
        - { email: ada }
        - { email: bo@tanuki.example, prompt: sometimes }
        - { email: bo@tanuki.example }
      calendars:
        - { owner: eve@tanuki.example }
        - { path: x.ics, owner: eve@tanuki.example }
      meetings: { since: 7 }
      rules:
        - { kind: alias, domain: a.example, reason: r }
        - { kind: block, domain: a.example }
        - { kind: partner, domain: a.example, address: x@a.example, reason: r, from: 2026-02-01, until: 2026-01-01 }
      """)
    #expect(Set(found.map(\.line)).isSuperset(of: [1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14]), "\(found)")
    #expect(found.map(\.line) == found.map(\.line).sorted())
  }

  /// Nine levels of nine aliases each: expanded, a thousand million nodes.
  private static func bomb(_ first: String = "") -> String {
    var text = first + "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ","))]\n"
    }
    return text
  }

  @Test func aBombOfAliasesIsRefusedAtOnce() {
    let clock = ContinuousClock()
    // A quote inside a plain value opens no quoted text, and must not hide what follows.
    for first in ["", "state: a 'b\n", "state: |\n  it 'is\n", "# don't\n", "state: \"a\\\\\"\n"] {
      let took = clock.measure { #expect(!problems(Self.bomb(first)).isEmpty) }
      #expect(took < .milliseconds(500), "\(took)")
    }
    expect(Self.bomb(), says: "anchors", at: 1)
    expect(Self.bomb("state: a 'b\n"), says: "anchors", at: 3)
  }

  @Test func nestingWithoutEndIsRefused() {
    let deep = String(repeating: "[", count: 5000)
    #expect(!problems("state: \(deep)").isEmpty)
    #expect(!problems("state: " + deep + String(repeating: "]", count: 5000)).isEmpty)
  }

  @Test func ampersandsAndStarsInTextAreNoAliases() {
    let text = good + "rules:\n  - { kind: block, domain: x.example, reason: \"R&D *only* & friends\" }"
    #expect(problems(text).isEmpty, "\(problems(text))")
  }

  @Test func whatIsTooLargeIsNoConfiguration() {
    let long = "# " + String(repeating: "x", count: 300 * 1024) + "\n"
    expect(long + good, says: "larger than 256 KiB", at: 1)
  }

  @Test func relativePathsStartAtTheFilesFolder() throws {
    let configuration = try Configuration(yaml: good, path: "/etc/debrief/pipeline.yml")
    #expect(configuration.stateFolder == "/etc/debrief/.debrief")
    #expect(configuration.calendars.map(\.path) == ["/etc/debrief/*.ics"])
  }
}
