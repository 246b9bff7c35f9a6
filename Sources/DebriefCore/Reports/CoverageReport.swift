import Calendars

/// How much of what SAs did with people from outside reached the CRM: logged / (external meetings − dismissed).
package struct CoverageReport {
  package static let external = ReportMeasure(
    "external", "External", "Meetings with people from outside that ended in the window, one for each SA who had it.")
  package static let prompted = ReportMeasure("prompted", "Prompted", "External meetings that have a prompt.")
  package static let logged = ReportMeasure("logged", "Logged", "External meetings whose prompt is logged.")
  package static let dismissed = ReportMeasure(
    "dismissed", "Dismissed", "External meetings whose prompt the SA dismissed: nothing to log.")
  package static let pending = ReportMeasure(
    "pending", "Pending", "External meetings whose prompt waits for its SA, the snoozed ones included.")
  package static let overdue = ReportMeasure(
    "overdue", "Pending > 7 days", "Pending ones whose meeting ended more than seven days ago.")
  package static let expired = ReportMeasure(
    "expired", "Expired", "External meetings whose prompt nobody answered in time.")
  package static let unprompted = ReportMeasure(
    "unprompted", "No prompt", "External meetings without a prompt: too old for a run, or just over.")
  package static let coverage = ReportMeasure(
    "coverage", "Coverage", "Logged, of the external meetings that were not dismissed.")
  package static let sentiments = Sentiment.allCases.map {
    ReportMeasure(
      $0.rawValue.lowercased(), $0.rawValue,
      "Logged meetings with that sentiment, where at least \(ReportFigure.fewest) were logged.", isDetail: true)
  }
  package static let dismissReasons = DismissReason.allCases.map {
    ReportMeasure(
      "dismissed-\($0.rawValue)", "Dismissed: \($0.rawValue)", "Dismissed for that reason.", isDetail: true)
  }

  private let rules: StandingRules
  private let grouping: ReportGrouping

  package init(_ rules: StandingRules, people: ReportPeople, window: ReportWindow) {
    self.rules = rules
    grouping = ReportGrouping(people: people, window: window)
  }

  /// - Parameter meetings: what ended in the window, the occurrences that are no meetings included.
  package func report(_ meetings: [ReportMeeting], by dimension: ReportDimension) -> Report {
    // An activity has types, a prompt that nobody answered has none: by type there is only what was logged.
    let subject = dimension == .type ? meetings.filter { rules.standing(of: $0) == .logged } : meetings
    let figures = dimension == .type ? loggedFigures : allFigures
    return Report(
      .coverage, by: dimension, groups: grouping.groups(of: subject, by: dimension, figures: figures),
      total: figures(subject))
  }

  private func allFigures(_ meetings: [ReportMeeting]) -> [ReportFigure] {
    let external = meetings.map { ($0, rules.standing(of: $0)) }.filter { $0.1.isExternal }
    func rows(_ isWanted: (MeetingStanding) -> Bool) -> [ReportRow] {
      external.filter { isWanted($0.1) }.map { .meeting($0.0) }
    }
    func isUnprompted(_ standing: MeetingStanding) -> Bool { if case .unprompted = standing { true } else { false } }
    func isDismissed(_ standing: MeetingStanding) -> Bool { if case .dismissed = standing { true } else { false } }
    let logged = rows { $0 == .logged }
    let figures = [
      ReportFigure(Self.external, count: rows { _ in true }),
      ReportFigure(Self.prompted, count: rows { !isUnprompted($0) }),
      ReportFigure(Self.logged, count: logged),
      ReportFigure(Self.dismissed, count: rows(isDismissed)),
      ReportFigure(Self.pending, count: rows { $0 == .pending }),
      ReportFigure(
        Self.overdue, count: external.map(\.0).filter(rules.isOverdue).map { .meeting($0) }),
      ReportFigure(Self.expired, count: rows { $0 == .expired }),
      ReportFigure(Self.unprompted, count: rows(isUnprompted)),
      ReportFigure(Self.coverage, share: rows { !isDismissed($0) }) { row in
        if case .meeting(let meeting) = row { rules.standing(of: meeting) == .logged } else { false }
      },
    ]
    let reasons = zip(DismissReason.allCases, Self.dismissReasons).map { reason, measure in
      // A text that is no reason of ours counts as other.
      ReportFigure(
        measure,
        count: rows { standing in
          if case .dismissed(let given) = standing { (given ?? .other) == reason } else { false }
        })
    }
    return figures + reasons + sentimentFigures(logged)
  }

  private func loggedFigures(_ meetings: [ReportMeeting]) -> [ReportFigure] {
    let logged = meetings.map { ReportRow.meeting($0) }
    return [ReportFigure(Self.logged, count: logged)] + sentimentFigures(logged)
  }

  private func sentimentFigures(_ logged: [ReportRow]) -> [ReportFigure] {
    zip(Sentiment.allCases, Self.sentiments).map { sentiment, measure in
      ReportFigure(
        measure,
        count: logged.filter { row in
          if case .meeting(let meeting) = row { meeting.activity?.sentiment == sentiment } else { false }
        }, among: logged)
    }
  }
}
