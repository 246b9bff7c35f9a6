import Testing

@testable import Addresses

@Suite("Telling mail providers from companies") struct GenericDomainsTests {
  static let shipped = GenericDomains(additions: [HostName](), removals: [HostName]())

  static func kind(_ host: String, in domains: GenericDomains = shipped) throws -> GenericVerdict.Kind? {
    domains.verdict(for: try HostName(parsing: host), suffixes: try PublicSuffixes.load(file: nil))?.kind
  }

  @Test(arguments: [
    ("gmail.com", GenericVerdict.Kind.mailProvider), ("GMAIL.COM.", .mailProvider), ("mail.gmail.com", .mailProvider),
    ("qq.com", .mailProvider), ("vip.163.com", .mailProvider), ("t-online.de", .mailProvider),
    ("yahoo.co.jp", .mailProvider),
    ("yahoo.com.pe", .mailProvider), ("eu.yahoo.co.uk", .mailProvider), ("mail2anna.com", .mailProvider),
    ("mailinator.com", .disposable), ("privaterelay.appleid.com", .relay), ("alumni.harvard.edu", .alumniOrStudents),
    ("mail.students.uni-tanuki.example", .alumniOrStudents), ("yahoo.shop", nil), ("alibaba.com", nil),
    ("facebook.com", nil),
    ("comcast.com", nil), ("corp.mail.ru", nil), ("harvard.edu", nil), ("tanuki.example", nil),
    ("mail2anna.tanuki.example", nil),
  ])
  func theMostSpecificEntryDecides(_ host: String, _ expected: GenericVerdict.Kind?) throws {
    #expect(try Self.kind(host) == expected)
  }

  @Test func theAdminWins() throws {
    let gmail = try HostName(parsing: "gmail.com")
    let coworking = try HostName(parsing: "coworking.example")
    let ours = GenericDomains(additions: [coworking], removals: [gmail])
    #expect(try Self.kind("gmail.com", in: ours) == nil)
    #expect(try Self.kind("desk.coworking.example", in: ours) == .ruled)
  }

  /// A stray "com.br" in a list would silence a country.
  @Test func noEntryIsASuffixOrUnreadable() throws {
    let suffixes = try PublicSuffixes.load(file: nil)
    for list in [ShippedList.mailProviders, .disposable, .ownMailProviders, .notGeneric, .tenants, .platforms] {
      for row in list.rows where !(row.first ?? "").contains("*") {
        let host = try? HostName(parsing: String(row[0]))
        #expect(host?.ascii == String(row[0]), "\(list.name)")
        #expect(!suffixes.isRegistrySuffix(String(row[0])), "\(list.name): \(row[0])")
      }
    }
  }

  /// The search goes by halves: a list out of order, or a name beside one of its lines, would be missed or taken.
  @Test func aSortedListHoldsItsLinesAndNothingElse() {
    for (sorted, list) in [(SortedList.mailProviders, ShippedList.mailProviders), (.disposable, .disposable)] {
      let lines = Set(list.lines)
      #expect(lines.count > 1000 && sorted.name == list.name)
      for line in lines {
        #expect(sorted.contains(line), "\(line)")
        for other in [line.dropLast(), line.dropFirst(), line + "m", "a" + line] {
          #expect(sorted.contains(other) == lines.contains(other), "\(other)")
        }
      }
      for other in ["", "!", "0", "zzzz.zzz", "~"] { #expect(!sorted.contains(other[...]), "\(other)") }
    }
  }

  @Test func everyListSaysWhereItIsFrom() {
    for list in [
      ShippedList.mailProviders, .ownMailProviders, .disposable, .notGeneric, .tenants, .platforms, .nonPeople,
      .roleMailboxes, .openCountryCodes, .confusables,
    ] {
      for word in ["source: ", "licence: ", "made: "] {
        #expect(list.header.contains { $0.hasPrefix(word) }, "\(list.name) does not say \(word)")
      }
    }
  }
}
