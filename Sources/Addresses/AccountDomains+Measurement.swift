/// What the benchmark compares; nothing else uses it.
extension AccountDomains {
  /// Bytes that the look-alike index holds.
  package var lookAlikeBytes: Int { index.footprint }
  package var lookAlikeDomains: Int { domains.count }

  /// How many account domains are one edit from the host's label, found by looking at every one.
  package func resemblingByBruteForce(_ host: HostName) -> Int {
    guard let registrable = suffixes.registrableDomain(of: host) else { return 0 }
    return index.oneEditByBruteForce(from: FoldedLabel(registrable.registeredLabel))
  }
}
