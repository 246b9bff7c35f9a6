/// What Salesforce's `describe` says of an object, as far as the user who asks may see it: a field without permission
/// is missing like one that was never made.
package struct ObjectDescription: Sendable, Hashable {
  package struct Field: Sendable, Hashable {
    /// As the org spells it.
    package var name: String
    package var label: String
    /// `string`, `textarea`, `reference`, `date`, `boolean`, `int`, `double`, `picklist`, `multipicklist` …
    package var type: String
    package var length: Int
    package var isCreatable: Bool
    package var isUpdatable: Bool
    package var isNillable: Bool
    package var isDefaultedOnCreate: Bool
    package var isExternalID: Bool
    package var isUnique: Bool
    package var isFilterable: Bool
    package var isRestrictedPicklist: Bool
    /// The active choices of a picklist.
    package var choices: [String]

    package init(_ value: JSONValue) {
      func flag(_ key: String) -> Bool { value[key]?.bool ?? false }
      name = value["name"]?.string ?? ""
      label = value["label"]?.string ?? ""
      type = value["type"]?.string ?? ""
      length = value["length"]?.integer ?? 0
      isCreatable = flag("createable")
      isUpdatable = flag("updateable")
      isNillable = flag("nillable")
      isDefaultedOnCreate = flag("defaultedOnCreate")
      isExternalID = flag("externalId")
      isUnique = flag("unique")
      isFilterable = flag("filterable")
      isRestrictedPicklist = flag("restrictedPicklist")
      choices = (value["picklistValues"]?.array ?? [])
        .filter { $0["active"]?.bool ?? false }.compactMap { $0["value"]?.string }
    }
  }

  package var name: String
  package var keyPrefix: String?
  package var isQueryable: Bool
  package var isCreatable: Bool
  package var isUpdatable: Bool
  package var fields: [Field]
  private let byName: [String: Int]

  /// Nil where `value` is no description.
  package init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let list = value["fields"]?.array else { return nil }
    self.name = name
    keyPrefix = value["keyPrefix"]?.string
    isQueryable = value["queryable"]?.bool ?? false
    isCreatable = value["createable"]?.bool ?? false
    isUpdatable = value["updateable"]?.bool ?? false
    fields = list.map(Field.init).filter { !$0.name.isEmpty }
    byName = Dictionary(fields.enumerated().map { ($1.name.lowercased(), $0) }) { first, _ in first }
  }

  /// The field of that name, whatever its case.
  package func field(_ name: String) -> Field? { byName[name.lowercased()].map { fields[$0] } }
}
