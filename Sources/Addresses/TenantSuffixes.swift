/// Domains of services that give each customer a name below them: `contoso.onmicrosoft.com`.
///
/// The Public Suffix List does not have them, so the service's own domain would stand for all its customers.
package struct TenantSuffixes: Sendable {
  package struct Tenant: Hashable, Sendable {
    /// `onmicrosoft.com`
    package let suffix: String
    /// `contoso`; nil for the service's own name.
    package let label: String?
    /// Whether the label was chosen by the company at sign-up, so that a person may be asked about it.
    package let namesTheCompany: Bool
  }

  private let suffixes: [Substring: Bool]

  package init() {
    var suffixes: [Substring: Bool] = [:]
    for row in ShippedList.tenants.rows where row.count > 1 { suffixes[row[0]] = row[1] == "company" }
    self.suffixes = suffixes
  }

  package func tenant(of host: HostName) -> Tenant? {
    for name in host.selfAndParents {
      guard let namesTheCompany = suffixes[name] else { continue }
      let label = host.ascii.dropLast(name.utf8.count).split(separator: ".").last.map(String.init)
      return Tenant(suffix: String(name), label: label, namesTheCompany: namesTheCompany)
    }
    return nil
  }
}
