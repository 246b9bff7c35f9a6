/// 256 random bits that only their holder has: a sign-in link, or the id of a session. What is stored is the hash.
package struct Secret: Hashable, Sendable {
  /// 64 hexadecimal digits.
  package let text: String

  /// - Parameter random: where the bits come from; a test gives its own.
  package init(from random: inout some RandomNumberGenerator) {
    var bytes: [UInt8] = []
    for _ in 0..<4 {
      let word = random.next() as UInt64
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    text = hexadecimal(bytes)
  }

  /// New, from the system's own generator (getrandom on Linux).
  package static func random() -> Secret {
    var system = SystemRandomNumberGenerator()
    return Secret(from: &system)
  }

  /// As somebody sent it; nil where it has not the form of one.
  package init?(_ text: String) {
    let isWellFormed =
      text.utf8.count == 64
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (97...102).contains($0) }
    guard isWellFormed else { return nil }
    self.text = text
  }

  /// What the store keeps of it.
  package var hash: String { SHA256.hex(Array(text.utf8)) }

  /// A seal for `purpose` that only the holder of the secret can make.
  package func seal(_ purpose: String) -> String {
    hexadecimal(SHA256.hmac(key: Array(text.utf8), Array(purpose.utf8)))
  }
}
