import Calendars
import Foundation
import Networking
import SalesforceClient
import TestServers
import Testing

struct SessionTests {
  @Test func aSignedAssertionLogsInForMyDomainAndForTheLoginHost() throws {
    let org = try FakeOrg()
    try org.session(login: org.jwt()).logIn()
    try org.session(login: org.jwt(audience: "https://login.salesforce.com")).logIn()
    #expect(try org.control("state")["logins"]?.integer == 2)
  }

  @Test func theAppsOwnSecretLogsIn() throws {
    let org = try FakeOrg()
    let session = org.session()
    #expect(try session.query("SELECT Id FROM Account") == [])
    #expect(session.limit == LimitInfo(used: 1, allowed: 100_000))
  }

  @Test func aRefusedLoginSaysWhatToLookAt() throws {
    let org = try FakeOrg()
    func refusal(_ login: Login, at instant: Instant? = nil) throws -> String {
      var clock: (@Sendable () -> Instant)?
      if let instant { clock = { instant } }
      let session = org.session(login: login, clock: clock)
      let failure = try #require(throws: SalesforceFailure.self) { try session.logIn() }
      return failure.description
    }
    #expect(try refusal(.clientCredentials(clientID: "3MVG9.debrief", secret: "wrong")).contains("client_secret"))
    #expect(try refusal(.clientCredentials(clientID: "other", secret: "s3cret")).contains("client_id"))
    #expect(try refusal(org.jwt(username: "nobody@tanuki.example")).contains("re-authorise the user"))
    #expect(try refusal(org.jwt(audience: "https://elsewhere.example")).contains("salesforce.audience"))
    #expect(try refusal(org.jwt(key: Array("no key".utf8))).contains("private key"))
    // An assertion of a wrong clock has expired before it is read.
    #expect(try refusal(org.jwt(), at: Instant("2026-01-01T00:00:00Z")).contains("clock"))
    #expect(try !refusal(.clientCredentials(clientID: "3MVG9.debrief", secret: "hunter2")).contains("hunter2"))
  }

  @Test func anExpiredSessionIsReplacedOnceAndTheRequestSentAgain() throws {
    let org = try FakeOrg()
    try org.seed("Account", ["Name": "Rookwood"])
    let session = org.session()
    #expect(try session.query("SELECT Id FROM Account").count == 1)
    try org.control("expire")
    #expect(try session.query("SELECT Id FROM Account").count == 1)
    #expect(try org.control("state")["logins"]?.integer == 2)
    // Twice in a row is no expired session.
    try org.fault("401", times: 2, path: "/query")
    #expect(throws: SalesforceFailure.self) { try session.query("SELECT Id FROM Account") }
    #expect(try session.query("SELECT Id FROM Account").count == 1)
  }

  @Test func pagesOfAQueryAreFollowed() throws {
    let org = try FakeOrg()
    try org.control("set", ["page": 3])
    for name in 0..<8 { try org.seed("Account", ["Name": .string("A\(name)")]) }
    let names = try org.session().query("SELECT Name FROM Account ORDER BY Name").compactMap { $0["Name"]?.string }
    #expect(names == ["A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7"])
  }

  @Test func aTextThatLooksLikeSOQLFindsNothingAndBreaksNothing() throws {
    let org = try FakeOrg()
    try org.seed("Contact", ["LastName": "Rook", "Email": "ben@rook.test"])
    let session = org.session()
    let hostile = "x' OR Email != '"
    #expect(try session.query("SELECT Id FROM Contact WHERE Email = \(SOQL.literal(hostile))") == [])
    try org.seed("Contact", ["LastName": .string("O'\\Brien\n")])
    #expect(try session.query("SELECT Id FROM Contact WHERE LastName = \(SOQL.literal("O'\\Brien\n"))").count == 1)
  }

  @Test func whenTheOrgsRequestsAreUsedUpNothingMoreIsSent() throws {
    let org = try FakeOrg()
    let session = org.session()
    try org.fault("limit", path: "/query")
    #expect(throws: SalesforceFailure.self) { try session.query("SELECT Id FROM Account") }
    let sent = try org.log().count
    #expect(throws: SalesforceFailure.self) { try session.query("SELECT Id FROM Account") }
    #expect(try org.log().count == sent)
  }

  @Test func aCutConnectionIsAnAnswerThatDidNotCome() throws {
    let org = try FakeOrg()
    let session = org.session()
    try session.logIn()
    for deed in ["reset", "drop"] {
      // libcurl itself repeats a question once whose kept connection had been closed.
      try org.fault(deed, times: 2, path: "/query")
      do {
        _ = try session.query("SELECT Id FROM Account")
        Issue.record("\(deed) must not look like an answer")
      } catch {
        guard case .noAnswer = error else {
          Issue.record("\(deed): \(error)")
          continue
        }
        #expect(error.mayPass)
      }
    }
  }

  @Test func anAnswerThreeSecondsLateIsWaitedForAndOneBeyondTheTimeOutIsNot() throws {
    let org = try FakeOrg()
    try org.fault("slow", path: "/query")
    #expect(try org.session().query("SELECT Id FROM Account") == [])
    try org.fault("slow", path: "/query")
    let hasty = org.session(timeout: 1)
    #expect(throws: SalesforceFailure.self) { try hasty.query("SELECT Id FROM Account") }
  }

  @Test func aServerWithAnotherAuthoritysCertificateIsNotSpokenTo() throws {
    let org = try FakeOrg()
    let session = SalesforceSession(
      .init(url: org.url, login: .clientCredentials(clientID: "3MVG9.debrief", secret: "s3cret")),
      .init(transport: CurlTransport(TransportPolicy()), clock: { Instant(secondsSinceEpoch: 0) }, pause: { _ in }))
    do {
      try session.logIn()
      Issue.record("TLS must be checked")
    } catch {
      guard case .notSent = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(try org.log() == [])
  }
}
