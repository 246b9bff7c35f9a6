import DebriefCore
import DebriefPipeline
import DebriefStore

/// The reports: one page for each, the rows behind every number, and both as files.
enum ReportsPages {
  static func start(_ context: PageContext) throws -> Page {
    .redirect(to: ("/reports" as OwnPath).appending(ReportKind.allCases[0].rawValue))
  }

  static func show(_ context: PageContext) throws -> Page {
    let filter = try filter(context)
    let page = try ReportPage(context, filter)
    return Page(title: "\(filter.kind.title) · Reports") { page.html }
  }

  static func csv(_ context: PageContext) throws -> Page {
    let filter = try filter(context)
    let report = try desk(context, filter).report(filter.question)
    return file(ReportTable(report, withDetails: true), name: "debrief-\(filter.kind.rawValue).csv")
  }

  static func rows(_ context: PageContext) throws -> Page {
    let filter = try filter(context)
    let (figure, group, desk) = try figure(context, filter)
    let page = ReportRowsPage(
      context: context, filter: filter, figure: figure, group: group, table: desk.table(of: figure))
    return Page(title: "\(figure.measure.title) · Reports") { page.html }
  }

  static func rowsCSV(_ context: PageContext) throws -> Page {
    let filter = try filter(context)
    let (figure, _, desk) = try figure(context, filter)
    return file(desk.table(of: figure), name: "debrief-\(filter.kind.rawValue)-\(figure.measure.id).csv")
  }

  private static func filter(_ context: PageContext) throws -> ReportFilter {
    try ReportFilter(context, kind: context.parameter("report"))
  }

  static func desk(_ context: PageContext, _ filter: ReportFilter) -> ReportDesk {
    ReportDesk(context.configuration, store: context.store, now: context.now, people: filter.people(context))
  }

  /// The number that the address names.
  ///
  /// - Throws: ``NoSuchPage`` where the report has none such.
  private static func figure(
    _ context: PageContext, _ filter: ReportFilter
  ) throws -> (figure: ReportFigure, group: ReportGroup, desk: ReportDesk) {
    let desk = desk(context, filter)
    let report = try desk.report(filter.question)
    let key = context.request.query["group"] ?? Report.totalKey
    // Without a measure: the first, the whole that the others are parts of.
    guard let measure = context.request.query["measure"] ?? report.measures.first?.id,
      let group = key == Report.totalKey ? report.total : report.groups.first(where: { $0.key == key }),
      let figure = group.figures.first(where: { $0.measure.id == measure })
    else { throw NoSuchPage() }
    return (figure, group, desk)
  }

  private static func file(_ table: ReportTable, name: String) -> Page {
    .file(Page.File(bytes: Array(ReportCSV.text(table).utf8), type: "text/csv; charset=utf-8", name: name))
  }
}
