import Calendars
import Testing

@Suite("Calendar users in every dialect") struct CalendarUserTests {
  private func attendee(_ line: String) throws -> CalendarUser {
    let contents = try read(calendar(event(line)))
    return try #require(contents.components.first?.details.attendees.first)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let line: String
    var email: String?
    var name: String?
    var uri: String?
    var testDescription: String { line }
  }

  static let cases: [Case] = [
    Case(line: "ATTENDEE:mailto:ada@birch.example", email: "ada@birch.example"),
    Case(line: "ATTENDEE:MAILTO:Ada@Birch.Example", email: "ada@birch.example"),
    Case(line: "attendee;cn=Ada Fern:MailTo:ada@birch.example", email: "ada@birch.example", name: "Ada Fern"),
    // RFC 5545, 3.2.2: a quoted parameter may hold colons, semicolons and commas.
    Case(
      line: "ATTENDEE;CN=\"Fern, Ada: VP; EMEA\":mailto:ada@birch.example", email: "ada@birch.example",
      name: "Fern, Ada: VP; EMEA"),
    // RFC 6868, 3.1: the example's caret escapes.
    Case(
      line: "ATTENDEE;CN=George Herman ^'Babe^' Ruth:mailto:babe@birch.example", email: "babe@birch.example",
      name: "George Herman \"Babe\" Ruth"),
    Case(line: "ATTENDEE;CN=a^nb^^c^x:mailto:a@birch.example", email: "a@birch.example", name: "a\nb^c^x"),
    // RFC 7986, 6.2: the address behind a URI that is none.
    Case(
      line: "ATTENDEE;EMAIL=Ada@birch.example;CN=Ada:urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
      email: "ada@birch.example", name: "Ada", uri: "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    Case(
      line: "ATTENDEE;EMAIL=\"ada@birch.example\":/aMTY2/principal/", email: "ada@birch.example",
      uri: "/aMTY2/principal/"),
    Case(
      line: "ATTENDEE:/principals/__uids__/5d0/ada@birch.example/", uri: "/principals/__uids__/5d0/ada@birch.example/"),
    Case(
      line: "ATTENDEE;CN=Ada;EMAIL=ada@birch.example:mailto:2_GEYDAMJQGA@imip.me.com", email: "ada@birch.example",
      name: "Ada", uri: "mailto:2_GEYDAMJQGA@imip.me.com"),
    Case(line: "ATTENDEE:mailto:2_GEYDAMJQGA@imip.me.com", uri: "mailto:2_GEYDAMJQGA@imip.me.com"),
    Case(line: "ATTENDEE;EMAIL=other@birch.example:mailto:ada@birch.example", email: "ada@birch.example"),
    Case(line: "ATTENDEE;X-CN=Ada:ada@birch.example", email: "ada@birch.example", name: "Ada"),
    Case(line: "ATTENDEE;SENT-BY=mailto:bo@birch.example:mailto:ada@birch.example", email: "ada@birch.example"),
    Case(line: "ATTENDEE:mailto:Ada Fern <ada@birch.example>", email: "ada@birch.example"),
    Case(line: "ATTENDEE:mailto:ada%2Bx@birch.example?subject=Hi%20there", email: "ada+x@birch.example"),
    Case(line: "ATTENDEE:invalid:nomail", uri: "invalid:nomail"),
    Case(line: "ATTENDEE;CN=\"Unclosed:mailto:ada@birch.example", email: "ada@birch.example", name: "Unclosed"),
    Case(line: "ATTENDEE;CN=Doe\\, Ada:mailto:ada@birch.example", email: "ada@birch.example", name: "Doe, Ada"),
    Case(line: "ATTENDEE;CN=\"\":mailto:ada@birch.example", email: "ada@birch.example"),
    Case(line: "ATTENDEE:mailto:", uri: "mailto:"),
    Case(line: "ATTENDEE;CN=Müller:mailto:m@bücher.example", email: "m@bücher.example", name: "Müller"),
  ]

  @Test(arguments: cases) func isRead(_ test: Case) throws {
    let user = try attendee(test.line)
    #expect(user.email == test.email)
    #expect(user.commonName == test.name)
    #expect(user.uri == test.uri)
  }

  @Test func parametersComeInAnyOrderAndCase() throws {
    let user = try attendee(
      "ATTENDEE;partstat=declined;SENT-BY=\"MAILTO:bo@birch.example\";ROLE=opt-participant;"
        + "DELEGATED-TO=\"mailto:cy@birch.example\";CUTYPE=room;DELEGATED-FROM=\"mailto:di@birch.example\":mailto:a@b.example"
    )
    #expect(user.participationStatus == "DECLINED")
    #expect(user.role == "OPT-PARTICIPANT")
    #expect(user.userType == "ROOM")
    #expect(user.sentBy == "bo@birch.example")
    #expect(user.delegatedTo == "cy@birch.example")
    #expect(user.delegatedFrom == "di@birch.example")
  }

  @Test func theOrganizerIsReadLikeAnAttendee() throws {
    let contents = try read(calendar(event("ORGANIZER;CN=\"Fern, Ada\":MAILTO:ada@birch.example")))
    let organizer = try #require(contents.components.first?.details.organizer)
    #expect(organizer.email == "ada@birch.example" && organizer.commonName == "Fern, Ada")
    #expect(contents.eventsWithPeople == 1)
  }
}
