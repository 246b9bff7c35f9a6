import ArgumentParser
import DebriefPipeline
import DebriefStore
import Foundation

struct WorkflowsCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List the workflows, and say what in them can never come to pass.",
    discussion: """
      Exit code 0: they can be used; 78: something in the configuration is wrong, named with its line and key.
      """)

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Print the workflows that come with Debrief, in the language of pipeline.yml.")
  var shipped = false

  func run() throws {
    if shipped { return try Output.standard.line("workflows:\n" + ShippedWorkflows.yaml) }
    let configuration = try options.configuration()
    let exists = FileManager.default.fileExists(atPath: configuration.stateFolder + "/debrief.sqlite")
    let check = try WorkflowCheck(configuration, exists ? try Store(folder: configuration.stateFolder) : nil)
    if options.json { return try Output.standard.json(check) }
    let width = check.workflows.map(\.ref.count).max() ?? 0
    for workflow in check.workflows {
      let ref = workflow.ref + String(repeating: " ", count: width - workflow.ref.count)
      let origin = workflow.origin == "shipped" ? "" : ", \(workflow.origin)"
      try line("\(ref)  \(workflow.isEnabled ? "on " : "off")  \(workflow.title)\(origin)")
      try line(
        "\(String(repeating: " ", count: width))       \(workflow.when), to \(workflow.to.joined(separator: ", "))")
    }
    for note in check.notes { try line("note: \(note.workflow.map { "\($0) " } ?? "")\(note.message)") }
    let on = check.workflows.count { $0.isEnabled }
    try line("\(on) workflows are on, \(check.workflows.count - on) off; \(check.notes.count) notes.")
  }

  private func line(_ text: String) throws { try Output.standard.line(terminalText(text)) }
}
