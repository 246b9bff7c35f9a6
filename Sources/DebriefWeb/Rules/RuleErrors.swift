import DebriefPipeline
import DebriefStore

extension ErrorPages {
  /// What can go wrong between an admin and the rules; nil for anything else.
  static func rulesPage(for error: any Error) -> Page? {
    switch error {
    case is NotAnAdmin: message(403, "Not yours to see", "This page is for others. An admin can tell you whom to ask.")
    case is RuleDraftWasChanged:
      message(
        409, "Already handled elsewhere",
        "The draft, or the rules in force, were changed in another window. Nothing was overwritten: look at them again."
      )
    case let error as RuleTextTooLong: message(413, "That is too much", error.description)
    case let error as NotPublishable: message(422, "Not published", error.description)
    case let error as ChangedByHand: message(409, "Changed by hand in between", error.description)
    case let error as ConfigurationNotWritten:
      message(
        500, "Not written",
        "\(error.description)\nWhere the server must not write there, publish with: debrief rules publish.")
    case is RunLock.Held:
      message(503, "One moment", "Somebody else is publishing rules at this moment. Nothing was written: try again.")
    case let error as NotSeparable: message(409, "Not from here", error.description)
    case let error as ConfigurationError:
      message(
        409, "The rules cannot be read", "Nothing was changed. This is wrong, and has to be corrected first:\n\(error)")
    default: nil
    }
  }
}
