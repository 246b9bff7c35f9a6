import Calendars
import DebriefCore
import SalesforceClient
import Testing

/// Every row of the table in docs/salesforce.md, from the bytes of an answer to what is done about it.
struct ReactionTests {
  private static func rest(_ code: String, _ message: String, fields: String = "[]") -> String {
    "[{\"message\":\"\(message)\",\"errorCode\":\"\(code)\",\"fields\":\(fields)}]"
  }

  private func reaction(_ status: Int, _ body: String, retryAfter: Int64? = nil) -> Reaction {
    Reaction(status: status, errors: APIError.all(in: Array(body.utf8)), retryAfter: retryAfter)
  }

  @Test func anExpiredSessionAsksForANewToken() {
    #expect(
      reaction(401, "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]") == .newToken)
    #expect(reaction(401, "") == .newToken)
  }

  @Test func aConvertedLeadIsLookedUp() {
    let body = Self.rest("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead")
    #expect(
      reaction(400, body) == .resolveLead(why: "cannot reference converted lead (CANNOT_UPDATE_CONVERTED_LEAD)"))
  }

  @Test(arguments: [
    "FIELD_INTEGRITY_EXCEPTION", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "REQUIRED_FIELD_MISSING", "INVALID_FIELD",
    "INVALID_CROSS_REFERENCE_KEY", "ENTITY_IS_DELETED",
  ])
  func whatThePersonMustChangeGoesBackWithTheFieldNamed(_ code: String) {
    #expect(
      reaction(400, Self.rest(code, "say why", fields: "[\"Description\",\"Subject\"]"))
        == .refuse(why: "say why (\(code))", field: "Description"))
    #expect(reaction(400, Self.rest(code, "say why")) == .refuse(why: "say why (\(code))", field: nil))
  }

  @Test func aDuplicateValueNamesTheRecordThatHasIt() {
    let message = "duplicate value found: Debrief_Key__c duplicates value on record with id: 0015500001QdQWa"
    #expect(
      reaction(400, Self.rest("DUPLICATE_VALUE", message))
        == .readExisting(SalesforceID("0015500001QdQWaAAN"), why: "\(message) (DUPLICATE_VALUE)"))
  }

  @Test func aLockedRowIsTriedLaterUnderTheSameKey() {
    let message = "unable to obtain exclusive access to this record or 1 records: 0015500001QdQWaAAN"
    #expect(
      reaction(400, Self.rest("UNABLE_TO_LOCK_ROW", message))
        == .backOff(seconds: nil, why: "\(message) (UNABLE_TO_LOCK_ROW)"))
  }

  @Test func theOrgsLimitStopsEverythingAndTooManyAtOnceOnlyPauses() {
    let total = reaction(403, Self.rest("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."))
    #expect(
      total == .stop(seconds: Reaction.limitPause, why: "TotalRequests Limit exceeded. (REQUEST_LIMIT_EXCEEDED)"))
    let message = "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
    #expect(
      reaction(403, Self.rest("REQUEST_LIMIT_EXCEEDED", message))
        == .backOff(seconds: Reaction.concurrencyPause, why: "\(message) (REQUEST_LIMIT_EXCEEDED)"))
  }

  @Test(arguments: [500, 502, 503, 504, 408])
  func aFailedServerLeavesTheOutcomeUnknown(_ status: Int) {
    #expect(
      reaction(status, "<html>Bad Gateway</html>")
        == .unknown(why: "Salesforce answered \(status) without saying why"))
  }

  @Test func tooManyRequestsWaitAsLongAsTheAnswerSays() {
    #expect(
      reaction(429, "", retryAfter: 17)
        == .backOff(seconds: 17, why: "Salesforce answered 429 without saying why"))
  }

  @Test func severalRecordsUnderOneKeyAreNobodysToChoose() {
    guard case .refuse(let why, nil) = reaction(300, "[\"/services/data/v66.0/sobjects/Task/00T1\"]") else {
      Issue.record("300 must be refused")
      return
    }
    #expect(why.hasPrefix("several records carry the same key"))
  }

  @Test func bothShapesOfErrorsSayTheSame() throws {
    let rest = APIError.all(in: Array(Self.rest("FIELD_INTEGRITY_EXCEPTION", "m", fields: "[\"WhoId\"]").utf8))
    let collection = try #require(
      JSONValue(
        Array(
          "{\"success\":false,\"errors\":[{\"statusCode\":\"FIELD_INTEGRITY_EXCEPTION\",\"message\":\"m\",\"fields\":[\"WhoId\"]}]}"
            .utf8)))
    #expect((collection["errors"]?.array ?? []).compactMap(APIError.init) == rest)
    #expect(rest == [APIError(code: "FIELD_INTEGRITY_EXCEPTION", message: "m", fields: ["WhoId"])])
    let login = APIError.all(in: Array("{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}".utf8))
    #expect(login == [APIError(code: "invalid_grant", message: "expired")])
  }

  @Test func anErrorPageOfAProxyIsNoErrorOfSalesforces() {
    #expect(APIError.all(in: Array("<html>407</html>".utf8)) == [])
    #expect(APIError.all(in: Array("[1, null, \"x\", {}]".utf8)) == [])
    #expect(APIError.all(in: []) == [])
  }
}

struct WireTests {
  @Test(arguments: [
    ("api-usage=18/5000", LimitInfo(used: 18, allowed: 5000)),
    ("api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)", LimitInfo(used: 25, allowed: 5000)),
    ("per-app-api-usage=17/250(appName=sample)", nil), ("api-usage=", nil), ("api-usage=-1/5", nil), ("", nil),
  ])
  func theUsageHeaderIsRead(_ header: String, _ expected: LimitInfo?) {
    #expect(LimitInfo(header: header) == expected)
  }

  @Test(arguments: [
    ("O'Brien", "'O\\'Brien'"), ("a\\' OR Name != '", "'a\\\\\\' OR Name != \\''"), ("a\nb\tc", "'a\\nb\\tc'"),
    ("\u{0}\u{1B}[", "'  ['"), ("日本 😀", "'日本 😀'"), ("", "''"),
  ])
  func aStrangersTextStaysALiteral(_ text: String, _ expected: String) {
    #expect(SOQL.literal(text) == expected)
  }

  @Test func onlyNamesAreNames() {
    for name in ["Id", "Debrief_Key__c", "affectlayer__chorus_call_id__c"] { #expect(SOQL.isName(name)) }
    for name in ["", "1a", "_a", "a b", "Id FROM User", "a'b", "Account.Name", "é", String(repeating: "a", count: 81)] {
      #expect(!SOQL.isName(name), "\(name)")
    }
  }

  // The first is of a recorded answer; the others are the same instant as other tools write it.
  @Test(arguments: [
    ("2022-10-17T08:54:06.000+0000", "2022-10-17T08:54:06Z"), ("2022-10-17T08:54:06.000Z", "2022-10-17T08:54:06Z"),
    ("2022-10-17T10:54:06+02:00", "2022-10-17T08:54:06Z"), ("2022-10-17T03:24:06.5-0530", "2022-10-17T08:54:06Z"),
    ("2022-10-17T08:54:06", nil), ("2022-10-17", nil), ("2022-10-17T08:54:06.+0000", nil), ("", nil),
    ("2022-13-17T08:54:06.000+0000", nil), ("2022-10-17T08:54:06.000+00000", nil),
  ])
  func salesforcesTimesAreRead(_ text: String, _ expected: String?) {
    #expect(SalesforceTime.instant(text)?.description == expected)
  }

  @Test func longIdsAreMadeOfShortOnes() {
    for (short, long) in [
      ("a01M00000062mPg", "IAI"), ("001M000000qfPyS", "IAU"), ("AbCdEfGhIjKlMnO", "VKV"), ("aBcDEfgHIJKLMNO", "025"),
    ] { #expect(SalesforceID(short)?.description == short + long) }
  }
}
