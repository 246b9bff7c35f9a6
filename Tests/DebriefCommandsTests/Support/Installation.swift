import Calendars
import DebriefPipeline
import DebriefStore
import Foundation

/// A configuration with calendars, a CRM export and a state folder of its own, and the real binary to run on it.
final class Installation {
  /// The fixtures' company, and what is to be expected of it.
  static let fixtures =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path + "/Fixtures"
  static let project = URL(fileURLWithPath: fixtures).deletingLastPathComponent().path
  /// The moment of the demo.
  static let demo = "2026-03-31T18:00:00Z"

  let folder: String
  var now = demo
  /// Secrets of services, for the programs that are started here.
  var environment: [String: String] = [:]
  var state: String { folder + "/.debrief" }
  var database: String { state + "/debrief.sqlite" }
  var configuration: String { folder + "/pipeline.yml" }

  /// - Parameter calendars: the lines of `calendars`; by default the folder `calendars` of the installation.
  init(calendars: String = "  - { path: calendars }", crm: String = fixtures + "/crm/weekly", more: String = "") throws
  {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/debrief-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/calendars", withIntermediateDirectories: true)
    try write(
      """
      time_zone: Europe/Berlin
      company: { domains: [tanuki.example] }
      solution_architects:
        - { email: ada.fern@tanuki.example, name: Ada Fern }
        - { email: bruno.keller@tanuki.example, name: Bruno Keller }
      calendars:
      \(calendars)
      crm: { snapshot: "\(crm)" }
      meetings: { since: 30d }
      \(more)
      """, to: "pipeline.yml")
  }

  /// The demo's own configuration, with absolute paths to the fixtures and a state folder of the test's.
  static func ofTheDemo(crm: String = "weekly") throws -> Installation {
    let installation = try Installation()
    let text = try String(contentsOfFile: project + "/pipeline.yml", encoding: .utf8)
      .replacing("Fixtures/crm/weekly", with: fixtures + "/crm/" + crm)
      .replacing("Fixtures/calendars", with: fixtures + "/calendars")
    try installation.write(text, to: "pipeline.yml")
    return installation
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let path = folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: path))
  }

  /// `debrief ARGUMENTS` in the installation's folder, at its time.
  func debrief(_ arguments: String..., output: String? = nil) throws -> Command.Result {
    try command(arguments, output: output).run()
  }

  func command(_ arguments: [String], output: String? = nil) -> Command {
    let takesTime = arguments.first != "config" && !arguments.contains("--help") && !arguments.contains("--now")
    return Command(
      program: Command.debrief, arguments: arguments + (takesTime ? ["--now", now] : []), folder: folder,
      output: output, environment: environment)
  }

  /// The same through another program: `strace`, `sh`.
  func command(through program: [String], _ arguments: [String]) -> Command {
    var command = command(arguments)
    command.arguments = program.dropFirst() + [command.program] + command.arguments
    command.program = program[0]
    return command
  }

  /// Runs the main job and gives its account.
  func run() throws -> (report: RunReport, result: Command.Result) {
    let result = try debrief("run", "--json")
    guard let report = try? JSONDecoder().decode(RunReport.self, from: result.output) else {
      throw NoReport(exitCode: result.exitCode, errors: result.errors)
    }
    return (report, result)
  }

  /// A command that only prepares what a test is about.
  @discardableResult
  func must(_ arguments: String...) throws -> Command.Result {
    let result = try command(arguments).run()
    guard result.exitCode == 0 else { throw NoReport(exitCode: result.exitCode, errors: result.errors) }
    return result
  }

  /// The keys of the deliveries that wait.
  func queued() throws -> Set<String> {
    struct Listed: Decodable {
      struct Delivery: Decodable { var key: String }
      var deliveries: [Delivery]
    }
    let list = try must("outbox", "list", "--state", "queued", "--json")
    return Set(try JSONDecoder().decode(Listed.self, from: list.output).deliveries.map(\.key))
  }

  struct NoReport: Error {
    var exitCode: Int32
    var errors: String
  }

  func prompts(state: String = "pending") throws -> [ListedPrompt] {
    let result = try debrief("prompts", "list", "--json", "--state", state)
    return try JSONDecoder().decode(ListedPrompts.self, from: result.output).prompts
  }

  func dump() throws -> String { try LogicalDump(path: database).text }

  /// What a command inside the process works with.
  func context() throws -> RunContext {
    guard let now = Instant(now) else { throw NoReport(exitCode: 0, errors: "no time: \(now)") }
    return RunContext(
      configuration: try Configuration(file: configuration), store: try Store(folder: state), now: now)
  }
}
