/// The address of the other end of a connection, and what kind of network it belongs to.
///
/// The kinds are those of IANA's special-purpose address registries (RFC 6890 and its updates); whatever is not globally
/// reachable is not public. IPv6 forms that carry an IPv4 address are judged by the address that they carry.
package struct PeerAddress: Hashable, Sendable {
  /// 4 or 16, in network order.
  private let bytes: [UInt8]

  /// Nil unless there are 4 or 16 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = Self.carriedIPv4(bytes) ?? bytes
  }

  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }

  /// Whether it is somebody's on the Internet.
  package var isPublic: Bool {
    let networks = bytes.count == 4 ? Self.specialIPv4 : Self.specialIPv6
    if bytes.count == 16 && !Self.contains(bytes, Self.globalUnicast) { return false }
    return !networks.contains { Self.contains(bytes, $0) }
  }

  /// ::ffff:0:0/96 (mapped), ::/96 (compatible), 64:ff9b::/96 (NAT64), 2002::/16 (6to4).
  private static func carriedIPv4(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count == 16 else { return nil }
    let zeros = [UInt8](repeating: 0, count: 12)
    let head = Array(bytes.prefix(12))
    if head == zeros.prefix(10) + [0xff, 0xff] { return Array(bytes.suffix(4)) }
    if head == [0x00, 0x64, 0xff, 0x9b] + zeros.prefix(8) { return Array(bytes.suffix(4)) }
    if bytes.prefix(2) == [0x20, 0x02] { return Array(bytes[2..<6]) }
    // :: and ::1 are addresses of their own.
    if head == zeros && bytes[12] != 0 { return Array(bytes.suffix(4)) }
    return nil
  }

  private typealias Network = (prefix: [UInt8], bits: Int)

  private static let specialIPv4: [Network] = [
    ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24),
    ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24),
    ([203, 0, 113], 24), ([224], 4), ([240], 4),
  ]
  private static let globalUnicast: Network = ([0x20], 3)
  private static let specialIPv6: [Network] = [
    ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0d, 0xb8], 32), ([0x3f, 0xff, 0x00], 20), ([0x3f, 0xfe], 16),
  ]

  private static func contains(_ address: [UInt8], _ network: Network) -> Bool {
    var bits = network.bits
    for (byte, wanted) in zip(address, network.prefix) where bits > 0 {
      let mask = bits >= 8 ? 0xff : UInt8(truncatingIfNeeded: 0xff << (8 - bits))
      if byte & mask != wanted & mask { return false }
      bits -= 8
    }
    return true
  }
}
