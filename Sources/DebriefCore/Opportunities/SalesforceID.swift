/// A Salesforce record id in its 18-character, case-insensitive form.
///
/// Reports write 15 characters; the other three say which of the fifteen are upper-case: for each chunk of
/// five, bit i is set where character i is A–Z, and the five bits index `ABCDEFGHIJKLMNOPQRSTUVWXYZ012345`.
/// Every id is kept in the long form, so that ids of different exports compare equal.
package struct SalesforceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  /// Reads 15 or 18 characters A–Z, a–z, 0–9. The case of an 18-character id is repaired from its suffix
  /// (exports upper-case it); nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 15 || bytes.count == 18, bytes.allSatisfy(Self.isAlphanumeric) else { return nil }
    var id = Array(bytes.prefix(15))
    if bytes.count == 18 {
      for chunk in 0..<3 {
        guard let bits = Self.alphabet.firstIndex(of: Self.upper(bytes[15 + chunk])) else { return nil }
        for i in 0..<5 {
          let at = chunk * 5 + i
          let isUpper = bits >> i & 1 == 1
          if isUpper && Self.isDigit(id[at]) { return nil }
          id[at] = isUpper ? Self.upper(id[at]) : Self.lower(id[at])
        }
      }
    }
    for chunk in 0..<3 {
      var bits = 0
      for i in 0..<5 where Self.isUpper(id[chunk * 5 + i]) { bits |= 1 << i }
      id.append(Self.alphabet[bits])
    }
    description = String(decoding: id, as: UTF8.self)
  }

  package static func < (a: SalesforceID, b: SalesforceID) -> Bool { a.description < b.description }

  /// The first three characters, which tell the object: 001 account, 003 contact, 006 opportunity …
  package var keyPrefix: String { String(description.prefix(3)) }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)
  private static func isUpper(_ b: UInt8) -> Bool { (65...90).contains(b) }
  private static func isDigit(_ b: UInt8) -> Bool { (48...57).contains(b) }
  private static func isAlphanumeric(_ b: UInt8) -> Bool { isUpper(b) || isDigit(b) || (97...122).contains(b) }
  private static func upper(_ b: UInt8) -> UInt8 { (97...122).contains(b) ? b - 32 : b }
  private static func lower(_ b: UInt8) -> UInt8 { isUpper(b) ? b + 32 : b }
}
