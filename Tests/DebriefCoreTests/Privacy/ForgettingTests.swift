import Addresses
import DebriefCore
import Testing

struct ForgettingTests {
  private func ana() throws -> Forgetting { Forgetting(.address(try EmailAddress(parsing: "ana@x.test"))) }

  @Test(arguments: [
    ("ana@x.test", "forgotten@forgotten.invalid"),
    ("Write to Ana@X.TEST.", "Write to forgotten@forgotten.invalid."),
    (#"{"email":"ANA@x.test","name":"A\n"}"#, #"{"email":"forgotten@forgotten.invalid","name":"A\n"}"#),
    ("contact/ana@x.test", "contact/forgotten@forgotten.invalid"),
    ("<mailto:ana+news@x.test>, ana@x.test", "<mailto:forgotten@forgotten.invalid>, forgotten@forgotten.invalid"),
  ])
  func anAddressGoesWhateverStandsAroundIt(text: String, erased: String) throws {
    #expect(try ana().erased(text) == erased)
    #expect(try ana().erased(erased) == erased)
  }

  @Test(arguments: [
    "banana@x.test", "ana@x.test.example", "ana@xx.test", "ana @x.test", "@", "a@@ana@", "ana@", "@x.test", "",
    "ana.b@x.test", "x@ana@x.testing", "💥@💥 ünïcödé@x.test",
  ])
  func whatOnlyLooksLikeItStays(text: String) throws {
    #expect(try ana().erased(text) == text)
  }

  @Test func aDomainIsEverybodyAtItAndBelow() throws {
    let forgetting = Forgetting(.domain(try HostName(parsing: "x.test")))
    #expect(forgetting.erased("a@x.test b@y.x.test c@xx.test x.test") == "\(word) \(word) c@xx.test x.test")
    var people = ForgottenPeople(domains: [ForgottenPeople.hash("x.test")])
    #expect(people.covers(try EmailAddress(parsing: "a@y.x.test")))
    #expect(try !people.covers(EmailAddress(parsing: "a@xx.test")))
    people = ForgottenPeople(addresses: [ForgottenPeople.hash("ana@x.test")])
    #expect(try people.covers(EmailAddress(parsing: "Ana+1@x.test")))
    #expect(try !people.covers(EmailAddress(parsing: "banana@x.test")))
  }

  private var word: String { "forgotten@forgotten.invalid" }

  @Test(arguments: [
    ("Ana Lee / Tanuki", "Forgotten / Tanuki"), ("LEE & Moor", "Forgotten & Moor"), ("Leek soup", "Leek soup"),
    ("Call with Ana", "Call with Forgotten"), ("", ""), ("Ana  Lee", "Forgotten  Forgotten"),
  ])
  func namesGoAsWholeWords(text: String, erased: String) {
    #expect(ForgottenWords(names: ["Ana M. Lee"]).erased(text) == erased)
  }
}
