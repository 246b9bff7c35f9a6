/// Which columns the fields are read from. The defaults are Salesforce's own names and the usual custom ones.
package struct FieldMap: Equatable, Sendable {
  /// `Opportunity.primary_solution_architect` → the one column to read it from, in place of the defaults.
  package var overrides: [String: String]
  /// The contact's address columns; the first is the primary one and must be there.
  package var contactEmailFields: [String]
  /// Columns of Account that hold domains, one or several in each.
  package var accountDomainFields: [String]

  package init(
    overrides: [String: String] = [:], contactEmailFields: [String] = ["Email"], accountDomainFields: [String] = []
  ) {
    self.overrides = overrides
    self.contactEmailFields = contactEmailFields.isEmpty ? ["Email"] : contactEmailFields
    self.accountDomainFields = accountDomainFields
  }

  /// The names that `overrides` may use.
  package static let keys: [String] = SnapshotField.all.map { $0.path }

  package func columns(of field: SnapshotField) -> [String] {
    overrides[field.path].map { [$0] } ?? field.columns
  }

  /// Changes whenever the same files would be read differently.
  var signature: String {
    let map = overrides.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return (map + ["emails"] + contactEmailFields + ["domains"] + accountDomainFields).joined(separator: "\u{1F}")
  }
}
