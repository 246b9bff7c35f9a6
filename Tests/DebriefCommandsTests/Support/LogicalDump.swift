import Foundation
import GRDB

/// Every row of every table, in an order that does not depend on how it got there: what "the same result" means.
struct LogicalDump {
  private(set) var text = ""

  init(path: String) throws {
    var configuration = GRDB.Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let database = try DatabaseQueue(path: path, configuration: configuration)
    text = try database.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      var lines: [String] = []
      for table in tables {
        lines.append("# \(table)")
        lines += try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { row in
          row.map { "\($0.0)=\($0.1)" }.joined(separator: " | ")
        }.sorted()
      }
      return lines.joined(separator: "\n")
    }
  }

  /// Empty for equal dumps; else the lines that stand in only one of them, short enough to read in a failed test.
  static func difference(_ a: String, _ b: String) -> String {
    if a == b { return "" }
    let left = Set(a.split(separator: "\n"))
    let right = Set(b.split(separator: "\n"))
    let lines = left.subtracting(right).sorted().map { "- \($0)" } + right.subtracting(left).sorted().map { "+ \($0)" }
    if lines.isEmpty { return "the same lines, but not as often" }
    return lines.prefix(10).map { String($0.prefix(400)) }.joined(separator: "\n")
  }
}
