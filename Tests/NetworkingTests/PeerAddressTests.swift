import Foundation
import Networking
import Testing

@Suite("Addresses that are connected to") struct PeerAddressTests {
  /// Python's `ipaddress` reads IANA's registries on its own; what it does not call global must not be public here.
  /// Forms that carry an IPv4 address are judged by that one here, and by themselves there, so they are left out.
  private static let oracle = """
    import ipaddress, json, random
    random.seed(6)
    special = ['0.0.0.0/8','10.0.0.0/8','100.64.0.0/10','127.0.0.0/8','169.254.0.0/16','172.16.0.0/12','192.0.0.0/24',
      '192.0.2.0/24','192.168.0.0/16','198.18.0.0/15','198.51.100.0/24','203.0.113.0/24','240.0.0.0/4','fc00::/7',
      'fe80::/10','2001:db8::/32','100::/64','2001::/23','ff00::/8','224.0.0.0/4']
    addresses = []
    for text in special:
        network = ipaddress.ip_network(text)
        first, last = int(network[0]), int(network[-1])
        kind = type(network[0])
        for value in (first - 1, first, (first + last) // 2, last, last + 1):
            if 0 <= value < 2 ** kind(0).max_prefixlen: addresses.append(kind(value))
    addresses += [ipaddress.IPv4Address(random.getrandbits(32)) for _ in range(20000)]
    addresses += [ipaddress.IPv6Address(random.getrandbits(128)) for _ in range(20000)]
    addresses += [ipaddress.IPv6Address((0x2000 << 112) | random.getrandbits(125)) for _ in range(20000)]
    addresses = [a for a in addresses if a.version == 4 or not (a.ipv4_mapped or a.sixtofour or int(a) >> 96 == 0x64ff9b)]
    print(json.dumps([[list(a.packed), a.is_global and not a.is_multicast, a.is_loopback] for a in addresses]))
    """

  @Test("Nothing is called public that IANA's registries do not")
  func agreesWithPython() throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.oracle]
    process.standardOutput = output
    try process.run()
    let answer = try JSONSerialization.jsonObject(with: output.fileHandleForReading.readDataToEndOfFile()) as? [[Any]]
    let cases = try #require(answer)
    #expect(cases.count > 50_000)
    var publicOnes = 0
    for item in cases {
      let bytes = try #require(item[0] as? [Int]).map { UInt8($0) }
      let address = try #require(PeerAddress(bytes: bytes))
      #expect(address.isLoopback == (item[2] as? Bool), "\(bytes)")
      if address.isPublic {
        publicOnes += 1
        #expect(item[1] as? Bool == true, "\(bytes) is not global")
      }
    }
    // The control: an answer of "nothing is public" would pass the rest.
    #expect(publicOnes > 15_000)
  }

  @Test("IPv6 forms that carry an IPv4 address are what that address is")
  func carried() throws {
    let zeros = [UInt8](repeating: 0, count: 10)
    for (address, isPublic) in [([127, 0, 0, 1], false), ([10, 1, 2, 3], false), ([8, 8, 8, 8], true)]
      as [([UInt8], Bool)]
    {
      for bytes in [
        zeros + [0xff, 0xff] + address, zeros + [0, 0] + address, [0, 0x64, 0xff, 0x9b] + zeros.prefix(8) + address,
        [0x20, 0x02] + address + zeros,
      ] {
        #expect(try #require(PeerAddress(bytes: bytes)).isPublic == isPublic, "\(bytes)")
      }
    }
  }

  @Test("What is neither four nor sixteen bytes is no address")
  func lengths() {
    #expect(PeerAddress(bytes: []) == nil)
    #expect(PeerAddress(bytes: [1, 2, 3]) == nil)
  }
}
