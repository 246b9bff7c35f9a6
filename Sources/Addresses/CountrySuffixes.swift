/// Which public suffixes tell a country.
///
/// A company's name under another country's suffix is often the same company (pepsi.co.uk); under `.io` or `.co`
/// it is anyone. So a country suffix is a two-letter top-level domain, or a second level below one, that is not
/// sold to the whole world.
package struct CountrySuffixes: Sendable {
  package static let shared = CountrySuffixes()

  private let open: Set<Substring>

  private init() {
    open = Set(ShippedList.openCountryCodes.rows.compactMap(\.first))
  }

  /// - Parameter suffix: a public suffix of the registries' section: `co.uk`, `de`.
  package func isOfACountry(_ suffix: Substring) -> Bool {
    let labels = suffix.split(separator: ".")
    guard let country = labels.last, country.utf8.count == 2, !open.contains(country) else { return false }
    switch labels.count {
    case 1: return true
    case 2: return Self.commercialLevels.contains(labels[0]) || labels[0].utf8.count == 2
    default: return false
    }
  }

  /// Whether `suffix` belongs to schools or authorities: the same initials there are another country's.
  package func isOfPublicBodies(_ suffix: Substring) -> Bool {
    suffix.split(separator: ".").contains { Self.publicLevels.contains($0) }
  }

  private static let commercialLevels: Set<Substring> = ["com", "co", "net", "org", "biz", "firm", "ltd", "plc"]
  private static let publicLevels: Set<Substring> = [
    "edu", "ac", "sch", "school", "k12", "gov", "gob", "gouv", "govt", "go", "mil",
  ]
}
