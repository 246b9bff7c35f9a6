extension ReasonCode {
  /// The code as a label: a word or two; `sentence` says it in full.
  package var title: String {
    switch self {
    case .outsideWindow: "too long ago"
    case .noAttendeeData: "no guest list"
    case .internalOnly: "only colleagues"
    case .resourceOnly: "rooms and bots only"
    case .unknownParticipants: "guests unknown"
    case .privateEvent: "private"
    case .cancelled: "cancelled"
    case .allDay: "all day"
    case .declinedByOwner: "declined"
    case .excluded: "blocked by a rule"
    case .forgotten: "forgotten"
    case .notEnded: "not over yet"
    case .duplicate: "a copy"
    case .refused: "unreadable"
    }
  }
}
