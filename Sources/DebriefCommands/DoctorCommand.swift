import ArgumentParser
import DebriefPipeline

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look over the installation: configuration, state, database, snapshot, calendars, lists, clock.",
    discussion: "Changes nothing. Exit code 0: fine; 3: something needs a hand, marked with !.",
    subcommands: [DoctorSlackCommand.self])

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let checkup = Checkup(try options.configuration(), now: options.instant)
    if options.json {
      try Output.standard.json(checkup)
    } else {
      for finding in checkup.findings {
        let mark = finding.state == .attention ? "!" : " "
        try Output.standard.line("\(mark) \(fitted(finding.subject, to: 14))\(terminalText(finding.message))")
      }
    }
    if checkup.needsAHand { throw ExitCode(3) }
  }
}
