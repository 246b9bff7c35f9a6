import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Tune the domain rules: check, test, simulate, publish, suggest, look back, roll back.",
    discussion: "docs/rules.md goes from a wrong match to a simulated, committed rule.",
    subcommands: [
      RulesCheckCommand.self, RulesTestCommand.self, RulesSimulateCommand.self, RulesPublishCommand.self,
      RulesRollbackCommand.self, RulesSuggestCommand.self, RulesHistoryCommand.self, RulesEvaluateCommand.self,
    ])
}
