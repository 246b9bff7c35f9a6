import Calendars
import Foundation
import Networking
import SalesforceClient
import Synchronization

/// A Salesforce org of the test's own: Tests/Fakes/salesforce.py over TLS, on the loopback interface.
package final class FakeOrg: Sendable {
  package let url: String
  /// What sessions waited for bulk jobs and pages, in seconds.
  package let pauses = Mutex<[Int]>([])
  package let authority: String
  /// Signs assertions that the org accepts.
  package let signingKey: String
  private let server: FakeServer
  private let transport: CurlTransport

  package struct Unfit: Error { package var what: String }

  package init() throws {
    let certificates = try Certificates.shared.get()
    server = try FakeServer("salesforce.py", [certificates.folder + "/good.pem"])
    url = "https://localhost:\(server.port("https"))"
    authority = certificates.authority
    signingKey = certificates.folder + "/server.key"
    var policy = TransportPolicy()
    policy.caFile = authority
    transport = CurlTransport(policy)
  }

  // MARK: Behind the API's back

  @discardableResult
  package func control(_ what: String, _ body: JSONValue = [:]) throws -> JSONValue {
    let response = try transport.send(
      HTTPRequest(method: "POST", url: "\(url)/_fake/\(what)", body: body.bytes, maxResponseBytes: 64 << 20))
    guard response.status == 200, let answer = JSONValue(response.body) else { throw Unfit(what: what) }
    return answer
  }

  /// Puts records there as they are, and gives their ids.
  @discardableResult
  package func seed(_ object: String, _ records: JSONValue...) throws -> [String] {
    let ids = try control("seed", [object: .array(records)])[object]?.array
    return (ids ?? []).compactMap(\.string)
  }

  package func fault(
    _ deed: String, times: Int = 1, method: String? = nil, path: String? = nil, changing record: JSONValue? = nil
  ) throws {
    var match: [String: JSONValue] = [:]
    if let method { match["method"] = .string(method) }
    if let path { match["path"] = .string(path) }
    var fault: [String: JSONValue] = ["do": .string(deed), "times": .number(Double(times)), "match": .object(match)]
    if let record { fault["change"] = record }
    try control("faults", [.object(fault)])
  }

  /// An answer of the test's own to the next request that matches.
  package func answer(_ status: Int, _ code: String, _ message: String, field: String? = nil, path: String) throws {
    let fault: JSONValue = [
      "do": "answer", "status": .number(Double(status)), "code": .string(code), "message": .string(message),
      "fields": .array(field.map { [.string($0)] } ?? []), "match": ["path": .string(path)],
    ]
    try control("faults", [fault])
  }

  package func records(_ object: String) throws -> [JSONValue] { try control("state")["records"]?[object]?.array ?? [] }

  /// `PATCH /sobjects/Task/…` of every request that reached the org.
  package func log() throws -> [String] {
    (try control("state")["log"]?.array ?? []).map {
      "\($0["method"]?.string ?? "") \($0["path"]?.string?.replacing("/services/data/v66.0", with: "") ?? "")"
    }
  }

  // MARK: Sessions

  package func session(login: Login? = nil, clock: (@Sendable () -> Instant)? = nil, timeout: Int = 60)
    -> SalesforceSession
  {
    var settings = SalesforceSession.Settings(
      url: url, login: login ?? .clientCredentials(clientID: "3MVG9.debrief", secret: "s3cret"))
    settings.timeout = timeout
    return SalesforceSession(
      settings,
      .init(
        transport: transport,
        clock: clock ?? { Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)) },
        pause: { [self] seconds in pauses.withLock { $0.append(seconds) } }))
  }

  package func jwt(audience: String? = nil, username: String = "debrief@tanuki.example", key: [UInt8]? = nil) throws
    -> Login
  {
    let pem = try key ?? Array(Data(contentsOf: URL(fileURLWithPath: signingKey)))
    return .jwt(clientID: "3MVG9.debrief", username: username, audience: audience ?? url, pemKey: pem)
  }
}
