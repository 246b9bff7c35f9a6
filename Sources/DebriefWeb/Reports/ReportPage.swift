import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// One report with its filters, its pictures and its table.
struct ReportPage {
  private let context: PageContext
  private let filter: ReportFilter
  private let report: Report
  /// The same split by week, for the picture of time.
  private let byWeek: Report?
  private let snapshot: String?

  init(_ context: PageContext, _ filter: ReportFilter) throws {
    self.context = context
    self.filter = filter
    let desk = ReportsPages.desk(context, filter)
    let meetings = filter.kind.asksForMeetings ? try desk.meetings(in: filter.window) : []
    report = try desk.report(filter.question, meetings: meetings)
    byWeek =
      filter.kind == .coverage
      ? try desk.report(ReportDesk.Question(.coverage, by: .week, window: filter.window), meetings: meetings) : nil
    let imported = try context.store.currentSnapshot()?.importedAt
    snapshot = imported.map { WallClock(timeZone: context.configuration.timeZone).short($0) }
  }

  var html: HTML {
    var html = HTML()
    html.append(ReportFrame(context: context, filter: filter).head)
    if filter.people(context).architects.isEmpty {
      html.append(p(.class("message")) { "There is no SA whose figures you could see." })
      return html
    }
    html.append(tiles)
    html.append(ReportPictures(filter: filter, report: report, byWeek: byWeek).html)
    html.append(section(.class("report-table")) { tableSection })
    html.append(footnote)
    return html
  }

  // MARK: The numbers that people come for

  private var tiles: HTML {
    dl(.class("tiles")) {
      for measure in headline {
        if let figure = report.total[measure] {
          div {
            dt { measure.title }
            dd {
              number(figure)
              if case .share(let part, let whole) = figure.value { small { "\(part) of \(whole)" } }
            }
          }
        }
      }
    }
  }

  private var headline: [ReportMeasure] {
    switch filter.kind {
    case .coverage:
      filter.dimension == .type
        ? [CoverageReport.logged]
        : [CoverageReport.coverage, CoverageReport.external, CoverageReport.pending, CoverageReport.overdue]
    case .reasons: [ReasonsReport.occurrences]
    case .age: [AgeReport.median, AgeReport.ninetieth, AgeReport.logged]
    case .evaluations:
      [
        EvaluationsReport.underWay, EvaluationsReport.lacksStart, EvaluationsReport.lacksEnd,
        EvaluationsReport.lacksStatus,
      ]
    case .povs: [ProofsReport.povs, ProofsReport.running, ProofsReport.overdue]
    case .secondary: [SecondaryReport.opportunities, SecondaryReport.secondaries]
    }
  }

  private func number(_ figure: ReportFigure) -> HTML {
    ReportCells(filter: filter).number(figure, group: Report.totalKey)
  }

  // MARK: The table

  @HTMLBuilder private var tableSection: HTML {
    div(.class("title")) {
      h2 { filter.dimension == .all ? "In numbers" : "By \(filter.dimension.words)" }
      a(.class("button"), .href(filter.path(file: "table.csv"))) { "CSV" }
    }
    if filter.dimension == .all {
      plainList
    } else {
      ReportCells(filter: filter).table(ReportTable(report, withDetails: false), endsWithTotal: true)
      let details = report.total.figures.filter { $0.measure.isDetail && $0.value != .count(0) }
      if !details.isEmpty {
        h3 { filter.kind == .reasons ? "Counted when the calendars were read" : "Of all" }
        if filter.kind == .reasons {
          p(.class("hint")) {
            "Events of the calendars as they were last read, whatever their day: they were set aside before their "
              + "occurrences were worked out."
          }
        }
        figureList(details)
      }
    }
  }

  @HTMLBuilder private var plainList: HTML {
    let figures = report.total.figures.filter { $0.value != .count(0) }
    figureList(figures.filter { !$0.measure.isDetail || filter.kind == .age })
    let details = figures.filter { $0.measure.isDetail && filter.kind == .reasons }
    if !details.isEmpty {
      h3 { "Counted when the calendars were read" }
      p(.class("hint")) {
        "Events of the calendars as they were last read, whatever their day: they were set aside before their "
          + "occurrences were worked out."
      }
      figureList(details)
    }
  }

  private func figureList(_ figures: [ReportFigure]) -> HTML {
    div(.class("scroll")) {
      table(.class("figures")) {
        tbody {
          for figure in figures {
            tr {
              th(Attribute(.scope, "row")) { figure.measure.title }
              td(.class("number")) { number(figure) }
              td(.class("hint")) { figure.measure.meaning }
            }
          }
        }
      }
    }
  }

  private var footnote: HTML {
    p(.class("hint")) {
      "Every number leads to its rows. "
      if filter.kind.hasWindow {
        "A meeting's day is its SA's own. "
      } else {
        "As the CRM's snapshot has it. "
      }
      if let snapshot { "CRM as of \(snapshot)." } else { "There is no CRM snapshot yet." }
    }
  }
}

extension ReportKind {
  fileprivate var asksForMeetings: Bool { self == .coverage || self == .reasons || self == .age }
}

extension ReportDimension {
  /// As it stands in a sentence.
  var words: String {
    switch self {
    case .all: "nothing"
    case .sa: "SA"
    case .region: "region"
    case .week: "week"
    case .type: "activity type"
    case .stage: "stage"
    case .opportunity: "opportunity"
    }
  }
}
