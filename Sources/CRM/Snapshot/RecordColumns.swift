/// Looks up the columns of a file's fields.
struct ColumnFinder {
  let file: String
  let header: SnapshotHeader
  let map: FieldMap

  /// The column of an optional field.
  func optional(_ field: SnapshotField) throws -> Column? {
    try column(map.columns(of: field), wanted: field.path)
  }

  func required(_ field: SnapshotField) throws -> Column {
    guard let column = try optional(field) else {
      throw SnapshotRefusal(file: file, line: 1, fact: .missingColumn(field, tried: map.columns(of: field)))
    }
    return column
  }

  func name(_ whole: SnapshotField, _ first: SnapshotField, _ last: SnapshotField) throws -> NameColumns {
    NameColumns(whole: try optional(whole), first: try optional(first), last: try optional(last))
  }

  func column(_ candidates: [String], wanted: String) throws -> Column? {
    switch header.find(candidates) {
    case .nowhere: return nil
    case .at(let index): return Column(index: index, name: header.names[index])
    case .several(let indexes):
      throw SnapshotRefusal(
        file: file, line: 1,
        fact: .ambiguousColumn(
          wanted: wanted, found: indexes.map { header.names[$0] },
          fix: "Remove one, or name the right one as crm.fields: \(wanted)."))
    }
  }

  func isSatisfied(_ field: SnapshotField) -> Bool {
    if case .at = header.find(map.columns(of: field)) { return true }
    return !field.isRequired
  }

  /// Columns that the configuration names for `object` and that the file does not have.
  func configuredButMissing(_ object: SnapshotObject) -> [String] {
    var names = SnapshotField.all.filter { $0.object == object }.compactMap { map.overrides[$0.path] }
    if object == .contact { names += map.contactEmailFields }
    if object == .account { names += map.accountDomainFields }
    return names.filter { header.find([$0]) == .nowhere }
  }
}

/// A column of one file.
struct Column: Sendable {
  let index: Int
  /// As the header spells it.
  let name: String
}

/// Where a person's name stands: in one column, or in two.
struct NameColumns: Sendable {
  let whole: Column?
  let first: Column?
  let last: Column?
}

/// The columns of one file, by object.
enum RecordColumns: Sendable {
  case account(AccountColumns)
  case contact(ContactColumns)
  case lead(LeadColumns)
  case opportunity(OpportunityColumns)
  case contactRole(ContactRoleColumns)
  case user(UserColumns)
  case task(TaskColumns)
  case proofOfValue(ProofOfValueColumns)

  init(_ object: SnapshotObject, _ finder: ColumnFinder) throws {
    switch object {
    case .account: self = .account(try AccountColumns(finder))
    case .contact: self = .contact(try ContactColumns(finder))
    case .lead: self = .lead(try LeadColumns(finder))
    case .opportunity: self = .opportunity(try OpportunityColumns(finder))
    case .contactRole: self = .contactRole(try ContactRoleColumns(finder))
    case .user: self = .user(try UserColumns(finder))
    case .task: self = .task(try TaskColumns(finder))
    case .proofOfValue: self = .proofOfValue(try ProofOfValueColumns(finder))
    }
  }
}

extension SnapshotField {
  static let byObject = Dictionary(grouping: all, by: \.object)
}
