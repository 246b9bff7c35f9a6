import Testing

@testable import Addresses

@Suite("Telling people from rooms, groups and bots") struct NonPeopleTests {
  static let nonPeople = NonPeople(
    additions: [EmailAddress](), removals: [EmailAddress]())

  @Test(arguments: [
    ("jane@pepsi.example", MailboxVerdict.Kind.person),
    ("jane@gong.io", .person),
    ("assistant@gong.io", .automation),
    ("fred@fireflies.ai", .automation),
    ("fred@pepsi.example", .person),
    ("c_1881u6@resource.calendar.google.com", .resource),
    ("es.spain#holiday@group.v.calendar.google.com", .group),
    ("unknownorganizer@calendar.google.com", .unknown),
    ("team@googlegroups.com", .group),
    ("92115684076@zoomcrc.com", .automation),
    ("246055074@bcc.hubspot.com", .automation),
    ("noreply@pepsi.example", .automation),
    ("no-reply+x@pepsi.example", .automation),
    ("do_not_reply@pepsi.example", .automation),
    ("sales@pepsi.example", .role),
    ("customer-success@pepsi.example", .role),
    ("alexa@pepsi.example", .person),
    ("123456@webex.com", .automation),
    ("jane@webex.com", .person),
  ])
  func theListsDecide(_ address: String, _ expected: MailboxVerdict.Kind) throws {
    let verdict = Self.nonPeople.verdict(address: try EmailAddress(parsing: address))
    #expect(verdict.kind == expected)
    #expect((verdict.entry == nil) == (expected == .person))
  }

  @Test func theUserTypeIsAskedFirst() throws {
    let jane = try EmailAddress(parsing: "jane@pepsi.example")
    #expect(Self.nonPeople.verdict(address: jane, userType: .room).kind == .resource)
    #expect(Self.nonPeople.verdict(address: jane, userType: .group).kind == .group)
    #expect(Self.nonPeople.verdict(address: jane, userType: .individual).kind == .person)
    #expect(Self.nonPeople.verdict(address: jane, userType: .unknown).kind == .person)
  }

  @Test func aNameAloneMakesNoBot() throws {
    let jane = try EmailAddress(parsing: "jane@pepsi.example")
    #expect(Self.nonPeople.verdict(address: jane, commonName: "Jane's Notetaker").kind == .person)
    let x = try EmailAddress(parsing: "x81f@otter.ai")
    #expect(Self.nonPeople.verdict(address: x, commonName: "Jane's Notetaker").kind == .automation)
  }

  @Test func theAdminWins() throws {
    let desk = try EmailAddress(parsing: "desk-7@pepsi.example")
    let assistant = try EmailAddress(parsing: "assistant@gong.io")
    let ours = NonPeople(additions: [desk], removals: [assistant])
    #expect(ours.verdict(address: desk).kind == .automation)
    #expect(ours.verdict(address: assistant).kind == .person)
  }
}
