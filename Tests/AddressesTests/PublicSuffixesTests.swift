import Testing

@testable import Addresses

@Suite("Asking the Public Suffix List") struct PublicSuffixesTests {
  /// Facts from the list's own test data (publicsuffix.org, CC0): suffixes of one and two levels, wildcards and their
  /// exceptions, private suffixes, internationalised ones, unlisted top levels.
  @Test(arguments: [
    ("example.com", "example.com"), ("WwW.example.COM", "example.com"), ("b.example.example", "example.example"),
    ("domain.biz", "domain.biz"), ("a.b.domain.biz", "domain.biz"), ("uk.com", nil),
    ("b.example.uk.com", "example.uk.com"),
    ("test.ac", "test.ac"), ("c.mm", nil), ("a.b.c.mm", "b.c.mm"), ("test.jp", "test.jp"), ("ac.jp", nil),
    ("www.test.ac.jp", "test.ac.jp"), ("kyoto.jp", nil), ("test.kyoto.jp", "test.kyoto.jp"), ("ide.kyoto.jp", nil),
    ("a.b.ide.kyoto.jp", "b.ide.kyoto.jp"), ("c.kobe.jp", nil), ("a.b.c.kobe.jp", "b.c.kobe.jp"),
    ("www.city.kobe.jp", "city.kobe.jp"), ("test.ck", nil), ("a.b.test.ck", "b.test.ck"), ("www.www.ck", "www.ck"),
    ("test.us", "test.us"), ("ak.us", nil), ("www.test.ak.us", "test.ak.us"), ("k12.ak.us", nil),
    ("www.test.k12.ak.us", "test.k12.ak.us"), ("食狮.com.cn", "xn--85x722f.com.cn"),
    ("www.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"),
    ("公司.cn", nil), ("xn--85x722f.com.cn", "xn--85x722f.com.cn"), ("foo.github.io", "foo.github.io"),
    ("github.io", nil),
  ])
  func namesTheRegistrableDomain(_ host: String, _ expected: String?) throws {
    let host = try HostName(parsing: host)
    // The list's text, and its compiled form for few look-ups.
    for suffixes in [try PublicSuffixes.load(file: nil), try PublicSuffixes.load(file: nil, lookUps: 10)] {
      #expect(suffixes.registrableDomain(of: host)?.ascii == expected)
      #expect(suffixes.isPublicSuffix(host) == (expected == nil))
    }
  }

  @Test func aNamedFileThatCannotBeReadIsAnError() {
    #expect(throws: PublicSuffixes.LoadError.self) { try PublicSuffixes.load(file: "/nonexistent/list.dat") }
  }

  @Test func saysWhereTheRulesCameFrom() throws {
    let source = try PublicSuffixes.load(file: nil).source
    #expect(source.madeAt > 1_500_000_000)
    #expect(!source.libraryVersion.isEmpty)
  }
}
