import ArgumentParser
import DebriefCommands
import DebriefPipeline
import DebriefStore
import DebriefWeb
import Foundation

/// `debrief-serve`, which `debrief serve` starts.
@main struct Entrypoint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debrief-serve", abstract: "Serves Debrief's pages; started by 'debrief serve'.")

  @OptionGroup var options: ServeOptions

  static func main() async {
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard let failure = failure(error) else { exit(withError: error) }
      if let message = failure.message { try? Output.error.line("debrief serve: \(message)") }
      Foundation.exit(failure.code)
    }
  }

  /// docs/exit-codes.md
  private static func failure(_ error: any Error) -> Failure? {
    let code: Int32? = error is Unsafe ? 78 : error is CannotListen ? 69 : nil
    guard let code else { return Failure(error) }
    var failure = Failure(code: code)
    failure.message = terminalText("\(error)")
    return failure
  }

  func run() async throws {
    try await Serving(options).run()
  }
}
