#if arch(x86_64)
  import CScan
#endif

/// Tells addresses of the company from all others.
struct InsideAddresses {
  private let domains: [[UInt8]]
  private let plainDomains: [PlainDomain]
  private let addresses: Set<[UInt8]>

  init(_ prefilter: Prefilter) {
    domains = prefilter.internalDomains.map { Array($0.utf8) }.filter { !$0.isEmpty }
    plainDomains = prefilter.internalDomains.filter { !$0.isEmpty }.map(PlainDomain.init)
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
    guard end > first else { return nil }
    let at = Self.lastOther(bytes, first..<end)
    guard at > first, bytes[at] == 0x40 else { return nil }
    let host = at &+ 1..<end
    let colon = Self.lastOther(bytes, first..<at)
    // "mailto:" in any case; a colon is what 0x1A becomes as well, so it is compared by itself.
    guard bytes[colon] == 0x3A, bytes.lowerCasedHead(at: colon &- 6) & 0xFFFF_FFFF_FFFF == Self.mailto
    else { return nil }
    if Self.token.isEnd(of: host, in: bytes) { return nil }
    for domain in plainDomains where domain.isEnd(of: host, in: bytes) { return true }
    return addresses.isEmpty ? false : nil
  }

  private static let token = PlainDomain("imip.me.com")

  /// Where the last byte of `range` is that is none of a plain address, or the first byte.
  @inline(__always)
  private static func lastOther(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    #if arch(x86_64)
      while end >= 16, end > range.lowerBound {
        let others = cscan_not_plain(bytes.vector(at: end &- 16))
        if others != 0 { return max(range.lowerBound, end &+ 47 &- others.leadingZeroBitCount) }
        end &-= 16
      }
    #endif
    while end > range.lowerBound &+ 1, isPlain(bytes[end &- 1]) { end &-= 1 }
    return max(range.lowerBound, end &- 1)
  }

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

/// A domain as the words that it ends in, to be compared with hosts of plain bytes, eight at a time.
///
/// 0x20 is set in all bytes, on both sides: of plain bytes that only makes letters lower-case, and of "_" what no other
/// is.
private struct PlainDomain {
  /// From the end; the last may be filled up with zeros at its front.
  private let words: [UInt64]
  /// The places of the last word that count.
  private let mask: UInt64
  private let count: Int

  init(_ domain: String) {
    let bytes = Array(domain.utf8)
    var words: [UInt64] = []
    for end in stride(from: bytes.count, to: 0, by: -8) {
      // In the order of memory: the last byte is the highest.
      words.append(bytes[max(0, end - 8)..<end].reversed().reduce(0) { $0 << 8 | UInt64($1 | 0x20) })
      if end < 8 { words[words.count - 1] <<= UInt64(8 * (8 - end)) }
    }
    let left = bytes.count % 8
    self.words = words
    mask = left == 0 ? .max : ~0 << UInt64(8 * (8 - left))
    count = bytes.count
  }

  /// Whether the host is the domain or a name below it. Seven bytes before it can be read.
  @inline(__always)
  func isEnd(of host: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let start = host.upperBound &- count
    guard start >= host.lowerBound, start == host.lowerBound || bytes[start &- 1] == 0x2E else { return false }
    var end = host.upperBound
    for index in words.indices {
      end &-= 8
      let word = bytes.lowerCasedHead(at: end)
      if index == words.count &- 1 { return (word ^ words[index]) & mask == 0 }
      if word != words[index] { return false }
    }
    return false
  }
}
