import Foundation

/// The real binary as a process of its own, or any other program.
struct Command {
  var program: String
  var arguments: [String]
  var folder: String
  /// Where standard output goes; nil: it is captured.
  var output: String?
  /// What its environment has beside the tests' own.
  var environment: [String: String] = [:]
  /// Seconds after which the program is killed: a test that hangs must fail, not hang.
  var timeout = 120.0

  struct Result {
    /// As a shell sees it: 128 and the signal's number where one ended the program.
    var exitCode: Int32
    var output: Data
    var errors: String
    var seconds: Double

    var text: String { String(decoding: output, as: UTF8.self) }
    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  /// The `debrief` that was built with the tests.
  static let debrief = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("debrief").path

  /// Whether `strace` may be used here: containers often forbid it.
  static let canTrace: Bool = {
    let strace = Command(
      program: "/usr/bin/strace", arguments: ["-qq", "-o", "/dev/null", "/bin/true"], folder: "/", timeout: 10)
    return FileManager.default.isExecutableFile(atPath: strace.program) && (try? strace.run().exitCode) == 0
  }()

  func run() throws -> Result {
    let running = try start()
    return try running.finish()
  }

  /// A program that runs while the test goes on.
  final class Running {
    let process: Process
    private let output: URL
    private let errors: URL
    private let timeout: Double
    private let began = Date()

    fileprivate init(process: Process, output: URL, errors: URL, timeout: Double) {
      self.process = process
      self.output = output
      self.errors = errors
      self.timeout = timeout
    }

    /// What it has said on standard error until now.
    var errorsSoFar: String { String(decoding: (try? Data(contentsOf: errors)) ?? Data(), as: UTF8.self) }

    func finish() throws -> Result {
      while process.isRunning, Date().timeIntervalSince(began) < timeout { usleep(2000) }
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        throw Hung(seconds: timeout)
      }
      let wasSignalled = process.terminationReason == .uncaughtSignal
      defer {
        try? FileManager.default.removeItem(at: output)
        try? FileManager.default.removeItem(at: errors)
      }
      return Result(
        exitCode: wasSignalled ? 128 + process.terminationStatus : process.terminationStatus,
        output: (try? Data(contentsOf: output)) ?? Data(),
        errors: String(decoding: (try? Data(contentsOf: errors)) ?? Data(), as: UTF8.self),
        seconds: Date().timeIntervalSince(began))
    }
  }

  struct Hung: Error { var seconds: Double }

  func start() throws -> Running {
    let folder = FileManager.default.temporaryDirectory
    let name = UUID().uuidString
    let captured = folder.appendingPathComponent("debrief-out-\(name)")
    let errors = folder.appendingPathComponent("debrief-err-\(name)")
    let target = output.map { URL(fileURLWithPath: $0) } ?? captured
    for file in [captured, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: self.folder)
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    process.standardInput = FileHandle.nullDevice
    let (out, err) = (try FileHandle(forWritingTo: target), try FileHandle(forWritingTo: errors))
    process.standardOutput = out
    process.standardError = err
    try process.run()
    // They would stay open for as long as the process object lives, and a thousand of them are the end of a test.
    try out.close()
    try err.close()
    return Running(process: process, output: captured, errors: errors, timeout: timeout)
  }
}
