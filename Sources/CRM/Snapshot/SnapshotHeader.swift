/// The kinds of export that are told apart, by the look of the header. The name serves messages; the columns are
/// matched the same way in all of them.
package enum SnapshotDialect: String, Sendable {
  case weeklyExport = "weekly export"
  case dataLoader = "Data Loader"
  case report
  case warehouse
  /// `sf data export bulk`, Bulk API 2.0, Workbench: API names, quoted where needed.
  case bulk = "Bulk API"

  init(header: [String], isQuoted: Bool) {
    let letters = header.joined()
    if header.contains(where: { $0.contains(" ") || $0.contains(":") }) {
      self = .report
    } else if !letters.contains(where: \.isLowercase) {
      self = .dataLoader
    } else if !letters.contains(where: \.isUppercase) {
      self = .warehouse
    } else {
      self = isQuoted ? .weeklyExport : .bulk
    }
  }
}

/// The first row of a file: finds the columns of fields, whatever the dialect's way of writing them.
struct SnapshotHeader: Sendable {
  let names: [String]
  let dialect: SnapshotDialect
  let isQuoted: Bool
  private var exact: [String: [Int]] = [:]
  private var squashed: [String: [Int]] = [:]

  init(names: [String], isQuoted: Bool) {
    self.names = names
    self.isQuoted = isQuoted
    dialect = SnapshotDialect(header: names, isQuoted: isQuoted)
    for (index, name) in names.enumerated() {
      exact[name.lowercased(), default: []].append(index)
      squashed[Self.squash(name), default: []].append(index)
    }
  }

  enum Found: Equatable {
    case nowhere
    case at(Int)
    case several([Int])
  }

  /// The column that carries the first of `candidates` that is there: by name without case; only then without
  /// underscores, spaces and the object before a report's colon, as warehouses and reports write names.
  func find(_ candidates: [String]) -> Found {
    for candidate in candidates {
      if let indexes = exact[candidate.lowercased()] { return Self.found(indexes) }
    }
    for candidate in candidates {
      if let indexes = squashed[Self.squash(candidate)] { return Self.found(indexes) }
    }
    return .nowhere
  }

  private static func found(_ indexes: [Int]) -> Found { indexes.count == 1 ? .at(indexes[0]) : .several(indexes) }

  /// `close_date`, `CloseDate` and `Opportunity: Close Date` → `closedate`.
  private static func squash(_ name: String) -> String {
    let label = name.split(separator: ":").last ?? ""
    return String(
      label.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
  }
}
