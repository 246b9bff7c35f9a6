import Addresses
import Archives
import DebriefCore
import DebriefPipeline
import DebriefStore

/// An error as the exit code that cron sees and the line that a person reads (docs/exit-codes.md).
package struct Failure {
  package var code: Int32
  /// Nil where everything has been said.
  package var message: String?

  package init(code: Int32) { self.code = code }

  /// Nil for what ArgumentParser reports itself: usage and help.
  package init?(_ error: any Error) {
    let error = StoreError(database: error) ?? error
    let text = terminalText("\(error)").replacing("\\u{a}", with: "\n")
    message = text
    switch error {
    case is ConfigurationError: code = 78
    case is PublicSuffixes.LoadError: code = 78
    case is NothingYet: code = 66
    case is NotFound: code = 66
    case is RunLock.Held: code = 75
    case let interrupted as Interrupted: code = 128 + interrupted.signal
    case is Output.Failure: code = 74
    case let file as FileFailure: code = file.isMissing ? 66 : 74
    case let store as StoreError:
      switch store {
      case .madeByNewerVersion: code = 78
      case .busy, .full: code = 75
      case .damaged: code = 65
      case .failed: code = 74
      }
    case is PromptWasChanged, is ActivityWasChanged, is TransitionRefused: code = 75
    case is ActivityRefused, is UpdateRefused, is SnoozeInThePast, is NothingToUndo, is NothingLogged,
      is AlreadyLogged, is AlreadyTakenBack:
      code = 65
    case is NotYours, is NotAnAdmin: code = 77
    case is NotPublishable, is NotSeparable: code = 65
    case is ChangedByHand, is RuleDraftWasChanged: code = 75
    case is ConfigurationNotWritten: code = 74
    case is OutboxRefused, is NotForgettable, is ReasonMissing: code = 65
    case is SecretMissing, is KeyUnreadable: code = 78
    case is NoTerminal: code = 64
    case is NoServer: code = 66
    case is FileNotWritten: code = 74
    default:
      guard
        "\(type(of: error))".hasPrefix("CommandError") || "\(type(of: error))".hasPrefix("ValidationError")
          || "\(type(of: error))".hasPrefix("CleanExit")
      else {
        code = 70
        message = "\(text) (this is a fault of Debrief's: please report it)"
        return
      }
      return nil
    }
  }
}

extension FileFailure {
  fileprivate var isMissing: Bool {
    if case .system(2) = fact { true } else { false }  // ENOENT
  }
}

/// What the user asked for does not exist.
struct NotFound: Error, CustomStringConvertible {
  var description: String
}
