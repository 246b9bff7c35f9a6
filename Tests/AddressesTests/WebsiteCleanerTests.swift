import Testing

@testable import Addresses

@Suite("Cleaning a CRM's website field") struct WebsiteCleanerTests {
  static func cleaner() throws -> WebsiteCleaner {
    WebsiteCleaner(
      suffixes: try PublicSuffixes.load(file: nil), generic: GenericDomains(), tenants: TenantSuffixes())
  }

  @Test(arguments: [
    "tanuki.example", "TANUKI.EXAMPLE", "www.tanuki.example", "https://tanuki.example/",
    "http://www.Tanuki.example/a?b#c",
    "tanuki.example/about-us", "//tanuki.example/x", "tanuki.example.", "http://tanuki.example./",
    "tanuki.example:8443",
    "https://shop.tanuki.example", "http://admin@tanuki.example/", "https://u:p@tanuki.example:80/x",
    "http//tanuki.example", "http:/tanuki.example", "htp://tanuki.example", "http://http://tanuki.example",
    "https:\\\\tanuki.example", "http:tanuki.example", "info@tanuki.example", "mailto:info@tanuki.example?subject=x",
    "Sales <sales@tanuki.example>", "tanuki。example", "\u{FEFF}https://tanuki.example", "tan\u{200B}uki.example",
    "\u{A0} tanuki.example\t", "\"tanuki.example\"", "'https://tanuki.example'", "\u{201C}tanuki.example\u{201D}",
    "tanuki.example;", "https://tanuki.example).", "tanuki.example (HQ)", "tanuki.example - main site",
    "www.tanuki.example [old]", "www.tanuki.example , tanuki.example", "https%3A%2F%2Fwww.tanuki.example%2F",
    "[Tanuki](https://www.tanuki.example)", "<a href=\"https://tanuki.example\">Tanuki</a>",
    "https://www.tanuki.example%20", "http://www,tanuki.example",
  ])
  func everySpellingIsTheSameDomain(_ field: String) throws {
    #expect(try Self.cleaner().domains(fromWebsite: field) == .domains([HostName(parsing: "tanuki.example")]))
  }

  @Test func twoDomainsAreBoth() throws {
    let domains = try [HostName(parsing: "tanuki.example"), HostName(parsing: "badger.example")]
    #expect(try Self.cleaner().domains(fromWebsite: "tanuki.example, www.badger.example") == .domains(domains))
  }

  @Test(arguments: [
    ("", WebsiteCleaner.Refusal.empty), ("  ", .empty), ("TBD", .noHost), ("http://", .empty), ("N/A", .noHost),
    ("com", .noHost), ("www.com", .publicSuffix("com")), ("co.uk", .publicSuffix("co.uk")),
    ("http://192.168.1.10/", .notAHost(.ipAddress)),
    ("https://www.linkedin.com/company/tanuki", .platform("linkedin.com")),
    ("facebook.com", .platform("facebook.com")), ("https://pages.github.io/", .platform("github.io")),
    ("https://apps.apple.com/us/app/tanuki/id1", .platform("apple.com")),
    ("https://tanuki.sharepoint.com/sites/x", .tenant(suffix: "sharepoint.com")),
  ])
  func whatIsNobodysDomainIsRefused(_ field: String, _ refusal: WebsiteCleaner.Refusal) throws {
    #expect(try Self.cleaner().domains(fromWebsite: field) == .refused(refusal))
  }

  @Test func aMailProviderIsRefusedWithItsListEntry() throws {
    for field in ["gmail.com", "tanuki@gmail.com", "http://www.comcast.net"] {
      guard case .refused(.generic(let verdict)) = try Self.cleaner().domains(fromWebsite: field) else {
        Issue.record("\(field) was taken")
        continue
      }
      #expect(verdict.kind == .mailProvider && !verdict.list.isEmpty)
    }
  }

  @Test(arguments: [
    ("LinkedIn Corporation", true), ("Microsoft - LinkedIn", true), ("Linked In", true), ("Tanuki", false), ("", false),
  ])
  func aPlatformsOwnDomainIsItsOwnAccounts(_ name: String, _ isTaken: Bool) throws {
    let result = try Self.cleaner().domains(fromWebsite: "https://www.linkedin.com", accountName: name)
    #expect(
      result == (isTaken ? .domains([try HostName(parsing: "linkedin.com")]) : .refused(.platform("linkedin.com"))))
  }
}
