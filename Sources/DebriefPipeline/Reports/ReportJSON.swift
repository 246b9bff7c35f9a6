import DebriefCore

/// A report for programs. What a number means stands in docs/reports.md under its name.
package struct ReportJSON: Encodable, Sendable {
  struct Group: Encodable, Sendable {
    var key: String
    var label: String
    var detail: String?
    var figures: [String: Figure]
  }

  struct Figure: Encodable, Sendable {
    /// How many; of a share: how many of `whole`.
    var count: Int?
    var whole: Int?
    var seconds: Int64?
    /// Too few to be told.
    var isWithheld: Bool?
  }

  /// The rows behind one number: each a value for every column, as text.
  struct Rows: Encodable, Sendable {
    var measure: String
    var group: String
    var columns: [String]
    var rows: [[String]]
  }

  var schema = "debrief.report/1"
  var report: String
  var by: String
  /// Nil where the report has no window: it shows how things stand at `now`.
  var from: String?
  var to: String?
  var now: String
  /// When the CRM's snapshot was imported.
  var snapshot: String?
  var groups: [Group]
  var total: Group
  var rows: Rows?

  package init(_ report: Report, question: ReportDesk.Question, now: String, snapshot: String?) {
    self.report = report.kind.rawValue
    by = report.dimension.rawValue
    if report.kind.hasWindow {
      from = question.window.from.description
      to = question.window.to.description
    }
    self.now = now
    self.snapshot = snapshot
    groups = report.groups.map(Self.group)
    total = Self.group(report.total)
  }

  package mutating func add(rows table: ReportTable, of measure: String, group: String) {
    rows = Rows(
      measure: measure, group: group, columns: table.columns.map(\.id),
      rows: table.rows.map { $0.map(\.plain) })
  }

  private static func group(_ group: ReportGroup) -> Group {
    let figures = group.figures.map { ($0.measure.id, figure($0.value)) }
    return Group(
      key: group.key, label: group.label, detail: group.detail,
      figures: Dictionary(figures) { first, _ in first })
  }

  private static func figure(_ value: ReportFigure.Value) -> Figure {
    switch value {
    case .count(let count): Figure(count: count)
    case .share(let part, let whole): Figure(count: part, whole: whole)
    case .seconds(let seconds): Figure(seconds: seconds)
    case .tooFew: Figure(isWithheld: true)
    case .none: Figure()
    }
  }
}
