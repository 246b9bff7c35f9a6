import ArgumentParser
import DebriefPipeline
import Foundation

/// `debrief`: see docs/cli.md.
package struct DebriefCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "debrief",
    abstract: "Turns calendar exports into pending \"You just had a meeting\" prompts.",
    version: "0.1.0",
    subcommands: [
      RunCommand.self, PromptsCommand.self, ExplainCommand.self,
      ReviewCommand.self, LogCommand.self, UpdateCommand.self, DismissCommand.self, SnoozeCommand.self,
      UndoCommand.self, ActivitiesCommand.self, OpportunityCommand.self, SearchCommand.self, PushCommand.self,
      OutboxCommand.self,
      ServeCommand.self, SignInCommand.self, SignOutCommand.self,
      ReportCommand.self, RulesCommand.self, WorkflowsCommand.self, OccurrencesCommand.self, ConfigCommand.self,
      DoctorCommand.self, ForgetCommand.self,
    ])

  package init() {}

  /// The whole program: parses, runs, and leaves with the exit code that docs/exit-codes.md promises.
  package static func start() -> Never {
    // What Debrief writes is nobody else's business.
    umask(0o077)
    // A closed pipe and a full quota come back as errors that can be reported.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    Interruption.listen()
    do {
      var command = try parseAsRoot()
      try command.run()
      Foundation.exit(0)
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      let failure = Failure(error) ?? answer(error)
      if let message = failure.message { try? Output.error.line("debrief: \(message)") }
      Foundation.exit(failure.code)
    }
  }

  /// Help, version and usage errors, written with the same care as everything else: ArgumentParser's own `exit` would
  /// not notice a full disk.
  private static func answer(_ error: any Error) -> Failure {
    let code = exitCode(for: error)
    do {
      try (code.isSuccess ? Output.standard : Output.error).line(fullMessage(for: error))
      return Failure(code: code.rawValue)
    } catch {
      return Failure(error) ?? Failure(code: 74)
    }
  }
}
