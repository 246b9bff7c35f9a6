import Calendars

/// What an opportunity's fields say of its technical evaluation on one day (product definition, sections 7 and 8).
package struct TechnicalEvaluation: Sendable {
  package enum Standing: Hashable, Sendable {
    case notStarted, underWay, endedWithoutStatus, ended
  }

  /// The stage of technical evaluation.
  package static let stage = 3
  /// From this value on a stage 3 without a start is worth a reminder (wf-07, wf-12: 20,000 or more).
  package static let worth = 20_000.0
  /// How many days after it reached stage 3 (wf-07, wf-12).
  package static let daysToStart: Int64 = 7

  private let opportunity: Opportunity
  private let today: CivilDate

  package init(_ opportunity: Opportunity, on today: CivilDate) {
    self.opportunity = opportunity
    self.today = today
  }

  private var stage: Int { stageNumber(opportunity.stage) ?? 0 }

  /// Whether it is one that the report of evaluations is about: an open opportunity that has reached stage 3, or whose
  /// evaluation has begun before.
  package var isOfInterest: Bool {
    !opportunity.isClosed && (stage >= Self.stage || opportunity.technicalEvaluationStart != nil)
  }

  /// A start that lies in the future is none yet.
  package var standing: Standing {
    if opportunity.technicalEvaluationEnd != nil {
      return opportunity.technicalEvaluationCloseStatus == nil ? .endedWithoutStatus : .ended
    }
    return opportunity.technicalEvaluationStart.map { $0 <= today } ?? false ? .underWay : .notStarted
  }

  /// wf-06: past stage 3, begun, without an end date.
  package var lacksEnd: Bool {
    !opportunity.isClosed && stage > Self.stage && opportunity.technicalEvaluationStart != nil
      && opportunity.technicalEvaluationEnd == nil
  }

  /// wf-15: in stage 4 or later, begun, without a close status.
  package var lacksStatus: Bool {
    !opportunity.isClosed && stage > Self.stage && opportunity.technicalEvaluationStart != nil
      && opportunity.technicalEvaluationCloseStatus == nil
  }

  /// wf-07 and wf-12: in stage 3 for seven days, worth 20,000 or more, without a start date.
  package var lacksStart: Bool {
    guard !opportunity.isClosed, stage == Self.stage, opportunity.technicalEvaluationStart == nil,
      value >= Self.worth, let reached = reachedStage3On
    else { return false }
    return reached.advanced(byDays: Self.daysToStart) <= today
  }

  /// What thresholds look at: the incremental value, else the amount.
  package var value: Double { opportunity.incrementalACV ?? opportunity.amount ?? 0 }

  /// The day that the CRM noted; else the day, in UTC, of the last change of an opportunity that stands in stage 3.
  package var reachedStage3On: CivilDate? {
    if let day = opportunity.stage3Date { return day }
    return stage == Self.stage ? opportunity.lastStageChangeAt?.utc.date : nil
  }
}
