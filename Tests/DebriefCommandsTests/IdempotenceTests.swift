import DebriefCore
import Foundation
import Testing

/// Same inputs, same moment: same result, and work only for what changed (product definition, section 2).
@Suite(.serialized) struct IdempotenceTests {
  private func tenMeetings(stamp: String = "20260301T080000Z", sixth: String = "Review", hour: Int = 10) -> String {
    CalendarText(
      (1...10).map {
        CalendarText.meeting(
          "m\($0)", day: 10 + $0, hour: $0 == 6 ? hour : 10, stamp: stamp, title: $0 == 6 ? sixth : "Review")
      }
    ).text
  }

  @Test func aSecondRunChangesNothingAndReadsNothing() throws {
    let installation = try Installation.ofTheDemo()
    let first = try installation.run()
    #expect((first.report.work["calendars"]?["files_read"] ?? 0) > 10)
    let before = try installation.dump()
    let second = try installation.run()
    let after = try installation.dump()
    #expect(LogicalDump.difference(before, after) == "")
    let work = second.report.work
    #expect(work["calendars"]?["files_read"] == nil)
    #expect(work["calendars"]?["seats_written"] == nil)
    #expect(work["match"] == nil)
    #expect(work["prompts"] == nil)
  }

  /// A map has no order, and no two processes agree on one.
  @Test func anUnchangedSnapshotWithMappedFieldsIsNotReadAgain() throws {
    let fields = [
      "Account.name: Name", "Account.website: Website", "Contact.account: AccountId", "Opportunity.name: Name",
      "Opportunity.stage: StageName", "Opportunity.close_date: CloseDate",
    ]
    let installation = try Installation()
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(
      text.replacing("crm: { ", with: "crm: { fields: { \(fields.joined(separator: ", ")) }, "), to: "pipeline.yml")
    try installation.write(tenMeetings(), to: "calendars/ada.fern@tanuki.example.ics")
    let first = try installation.run()
    #expect(first.result.exitCode == 0, "\(first.result.errors)")
    let before = try installation.dump()
    for _ in 0..<3 { _ = try installation.run() }
    let after = try installation.dump()
    #expect(LogicalDump.difference(before, after) == "")
  }

  @Test func filesThatWereTouchedAreReadAndNothingElseHappens() throws {
    let installation = try Installation()
    try installation.write(tenMeetings(), to: "calendars/ada.fern@tanuki.example.ics")
    _ = try installation.run()
    try installation.write(tenMeetings(), to: "calendars/ada.fern@tanuki.example.ics")
    let work = try installation.run().report.work
    #expect(work["calendars"]?["files_read"] == 1)
    #expect(work["calendars"]?["series_unchanged"] == 10)
    #expect(work["calendars"]?["series_expanded"] ?? 0 == 0)
    #expect(work["calendars"]?["seats_written"] ?? 0 == 0)
    #expect(work["match"] == nil)
  }

  @Test func oneChangedEventCostsOneSeriesOneSeatAndOnePrompt() throws {
    let installation = try Installation()
    try installation.write(tenMeetings(), to: "calendars/ada.fern@tanuki.example.ics")
    let first = try installation.run().report
    #expect(first.prompts["pending"] == 10)
    try installation.write(tenMeetings(sixth: "Another title"), to: "calendars/ada.fern@tanuki.example.ics")
    let report = try installation.run().report
    #expect(report.work["calendars"]?["series_expanded"] == 1)
    #expect(report.work["calendars"]?["series_unchanged"] == 9)
    #expect(report.work["calendars"]?["seats_written"] == 1)
    // Matching looks at people and times.
    #expect(report.work["match"] == nil)
    #expect(report.work["prompts"]?.values.reduce(0, +) == 1)
    #expect(try installation.prompts().count { $0.title == "Another title" } == 1)
    try installation.write(tenMeetings(sixth: "Another title", hour: 11), to: "calendars/ada.fern@tanuki.example.ics")
    let moved = try installation.run().report
    #expect(moved.work["calendars"]?["seats_written"] == 1)
    #expect(moved.work["match"]?["matched"] == 1)
    #expect(moved.work["prompts"]?.values.reduce(0, +) == 1)
    #expect(
      try installation.prompts().count { $0.title == "Another title" && $0.start.description.contains("T11:00") } == 1)
  }

  @Test func anExportThatStampsEveryEventAnewWritesNoSeat() throws {
    let installation = try Installation()
    try installation.write(tenMeetings(), to: "calendars/ada.fern@tanuki.example.ics")
    _ = try installation.run()
    try installation.write(tenMeetings(stamp: "20260331T170000Z"), to: "calendars/ada.fern@tanuki.example.ics")
    let work = try installation.run().report.work
    #expect(work["calendars"]?["files_read"] == 1)
    #expect(work["calendars"]?["seats_written"] ?? 0 == 0)
    #expect(work["prompts"] == nil)
  }

  @Test func theOrderOfTheInputsDoesNotMatter() throws {
    let names = ["ada.fern@tanuki.example.ics", "chloe.marsh@tanuki.example.ics", "dev.anand@tanuki.example.ics"]
    var results: [(ids: [String], matches: [Match])] = []
    for order in [names, Array(names.reversed())] {
      let installation = try Installation.ofTheDemo()
      for name in order {
        try installation.write(
          try Data(contentsOf: URL(fileURLWithPath: "\(Installation.fixtures)/calendars/\(name)")),
          to: "calendars/\(name)")
      }
      let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("- { path:") }
      let calendars = order.map { "  - { path: calendars/\($0) }" }.joined(separator: "\n")
      try installation.write(
        lines.map { $0.hasPrefix("calendars:") ? "calendars:\n\(calendars)" : String($0) }.joined(separator: "\n"),
        to: "pipeline.yml")
      #expect(try installation.run().result.exitCode == 0)
      let prompts = try installation.prompts()
      results.append((prompts.map(\.id), prompts.map(\.match)))
    }
    #expect(results[0].ids.count > 50)
    #expect(results[0].ids == results[1].ids)
    #expect(results[0].matches == results[1].matches)
  }

  @Test func someFilesFirstAndAllOfThemLaterIsAsGoodAsAllAtOnce() throws {
    let all = try Installation()
    let growing = try Installation()
    let one = CalendarText([CalendarText.meeting("a")]).text
    let two = CalendarText([CalendarText.meeting("b", day: 21)]).text
    for (name, text) in [("ada.fern", one), ("bruno.keller", two)] {
      try all.write(text, to: "calendars/\(name)@tanuki.example.ics")
    }
    _ = try all.run()
    try growing.write(one, to: "calendars/ada.fern@tanuki.example.ics")
    _ = try growing.run()
    try growing.write(two, to: "calendars/bruno.keller@tanuki.example.ics")
    _ = try growing.run()
    #expect(try all.prompts().map(\.id) == growing.prompts().map(\.id))
    #expect(try all.prompts().map(\.match) == growing.prompts().map(\.match))
  }
}
