import ArgumentParser
import DebriefPipeline
import Foundation

struct RulesSimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Replay the stored meetings under a draft of the rules, and say what would change.",
    discussion: """
      The draft is a copy of pipeline.yml, or a file that holds rules: alone. Nothing is written but the CSV, and the \
      result into the database: 'debrief rules publish' asks for it. Where the draft can turn events without outsiders \
      into meetings, the calendars are read anew for them.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("The draft.", valueName: "yml"))
  var rules: String

  @Option(help: ArgumentHelp("Meetings that ended at most this long ago.", valueName: "duration"))
  var since = "90d"

  @Option(help: ArgumentHelp("Write every meeting that changes to this file.", valueName: "file"))
  var csv: String?

  @Option(help: "Show at most this many changed meetings as text.")
  var limit = 40

  @Flag(help: "Never read a calendar: replay what the store holds alone.")
  var storedOnly = false

  func run() throws {
    let context = try options.context()
    guard let seconds = Configuration.duration(since) else {
      throw ValidationError("'--since' takes a duration such as 90d or 36h.")
    }
    let draft = try RuleDraft(file: rules, for: context.configuration)
    let simulation = try RuleSimulation(draft, in: context, since: seconds, readsCalendars: !storedOnly)
    try simulation.keep(draft, in: context, days: Int(seconds / 86_400), isWhole: !storedOnly)
    if let csv { try CheckedFile.write(RuleSimulationCSV(simulation).text, to: csv) }
    if options.json { return try Output.standard.json(simulation) }
    try Output.standard.write(
      RuleSimulationText(simulation, context.configuration, limit: max(0, limit)).text)
    if let csv { try Output.error.line("Wrote \(simulation.flips.count) meetings to \(terminalText(csv)).") }
  }
}

/// A file that is whole or not there.
enum CheckedFile {
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Output.Failure(description: "\(path) could not be written: \(error.localizedDescription)")
    }
  }
}
