import Calendars

/// The POVs of the snapshot, by what their dates and results say on one day.
package struct ProofsReport {
  /// Every POV is exactly one of these.
  package enum Standing: Hashable, Sendable {
    case planned, running, overdue, win, loss, stalled, otherResult
  }

  package static let povs = ReportMeasure("povs", "POVs", "The POVs of the CRM snapshot.")
  package static let planned = ReportMeasure(
    "planned", "Planned", "Without a result, and without a start date or with one that lies ahead.")
  package static let running = ReportMeasure(
    "running", "Running", "Begun, without a result, and not past the end date.")
  package static let overdue = ReportMeasure("overdue", "Overdue", "Past the end date, without a result.")
  package static let win = ReportMeasure("win", "Win", "With that result.")
  package static let loss = ReportMeasure("loss", "Loss", "With that result.")
  package static let stalled = ReportMeasure("stalled", "Stalled", "With that result.")
  package static let otherResult = ReportMeasure(
    "other-result", "Other", "With a status that is neither Win, Loss nor Stalled, as the org's picklist has it.")

  private let grouping: ReportGrouping
  private let people: ReportPeople
  private let today: CivilDate

  package init(people: ReportPeople, today: CivilDate) {
    self.people = people
    self.today = today
    grouping = ReportGrouping(people: people, window: ReportWindow(until: today))
  }

  package func report(_ proofs: [ProofOfValueRow], by dimension: ReportDimension) -> Report {
    let rows = proofs.filter { people.includes($0.opportunity?.primary) }.map { ReportRow.proofOfValue($0) }
    let groups = grouping.groups(of: rows, by: dimension, opportunity: \.opportunity, figures: figures)
    return Report(.povs, by: dimension, groups: groups, total: figures(rows))
  }

  private func figures(_ rows: [ReportRow]) -> [ReportFigure] {
    let measures: [(ReportMeasure, Standing)] = [
      (Self.planned, .planned), (Self.running, .running), (Self.overdue, .overdue), (Self.win, .win),
      (Self.loss, .loss), (Self.stalled, .stalled), (Self.otherResult, .otherResult),
    ]
    let parts = measures.map { measure, standing in
      ReportFigure(
        measure,
        count: rows.filter { row in
          if case .proofOfValue(let row) = row { Self.standing(of: row.proof, on: today) == standing } else { false }
        })
    }
    return [ReportFigure(Self.povs, count: rows)] + parts
  }

  /// A status decides; without one, the dates do. A POV runs on its last day, too.
  package static func standing(of proof: CRMProofOfValue, on today: CivilDate) -> Standing {
    if let status = proof.status {
      // "Won" and "Lost" are older spellings (product definition, section 12).
      switch status.lowercased() {
      case "win", "won": return .win
      case "loss", "lost": return .loss
      case "stalled": return .stalled
      default: return .otherResult
      }
    }
    if let end = proof.end, end < today { return .overdue }
    return proof.start.map { $0 <= today } ?? false ? .running : .planned
  }
}
