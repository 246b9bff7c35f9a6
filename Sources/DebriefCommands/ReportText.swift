import DebriefCore
import DebriefPipeline

/// Reports as a terminal shows them: plain columns, numbers to the right, no colour that anything depends on.
struct ReportText {
  private let question: ReportDesk.Question
  private let snapshot: String?

  init(question: ReportDesk.Question, snapshot: String?) {
    self.question = question
    self.snapshot = snapshot
  }

  func report(_ report: Report) -> String {
    var lines = [title, ""]
    if report.dimension == .all {
      lines += list(report.total.figures.filter { $0.value != .count(0) || !$0.measure.isPart }, indent: "")
    } else {
      lines += table(ReportTable(report, withDetails: false))
      let details = report.total.figures.filter { $0.measure.isDetail && $0.value != .count(0) }
      if !details.isEmpty { lines += ["", "Of all:"] + list(details, indent: "  ") }
    }
    lines += ["", "The rows behind a number: debrief report \(report.kind.rawValue) --rows MEASURE [--group GROUP]"]
    let measures = report.measures.map(\.id).joined(separator: ", ")
    lines += wrapped("MEASURE is one of \(measures).", to: 100)
    return lines.joined(separator: "\n") + "\n"
  }

  func rows(_ rows: ReportTable, of measure: String, group: String?) -> String {
    let count = "\(rows.rows.count) row\(rows.rows.count == 1 ? "" : "s")"
    let subject = group.map { "\(measure) of \(terminalText($0))" } ?? measure
    return ([title, "\(subject): \(count)", ""] + (rows.rows.isEmpty ? [] : table(rows))).joined(separator: "\n") + "\n"
  }

  private var title: String {
    let window = question.window
    let time = question.kind.hasWindow ? ", \(window.from) to \(window.to)" : ""
    let split =
      question.dimension == .all
      ? "" : ", by \(question.dimension == .sa ? "SA" : question.dimension.title.lowercased())"
    return "\(question.kind.title)\(time)\(split)   (CRM as of \(snapshot ?? "never"))"
  }

  private func list(_ figures: [ReportFigure], indent: String) -> [String] {
    let width = figures.map { terminalWidth($0.measure.title) }.max() ?? 0
    let values = figures.map { terminalWidth($0.value.words) }.max() ?? 0
    return figures.map { figure in
      let value = figure.value.words
      let gap = String(repeating: " ", count: values - terminalWidth(value))
      return "\(indent)\(fitted(figure.measure.title, to: width))  \(gap)\(value)   \(figure.measure.id)"
    }
  }

  /// No column is wider than this: titles and names are cut with an ellipsis; `--csv` has them whole.
  private static let widest = 40

  private func table(_ table: ReportTable) -> [String] {
    let cells = table.rows.map { $0.map { terminalText($0.words) } }
    let widths = table.columns.indices.map { index in
      min(Self.widest, ([table.columns[index].title] + cells.map { $0[index] }).map(terminalWidth).max() ?? 0)
    }
    func line(_ row: [String]) -> String {
      let parts = table.columns.indices.map { index -> String in
        let text = fitted(row[index], to: min(widths[index], terminalWidth(row[index])))
        let gap = String(repeating: " ", count: widths[index] - terminalWidth(text))
        return table.columns[index].isNumeric ? gap + text : text + gap
      }
      let line = parts.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    return [line(table.columns.map(\.title))] + cells.map(line)
  }

  private func wrapped(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < columns {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension ReportMeasure {
  /// One of many parts of a whole: a list leaves out those that are none.
  fileprivate var isPart: Bool {
    !["occurrences", "logged", "median", "p90", "povs", "opportunities", "secondary"].contains(id)
  }
}
