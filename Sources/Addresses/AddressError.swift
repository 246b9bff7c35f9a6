/// Why a stranger's string is not an e-mail address or a host that a decision may rest on.
///
/// Each description completes "…was not read as an address:" and says what is wrong, never what to guess.
package enum AddressError: Error, Hashable, Sendable {
  case empty
  case noAt
  case severalAts
  /// Text beside the address that is no display name, such as a second address.
  case notOneAddress
  case badLocalPart
  case notMail(scheme: String)
  /// A guest account of Microsoft Entra, `jane_home.example#EXT#@tenant.onmicrosoft.com`: the person's own
  /// domain is inside the local part, in a form that cannot be undone without guessing.
  case guestAccount
  case invisibleCharacter(scalar: UInt32)
  case badCharacter
  case emptyLabel
  case badLabel
  case noDot
  case ipAddress
  case tooLong
  /// Refused by IDNA: wrong punycode or a character that no domain name may hold.
  case notADomainName
}

extension AddressError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "it is empty"
    case .noAt: "it has no @"
    case .severalAts: "it has more than one @"
    case .notOneAddress: "it is not exactly one address"
    case .badLocalPart: "the part before the @ is not valid"
    case .notMail(let scheme): "it is a \(scheme): address, not e-mail"
    case .guestAccount: "it is a guest account of Microsoft Entra, not the person's own address"
    case .invisibleCharacter(let scalar):
      "it holds an invisible or control character (U+\(Self.hexadecimal(scalar)))"
    case .badCharacter: "the domain holds a character that no domain may have"
    case .emptyLabel: "the domain has an empty part (two dots in a row, or one at the start)"
    case .badLabel: "a part of the domain starts or ends with a hyphen or is longer than 63 characters"
    case .noDot: "the domain has no dot"
    case .ipAddress: "the domain is an IP address"
    case .tooLong: "the domain is longer than 253 characters"
    case .notADomainName: "the domain is not a valid internationalised name (IDNA)"
    }
  }

  private static func hexadecimal(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
