import ArgumentParser
import DebriefPipeline
import DebriefStore
import Foundation

struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Send what is due: to the services that are configured, and the rest to files.",
    discussion: """
      Files go to outbox/ in the state folder: one CSV for each object, as Salesforce's Data Loader takes it, and NDJSON \
      beside it. Everything is delivered exactly once; what was logged less than a minute ago waits, so that undo is \
      free. 'debrief run' does the same at its end where any service is configured.
      """)

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let configuration = try options.configuration()
    let store = try options.existingStore(configuration)
    let lock = try RunLock(folder: configuration.stateFolder, holder: "push since \(options.instant)")
    defer { withExtendedLifetime(lock) {} }
    let couriers = try DeliveryCouriers(configuration, environment: ProcessInfo.processInfo.environment)
    let report = try OutboxPush(configuration, store, couriers, options, files: OutboxFiles(configuration))
      .run(isAlone: true)
    if options.json {
      try Output.standard.json(report)
    } else {
      for file in report.files { try Output.standard.done(file) }
    }
    try report.complain()
    if !options.json {
      let unknown = report.unknown == 0 ? "" : ", \(report.unknown) not known to have arrived"
      try Output.error.line("\(report.deliveries) delivered, \(report.waiting) still waiting\(unknown).")
    }
    if report.exitCode != 0 { throw ExitCode(report.exitCode) }
  }
}

extension OutboxPush {
  /// A push as commands make it: for a minute, it waits for services that ask for a pause. With `--now` the clock stands
  /// still, and nothing is waited for.
  init(
    _ configuration: Configuration, _ store: Store, _ couriers: DeliveryCouriers, _ options: GlobalOptions,
    files: OutboxFiles?
  ) {
    self.init(
      store: store, couriers: couriers, files: files, clock: { options.instant },
      patience: options.now == nil ? 60 : 0, sleep: { Glibc.sleep(UInt32(clamping: $0)) })
  }
}

extension OutboxPush.Report {
  /// One line on standard error for everything that somebody has to look at.
  func complain() throws {
    for (courier, why) in unavailable.sorted(by: { $0.key < $1.key }) {
      try Output.error.line("not available: \(courier): \(terminalText(why))")
    }
    for item in failed {
      let field = item.field.map { " (\($0))" } ?? ""
      try Output.error.line("failed: \(terminalText("\(item.key): \(item.courier): \(item.why)\(field)"))")
    }
  }
}
