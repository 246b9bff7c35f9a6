import Calendars
import DebriefCore
import Testing

@testable import CRM

@Suite("Reading values") struct ValueTests {
  @Test(arguments: [
    ("2023-02-07 20:47:49", "2023-02-07T20:47:49Z"), ("2006-04-15T03:23:15.000Z", "2006-04-15T03:23:15Z"),
    ("2022-10-17T08:54:06.000+0000", "2022-10-17T08:54:06Z"), ("2009-07-14 22:14:45+0800", "2009-07-14T14:14:45Z"),
    ("2009-07-14T14:14:45+02:00", "2009-07-14T12:14:45Z"), ("2019-11-11 17:23:34 UTC", "2019-11-11T17:23:34Z"),
    ("2019-11-11 17:23:34.123 -08", "2019-11-12T01:23:34Z"), ("2018-12-19", "2018-12-19T00:00:00Z"),
  ])
  func instantsOfEveryDialect(_ text: String, _ expected: String) {
    #expect(Value.instant(text)?.description == expected)
  }

  @Test(arguments: [
    "", "2009\\7\\14 22:14:45", "2009-07/14 02:14:45", "2023-02-30 00:00:00", "2023-02-07 24:00:00",
    "2023-02-07X10:00:00",
    "2023-02-07 10:00:00 PST", "2023-02-07 10:00:00.", "2023-02-07 1", "2023-02-07 10:00:00+99:00",
  ])
  func whatIsNoInstantIsNone(_ text: String) {
    #expect(Value.instant(text) == nil)
  }

  @Test func aDayIsTheDayThatIsWritten() {
    #expect(Value.date("2010-10-14T23:59:59.000-0800", order: nil)?.description == "2010-10-14")
    #expect(Value.date("2018-12-19 00:00:00", order: nil)?.description == "2018-12-19")
    #expect(Value.date("25.12.2026", order: nil)?.description == "2026-12-25")
    #expect(Value.date("12/25/2026", order: nil)?.description == "2026-12-25")
    #expect(Value.date("25/12/2026", order: nil)?.description == "2026-12-25")
  }

  @Test func anAmbiguousDayIsNotGuessed() {
    #expect(Value.date("07/08/2026", order: nil) == nil)
    #expect(Value.date("07/08/2026", order: .dayFirst)?.description == "2026-08-07")
    #expect(Value.date("07/08/2026", order: .monthFirst)?.description == "2026-07-08")
    #expect(Value.date("31/12/2026", order: .monthFirst) == nil)
  }

  @Test func amountsOfExportsAndReports() {
    #expect(Value.amount("45000.00") == 45_000)
    #expect(Value.amount("EUR 1,234,567.50") == 1_234_567.5)
    #expect(Value.amount("-1,234") == -1_234)
    for text in ["plenty", "1.234,50", "1,2", "", "inf", "nan", "0x10"] {
      #expect(Value.amount(text) == nil, "\(text)")
    }
  }

  @Test func truthOfEveryDialect() {
    for text in ["1", "true", "TRUE", "True"] { #expect(Value.boolean(ArraySlice(text.utf8)) == true) }
    for text in ["0", "false", "FALSE"] { #expect(Value.boolean(ArraySlice(text.utf8)) == false) }
    for text in ["", "yes!", "2", "maybe", "T\u{12}UE"] { #expect(Value.boolean(ArraySlice(text.utf8)) == nil) }
  }

  @Test(arguments: [
    ("Account.csv", SnapshotObject.account), ("accounts.csv", .account), ("sf_account_data.csv", .account),
    ("Account_2.csv", .account), ("accountData.csv", .account), ("Opportunities (1).csv", .opportunity),
    ("opportunity_contact_role.csv", .contactRole), ("OpportunityContactRole-20260331.CSV", .contactRole),
    ("export.zip/User.csv", .user), ("LEAD.csv", .lead), ("salesforce-task-export.csv", .task),
  ])
  func filesAreKnownByTheirNames(_ name: String, _ object: SnapshotObject) {
    #expect(SnapshotObject(fileName: name) == object)
  }

  @Test func otherNamesTellNothing() {
    for name in [
      "UserRole.csv", "AccountContactRelation.csv", "report1612.csv", "Event.csv", ".csv", "Accounts-Contacts.csv",
    ] {
      #expect(SnapshotObject(fileName: name) == nil, "\(name)")
    }
  }
}

@Suite("Salesforce ids") struct SalesforceIDTests {
  /// Published vectors of the suffix rule (Code Golf 69127), the first two also ids of real orgs.
  @Test(arguments: [
    ("a01M00000062mPg", "IAI"), ("001M000000qfPyS", "IAU"), ("AbCdEfGhIjKlMnO", "VKV"), ("aBcDEfgHIJKLMNO", "025"),
  ])
  func fifteenCharactersGetTheirSuffix(_ short: String, _ suffix: String) throws {
    let id = try #require(SalesforceID(short))
    #expect(id.description == short + suffix)
    #expect(SalesforceID(short + suffix) == id)
    #expect(SalesforceID((short + suffix).uppercased()) == id)
    #expect(SalesforceID((short + suffix).lowercased()) == id)
  }

  @Test func whatIsNoIdIsNone() {
    for text in [
      "", "not an id", "001M000000qfPy", "001M000000qfPySI", "001M000000qfPySIA!", "00ÄM000000qfPyS",
      "001M000000qfPySIA9",
    ] {
      #expect(SalesforceID(text) == nil, "\(text)")
    }
    // The suffix says that a digit is upper-case.
    #expect(SalesforceID("001M000000qfPySJAU") == nil)
  }
}
