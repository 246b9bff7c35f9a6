/// What the scanner may know beforehand about which events can matter.
///
/// It is conservative: it sets a series aside only where no later stage could make a prompt of it. Whatever it
/// cannot read (a date, a zone, an address) counts as if it mattered. Tests compare every corpus with and without it.
package struct Prefilter: Sendable, Equatable {
  /// Occurrences outside this range are of no interest.
  package var window: Range<Instant>
  /// Lower-case domains of the company; subdomains count as well.
  package var internalDomains: [String]
  /// Lower-case addresses that count as inside whatever their domain.
  package var internalAddresses: [String]
  /// False builds every series, as a test of the filter does.
  package var isEnabled: Bool

  package init(
    window: Range<Instant>, internalDomains: [String], internalAddresses: [String] = [], isEnabled: Bool = true
  ) {
    self.window = window
    self.internalDomains = internalDomains.map { $0.lowercased() }
    self.internalAddresses = internalAddresses.map { $0.lowercased() }
    self.isEnabled = isEnabled
  }

  /// Lets everything through.
  package static var none: Prefilter {
    Prefilter(
      window: Instant(secondsSinceEpoch: .min)..<Instant(secondsSinceEpoch: .max), internalDomains: [],
      isEnabled: false)
  }
}
