/// A 64-bit hash that is the same in every process and on every machine, unlike `Hasher`.
///
/// It folds 128-bit products the way Wang Yi's wyhash does, eight bytes at a time. It is quick and spreads well;
/// it is no cryptographic hash: where strangers choose the input and a collision would do harm, give it a secret
/// seed, or compare what was hashed as well. Every value is hashed with its length, so ("ab", "c") differs from
/// ("a", "bc").
package struct StableHash: Sendable {
  private var state: UInt64

  package init(seed: UInt64 = 0) {
    state = seed ^ 0xa076_1d64_78bd_642f
  }

  /// The hash of all that was combined so far.
  package var value: UInt64 { Self.mix(state, 0xe703_7ed1_a0b4_28db) }

  @inline(__always)
  package mutating func combine(_ word: UInt64) {
    state = Self.mix(state ^ word, 0x8ebc_6af0_9c88_c6e3)
  }

  package mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }

  package mutating func combine(_ flag: Bool) { combine(flag ? 1 : 2 as UInt64) }

  /// Nil and the empty text differ.
  package mutating func combine(_ text: String?) {
    guard let text else { return combine(UInt64.max) }
    let utf8 = text.utf8Span.span
    combine(bytes: utf8)
  }

  package mutating func combine(bytes: Span<UInt8>) {
    combine(UInt64(bytes.count))
    var offset = 0
    while offset &+ 8 <= bytes.count {
      combine(bytes.word(at: offset))
      offset &+= 8
    }
    var rest: UInt64 = 0
    if bytes.count >= 8, offset < bytes.count {
      // The last bytes, the first of them in the highest place, out of the last eight.
      rest = bytes.word(at: bytes.count &- 8).bigEndian & ((1 << UInt64(8 &* (bytes.count &- offset))) &- 1)
      offset = bytes.count
    }
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset &+= 1
    }
    combine(rest)
  }

  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0xe703_7ed1_a0b4_28db).multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
