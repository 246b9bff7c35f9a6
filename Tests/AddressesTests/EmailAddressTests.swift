import Testing

@testable import Addresses

@Suite("Reading an e-mail address") struct EmailAddressTests {
  /// RFC 5322, 3.4.1; RFC 6068, section 2 for `mailto:`; RFC 6531 for letters beyond ASCII.
  @Test(arguments: [
    ("jane@pepsi.example", "jane@pepsi.example"),
    ("mailto:Jane.Doe@Pepsi.example", "jane.doe@pepsi.example"),
    ("MAILTO:jane+sf@pepsi.example", "jane+sf@pepsi.example"),
    ("mailto:a%2Bb@domain.example", "a+b@domain.example"),
    ("mailto:jane@pepsi.example?subject=Hello", "jane@pepsi.example"),
    ("\"ceo@pepsi.example\" <x@mail.example>", "x@mail.example"),
    ("Pepsi.com <x@evil.example>", "x@evil.example"),
    ("<jane@pepsi.example>", "jane@pepsi.example"),
    ("  jane@pepsi.example\r\n", "jane@pepsi.example"),
    ("\"x@pepsi.example\"@evil.example", "\"x@pepsi.example\"@evil.example"),
    ("\"jane\"@pepsi.example", "jane@pepsi.example"),
    ("x@pepsi.example.", "x@pepsi.example"),
    ("x@pepsi\u{3002}example", "x@pepsi.example"),
    ("Jörg@münchen.example", "jörg@xn--mnchen-3ya.example"),
    ("user%pepsi.com@relay.example", "user%pepsi.com@relay.example"),
    ("pepsi.com!user@relay.example", "pepsi.com!user@relay.example"),
    ("jane=pepsi.com@bounces.vendor.example", "jane=pepsi.com@bounces.vendor.example"),
    ("dots..in.a.row.@carrier.example", "dots..in.a.row.@carrier.example"),
  ])
  func hasOneKey(_ text: String, _ expected: String) throws {
    #expect(try EmailAddress(parsing: text).key == expected)
  }

  @Test(arguments: [
    ("", AddressError.empty),
    (" \t", .empty),
    ("invalid:nomail", .notMail(scheme: "invalid")),
    ("sip:123@rooms.example", .notMail(scheme: "sip")),
    ("urn:uuid:1F2A", .notMail(scheme: "urn")),
    ("/o=ExchangeLabs/ou=x/cn=Recipients/cn=abc", .noAt),
    ("x@pepsi.example@evil.example", .severalAts),
    ("mailto:jane%2Bsf%40pepsi.example", .noAt),
    ("mailto:jane%40pepsi.example@evil.example", .severalAts),
    ("jane@pepsi.example, bob@coke.example", .severalAts),
    ("jane@pepsi.example, <bob@coke.example>", .notOneAddress),
    ("jane@pepsi.example>", .notOneAddress),
    ("x@ pepsi.example", .invisibleCharacter(scalar: 0x20)),
    ("x@[192.168.0.1]", .ipAddress),
    ("x@192.168.0.1", .ipAddress),
    ("x@pepsi", .noDot),
    ("@pepsi.example", .badLocalPart),
    ("\"\"@pepsi.example", .badLocalPart),
    ("ja\u{200B}ne@pepsi.example", .invisibleCharacter(scalar: 0x200B)),
    ("jane_pepsi.com#EXT#@contoso.onmicrosoft.com", .guestAccount),
  ])
  func isRefusedRatherThanGuessed(_ text: String, _ expected: AddressError) {
    #expect(throws: expected) { try EmailAddress(parsing: text) }
  }

  @Test func aLineBreakInsideIsRefused() {
    #expect(throws: AddressError.self) { try EmailAddress(parsing: "jane@pepsi.example\r\nATTENDEE:x@y.example") }
  }

  @Test func aCombiningMarkHidesNoSeparator() {
    #expect(throws: AddressError.self) { try EmailAddress(parsing: "a@b.example,\u{301}<c@d.example>") }
    #expect(throws: AddressError.self) { try EmailAddress(parsing: "a@\u{301}b.example@c.example") }
  }

  @Test(arguments: [
    ("jane+sf@pepsi.example", "jane@pepsi.example"),
    ("jane+a+b@pepsi.example", "jane@pepsi.example"),
    ("jane@pepsi.example", nil),
    ("+jane@pepsi.example", nil),
    ("\"jane+x y\"@pepsi.example", nil),
  ])
  func losesItsSubaddressOnRequest(_ text: String, _ expected: String?) throws {
    #expect(try EmailAddress(parsing: text).withoutSubaddress?.key == expected)
  }
}
