/// A Salesforce record id: 15 case-sensitive characters, written with three more where case may be lost.
///
/// The three say which of the fifteen are upper-case: for each chunk of five, bit i is set where character i is
/// A–Z, and the five bits index `ABCDEFGHIJKLMNOPQRSTUVWXYZ012345`. Reports write 15 characters and everything else
/// 18; both become the same value, so ids of different exports compare equal.
package struct SalesforceID: Hashable, Comparable, Sendable {
  /// The 15 characters. Swift keeps that many bytes inside the string itself: millions of ids allocate nothing.
  private let core: String

  /// Reads 15 or 18 characters A–Z, a–z, 0–9. The case of an 18-character id is repaired from its suffix
  /// (spreadsheets and exports upper-case it); nil for anything else.
  package init?(_ text: some StringProtocol) {
    self.init(utf8: text.utf8)
  }

  /// The same over bytes.
  package init?(utf8 bytes: some Collection<UInt8>) {
    // Where the bytes lie in a row, one call leads out of generic code: an import reads millions of ids.
    let found =
      bytes.withContiguousStorageIfAvailable { Self(buffer: $0) }
      ?? Array(bytes).withUnsafeBufferPointer { Self(buffer: $0) }
    guard let found else { return nil }
    self = found
  }

  private init?(buffer bytes: UnsafeBufferPointer<UInt8>) {
    let length = bytes.count
    guard length == 15 || length == 18 else { return nil }
    var isValid = true
    let core = String(unsafeUninitializedCapacity: 15) { id in
      var written = 0
      for byte in bytes {
        guard Self.isAlphanumeric(byte) else {
          isValid = false
          break
        }
        if written < 15 {
          id[written] = byte
        } else {
          isValid = isValid && Self.repairCase(ofChunk: written - 15, in: id, from: byte)
        }
        written += 1
      }
      return min(written, 15)
    }
    guard isValid else { return nil }
    self.core = core
  }

  package static func < (a: SalesforceID, b: SalesforceID) -> Bool { a.core < b.core }

  /// The first three characters, which tell the object: 001 account, 003 contact, 006 opportunity …
  package var keyPrefix: String { String(Substring(core.utf8.prefix(3))) }

  /// Nothing but zeros: what the weekly export writes for an empty reference.
  package var isNull: Bool { core.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }

  /// Gives five characters the case that one character of the suffix tells; false where it contradicts them.
  private static func repairCase(
    ofChunk chunk: Int, in id: UnsafeMutableBufferPointer<UInt8>, from suffix: UInt8
  ) -> Bool {
    let character = upper(suffix)
    let bits: UInt8
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): bits = character - UInt8(ascii: "A")
    case UInt8(ascii: "0")...UInt8(ascii: "5"): bits = character - UInt8(ascii: "0") + 26
    default: return false
    }
    for i in 0..<5 {
      let at = chunk * 5 + i
      let isUpper = bits >> UInt8(i) & 1 == 1
      if isUpper && isDigit(id[at]) { return false }
      id[at] = isUpper ? upper(id[at]) : lower(id[at])
    }
    return true
  }

  private static func isUpper(_ b: UInt8) -> Bool { (65...90).contains(b) }
  private static func isDigit(_ b: UInt8) -> Bool { (48...57).contains(b) }
  private static func isAlphanumeric(_ b: UInt8) -> Bool { isUpper(b) || isDigit(b) || (97...122).contains(b) }
  private static func upper(_ b: UInt8) -> UInt8 { (97...122).contains(b) ? b - 32 : b }
  private static func lower(_ b: UInt8) -> UInt8 { isUpper(b) ? b + 32 : b }
}

extension SalesforceID: CustomStringConvertible {
  /// The 18 characters.
  package var description: String {
    String(unsafeUninitializedCapacity: 18) { text in
      var written = 0
      for byte in core.utf8 {
        text[written] = byte
        written += 1
      }
      for chunk in 0..<3 {
        var bits: UInt8 = 0
        for i in 0..<5 where Self.isUpper(text[chunk * 5 + i]) { bits |= 1 << UInt8(i) }
        text[written] = bits < 26 ? UInt8(ascii: "A") + bits : UInt8(ascii: "0") + bits - 26
        written += 1
      }
      return written
    }
  }
}
