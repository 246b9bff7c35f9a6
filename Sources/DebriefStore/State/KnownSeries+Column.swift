import Foundation

/// The series of a source in one value of the database: how many there are, then their forms, eight bytes each.
extension KnownSeries {
  /// Nil for what ``column`` did not make.
  init?(column: Data) {
    let words = column.count / 8
    guard words > 0, column.count % 8 == 0 else { return nil }
    let bytes = column.span
    func word(_ index: Int) -> UInt64 {
      var word: UInt64 = 0
      for offset in (index * 8..<index * 8 + 8).reversed() { word = word << 8 | UInt64(bytes[offset]) }
      return word
    }
    var forms = Set<UInt64>(minimumCapacity: words - 1)
    for index in 1..<words { forms.insert(word(index)) }
    self.init(count: Int(truncatingIfNeeded: word(0)), forms: forms)
  }

  var column: Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * (1 + forms.count))
    for word in [UInt64(count)] + forms.sorted() {
      for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (shift * 8))) }
    }
    return Data(bytes)
  }
}
