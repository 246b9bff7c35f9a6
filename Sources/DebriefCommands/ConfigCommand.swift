import ArgumentParser
import DebriefPipeline

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Work with the configuration.", subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Say everything that is wrong with the configuration, with line and key.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
      do {
        let configuration = try options.configuration()
        let summary = ConfigurationSummary(configuration)
        if options.json { return try Output.standard.json(summary) }
        try Output.standard.line(terminalText(summary.sentence))
      } catch let error as ConfigurationError where options.json {
        try Output.standard.json(ConfigurationSummary(error))
        throw ExitCode(78)
      }
    }
  }
}

/// What `config check --json` prints.
struct ConfigurationSummary: Encodable {
  struct Problem: Encodable {
    var line: Int
    var key: String
    var message: String
  }

  var schema = "debrief.config/1"
  var path: String
  var problems: [Problem] = []
  var solutionArchitects = 0
  var calendars = 0
  var rules = 0

  init(_ configuration: Configuration) {
    path = configuration.path
    solutionArchitects = configuration.solutionArchitects.count
    calendars = configuration.calendars.count
    rules = configuration.rules.count
  }

  init(_ error: ConfigurationError) {
    path = error.path
    problems = error.problems.map { Problem(line: $0.line, key: $0.key, message: $0.message) }
  }

  var sentence: String {
    "\(path) is fine: \(solutionArchitects) SAs, \(calendars) calendar paths, \(rules) rules."
  }
}
