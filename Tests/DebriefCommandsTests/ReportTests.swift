import DebriefCore
import DebriefPipeline
import Foundation
import Testing

/// `debrief report` on the demo's company, against plain SQL and against what the export was written to show.
@Suite(.serialized) struct ReportTests {
  private struct ReportObject: Decodable {
    struct Group: Decodable {
      struct Figure: Decodable, Equatable {
        var count: Int?
        var whole: Int?
      }
      var key: String
      var figures: [String: Figure]
    }
    struct Rows: Decodable {
      var columns: [String]
      var rows: [[String]]
    }
    var schema: String
    var groups: [Group]
    var total: Group
    var rows: Rows?
  }

  private static func object(_ installation: Installation, _ arguments: String...) throws -> ReportObject {
    let result = try installation.command(["report"] + arguments + ["--json"]).run()
    #expect(result.exitCode == 0, "\(result.errors)")
    return try JSONDecoder().decode(ReportObject.self, from: result.output)
  }

  /// The demo a day after some SAs have answered: 6 logged at different times, 3 dismissed, 1 put off.
  private static func answered() throws -> Installation {
    let installation = try Installation.ofTheDemo()
    _ = try installation.run()
    for owner in ["dev.anand", "greta.holm"] {
      let prompts = try installation.prompts().filter { $0.owner.hasPrefix(owner) && $0.match.outcome == .matched }
      try #require(prompts.count >= 6)
      for (index, prompt) in prompts.prefix(6).enumerated() {
        installation.now = "2026-03-31T18:1\(index):00Z"
        let verb: [String] =
          switch index {
          case 0...2:
            [
              "log", prompt.id, "--sentiment", "positive", "--type", "Demo", "--description",
              "We looked at the plan together. Next step: sizing.",
            ]
          case 3: ["dismiss", prompt.id, "--reason", "no-show"]
          case 4: ["dismiss", prompt.id, "--reason", "internal"]
          default: ["snooze", prompt.id]
          }
        let result = try installation.command(verb + ["--as", owner]).run()
        #expect(result.exitCode == 0, "\(result.errors)\(result.text)")
      }
      // Taken back: it is not logged any more.
      installation.now = "2026-03-31T18:20:00Z"
      _ = try installation.debrief("undo", prompts[2].id, "--as", owner)
    }
    installation.now = "2026-03-31T18:30:00Z"
    return installation
  }

  @Test func plainSQLCountsTheSame() throws {
    let installation = try Self.answered()
    let configuration = try installation.context().configuration
    let zones = Dictionary(
      configuration.solutionArchitects.map { ($0.email.key, configuration.timeZone(of: $0)) }
    ) { first, _ in first }
    var files: [String] = []
    for (index, arguments) in [
      ["coverage"], ["coverage", "--by", "week"], ["reasons", "--by", "sa"], ["reasons", "--by", "week"],
      ["age", "--by", "sa"], ["coverage", "--from", "2026-02-10", "--to", "2026-03-08"],
    ].enumerated() {
      let result = try installation.command(["report"] + arguments + ["--json"]).run()
      #expect(result.exitCode == 0, "\(result.errors)")
      try installation.write(result.output, to: "report\(index).json")
      files.append(installation.folder + "/report\(index).json")
    }
    let check = try Command(
      program: "/usr/bin/env",
      arguments: [
        "python3", "\(Installation.project)/Tests/Conformance/reports.py", installation.database, installation.now,
        String(decoding: try JSONEncoder().encode(zones), as: UTF8.self),
      ] + files, folder: installation.folder
    ).run()
    #expect(check.exitCode == 0, "\(check.text)\(check.errors)")
    #expect(check.text.components(separatedBy: " 0 differences").count == files.count + 1, "\(check.text)")
    // It is not nothing that they agree on.
    let total = try Self.object(installation, "coverage").total.figures
    #expect(total["logged"]?.count == 4)
    #expect(total["dismissed"]?.count == 4)
    #expect((total["coverage"]?.whole ?? 0) > 250)
  }

  @Test func theEvaluationsAreThoseOfTheExportsScenario() throws {
    let installation = try Installation.ofTheDemo()
    _ = try installation.run()
    func names(_ kind: String, _ measure: String) throws -> [String] {
      let rows = try Self.object(installation, kind, "--rows", measure).rows
      return try #require(rows).rows.map { $0[0] }.sorted()
    }
    // Fixtures/scenario/evaluations.py says what each opportunity is there for.
    #expect(
      try names("evaluations", "stage-3-without-start") == ["Gallowglass - Game Builds", "Saltmarsh - Core Network"])
    #expect(
      try names("evaluations", "past-stage-3-without-end") == ["Cinderpath - Platform", "Wobbly Wheel - Factory"])
    #expect(
      try names("evaluations", "stage-4-without-status") == ["Cinderpath - Platform", "Pepsilo - Renewal and Growth"])
    #expect(
      try names("evaluations", "under-way")
        == ["Brackwater Bank - Core", "Cinderpath - Platform", "Wobbly Wheel - Factory"])
    #expect(try names("povs", "overdue") == ["Cinderpath lineage"])
    #expect(try names("povs", "running") == ["Brackwater core: nightly batch"])
    // Felix is beside Ada on Trials; Bruno's task on Arms and Grippers was a recorder's.
    #expect(
      try names("secondary", "secondary") == ["Foxglove - Audit", "Foxglove - Response", "Hexley - Trials"])
    // A day later Nettlecombe has been in stage 3 for seven days, and Gallowglass has its start.
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(text.replacing("crm/weekly", with: "crm/later"), to: "pipeline.yml")
    installation.now = "2026-04-01T06:00:00Z"
    _ = try installation.run()
    #expect(
      try names("evaluations", "stage-3-without-start") == ["Nettlecombe - Newsroom", "Saltmarsh - Core Network"])
  }

  @Test func rowsAreListedForANumberAndAGroup() throws {
    let installation = try Self.answered()
    let json = try Self.object(installation, "coverage", "--rows", "dismissed", "--group", "dev")
    #expect(json.schema == "debrief.report/1")
    let group = try #require(json.groups.first { $0.key == "dev.anand@tanuki.example" })
    let rows = try #require(json.rows)
    #expect(group.figures["dismissed"]?.count == rows.rows.count)
    #expect(
      rows.rows.map { $0[rows.columns.firstIndex(of: "standing") ?? 0] } == [
        "dismissed: no-show", "dismissed: internal",
      ])
    let csv = try installation.debrief("report", "coverage", "--rows", "dismissed", "--group", "dev", "--csv").text
    #expect(csv.components(separatedBy: "\r\n").count == rows.rows.count + 2)
    let one = try installation.debrief("report", "coverage", "--owner", "dev.anand")
    #expect(one.text.contains("Dev Anand") && !one.text.contains("Greta Holm"))
  }

  @Test func aStrangersTitleIsHarmlessInTextAndInASpreadsheet() throws {
    let installation = try Installation()
    try installation.write(
      """
      BEGIN:VCALENDAR\r
      VERSION:2.0\r
      BEGIN:VEVENT\r
      UID:1\r
      DTSTAMP:20260301T000000Z\r
      DTSTART:20260320T090000Z\r
      DTEND:20260320T093000Z\r
      SUMMARY:=HYPERLINK("http://x.test")\u{1B}[31m\r
      ORGANIZER:mailto:ada.fern@tanuki.example\r
      ATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@outside.example\r
      END:VEVENT\r
      END:VCALENDAR\r

      """, to: "calendars/ada.fern@tanuki.example.ics")
    _ = try installation.run()
    let text = try installation.debrief("report", "--rows", "external").text
    #expect(text.contains("HYPERLINK") && !text.contains("\u{1B}"))
    let csv = try installation.debrief("report", "--rows", "external", "--csv").text
    #expect(csv.contains("\"'=HYPERLINK"))
  }

  @Test func whatCannotBeAskedIsRefusedWithTheChoices() throws {
    let installation = try Installation.ofTheDemo()
    _ = try installation.run()
    let wrong: [[String]] = [
      ["coverage", "--by", "stage"], ["coverage", "--rows", "nonsense"],
      ["coverage", "--rows", "logged", "--group", "zz"],
      ["povs", "--from", "2026-01-01"], ["coverage", "--from", "2026-04-01", "--to", "2026-03-01"],
      ["coverage", "--csv", "--json"], ["coverage", "--group", "emea"],
    ]
    for arguments in wrong {
      let result = try installation.command(["report"] + arguments).run()
      #expect(result.exitCode == 64, "\(arguments)")
      #expect(result.text.isEmpty)
    }
    let choices = try installation.debrief("report", "coverage", "--rows", "nonsense").errors
    #expect(choices.contains("external") && choices.contains("dismissed-no-show"))
  }

  @Test func everyNumberIsDefined() throws {
    let page = try String(contentsOfFile: Installation.project + "/docs/reports.md", encoding: .utf8)
    let installation = try Installation.ofTheDemo()
    _ = try installation.run()
    for kind in ReportKind.allCases {
      for id in try Self.object(installation, kind.rawValue).total.figures.keys {
        let isDefined = page.contains("`\(id)`") || (id.hasPrefix("events-") && page.contains("`events-`"))
        #expect(isDefined, "docs/reports.md does not define \(id) of \(kind.rawValue)")
      }
    }
  }
}
