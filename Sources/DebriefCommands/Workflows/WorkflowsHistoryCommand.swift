import ArgumentParser
import DebriefPipeline
import DebriefStore

struct WorkflowsHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List what workflows have told whom, and why, the newest first.")

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("Only this workflow.", valueName: "ref"))
  var workflow: String?

  @Option(help: ArgumentHelp("Only what is about this opportunity, prompt, activity or task.", valueName: "id"))
  var record: String?

  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("'--limit' takes a number from 1.") }
  }

  func run() throws {
    let firings = try options.context().store.firings(workflow: workflow, record: record, limit: limit)
    if options.json { return try Output.standard.json(History(firings: firings)) }
    for firing in firings {
      let about = firing.subject.isEmpty ? "\(firing.records) records" : "\(firing.kind) \(firing.subject)"
      try line(
        "\(firing.at)  \(firing.workflow)  \(firing.recipient)  \(about)  \(firing.cause)  \(firing.state ?? "gone")")
    }
    if firings.isEmpty { try line("Nothing was told yet.") }
  }

  private func line(_ text: String) throws { try Output.standard.line(terminalText(text)) }
}

private struct History: Encodable {
  var schema = "debrief.workflows-history/1"
  var firings: [FiringRecord]
}
