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
    // From the end: names under one top level differ there first.
    var i = domain.count
    while i > 0 {
      i &-= 1
      if asciiLowerCased(address[start &+ i]) != domain[i] { return false }
    }
    return true
  }

  /// Answers for a line that ends in a plain `mailto:` address, without splitting it; nil where that is not so.
  ///
  /// It walks back from the line's end over the characters of a plain address to the colon of `mailto:`. That is the
  /// address ``CalendarUser`` reads, for it takes what follows the last `mailto:`; only an iCloud token, which EMAIL
  /// outranks, is left to the full reading.
  func quickly(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool? {
    let end = bytes.trimmingEnd(line).upperBound
    let first = line.lowerBound &+ 7
    var offset = end &- 1
    while offset > first, Self.isPlain(bytes[offset]) { offset &-= 1 }
    guard offset > first, bytes[offset] == 0x40 else { return nil }
    let host = offset &+ 1..<end
    offset &-= 1
    while offset > first, Self.isPlain(bytes[offset]) { offset &-= 1 }
    // "mailto:" in any case; a colon is what 0x1A becomes as well, so it is compared by itself.
    guard offset >= first, bytes[offset] == 0x3A,
      bytes.lowerCasedHead(at: offset &- 6) & 0xFFFF_FFFF_FFFF == Self.mailto
    else { return nil }
    if Self.ends(bytes, host, in: Self.token) { return nil }
    for domain in domains where Self.ends(bytes, host, in: domain) { return true }
    return addresses.isEmpty ? false : nil
  }

  private static let token = Array("imip.me.com".utf8)

  /// Letters, digits and the signs of plain addresses; what is left out is only slower.
  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    let places = byte < 0x40 ? plainDigits : plainLetters
    return byte < 0x80 && places >> UInt64(byte & 0x3F) & 1 != 0
  }

  /// One bit for each of the bytes from 0x00 on: digits, "+", "-" and ".".
  private static var plainDigits: UInt64 { 0x03FF_6800_0000_0000 }
  /// One bit for each of the bytes from 0x40 on: letters and "_".
  private static var plainLetters: UInt64 { 0x07FF_FFFE_87FF_FFFE }
  /// "mailto" in the order of memory.
  private static var mailto: UInt64 { 0x6F74_6C69_616D }
}
