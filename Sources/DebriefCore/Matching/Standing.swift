/// The questions that rank opportunities of the same tier, in the order in which they are asked
/// (product definition, section 5).
package enum TieBreak: String, Sendable, Codable, CaseIterable {
  case roleHolders = "role_holders"
  case organizerLink = "organizer_link"
  case primarySolutionArchitect = "primary_sa"
  case loggedRecently = "logged_recently"
  case teamPresent = "team_present"
  case workingStage = "working_stage"
  case closeDate = "close_date"

  /// Completes "it came before the next one because …".
  package var sentence: String {
    switch self {
    case .roleHolders: "more of its contact-role holders were there"
    case .organizerLink: "the organiser put a link to it into the invitation"
    case .primarySolutionArchitect: "you are its Primary SA"
    case .loggedRecently: "you logged an activity on it lately"
    case .teamPresent: "its owner, or somebody of its team, was there"
    case .workingStage: "it is in one of the stages that SAs work in"
    case .closeDate: "its close date is nearest to the meeting"
    }
  }
}

/// How one candidate answers each question.
package struct Standing: Hashable, Sendable, Codable {
  package var roleHolders = 0
  package var isLinkedByOrganizer = false
  package var isPrimarySolutionArchitect = false
  package var wasLoggedRecently = false
  package var isTeamPresent = false
  package var isInWorkingStage = false
  /// Days between the meeting and the close date; nil where there is none, which ranks last.
  package var daysToCloseDate: Int?

  package init() {}

  /// The first question that tells `self` from `other`, and whether `self` comes first by it; nil for a tie.
  package func compare(with other: Standing) -> (by: TieBreak, isBetter: Bool)? {
    func flag(_ a: Bool, _ b: Bool, _ question: TieBreak) -> (by: TieBreak, isBetter: Bool)? {
      a == b ? nil : (question, a)
    }
    if roleHolders != other.roleHolders { return (.roleHolders, roleHolders > other.roleHolders) }
    return flag(isLinkedByOrganizer, other.isLinkedByOrganizer, .organizerLink)
      ?? flag(isPrimarySolutionArchitect, other.isPrimarySolutionArchitect, .primarySolutionArchitect)
      ?? flag(wasLoggedRecently, other.wasLoggedRecently, .loggedRecently)
      ?? flag(isTeamPresent, other.isTeamPresent, .teamPresent)
      ?? flag(isInWorkingStage, other.isInWorkingStage, .workingStage)
      ?? (daysToCloseDate == other.daysToCloseDate
        ? nil : (.closeDate, (daysToCloseDate ?? .max) < (other.daysToCloseDate ?? .max)))
  }
}
