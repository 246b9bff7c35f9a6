import ArgumentParser
import Calendars
import DebriefPipeline
import DebriefStore
import Foundation

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Read calendars and CRM snapshot, and bring the prompts up to date.",
    discussion: """
      Does everything once and ends; cron calls it every quarter of an hour. It prints nothing under cron unless \
      something is wrong. Exit code 0: done; 3: done, but some items were refused, each named on standard error.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("Ask about meetings that ended at most this long ago: 7d, 36h.", valueName: "duration"))
  var since: String?

  @Option(
    help: ArgumentHelp("Run this stage alone: snapshot, calendars, match, prompts or workflows.", valueName: "stage"))
  var only: StageName?

  @Flag(help: "Say what would change, and change nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Print the account of the run, whatever the output is connected to.")
  var verbose = false

  func run() throws {
    var configuration = try options.configuration()
    if let since {
      guard let seconds = Configuration.duration(since) else {
        throw ValidationError("'--since' takes a duration such as 7d or 36h.")
      }
      configuration.meetings.since = seconds
    }
    if dryRun { return try runDry(configuration) }
    let lock = try RunLock(folder: configuration.stateFolder, holder: "pid \(getpid()) since \(options.instant)")
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(folder: configuration.stateFolder, isShared: false)
    let report = try run(configuration, store)
    try print(report)
    let pushed = only == nil ? try push(configuration, store) : nil
    try pushed?.complain()
    // A service that is not there says more than an item that was refused.
    let code = pushed?.exitCode == 69 ? 69 : max(report.exitCode, pushed?.exitCode ?? 0)
    if code != 0 { throw ExitCode(code) }
  }

  private func runDry(_ configuration: Configuration) throws {
    let exists = FileManager.default.fileExists(atPath: configuration.stateFolder + "/debrief.sqlite")
    let report = try run(configuration, exists ? try Store(copyOf: configuration.stateFolder) : try Store())
    try print(report)
    if report.exitCode != 0 { throw ExitCode(report.exitCode) }
  }

  /// Sends what is due, where any service is configured. A run with nothing to send asks the store one question.
  private func push(_ configuration: Configuration, _ store: Store) throws -> OutboxPush.Report? {
    let couriers = try DeliveryCouriers(configuration, store: store, environment: ProcessInfo.processInfo.environment)
    guard !couriers.isEmpty, try store.hasOutboxWork(now: options.instant) || couriers.canCatchUp else { return nil }
    return try OutboxPush(configuration, store, couriers, options, files: OutboxFiles(configuration))
      .run(isAlone: true)
  }

  private func run(_ configuration: Configuration, _ store: Store) throws -> RunReport {
    let progress = Progress()
    defer { progress.clear() }
    let context = RunContext(configuration: configuration, store: store, now: options.instant, progress: progress.show)
    context.renewsFeeds = !dryRun
    context.isAccountAsked = options.json || verbose || dryRun || Output.standard.isTerminal
    return try Pipeline.run(context, only: only)
  }

  private func print(_ report: RunReport) throws {
    if options.json {
      try Output.standard.json(report)
    } else if verbose || dryRun || Output.standard.isTerminal {
      try Output.standard.write(RunReportText(report, isDryRun: dryRun).text)
    }
    for item in report.refused { try Output.error.line("refused: \(terminalText("\(item)"))") }
    if verbose || Output.standard.isTerminal {
      for item in report.warnings { try Output.error.line("warning: \(terminalText("\(item)"))") }
    }
  }
}

extension StageName: ExpressibleByArgument {}

/// One line on a terminal that says what is being done; nothing anywhere else.
private final class Progress {
  private let isShown = Output.error.isTerminal
  private var width = 0

  func show(_ text: String) {
    guard isShown else { return }
    let line = fitted(terminalText(text), to: 78)
    width = 78
    try? Output.error.write("\r\(line)")
  }

  func clear() {
    guard isShown, width > 0 else { return }
    try? Output.error.write("\r\(String(repeating: " ", count: width))\r")
    width = 0
  }
}
