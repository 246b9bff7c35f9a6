import CRM
import Calendars
import DebriefCore
import SalesforceClient

/// The queries that make a snapshot, for one org as its `describe` has it.
struct SalesforceQueries {
  /// The objects that are read, by their names in a snapshot.
  static let objects = SnapshotObject.allCases.map(\.rawValue)

  let settings: SalesforceSettings
  let map: FieldMap
  /// Tasks of this day and later are read.
  let firstDay: CivilDate

  struct Query: Hashable {
    var soql: String
    /// `queryAll`: deleted and archived records, too.
    var isAll: Bool
  }

  /// What an org calls the object.
  func name(of object: SnapshotObject) -> String {
    object == .proofOfValue ? settings.proofOfValueObject : object.rawValue
  }

  /// Everything that belongs into a snapshot.
  ///
  /// Records that were merged away are deleted, but their addresses and domains still lead to the one that is left.
  /// Tasks that ended more than a year ago are archived, and only `queryAll` gives them.
  func whole(_ object: SnapshotObject, _ description: ObjectDescription) throws -> Query {
    var conditions = self.conditions(object)
    if description.field("IsDeleted") != nil {
      let merged = description.field("MasterRecordId") != nil ? " OR MasterRecordId != null" : ""
      conditions.append("(IsDeleted = false\(merged))")
    }
    return try query(object, description, conditions)
  }

  /// What changed at `instant` or later, by Salesforce's clock, and what was deleted.
  func changes(_ object: SnapshotObject, _ description: ObjectDescription, since instant: Instant) throws -> Query {
    try query(object, description, conditions(object) + ["SystemModstamp >= \(SOQL.literal(instant))"])
  }

  private func conditions(_ object: SnapshotObject) -> [String] {
    var conditions: [String] = []
    if object == .task { conditions.append("ActivityDate >= \(firstDay)") }
    if let filter = settings.filters[object.rawValue] { conditions.append("(\(filter))") }
    return conditions
  }

  private func query(
    _ object: SnapshotObject, _ description: ObjectDescription, _ conditions: [String]
  ) throws -> Query {
    let isAll = description.field("IsDeleted") != nil
    let columns = try columns(object, description).joined(separator: ", ")
    let condition = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
    return Query(soql: "SELECT \(columns) FROM \(name(of: object))\(condition)", isAll: isAll)
  }

  /// The columns that the org has, of those that a snapshot is read from.
  ///
  /// - Throws: ``ColumnsMissing`` where one that has to be there is not.
  func columns(_ object: SnapshotObject, _ description: ObjectDescription) throws -> [String] {
    var names: [String] = []
    var missing: [String] = []
    func add(_ candidates: [String], required: Bool) {
      guard let name = candidates.lazy.compactMap({ description.field($0)?.name }).first else {
        if required { missing.append(candidates.first ?? "") }
        return
      }
      if !names.contains(name) { names.append(name) }
    }
    for field in SnapshotField.all where field.object == object {
      add(map.columns(of: field), required: field.isRequired)
    }
    if object == .contact {
      for (index, field) in map.contactEmailFields.enumerated() { add([field], required: index == 0) }
    }
    if object == .account { map.accountDomainFields.forEach { add([$0], required: false) } }
    guard missing.isEmpty else { throw ColumnsMissing(object: name(of: object), columns: missing) }
    return names
  }

  /// Optional fields that the org does not have, or that the user may not see: a decision then knows less.
  func missing(_ object: SnapshotObject, _ description: ObjectDescription) -> [String] {
    let further = object == .contact ? Array(map.contactEmailFields.dropFirst()) : []
    let domains = object == .account ? map.accountDomainFields : []
    let fields = SnapshotField.all.filter { $0.object == object && !$0.isRequired }.map { map.columns(of: $0) }
    return (fields + (further + domains).map { [$0] })
      .filter { candidates in !candidates.contains { description.field($0) != nil } }.compactMap(\.first)
  }
}

/// The user who reads may not see what a snapshot cannot do without.
struct ColumnsMissing: Error, CustomStringConvertible {
  var object: String
  var columns: [String]

  var description: String {
    "\(object) has no \(columns.joined(separator: ", ")), or the user may not see it: give the user read access to the "
      + "field, or name another under crm.fields"
  }
}
