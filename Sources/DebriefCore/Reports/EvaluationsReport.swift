import Calendars

/// The technical evaluations of open opportunities, and those that lack something.
package struct EvaluationsReport {
  package static let opportunities = ReportMeasure(
    "opportunities", "Opportunities",
    "Open opportunities in stage 3 or later, and earlier ones whose evaluation has begun.")
  package static let notStarted = ReportMeasure(
    "not-started", "Not started", "Without a start date, or with one that lies ahead.")
  package static let underWay = ReportMeasure("under-way", "Under way", "Begun, without an end date.")
  package static let endedWithoutStatus = ReportMeasure(
    "ended-without-status", "Ended, no status", "With an end date, without a close status.")
  package static let ended = ReportMeasure("ended", "Ended", "With an end date and a close status.")
  package static let lacksEnd = ReportMeasure(
    "past-stage-3-without-end", "Past stage 3, no end", "Past stage 3, begun, without an end date (wf-06).")
  package static let lacksStatus = ReportMeasure(
    "stage-4-without-status", "Stage 4+, no status", "In stage 4 or later, begun, without a close status (wf-15).")
  package static let lacksStart = ReportMeasure(
    "stage-3-without-start", "Stage 3, no start",
    "Reached stage 3 seven or more days ago, is still there, is worth 20,000 or more, and has no start date "
      + "(wf-07, wf-12).")

  private let grouping: ReportGrouping
  private let people: ReportPeople
  private let today: CivilDate

  package init(people: ReportPeople, today: CivilDate) {
    self.people = people
    self.today = today
    grouping = ReportGrouping(people: people, window: ReportWindow(until: today))
  }

  package func report(_ opportunities: [OpportunityRow], by dimension: ReportDimension) -> Report {
    let rows = opportunities.filter { people.includes($0.primary) && of($0).isOfInterest }.map {
      ReportRow.opportunity($0)
    }
    let groups = grouping.groups(of: rows, by: dimension, opportunity: \.opportunity, figures: figures)
    return Report(.evaluations, by: dimension, groups: groups, total: figures(rows))
  }

  private func figures(_ rows: [ReportRow]) -> [ReportFigure] {
    func part(_ isWanted: (TechnicalEvaluation) -> Bool) -> [ReportRow] {
      rows.filter { row in row.opportunity.map { isWanted(of($0)) } ?? false }
    }
    return [
      ReportFigure(Self.opportunities, count: rows),
      ReportFigure(Self.notStarted, count: part { $0.standing == .notStarted }),
      ReportFigure(Self.underWay, count: part { $0.standing == .underWay }),
      ReportFigure(Self.endedWithoutStatus, count: part { $0.standing == .endedWithoutStatus }),
      ReportFigure(Self.ended, count: part { $0.standing == .ended }),
      ReportFigure(Self.lacksEnd, count: part(\.lacksEnd)),
      ReportFigure(Self.lacksStatus, count: part(\.lacksStatus)),
      ReportFigure(Self.lacksStart, count: part(\.lacksStart)),
    ]
  }

  private func of(_ row: OpportunityRow) -> TechnicalEvaluation { TechnicalEvaluation(row.opportunity, on: today) }
}

extension ReportRow {
  /// The opportunity that the row is, or is about.
  package var opportunity: OpportunityRow? {
    switch self {
    case .opportunity(let row): row
    case .proofOfValue(let row): row.opportunity
    case .secondary(let row): row.opportunity
    case .meeting, .setAside: nil
    }
  }
}
