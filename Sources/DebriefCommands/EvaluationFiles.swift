import Addresses
import Archives
import CRM

/// The CSV files of `debrief rules evaluate`: UTF-8, commas, a header line.
enum EvaluationFiles {
  /// What is wrong with a file that could be opened.
  struct Malformed: Error, Equatable, CustomStringConvertible {
    let path: String
    let line: Int
    let problem: String
    var description: String { "\(path):\(line): \(problem)" }
  }

  /// Accounts from columns `account_id`, `name`, `website` and, if there is one, `aliases`; Salesforce's own `Id`,
  /// `Name` and `Website` do as well.
  static func accounts(path: String) throws -> [AccountDomains.Entry] {
    var entries: [AccountDomains.Entry] = []
    try eachRow(path: path, needing: [["account_id", "Id"], ["website", "Website"]]) { row in
      entries.append(
        AccountDomains.Entry(
          id: row["account_id", "Id"] ?? "", name: row["name", "Name"] ?? "",
          website: row["website", "Website"] ?? "", domainFields: row["aliases"].map { [$0] } ?? []))
    }
    return entries
  }

  /// Cases from columns `attendee_domain`, `account_ids` and `expected` (auto, suggest, none); if there are any,
  /// `row_id`, `class`, `subclass`, `acceptable` (separated by `|`) and `lookalike_of`. Ids are separated by `;`.
  static func eachCase(
    path: String, bySubclass: Bool, _ body: (DomainEvaluation.Case) throws -> Void
  ) throws {
    try eachRow(path: path, needing: [["attendee_domain"], ["account_ids"], ["expected"]]) { row in
      let expected = row["expected"] ?? ""
      guard let answer = DomainEvaluation.Answer(rawValue: expected) else {
        throw row.malformed("expected is '\(expected)', not auto, suggest or none")
      }
      let acceptable = (row["acceptable"] ?? "").split(separator: "|")
      var className = row["class"] ?? "all"
      if bySubclass, let subclass = row["subclass"], !subclass.isEmpty { className += "/" + subclass }
      try body(
        DomainEvaluation.Case(
          id: row["row_id"] ?? "\(row.line)", host: row["attendee_domain"] ?? "", expected: answer,
          acceptable: Set(acceptable.compactMap { DomainEvaluation.Answer(rawValue: String($0)) }),
          accountIDs: ids(row["account_ids"] ?? ""), lookAlikeOf: ids(row["lookalike_of"] ?? ""),
          className: className))
    }
  }

  private static func ids(_ field: String) -> Set<String> { Set(field.split(separator: ";").map(String.init)) }

  /// One row, its fields by the header's names.
  private struct Row {
    let path: String
    let line: Int
    let columns: [String: Int]
    let fields: [String]

    /// The field of the first of these columns that the file has.
    subscript(_ names: String...) -> String? { names.lazy.compactMap { columns[$0] }.first.map { fields[$0] } }

    func malformed(_ problem: String) -> Malformed { Malformed(path: path, line: line, problem: problem) }
  }

  /// - Parameter needing: the columns that the file must have, each by any of its names.
  private static func eachRow(
    path: String, needing columnsNeeded: [[String]], _ body: (Row) throws -> Void
  ) throws {
    let file = try FileByteSource(path: path)
    var reader = CSVReader(delimiter: UInt8(ascii: ",")) { try file.read(into: $0) }
    var columns: [String: Int] = [:]
    do {
      guard try reader.next() else { throw Malformed(path: path, line: 1, problem: "the file is empty") }
      for index in 0..<reader.count {
        let name = String(decoding: reader.field(index), as: UTF8.self)
        columns[index == 0 && name.hasPrefix("\u{FEFF}") ? String(name.unicodeScalars.dropFirst()) : name] = index
      }
      for names in columnsNeeded where !names.contains(where: { columns[$0] != nil }) {
        throw Malformed(path: path, line: 1, problem: "there is no column '\(names[0])'")
      }
      while try reader.next() {
        if reader.isBlank { continue }
        guard reader.count == columns.count else {
          throw Malformed(
            path: path, line: reader.line, problem: "\(reader.count) fields, but the header has \(columns.count)")
        }
        let fields = (0..<reader.count).map { String(decoding: reader.field($0), as: UTF8.self) }
        try body(Row(path: path, line: reader.line, columns: columns, fields: fields))
      }
    } catch let failure as CSVFailure {
      throw Malformed(path: path, line: reader.line, problem: "this is not CSV: \(failure)")
    }
  }
}

extension DomainEvaluation.Prediction {
  static let header = "row_id,outcome,ids,flag_ids"

  /// One line of a predictions file.
  var csv: String {
    [caseID, answer.rawValue, accountIDs.joined(separator: ";"), warnedIDs.joined(separator: ";")]
      .map(Self.quoted).joined(separator: ",")
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
