import ArgumentParser

struct WorkflowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workflows",
    abstract: "Look at the workflows: what they say to whom, and why not.",
    subcommands: [WorkflowsCheckCommand.self, WorkflowsTestCommand.self, WorkflowsHistoryCommand.self])
}
