import Calendars

/// A short text that is the same for the same texts on every machine.
enum StableKey {
  /// 128 bits as 32 hexadecimal digits: two halves with different seeds, so that no two causes ever share one.
  static func of(_ texts: [String]) -> String {
    [0x6d65_7373_6167_6531, 0x6d65_7373_6167_6532 as UInt64].map { seed in
      var hash = StableHash(seed: seed)
      for text in texts { hash.combine(text) }
      let digits = String(hash.value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
