import ArgumentParser
import DebriefCore
import DebriefPipeline
import DebriefStore
import Foundation

struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Take a person from outside, or everybody at a domain, out of everything that Debrief keeps.",
    discussion: """
      Nothing of it can be taken back. What has not left yet never will; what left before is listed, since Debrief \
      cannot reach it. Calendars may go on naming them: they are left out from now on.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An address, or a domain.", valueName: "address|domain"))
  var person: String

  @Flag(help: "Say what would go, and change nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  func run() throws {
    let configuration = try options.configuration()
    let store = try options.existingStore(configuration)
    let forgetter = Forgetter(configuration: configuration, store: store)
    let person = try forgetter.person(person)
    // Nothing may be read or sent meanwhile.
    let lock = try RunLock(folder: configuration.stateFolder, holder: "forget since \(options.instant)")
    defer { withExtendedLifetime(lock) {} }
    if dryRun { return try show(try forgetter.forget(person, at: options.instant, isDone: false)) }
    if !yes {
      guard isatty(STDIN_FILENO) == 1, Output.error.isTerminal else {
        throw ValidationError("Nothing can be asked here: say '--yes', or '--dry-run' to see what would go.")
      }
      let preview = try forgetter.forget(person, at: options.instant, isDone: false)
      for line in ForgetText.lines(preview) { try Output.error.line(line) }
      try Output.error.write("Forget \(person) for good? Type yes: ")
      guard readLine() == "yes" else { throw ExitCode(1) }
    }
    try show(try forgetter.forget(person, at: options.instant, isDone: true))
  }

  private func show(_ report: ForgetReport) throws {
    if options.json { return try Output.standard.json(report) }
    for line in ForgetText.lines(report) { try Output.standard.done(line) }
  }
}

/// The account of `debrief forget` as text.
enum ForgetText {
  static func lines(_ report: ForgetReport) -> [String] {
    let verb = report.isDone ? "Forgotten" : "Would be forgotten"
    var lines = ["\(verb): \(terminalText(report.person))"]
    func add(_ count: Int, _ what: String) { if count > 0 { lines.append("  \(count) \(what)") } }
    add(report.meetings, "stored meetings, \(report.meetingsWithNobodyLeft) with nobody else from outside")
    add(report.prompts, "prompts, \(report.withdrawn) of them open and withdrawn")
    add(report.activities, "logged activities")
    add(report.deliveries, "deliveries and messages, \(report.cancelled) of them not sent and cancelled")
    add(report.records, "records of the snapshot; the next import brings them again while the CRM has them")
    add(report.cells, "other places in the database")
    lines += report.files.map { "  file \(terminalText($0))" }
    if report.isNothing { lines.append("  nothing was kept; from now on they are left out") }
    if !report.elsewhere.isEmpty {
      lines.append("Out of Debrief's reach, for you to take away there:")
      lines += report.elsewhere.map { "  \(terminalText($0))" }
    }
    return lines
  }
}
