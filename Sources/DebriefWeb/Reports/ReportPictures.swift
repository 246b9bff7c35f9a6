import DebriefCore
import DebriefPipeline

/// The pictures of a report. Each stands with its numbers in words beside it, and the table below has them again.
struct ReportPictures {
  let filter: ReportFilter
  let report: Report
  let byWeek: Report?

  @HTMLBuilder var html: HTML {
    switch filter.kind {
    case .coverage:
      if filter.dimension == .type {
        typeBars
      } else {
        if filter.dimension != .week { coverageBars }
        if let byWeek { weekColumns(byWeek) }
      }
    case .reasons: reasonBars
    case .age: ageColumns
    case .evaluations: evaluationBars
    case .povs: proofBars
    case .secondary: HTML.nothing
    }
  }

  // MARK: Coverage

  private static let coverageLegend: [(look: PartLook, name: String)] = [
    (.full, "Logged"), (.light, "Pending"), (.dashed, "Expired or without a prompt"),
  ]

  private func coverageParts(_ group: ReportGroup) -> [BarPart] {
    let lost = group.count(CoverageReport.expired) + group.count(CoverageReport.unprompted)
    return [
      BarPart(look: .full, name: "Logged", count: group.count(CoverageReport.logged)),
      BarPart(look: .light, name: "Pending", count: group.count(CoverageReport.pending)),
      BarPart(look: .dashed, name: "Expired or without a prompt", count: lost),
    ]
  }

  private var coverageBars: HTML {
    figure(
      "Coverage by \(filter.dimension.words)", "Of what was to be logged: external meetings but the dismissed ones."
    ) {
      legendList(Self.coverageLegend)
      bars(report.groups + [report.total]) { group in
        let parts = coverageParts(group)
        return barPicture(parts, whole: parts.map(\.count).reduce(0, +))
      } value: { group in
        if let share = group[CoverageReport.coverage] {
          ReportCells(filter: filter).number(share, group: group.key)
          if case .share(let part, let whole) = share.value { small(.class("soft")) { " \(part) of \(whole)" } }
        }
      }
    }
  }

  private func weekColumns(_ weeks: Report) -> HTML {
    let columns = weeks.groups.map(coverageParts)
    let top = roundTop(columns.map { $0.map(\.count).reduce(0, +) }.max() ?? 0)
    let description = weeks.groups.map { group -> String in
      let value = group[CoverageReport.coverage]?.value ?? ReportFigure.Value.none
      if case .share(let part, let whole) = value { return "\(group.key): \(part) of \(whole) logged" }
      return "\(group.key): nothing to log"
    }.joined(separator: "; ")
    let labels = weeks.groups.map { group in
      (
        upper: group[CoverageReport.coverage]?.value.percent.map { "\($0)%" } ?? "–",
        lower: String(group.key.split(separator: "-").last ?? "")
      )
    }
    return figure("Coverage by week", "Each column is what was to be logged of that week's meetings.") {
      legendList(Self.coverageLegend)
      columnChart(
        columns, top: top, labels: labels, title: "Coverage by week", description: description, id: "weeks")
    }
  }

  private var typeBars: HTML {
    let most = report.groups.map { $0.count(CoverageReport.logged) }.max() ?? 0
    return figure("What was logged, by activity type", "A call with two types counts in both.") {
      bars(report.groups) { group in
        barPicture([BarPart(look: .full, name: "Logged", count: group.count(CoverageReport.logged))], whole: most)
      } value: { group in
        if let logged = group[CoverageReport.logged] { ReportCells(filter: filter).number(logged, group: group.key) }
      }
    }
  }

  // MARK: The others

  private var reasonBars: HTML {
    let parts = report.total.figures.filter {
      !$0.measure.isDetail && $0.measure != ReasonsReport.occurrences && $0.value != .count(0)
    }
    return partBars(
      parts, title: "Why there was no prompt", text: "Occurrences that ended in the window, one reason each.")
  }

  private var ageColumns: HTML {
    let figures = AgeReport.buckets.compactMap { report.total[$0.measure] }
    let columns = figures.map { [BarPart(look: .full, name: "Logged", count: $0.count)] }
    let top = roundTop(figures.map(\.count).max() ?? 0)
    let description = figures.map { "\($0.measure.title): \($0.count)" }.joined(separator: "; ")
    let labels = figures.map { (upper: "\($0.count)", lower: $0.measure.title) }
    return figure("How long meetings wait to be logged", "From a meeting's end to its first log.") {
      columnChart(columns, top: top, labels: labels, title: "Age to log", description: description, id: "ages")
    }
  }

  private var evaluationBars: HTML {
    let looks: [(measure: ReportMeasure, look: PartLook)] = [
      (EvaluationsReport.notStarted, .dashed), (EvaluationsReport.underWay, .light),
      (EvaluationsReport.endedWithoutStatus, .marked), (EvaluationsReport.ended, .full),
    ]
    let most = report.groups.map { $0.count(EvaluationsReport.opportunities) }.max() ?? 0
    return figure(
      "Evaluations by \(filter.dimension.words)", "Open opportunities in stage 3 or later, or with an evaluation begun."
    ) {
      legendList(looks.map { ($0.look, $0.measure.title) })
      bars(report.groups) { group in
        barPicture(
          looks.map { BarPart(look: $0.look, name: $0.measure.title, count: group.count($0.measure)) }, whole: most)
      } value: { group in
        if let all = group[EvaluationsReport.opportunities] {
          ReportCells(filter: filter).number(all, group: group.key)
        }
      }
    }
  }

  private var proofBars: HTML {
    partBars(
      report.total.figures.filter { $0.measure != ProofsReport.povs && $0.value != .count(0) }, title: "POVs",
      text: "As the CRM's snapshot has them, judged by today.")
  }

  // MARK: Forms of pictures

  private func figure(_ title: String, _ text: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element("figure", [.class("picture")]) {
      element("figcaption", []) {
        h2 { title }
        p(.class("hint")) { text }
      }
      content()
    }
  }

  /// One bar for each figure, the longest the full width.
  private func partBars(_ figures: [ReportFigure], title: String, text: String) -> HTML {
    let most = figures.map(\.count).max() ?? 0
    return figure(title, text) {
      div(.class("scroll")) {
        table(.class("bars")) {
          tbody {
            for part in figures {
              tr {
                th(Attribute(.scope, "row")) { part.measure.title }
                td(.class("bar-cell")) {
                  barPicture([BarPart(look: .full, name: part.measure.title, count: part.count)], whole: most)
                }
                td(.class("number")) { ReportCells(filter: filter).number(part, group: Report.totalKey) }
              }
            }
          }
        }
      }
    }
  }

  private func bars(
    _ groups: [ReportGroup], picture: (ReportGroup) -> HTML, @HTMLBuilder value: (ReportGroup) -> HTML
  ) -> HTML {
    div(.class("scroll")) {
      table(.class("bars")) {
        tbody {
          for group in groups {
            tr(.class(group.key == Report.totalKey ? "total" : "row")) {
              th(Attribute(.scope, "row")) { bdi(group.label) }
              td(.class("bar-cell")) { picture(group) }
              td(.class("number")) { value(group) }
            }
          }
        }
      }
    }
  }

  /// The picture with its scale at the left, values above and names below. The words around it are for the eye: the
  /// picture's own description, and the table, have them for everybody else.
  private func columnChart(
    _ columns: [[BarPart]], top: Int, labels: [(upper: String, lower: String)], title: String, description: String,
    id: String
  ) -> HTML {
    // More than a dozen labels side by side would not be read.
    let every = max(1, (labels.count + 13) / 14)
    let size = labels.count > 8 ? " many" : ""
    return div(.class("columns")) {
      div(.class("scale"), Attribute(.ariaHidden, "true")) {
        for mark in [top, top / 2, 0] { span { "\(mark)" } }
      }
      div(.class("plot")) {
        div(.class("labels upper\(size)"), Attribute(.ariaHidden, "true")) {
          for (index, label) in labels.enumerated() { span { index % every == 0 ? label.upper : "" } }
        }
        columnsPicture(columns, top: top, title: title, description: description, id: id)
        div(.class("labels lower\(size)"), Attribute(.ariaHidden, "true")) {
          for (index, label) in labels.enumerated() { span { index % every == 0 ? label.lower : "" } }
        }
      }
    }
  }
}

extension ReportGroup {
  /// How many; 0 for a measure that is no count.
  fileprivate func count(_ measure: ReportMeasure) -> Int { self[measure]?.count ?? 0 }
}

extension ReportFigure {
  /// How many; 0 for what is no count.
  fileprivate var count: Int { if case .count(let count) = value { count } else { 0 } }
}
