import Calendars
import Networking
import Synchronization

/// One program's conversation with one org: keeps the token in memory, logs in when there is none, and once more when
/// Salesforce calls it expired.
package final class SalesforceSession: Sendable {
  /// Where the org is, and how to speak to it.
  package struct Settings: Sendable {
    /// The org's My Domain: `https://tanuki.my.salesforce.com`, without a slash at its end.
    package var url: String
    package var apiVersion = "66.0"
    package var login: Login
    /// Seconds for one answer.
    package var timeout = 60

    package init(url: String, login: Login) {
      self.url = url
      self.login = login
    }
  }

  /// The only things that a session takes from outside.
  package struct Surroundings: Sendable {
    package var transport: any HTTPTransport
    /// The present time: an assertion is good for three minutes of it, whatever time a run takes for now.
    package var clock: @Sendable () -> Instant
    /// Waits so many seconds, for a bulk job; throws where the program is to end.
    package var pause: @Sendable (Int) throws -> Void

    package init(
      transport: any HTTPTransport, clock: @escaping @Sendable () -> Instant,
      pause: @escaping @Sendable (Int) throws -> Void
    ) {
      self.transport = transport
      self.clock = clock
      self.pause = pause
    }
  }

  private struct State {
    var token: String?
    var limit: LimitInfo?
    var requests = 0
    /// The answer that used the org's requests up: nothing is sent after it.
    var exhausted: SalesforceFailure?
    var descriptions: [String: ObjectDescription] = [:]
  }

  package let settings: Settings
  let surroundings: Surroundings
  private let state = Mutex(State())

  package init(_ settings: Settings, _ surroundings: Surroundings) {
    self.settings = settings
    self.surroundings = surroundings
  }

  /// The org's requests of the last 24 hours, as the last answer said.
  package var limit: LimitInfo? { state.withLock { $0.limit } }
  /// How many requests this session sent, logins included.
  package var requests: Int { state.withLock { $0.requests } }
  /// `/services/data/v66.0`.
  package var base: String { "/services/data/v\(settings.apiVersion)" }

  /// Sends a request to the org and gives the answer whatever its status, except where the session had expired: then
  /// it logs in anew, once, and sends the same again. A refused session has executed nothing.
  ///
  /// - Parameter path: from the host on, with its query.
  package func send(
    _ method: String, _ path: String, body: JSONValue? = nil, headers: [(name: String, value: String)] = [],
    timeout: Int? = nil, maxResponseBytes: Int = 16 << 20
  ) throws(SalesforceFailure) -> HTTPResponse {
    if let exhausted = state.withLock({ $0.exhausted }) { throw exhausted }
    var request = HTTPRequest(
      method: method, url: settings.url + path, headers: [("Accept", "application/json")] + headers,
      body: body?.bytes, timeout: timeout ?? settings.timeout, maxResponseBytes: maxResponseBytes)
    if body != nil { request.headers.append(("Content-Type", "application/json; charset=utf-8")) }
    let plain = request
    request.headers.append(("Authorization", "Bearer \(try token())"))
    var response = try exchange(request)
    if response.status == 401 {
      state.withLock { $0.token = nil }
      request = plain
      request.headers.append(("Authorization", "Bearer \(try token())"))
      response = try exchange(request)
    }
    note(response)
    return response
  }

  /// The same, for an answer that must be a success.
  package func json(
    _ method: String, _ path: String, body: JSONValue? = nil
  ) throws(SalesforceFailure) -> JSONValue {
    let response = try send(method, path, body: body)
    guard (200..<300).contains(response.status) else { throw SalesforceFailure(response) }
    guard let value = JSONValue(response.body) else {
      throw .unreadable("\(method) \(path.prefix { $0 != "?" }) answered \(response.status) without JSON")
    }
    return value
  }

  /// What an object is like to the user who is logged in; asked once.
  package func describe(_ object: String) throws(SalesforceFailure) -> ObjectDescription {
    if let known = state.withLock({ $0.descriptions[object] }) { return known }
    guard SOQL.isName(object) else { throw .unreadable("\"\(object)\" is no object's API name") }
    let value = try json("GET", "\(base)/sobjects/\(object)/describe")
    guard let description = ObjectDescription(value) else { throw .unreadable("the description of \(object)") }
    state.withLock { $0.descriptions[object] = description }
    return description
  }

  /// Every record that a query finds, page by page.
  ///
  /// - Parameter all: deleted and archived records, too (`queryAll`).
  package func query(_ soql: String, all: Bool = false) throws(SalesforceFailure) -> [JSONValue] {
    var records: [JSONValue] = []
    var path: String? = "\(base)/\(all ? "queryAll" : "query")?q=\(Percent.encode(soql))"
    while let here = path {
      let page = try json("GET", here)
      guard let found = page["records"]?.array else { throw .unreadable("the result of a query") }
      records += found
      path = nil
      if page["done"]?.bool == false, let next = page["nextRecordsUrl"]?.string {
        guard next.hasPrefix("/services/data/"), records.count < 1_000_000 else {
          throw .unreadable("the next page of a query: \(next.prefix(80))")
        }
        path = next
      }
    }
    return records
  }

  /// Logs in, where that has not been done: for `doctor`, which wants to know whether it works.
  package func logIn() throws(SalesforceFailure) { _ = try token() }

  private func token() throws(SalesforceFailure) -> String {
    if let token = state.withLock({ $0.token }) { return token }
    let form: [(name: String, value: String)]
    do {
      form = try settings.login.form(at: surroundings.clock()) { try Crypto.signRS256($0, pemKey: $1) }
    } catch {
      throw .login("the private key cannot be used: \(error)")
    }
    let response = try exchange(
      HTTPRequest(
        method: "POST", url: settings.url + "/services/oauth2/token",
        headers: [("Accept", "application/json"), ("Content-Type", "application/x-www-form-urlencoded")],
        body: Array(Percent.form(form).utf8), timeout: settings.timeout, maxResponseBytes: 1 << 20))
    guard response.status == 200 else {
      if response.status >= 500 || response.status == 429 { throw SalesforceFailure(response) }
      let said = APIError.all(in: response.body).first
      throw .login(said.map(Self.advice) ?? "the answer was \(response.status): is \(settings.url) the My Domain?")
    }
    guard let token = JSONValue(response.body)?["access_token"]?.string, !token.isEmpty else {
      throw .unreadable("the login's answer holds no token")
    }
    state.withLock { $0.token = token }
    return token
  }

  /// What Salesforce says, and what to look at.
  private static func advice(_ error: APIError) -> String {
    let hint =
      switch error.code {
      case "invalid_client_id", "invalid_client": "is client_id right, and client_secret?"
      case "invalid_grant" where error.message.contains("approved"):
        "pre-authorise the user: the app's policies must admit a permission set or profile of the user's"
      case "invalid_grant" where error.message.contains("audience"): "set salesforce.audience to the My Domain"
      case "invalid_grant":
        "does the app carry the key's certificate, is the username right, and is this machine's clock?"
      case "invalid_app_access", "inactive_user", "inactive_org": "is the user active, and admitted by the app?"
      default: "see docs/salesforce.md"
      }
    return "\(error). \(hint.prefix(1).uppercased())\(hint.dropFirst())."
  }

  private func exchange(_ request: HTTPRequest) throws(SalesforceFailure) -> HTTPResponse {
    state.withLock { $0.requests += 1 }
    do throws(TransportFailure) {
      return try surroundings.transport.send(request)
    } catch {
      throw SalesforceFailure(error)
    }
  }

  private func note(_ response: HTTPResponse) {
    let limit = response.header("Sforce-Limit-Info").flatMap(LimitInfo.init(header:))
    if let limit { state.withLock { $0.limit = limit } }
    guard response.status == 403 else { return }
    let failure = SalesforceFailure(response)
    if case .refused(.stop, _) = failure { state.withLock { $0.exhausted = failure } }
  }
}
