import DebriefCore
import DebriefPipeline

/// Tables of reports: numbers to the right, each leading to its rows.
struct ReportCells {
  let filter: ReportFilter

  func table(_ content: ReportTable, endsWithTotal: Bool = false) -> HTML {
    div(.class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "region"), .label("Table")) {
      DebriefWeb.table {
        thead {
          tr {
            for column in content.columns {
              th(Attribute(.scope, "col"), .class(column.isNumeric ? "number" : "text")) { column.title }
            }
          }
        }
        tbody {
          for (index, row) in content.rows.enumerated() {
            tr(.class(endsWithTotal && index == content.rows.count - 1 ? "total" : "row")) {
              for (position, pair) in zip(content.columns, row).enumerated() {
                cell(pair.1, of: pair.0, isFirst: position == 0)
              }
            }
          }
        }
      }
    }
  }

  @HTMLBuilder private func cell(_ cell: ReportTable.Cell, of column: ReportTable.Column, isFirst: Bool) -> HTML {
    let kind: Attribute = .class(column.isNumeric ? "number" : Self.tight.contains(column.id) ? "tight" : "text")
    switch cell {
    case .figure(let figure, let group): td(kind) { number(figure, group: group) }
    case .text(let text) where isFirst: th(Attribute(.scope, "row"), kind) { bdi(text) }
    case .text(let text) where column.id == "prompt":
      td(kind) { a(.href("/prompts/\(text)")) { text } }
    case .text(let text): td(kind) { bdi(text) }
    case .person(let name, _): td(kind) { bdi(name) }
    default: td(kind) { cell.words }
    }
  }

  /// Columns of days, times and ids, which are never broken.
  private static let tight: Set<String> = [
    "day", "start", "end", "last", "stage_3_on", "id", "prompt", "sa", "primary",
  ]

  /// A number that leads to its rows, where it has any.
  @HTMLBuilder func number(_ figure: ReportFigure, group: String) -> HTML {
    if figure.rows.isEmpty {
      span(.class("soft")) { figure.value.words }
    } else {
      a(.href(filter.rows(figure.measure, group: group))) { figure.value.words }
    }
  }
}

/// The rows behind one number.
struct ReportRowsPage {
  let context: PageContext
  let filter: ReportFilter
  let figure: ReportFigure
  let group: ReportGroup
  let table: ReportTable

  /// So many rows are shown; the file has all of them.
  private static let mostRows = 500

  @HTMLBuilder var html: HTML {
    div(.class("title")) {
      h1 { heading }
      a(.class("button"), .href(filter.rows(figure.measure, group: group.key, file: "rows.csv"))) { "CSV" }
    }
    p(.class("soft")) {
      figure.measure.meaning
      if filter.kind.hasWindow { " \(filter.window.from) to \(filter.window.to)." }
    }
    p {
      strong { figure.value.words }
      if case .share(let part, let whole) = figure.value { ": \(part) of these \(whole) rows" }
      " · "
      a(.href(filter.path())) { "Back to the report" }
    }
    if figure.value == .tooFew {
      p { "Fewer than \(ReportFigure.fewest) were logged: their sentiments are not told." }
    } else if table.rows.isEmpty {
      p { "There are none." }
    } else {
      section(.class("report-table")) { ReportCells(filter: filter).table(shown) }
      if table.rows.count > Self.mostRows {
        p(.class("hint")) { "These are the first \(Self.mostRows) of \(table.rows.count) rows. The CSV has all." }
      }
    }
  }

  private var heading: String {
    group.key == Report.totalKey ? figure.measure.title : "\(figure.measure.title): \(group.label)"
  }

  /// The first rows. A prompt may be looked at by its SA and that SA's manager; for an admin it is a mere name.
  private var shown: ReportTable {
    let rows = zip(figure.rows, table.rows).prefix(Self.mostRows).map { row, cells in
      if case .meeting(let meeting) = row, !context.viewer.mayRead(meeting.seat.owner) {
        return zip(table.columns, cells).map { $0.id == "prompt" ? ReportTable.Cell.empty : $1 }
      }
      return cells
    }
    // A column that says nothing of any of these rows only takes room.
    let used = table.columns.indices.filter { index in rows.contains { $0[index] != .empty } }
    return ReportTable(columns: used.map { table.columns[$0] }, rows: rows.map { row in used.map { row[$0] } })
  }
}
