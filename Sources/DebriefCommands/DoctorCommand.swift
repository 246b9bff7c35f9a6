import ArgumentParser
import DebriefPipeline

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look over the installation: configuration, state, database, snapshot, calendars, lists, clock.",
    discussion: "Changes nothing. Exit code 0: fine; 3: something needs a hand, marked with !.",
    subcommands: [DoctorSalesforceCommand.self])

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try Checkup(try options.configuration(), now: options.instant).print(json: options.json)
  }
}

extension Checkup {
  /// - Throws: `ExitCode(3)` where something needs a hand.
  func print(json: Bool) throws {
    if json {
      try Output.standard.json(self)
    } else {
      let width = max(14, (findings.map(\.subject.count).max() ?? 0) + 2)
      for finding in findings {
        let mark = finding.state == .attention ? "!" : " "
        try Output.standard.line("\(mark) \(fitted(finding.subject, to: width))\(terminalText(finding.message))")
      }
    }
    if needsAHand { throw ExitCode(3) }
  }
}
