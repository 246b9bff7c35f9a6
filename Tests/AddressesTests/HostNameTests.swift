import Testing

@testable import Addresses

@Suite("Reading a host's name") struct HostNameTests {
  /// Expected forms from RFC 1123, 2.1 and UTS #46; `münchen` is the example of RFC 3492's successors.
  @Test(arguments: [
    ("pepsi.example", "pepsi.example"),
    ("PEPSI.Example", "pepsi.example"),
    ("pepsi.example.", "pepsi.example"),
    ("münchen.example", "xn--mnchen-3ya.example"),
    ("XN--MNCHEN-3YA.example", "xn--mnchen-3ya.example"),
    ("pepsi\u{3002}example", "pepsi.example"),
    ("ｐｅｐｓｉ．example", "pepsi.example"),
    ("a-b.c--d.example", "a-b.c--d.example"),
    ("3com.example", "3com.example"),
  ])
  func isReadInOneForm(_ text: String, _ expected: String) throws {
    #expect(try HostName(parsing: text).ascii == expected)
  }

  @Test(arguments: [
    ("", AddressError.empty),
    (".", .empty),
    ("localhost", .noDot),
    ("pepsi..example", .emptyLabel),
    (".pepsi.example", .emptyLabel),
    ("pepsi.example..", .emptyLabel),
    ("pep si.example", .invisibleCharacter(scalar: 0x20)),
    ("pep_si.example", .badCharacter),
    ("pepsi.example/", .badCharacter),
    ("pep\u{200B}si.example", .invisibleCharacter(scalar: 0x200B)),
    ("\u{202E}moc.ispep", .invisibleCharacter(scalar: 0x202E)),
    ("pep\u{FE0F}si.example", .invisibleCharacter(scalar: 0xFE0F)),
    ("pep\u{AD}si.example", .invisibleCharacter(scalar: 0xAD)),
    ("pepsi\u{0}.example", .invisibleCharacter(scalar: 0)),
    ("10.0.0.1", .ipAddress),
    ("1.0x7f", .ipAddress),
    ("-pepsi.example", .badLabel),
    ("pepsi-.example", .badLabel),
    ("xn--a.example", .notADomainName),
    ("☃.example", .notADomainName),
    (String(repeating: "a", count: 64) + ".example", .badLabel),
    (String(repeating: "a.", count: 127) + "example", .tooLong),
  ])
  func isRefusedRatherThanGuessed(_ text: String, _ expected: AddressError) {
    #expect(throws: expected) { try HostName(parsing: text) }
  }

  @Test func namesItsParentsTheLongestFirst() throws {
    let host = try HostName(parsing: "a.b.example")
    #expect(Array(host.selfAndParents) == ["a.b.example", "b.example", "example"])
  }

  @Test func isWithinANameOnlyAtADot() throws {
    let name = try HostName(parsing: "pepsi.example")
    #expect(try HostName(parsing: "eu.pepsi.example").isWithin(name))
    #expect(name.isWithin(name))
    #expect(try !HostName(parsing: "notpepsi.example").isWithin(name))
  }
}
