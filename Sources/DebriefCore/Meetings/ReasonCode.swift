/// Why an event leads to no prompt (product definition, section 2). Every event gets a prompt or one of these.
///
/// The order of the cases is the order in which they are asked: the first that holds is the answer. The
/// calendar reader's prefilter knows the first three and asks them in the same order.
package enum ReasonCode: String, Sendable, Codable, CaseIterable {
  case outsideWindow = "outside_window"
  case noAttendeeData = "no_attendee_data"
  case internalOnly = "internal_only"
  case resourceOnly = "resource_only"
  case unknownParticipants = "unknown_participants"
  case privateEvent = "private"
  case cancelled
  case allDay = "all_day"
  case declinedByOwner = "declined_by_owner"
  case excluded
  /// Nobody from outside takes part but people whom `debrief forget` was told to forget.
  case forgotten
  case notEnded = "not_ended"
  /// An older revision, or a second copy, of an occurrence that the same SA has in another calendar.
  case duplicate
  /// The event could not be read; the report names file and line.
  case refused

  /// The code in a few words, as the history of a prompt gives it: "it was cancelled".
  package var phrase: String {
    switch self {
    case .outsideWindow: "it is outside the time that the run looks at"
    case .noAttendeeData: "the calendar no longer says who takes part"
    case .internalOnly: "nobody from outside takes part any more"
    case .resourceOnly: "only rooms, lists and bots are left from outside"
    case .unknownParticipants: "the guest list can no longer be read"
    case .privateEvent: "it was marked as private"
    case .cancelled: "it was cancelled"
    case .allDay: "it became an all-day event"
    case .declinedByOwner: "the SA declined it"
    case .excluded: "a rule of kind block covers everybody from outside"
    case .forgotten: "whoever took part from outside is to be forgotten"
    case .notEnded: "it has not ended yet"
    case .duplicate: "another calendar of the same SA holds it, too"
    case .refused: "it can no longer be read"
    }
  }

  /// What the code means and what would change it: the sentence of `debrief explain`.
  package var sentence: String {
    switch self {
    case .outsideWindow:
      "It did not take place in the window that the run looks at; a longer meetings.since would include it."
    case .noAttendeeData:
      "The calendar names neither an organiser nor attendees; an export with guest lists would."
    case .internalOnly:
      "Everybody in it belongs to the company; one participant from outside would make it a meeting."
    case .resourceOnly:
      "Beside the company's own people it holds only rooms, lists or bots; one person from outside would change that."
    case .unknownParticipants:
      "Its guest list is hidden or unreadable, so nobody can tell whether outsiders attended; ask for the guest list."
    case .privateEvent:
      "It is marked private or confidential; meetings.private_events decides what happens to those."
    case .cancelled:
      "It was cancelled."
    case .allDay:
      "It lasts whole days, which is a marker in most calendars; meetings.all_day: include would prompt for it."
    case .declinedByOwner:
      "The SA declined it; only the SA's own answer counts here."
    case .excluded:
      "A rule of kind block covers everybody from outside in it; debrief rules check names the rule."
    case .forgotten:
      "Whoever took part from outside is to be forgotten (debrief forget), so nothing but its times is kept."
    case .notEnded:
      "It has not ended yet, or ended less than meetings.settle ago; the prompt comes with a later run."
    case .duplicate:
      "The same SA has a newer or equal copy of it in another calendar, which is the one that counts."
    case .refused:
      "It could not be read; the run's report names the file and the line."
    }
  }
}
