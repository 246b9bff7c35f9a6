/// A domain's label reduced to what the eye sees: hyphens dropped, other scripts' look-alikes and accents to
/// ASCII, digits that read as letters to those letters.
struct FoldedLabel: Hashable, Sendable {
  /// One byte a character: a–z (never `i`, which reads as `l`), digits that read as none, `?` for the rest.
  let bytes: [UInt8]
  /// ``bytes`` with the pairs that read as one letter joined: `rn` and `nn` → `m`, `vv` → `w`, `cl` → `d`.
  let skeleton: [UInt8]

  init(_ label: some StringProtocol) {
    self.init(bytes: Self.letters(of: label).map(Self.seen))
  }

  /// A whole name without its dots, as in `kunaio.example`.
  init(wholeName name: HostName) {
    let label = FoldedLabel(name.registeredLabel)
    self.init(bytes: label.bytes + name.publicSuffix.utf8.filter { $0 != UInt8(ascii: ".") }.map(Self.seen))
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
    skeleton = Self.joiningPairs(bytes[...])
  }

  /// The label in ASCII letters and digits: decoded, without accents and hyphens, nothing else folded.
  private static func letters(of label: some StringProtocol) -> [UInt8] {
    let isEncoded = label.utf8.starts(with: "xn--".utf8)
    guard isEncoded, let unicode = InternationalNames.unicode(of: String(label)) else {
      return label.utf8.filter { $0 != UInt8(ascii: "-") }
    }
    return unicode.unicodeScalars.flatMap { scalar -> [UInt8] in
      if scalar == "-" { return [] }
      if scalar.isASCII { return [UInt8(truncatingIfNeeded: scalar.value)] }
      if let ascii = Confusables.shared.ascii(for: scalar) { return ascii }
      return scalar.properties.generalCategory == .nonspacingMark ? [] : [UInt8(ascii: "?")]
    }
  }

  private static func seen(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "i"): UInt8(ascii: "l")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "5"): UInt8(ascii: "s")
    case UInt8(ascii: "8"): UInt8(ascii: "b")
    default: byte
    }
  }

  static func joiningPairs(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var joined: [UInt8] = []
    joined.reserveCapacity(bytes.count)
    for byte in bytes {
      switch (joined.last, byte) {
      case (UInt8(ascii: "r"), UInt8(ascii: "n")), (UInt8(ascii: "n"), UInt8(ascii: "n")):
        joined[joined.count - 1] = UInt8(ascii: "m")
      case (UInt8(ascii: "v"), UInt8(ascii: "v")): joined[joined.count - 1] = UInt8(ascii: "w")
      case (UInt8(ascii: "c"), UInt8(ascii: "l")): joined[joined.count - 1] = UInt8(ascii: "d")
      default: joined.append(byte)
      }
    }
    return joined
  }
}

/// Which ASCII letters a character of another script looks like, or is an accented form of.
struct Confusables: Sendable {
  static let shared = Confusables()

  private let table: [UInt32: [UInt8]]

  private init() {
    var table: [UInt32: [UInt8]] = [:]
    for row in ShippedList.confusables.rows where row.count > 1 {
      guard let scalar = UInt32(row[0], radix: 16) else { continue }
      table[scalar] = Array(row[1].utf8)
    }
    self.table = table
  }

  func ascii(for scalar: Unicode.Scalar) -> [UInt8]? { table[scalar.value] }
}
