extension Prompt.Flag {
  /// What an SA should know before logging.
  package var sentence: String {
    switch self {
    case .probableNoShow: "everybody from outside declined: probably a no-show"
    case .vanished: "it has disappeared from the calendar since: did it take place?"
    case .unconfirmed: "the SA has not accepted this invitation"
    }
  }
}
