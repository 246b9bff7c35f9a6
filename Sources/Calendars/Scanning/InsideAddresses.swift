/// Tells addresses of the company from all others.
struct InsideAddresses {
  private let domains: [[UInt8]]
  private let addresses: Set<[UInt8]>

  init(_ prefilter: Prefilter) {
    domains = prefilter.internalDomains.map { Array($0.utf8) }.filter { !$0.isEmpty }
    addresses = Set(prefilter.internalAddresses.map { Array($0.utf8) })
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

  /// The domain itself or a name below it, in any case.
  private static func ends(_ address: Span<UInt8>, _ host: Range<Int>, in domain: [UInt8]) -> Bool {
    guard host.count >= domain.count else { return false }
    let start = host.upperBound - domain.count
    if host.count > domain.count, address[start - 1] != 0x2E { return false }
    for i in 0..<domain.count where asciiLowerCased(address[start + i]) != domain[i] {
      return false
    }
    return true
  }

  /// Answers for a line that ends in a plain `mailto:` address, without splitting it; nil where that is not so.
  ///
  /// It walks back from the line's end over the characters of a plain address to the colon of `mailto:`. That is the address ``CalendarUser`` reads, for it takes what follows the last `mailto:`; only an
  /// iCloud token, which EMAIL outranks, is left to the full reading.
  func quickly(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool? {
    var at: Int?
    var offset = bytes.trimmingEnd(line).upperBound - 1
    let end = offset + 1
    while offset > line.lowerBound + 7 {
      let byte = bytes[offset]
      if byte == 0x40 {
        guard at == nil else { return nil }
        at = offset
      } else if byte == 0x3A {
        break
      } else if !Self.isPlain(byte) {
        return nil
      }
      offset &-= 1
    }
    guard let at, bytes[offset] == 0x3A, bytes.equalsIgnoringCase(offset - 6..<offset, "mailto") else { return nil }
    let host = at + 1..<end
    if Self.ends(bytes, host, in: Self.token) { return nil }
    for domain in domains where Self.ends(bytes, host, in: domain) { return true }
    return addresses.isEmpty ? false : nil
  }

  private static let token = Array("imip.me.com".utf8)

  /// Letters, digits and the signs of plain addresses; what is left out is only slower.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2D || byte == 0x5F || byte == 0x2B
  }
}
