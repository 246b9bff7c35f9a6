/// What conditions and texts may ask of a record, by the names that `pipeline.yml` uses.
package enum WorkflowField: String, Hashable, Sendable, CaseIterable {
  // Of the opportunity, also where the record is a prompt, an activity or a task about one.
  case opportunity, account, stage, amount, value, type, closed, won, created, owner
  case stageName = "stage_name"
  case incrementalACV = "incremental_acv"
  case professionalServices = "professional_services"
  case closeDate = "close_date"
  case primarySA = "primary_sa"
  case requested = "sa_requested"
  case lastStageChange = "last_stage_change"
  case stage3Reached = "stage_3_reached"
  case evaluationStart = "evaluation_start"
  case evaluationEnd = "evaluation_end"
  case evaluationCloseStatus = "evaluation_close_status"
  case evaluationCloseDetails = "evaluation_close_details"
  // Of the prompt, the activity or the task itself.
  case sa, title, day, open, sentiment, description
  case activityTypes = "activity_types"

  /// What kind of value the field has.
  package enum Form: String, Sendable {
    case text, number, day, moment, flag, person
  }

  package var form: Form {
    switch self {
    case .opportunity, .account, .type, .stageName, .evaluationCloseStatus, .evaluationCloseDetails, .title,
      .sentiment, .description, .activityTypes:
      .text
    case .stage, .amount, .value, .incrementalACV: .number
    case .closeDate, .stage3Reached, .evaluationStart, .evaluationEnd, .day: .day
    case .created, .requested, .lastStageChange: .moment
    case .closed, .won, .professionalServices, .open: .flag
    case .owner, .primarySA, .sa: .person
    }
  }

  /// The kinds of record that have it.
  package var kinds: Set<WorkflowSubject.Kind> {
    switch self {
    case .sa, .title, .day: [.prompt, .activity, .task]
    case .open: [.prompt, .task]
    case .sentiment, .description, .activityTypes: [.activity]
    default: Set(WorkflowSubject.Kind.allCases)
    }
  }

  /// Whether snapshots are compared by it.
  package var isWatched: Bool {
    switch self {
    case .stage, .amount, .incrementalACV, .closeDate, .closed, .owner, .primarySA, .requested, .evaluationStart,
      .evaluationEnd, .evaluationCloseStatus, .evaluationCloseDetails:
      true
    default: false
    }
  }

  /// For texts: `evaluation start`.
  package var words: String {
    switch self {
    case .primarySA: "Primary SA"
    case .incrementalACV: "incremental ACV"
    case .stage3Reached: "stage 3 reached"
    case .requested: "SA requested"
    default: rawValue.replacing("_", with: " ")
    }
  }
}
