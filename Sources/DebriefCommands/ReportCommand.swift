import ArgumentParser
import Calendars
import DebriefCore
import DebriefPipeline

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show coverage, reasons for no prompt, ages, evaluations, POVs or secondary SAs.",
    discussion: "Every number is a set of rows: --rows MEASURE lists them. docs/reports.md defines each number.")

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp(
      "Which report: \(ReportKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "report"))
  var kind = ReportKind.coverage

  @Option(help: ArgumentHelp("The first day; by default 90 days up to the last.", valueName: "date"))
  var from: CivilDate?

  @Option(help: ArgumentHelp("The last day; by default today.", valueName: "date"))
  var to: CivilDate?

  @Option(help: ArgumentHelp("Split by sa, region, week, type, stage, opportunity, or all.", valueName: "dimension"))
  var by: ReportDimension?

  @Option(help: ArgumentHelp("Only this SA's: an address, its local part, or the name.", valueName: "SA"))
  var owner: String?

  @Option(help: ArgumentHelp("List the rows behind this number, such as logged.", valueName: "measure"))
  var rows: String?

  @Option(help: ArgumentHelp("With --rows: of this group alone, such as an SA or a week.", valueName: "group"))
  var group: String?

  @Flag(help: "Print CSV instead of text.")
  var csv = false

  func validate() throws {
    if csv, options.json { throw ValidationError("Choose one of '--csv' and '--json'.") }
    if group != nil, rows == nil { throw ValidationError("'--group' goes with '--rows'.") }
    if let by, !kind.dimensions.contains(by) {
      throw ValidationError(
        "'\(kind.rawValue)' can be split by \(kind.dimensions.map(\.rawValue).joined(separator: ", ")).")
    }
    if !kind.hasWindow, from != nil || to != nil {
      throw ValidationError("'\(kind.rawValue)' shows how things stand now: it takes neither '--from' nor '--to'.")
    }
  }

  func run() throws {
    let context = try options.context()
    let desk = ReportDesk(
      context.configuration, store: context.store, now: context.now, people: try people(context.configuration))
    let question = ReportDesk.Question(kind, by: by, window: try window(today: desk.today))
    let report = try desk.report(question)
    let snapshot = try context.store.currentSnapshot()?.importedAt.description
    let behind = try rows.map { try table(of: $0, in: report, desk) }
    if options.json {
      var json = ReportJSON(report, question: question, now: context.now.description, snapshot: snapshot)
      if let behind, let rows { json.add(rows: behind, of: rows, group: group ?? Report.totalKey) }
      return try Output.standard.json(json)
    }
    if csv {
      return try Output.standard.write(ReportCSV.text(behind ?? ReportTable(report, withDetails: true)))
    }
    let text = ReportText(question: question, snapshot: snapshot)
    try Output.standard.write(behind.map { text.rows($0, of: rows ?? "", group: group) } ?? text.report(report))
  }

  private func people(_ configuration: Configuration) throws -> ReportPeople {
    guard let owner else { return configuration.everybody }
    guard let architect = configuration.architect(named: owner) else {
      throw NotFound(description: "\(owner) is none of the SAs in \(options.config).")
    }
    return ReportPeople(architects: [architect], regions: configuration.regions, includesNobodys: false)
  }

  private func window(today: CivilDate) throws -> ReportWindow {
    let last = to ?? today
    guard let from else { return ReportWindow(until: last) }
    guard let window = ReportWindow(from: from, to: last) else {
      throw ValidationError("The window would end on \(last), before it begins on \(from).")
    }
    return window
  }

  private func table(of measure: String, in report: Report, _ desk: ReportDesk) throws -> ReportTable {
    let key = try group.map { try self.key(of: $0, in: report) }
    guard let figure = report.figure(measure: measure, group: key) else {
      throw ValidationError(
        "'--rows' is one of \(report.measures.map(\.id).joined(separator: ", ")) for '\(kind.rawValue)'.")
    }
    return desk.table(of: figure)
  }

  /// A group by its key or its label, or by the beginning of one of them that no other has.
  private func key(of text: String, in report: Report) throws -> String {
    let groups = report.groups + [report.total]
    if let exact = groups.first(where: { $0.key == text || $0.label == text }) { return exact.key }
    let wanted = text.lowercased()
    let found = groups.filter { $0.key.lowercased().hasPrefix(wanted) || $0.label.lowercased().hasPrefix(wanted) }
    guard found.count == 1 else {
      throw ValidationError("'--group' is one of \(groups.map(\.key).joined(separator: ", ")).")
    }
    return found[0].key
  }
}

extension ReportKind: ExpressibleByArgument {}
extension ReportDimension: ExpressibleByArgument {}
