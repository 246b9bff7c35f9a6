/// What a number means: its name in addresses and files, its heading, and its definition in one sentence.
package struct ReportMeasure: Hashable, Sendable {
  package let id: String
  package let title: String
  package let meaning: String
  /// Shown below a table, not in it: the parts of a column.
  package let isDetail: Bool

  package init(_ id: String, _ title: String, _ meaning: String, isDetail: Bool = false) {
    self.id = id
    self.title = title
    self.meaning = meaning
    self.isDetail = isDetail
  }
}

/// One number: a set of rows first, and what is said of them second, so that the number cannot disagree with its rows.
package struct ReportFigure: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case count(Int)
    /// `whole` is the number of the rows.
    case share(part: Int, whole: Int)
    case seconds(Int64)
    /// Of fewer than ``ReportFigure/fewest`` rows: too few to say anything.
    case tooFew
    /// There is nothing to measure.
    case none
  }

  /// Below this many, the parts of a set are not told: they would be read as more than chance.
  package static let fewest = 5

  package let measure: ReportMeasure
  package let value: Value
  package let rows: [ReportRow]

  /// How many.
  package init(_ measure: ReportMeasure, count rows: [ReportRow]) {
    self.measure = measure
    self.rows = rows
    value = .count(rows.reduce(0) { $0 + $1.weight })
  }

  /// How many of `rows` are `part`.
  package init(_ measure: ReportMeasure, share rows: [ReportRow], part: (ReportRow) -> Bool) {
    self.measure = measure
    self.rows = rows
    value = rows.isEmpty ? .none : .share(part: rows.count(where: part), whole: rows.count)
  }

  /// A time that the rows have in common; nil where there are none.
  package init(_ measure: ReportMeasure, seconds: Int64?, rows: [ReportRow]) {
    self.measure = measure
    self.rows = rows
    value = seconds.map(Value.seconds) ?? .none
  }

  /// A part of `whole`, told where `whole` is large enough.
  package init(_ measure: ReportMeasure, count rows: [ReportRow], among whole: [ReportRow]) {
    let isTold = whole.count >= Self.fewest
    self.measure = measure
    self.rows = isTold ? rows : []
    value = isTold ? .count(rows.count) : .tooFew
  }
}

extension ReportFigure.Value {
  /// 0 to 100, half a per cent up; nil where it is no share.
  package var percent: Int? {
    guard case .share(let part, let whole) = self, whole > 0 else { return nil }
    return (200 * part + whole) / (2 * whole)
  }
}

/// The figures of one SA, region, week, type, stage or opportunity.
package struct ReportGroup: Hashable, Sendable {
  /// The same in every run: an address, a week, an id.
  package let key: String
  package let label: String
  /// Who, where the figures alone do not tell.
  package let detail: String?
  package let figures: [ReportFigure]

  package init(key: String, label: String, detail: String? = nil, figures: [ReportFigure]) {
    self.key = key
    self.label = label
    self.detail = detail
    self.figures = figures
  }

  package subscript(measure: ReportMeasure) -> ReportFigure? { figures.first { $0.measure.id == measure.id } }
}

/// What a report is split by.
package enum ReportDimension: String, Sendable, CaseIterable {
  case all, sa, region, week, type, stage, opportunity

  package var title: String {
    switch self {
    case .all: ""
    case .sa: "SA"
    case .region: "Region"
    case .week: "Week"
    case .type: "Activity type"
    case .stage: "Stage"
    case .opportunity: "Opportunity"
    }
  }
}

/// The reports that there are (docs/reports.md).
package enum ReportKind: String, Sendable, CaseIterable {
  case coverage, reasons, age, evaluations, povs, secondary

  package var title: String {
    switch self {
    case .coverage: "Coverage"
    case .reasons: "Why there was no prompt"
    case .age: "Age to log"
    case .evaluations: "Technical evaluations"
    case .povs: "POVs"
    case .secondary: "Secondary SAs"
    }
  }

  /// What it can be split by; the first is the default.
  package var dimensions: [ReportDimension] {
    switch self {
    case .coverage: [.sa, .region, .week, .type]
    case .reasons: [.all, .sa, .region, .week]
    case .age: [.all, .sa, .region, .week, .type]
    case .evaluations: [.stage, .sa, .region]
    case .povs: [.all, .sa, .region, .stage]
    case .secondary: [.opportunity, .sa, .region]
    }
  }

  /// Whether it looks at a window of days: evaluations and POVs are as they stand in the snapshot.
  package var hasWindow: Bool { self != .evaluations && self != .povs }
}

/// One report: its groups in a fixed order (people by name, never by score), and all of it together.
package struct Report: Hashable, Sendable {
  package let kind: ReportKind
  package let dimension: ReportDimension
  /// Empty where the report is not split.
  package let groups: [ReportGroup]
  package let total: ReportGroup

  package init(_ kind: ReportKind, by dimension: ReportDimension, groups: [ReportGroup], total: [ReportFigure]) {
    self.kind = kind
    self.dimension = dimension
    self.groups = groups
    self.total = ReportGroup(key: Self.totalKey, label: "All", figures: total)
  }

  package static let totalKey = "all"

  /// The columns: the figures of every group are the total's, in the same order.
  package var measures: [ReportMeasure] { total.figures.map(\.measure) }

  /// The number that a link or an option names.
  package func figure(measure: String, group: String?) -> ReportFigure? {
    let group = group.flatMap { key in key == Self.totalKey ? total : groups.first { $0.key == key } }
    return (group ?? total).figures.first { $0.measure.id == measure }
  }
}
