/// The CSV files of `debrief rules evaluate`.
extension DomainEvaluation {
  /// Accounts from columns `account_id`, `name`, `website` and `aliases` (separated by `;`).
  package static func accounts(
    in table: CommaSeparatedTable
  ) throws(CommaSeparatedTable.Malformed) -> [AccountDomains.Entry] {
    let id = try table.index(of: "account_id")
    let name = try table.index(of: "name")
    let website = try table.index(of: "website")
    let aliases = table.columns.firstIndex(of: "aliases")
    return table.rows.map { row in
      AccountDomains.Entry(
        id: row[id], name: row[name], website: row[website], domainFields: aliases.map { [row[$0]] } ?? [])
    }
  }

  /// Cases from columns `row_id`, `attendee_domain`, `account_ids`, `expected`, `class`, `subclass`, `acceptable`
  /// (separated by `|`) and `lookalike_of`; ids are separated by `;`.
  ///
  /// - Parameter bySubclass: count `class/subclass` instead of `class`.
  package static func cases(
    in table: CommaSeparatedTable, bySubclass: Bool = false
  ) throws(CommaSeparatedTable.Malformed) -> [Case] {
    let id = try table.index(of: "row_id")
    let host = try table.index(of: "attendee_domain")
    let accounts = try table.index(of: "account_ids")
    let expected = try table.index(of: "expected")
    let className = try table.index(of: "class")
    let acceptable = table.columns.firstIndex(of: "acceptable")
    let lookAlikeOf = table.columns.firstIndex(of: "lookalike_of")
    let subclass = bySubclass ? table.columns.firstIndex(of: "subclass") : nil
    var cases: [Case] = []
    cases.reserveCapacity(table.rows.count)
    for (number, row) in table.rows.enumerated() {
      guard let answer = Answer(rawValue: row[expected]) else {
        throw CommaSeparatedTable.Malformed(
          line: number + 2, problem: "expected is \"\(row[expected])\", not auto, suggest or none")
      }
      let others = acceptable.map { row[$0].split(separator: "|").compactMap { Answer(rawValue: String($0)) } } ?? []
      cases.append(
        Case(
          id: row[id], host: row[host], expected: answer, acceptable: others.isEmpty ? [answer] : Set(others),
          accountIDs: ids(row[accounts]), lookAlikeOf: lookAlikeOf.map { ids(row[$0]) } ?? [],
          className: subclass.map { "\(row[className])/\(row[$0])" } ?? row[className]))
    }
    return cases
  }

  private static func ids(_ field: String) -> Set<String> { Set(field.split(separator: ";").map(String.init)) }
}

extension DomainEvaluation.Prediction {
  package static let header = "row_id,outcome,ids,flag_ids"

  /// One line of a predictions file. Ids of accounts and rows are quoted where they must be.
  package var csv: String {
    [caseID, answer.rawValue, accountIDs.joined(separator: ";"), warnedIDs.joined(separator: ";")]
      .map(Self.quoted).joined(separator: ",")
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
