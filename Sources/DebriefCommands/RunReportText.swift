import DebriefPipeline

/// The account of a run, for a person.
struct RunReportText {
  private(set) var text = ""

  init(_ report: RunReport, isDryRun: Bool) {
    if isDryRun { add("Dry run: nothing was written.") }
    if let snapshot = report.snapshot {
      let rows = snapshot.rows.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      add("CRM        as of \(snapshot.importedAt): \(rows)")
    }
    let events = report.events
    add("Calendars  \(events.calendars) read, \(events.read) events")
    for (reason, count) in events.setAside.sorted(by: { $0.key < $1.key }) { add(count, "events", reason) }
    if events.refused > 0 { add(events.refused, "events", "refused") }
    add(events.expanded, "events", "looked at, which gave the occurrences")
    let total = report.occurrences.values.reduce(0, +)
    add("Occurrences \(total)")
    for (reason, count) in report.occurrences.sorted(by: { $0.key < $1.key }) where reason != "meeting" {
      add(count, "", reason)
    }
    add(report.occurrences["meeting"] ?? 0, "", "meetings with people from outside")
    let prompts = report.prompts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    add("Prompts    \(prompts.isEmpty ? "none" : prompts)")
    let work = report.work.sorted { $0.key < $1.key }.map { stage, counts in
      "\(stage): " + counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
    add("This run   \(work.isEmpty ? "had nothing to do" : work.joined(separator: "; "))")
    if !report.refused.isEmpty { add("Refused    \(report.refused.count), named on standard error") }
  }

  private mutating func add(_ line: String) { text += terminalText(line) + "\n" }

  private mutating func add(_ count: Int, _ unit: String, _ what: String) {
    let digits = String(count)
    let padding = String(repeating: " ", count: max(0, 17 - digits.count))
    add(padding + digits + " " + what)
  }
}
