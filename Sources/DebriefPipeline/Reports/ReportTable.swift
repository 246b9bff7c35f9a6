import Addresses
import Calendars
import DebriefCore

/// A report, or the rows behind a number, as columns and cells: what terminal, page and CSV show alike.
package struct ReportTable: Sendable {
  package struct Column: Sendable, Hashable {
    /// Its name in files, which headings do not change.
    package let id: String
    package let title: String
    package let isNumeric: Bool

    package init(_ id: String, _ title: String, isNumeric: Bool = false) {
      self.id = id
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  package enum Cell: Sendable, Hashable {
    case text(String)
    case figure(ReportFigure, group: String)
    case person(name: String, address: String)
    case number(Int)
    case amount(Double)
    case seconds(Int64)
    case empty

    package init(_ text: String?) { self = text.map(Cell.text) ?? .empty }
  }

  package let columns: [Column]
  package let rows: [[Cell]]

  package init(columns: [Column], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// One line for each group, then one for all; the parts of a column only where `withDetails`.
  package init(_ report: Report, withDetails: Bool) {
    let measures = report.total.figures.filter { figure in
      // Of the many reasons most have nothing: a file has them all, a page those that something has.
      withDetails || (!figure.measure.isDetail && (report.kind != .reasons || figure.value != .count(0)))
    }.map(\.measure)
    let split = report.dimension == .all ? [] : [Column("group", report.dimension.title)]
    let hasNames = report.groups.contains { $0.detail != nil }
    let names = hasNames ? [Column("who", "Who")] : []
    columns = split + names + measures.map { Column($0.id, $0.title, isNumeric: true) }
    let ids = Set(measures.map(\.id))
    rows = (report.groups + [report.total]).map { group in
      let label: [Cell] = report.dimension == .all ? [] : [.text(group.label)]
      let detail: [Cell] = hasNames ? [Cell(group.detail)] : []
      let figures = Dictionary(group.figures.map { ($0.measure.id, $0) }) { first, _ in first }
      return label + detail
        + measures.filter { ids.contains($0.id) }.map { measure in
          figures[measure.id].map { .figure($0, group: group.key) } ?? .empty
        }
    }
  }

  /// The rows behind one number, in its order. A number's rows are all of one kind.
  package init(
    rows: [ReportRow], rules: StandingRules, today: CivilDate, names: (EmailAddress) -> String
  ) {
    switch rows.first {
    case .meeting, nil:
      columns = Self.meetingColumns
      self.rows = rows.compactMap { if case .meeting(let row) = $0 { Self.cells(row, rules, names) } else { nil } }
    case .opportunity:
      columns = Self.opportunityColumns
      self.rows = rows.compactMap { if case .opportunity(let row) = $0 { Self.cells(row) } else { nil } }
    case .proofOfValue:
      columns = Self.proofColumns
      self.rows = rows.compactMap { if case .proofOfValue(let row) = $0 { Self.cells(row, today) } else { nil } }
    case .secondary:
      columns = Self.secondaryColumns
      self.rows = rows.compactMap { if case .secondary(let row) = $0 { Self.cells(row) } else { nil } }
    case .setAside:
      columns = Self.setAsideColumns
      self.rows = rows.compactMap { if case .setAside(let row) = $0 { Self.cells(row, names) } else { nil } }
    }
  }

  // MARK: Meetings

  private static let meetingColumns = [
    Column("day", "Day"), Column("start", "Start"), Column("sa", "SA"), Column("meeting", "Meeting"),
    Column("standing", "Standing"), Column("opportunity", "Opportunity"),
    Column("age", "Age to log", isNumeric: true), Column("prompt", "Prompt"),
  ]

  private static func cells(
    _ row: ReportMeeting, _ rules: StandingRules, _ names: (EmailAddress) -> String
  ) -> [Cell] {
    [
      .text(row.day.description), .text(String(row.localStart.description.dropFirst(11).prefix(5))),
      .person(name: names(row.seat.owner), address: row.seat.owner.key), .text(row.title ?? "(no title)"),
      .text(rules.standing(of: row).words(row)),
      Cell(row.opportunityName ?? row.prompt?.opportunity?.description), row.ageToLog.map(Cell.seconds) ?? .empty,
      Cell(row.prompt?.id),
    ]
  }

  // MARK: Opportunities

  private static let opportunityColumns = [
    Column("opportunity", "Opportunity"), Column("account", "Account"), Column("stage", "Stage"),
    Column("primary", "Primary SA"), Column("value", "Value", isNumeric: true),
    Column("stage_3_on", "Stage 3 on"), Column("start", "Start"), Column("end", "End"), Column("status", "Status"),
    Column("id", "Id"),
  ]

  private static func cells(_ row: OpportunityRow) -> [Cell] {
    let opportunity = row.opportunity
    let value = opportunity.incrementalACV ?? opportunity.amount
    return [
      .text(opportunity.name), Cell(row.accountName), .text(opportunity.stage), .text(primary(row)),
      value.map(Cell.amount) ?? .empty, Cell(opportunity.stage3Date?.description),
      Cell(opportunity.technicalEvaluationStart?.description), Cell(opportunity.technicalEvaluationEnd?.description),
      Cell(opportunity.technicalEvaluationCloseStatus), .text(opportunity.id.description),
    ]
  }

  private static func primary(_ row: OpportunityRow) -> String {
    row.primary?.displayName ?? row.primaryName ?? "nobody"
  }

  // MARK: POVs

  private static let proofColumns = [
    Column("pov", "POV"), Column("opportunity", "Opportunity"), Column("primary", "Primary SA"),
    Column("standing", "Standing"), Column("start", "Start"), Column("end", "End"), Column("status", "Status"),
    Column("id", "Id"),
  ]

  private static func cells(_ row: ProofOfValueRow, _ today: CivilDate) -> [Cell] {
    let proof = row.proof
    return [
      .text(proof.name), .text(row.opportunity?.opportunity.name ?? proof.opportunityID.description),
      .text(row.opportunity.map(primary) ?? "nobody"),
      .text(ProofsReport.standing(of: proof, on: today).words), Cell(proof.start?.description),
      Cell(proof.end?.description), Cell(proof.status), .text(proof.id.description),
    ]
  }

  // MARK: Secondary SAs

  private static let secondaryColumns = [
    Column("opportunity", "Opportunity"), Column("account", "Account"), Column("primary", "Primary SA"),
    Column("sa", "Secondary SA"), Column("activities", "Activities", isNumeric: true), Column("last", "Last"),
    Column("id", "Id"),
  ]

  private static func cells(_ row: SecondaryRow) -> [Cell] {
    [
      .text(row.opportunity.opportunity.name), Cell(row.opportunity.accountName), .text(primary(row.opportunity)),
      .text(row.architect.displayName), .number(row.activities), .text(row.lastDay.description),
      .text(row.opportunity.opportunity.id.description),
    ]
  }

  // MARK: Calendars

  private static let setAsideColumns = [
    Column("calendar", "Calendar"), Column("sa", "SA"), Column("reason", "Reason"),
    Column("events", "Events", isNumeric: true),
  ]

  private static func cells(_ row: SetAsideRow, _ names: (EmailAddress) -> String) -> [Cell] {
    [
      .text(row.calendar), row.owner.map { .person(name: names($0), address: $0.key) } ?? .empty,
      .text(row.reason.words), .number(row.events),
    ]
  }
}

extension MeetingStanding {
  /// The standing as a row shows it: `dismissed: no-show`.
  func words(_ meeting: ReportMeeting) -> String {
    switch self {
    case .logged: "logged"
    case .dismissed: "dismissed: \(meeting.prompt?.stateReason ?? "no reason")"
    case .pending: meeting.prompt?.state == .snoozed ? "put off" : "pending"
    case .expired: "expired"
    case .unprompted(.settling): "no prompt: not over yet"
    case .unprompted(.tooOld): "no prompt: before meetings.since"
    case .unprompted(.nextRun): "no prompt: the next run asks"
    case .noMeeting(let reason?): "no meeting: \(reason.words.lowercased())"
    case .noMeeting(nil): "no meeting: left the calendar"
    }
  }
}

extension ProofsReport.Standing {
  var words: String {
    switch self {
    case .planned: "planned"
    case .running: "running"
    case .overdue: "overdue"
    case .win: "win"
    case .loss: "loss"
    case .stalled: "stalled"
    case .otherResult: "other result"
    }
  }
}
