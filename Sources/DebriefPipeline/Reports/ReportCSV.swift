import DebriefCore

/// A report for a spreadsheet: RFC 4180, UTF-8, the first line names the columns, formulas are defused.
package enum ReportCSV {
  package static func text(_ table: ReportTable) -> String {
    let lines = [table.columns.map(\.id)] + table.rows.map { $0.map(plain) }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// Numbers of ours stay numbers; every text, a stranger's or not, is guarded.
  private static func plain(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text, .person: RuleSimulationCSV.cell(cell.plain)
    default: cell.plain
    }
  }
}
