import Calendars
import Foundation
import Network
import SalesforceClient
import Synchronization

/// A Salesforce org of the test's own: Tests/Fakes/salesforce.py over TLS, on the loopback interface.
final class FakeOrg: Sendable {
  struct Certificates: Sendable {
    var folder: String
    var authority: String { folder + "/ca.pem" }
    var signingKey: String { folder + "/jwt.key" }
  }

  static let fakes = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Fakes"

  /// Made once for the whole test program: keys take a while.
  static let certificates: Certificates = {
    let folder = FileManager.default.temporaryDirectory.path + "/debrief-tls-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: fakes + "/make_certificates.sh")
    process.arguments = [folder]
    try? process.run()
    process.waitUntilExit()
    return Certificates(folder: folder)
  }()

  let url: String
  /// What the session waited for bulk jobs and pages, in seconds.
  let pauses = Mutex<[Int]>([])
  private let process: Process
  private let input: Pipe
  private let transport: CurlTransport

  struct DidNotStart: Error {}

  init() throws {
    let certificates = Self.certificates
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", Self.fakes + "/salesforce.py", "--cert", certificates.folder + "/server.pem", "--key",
      certificates.folder + "/server.key", "--public-key", certificates.folder + "/jwt.pub",
    ]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.standardError
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
      line += byte
    }
    self.process = process
    self.input = input
    url = String(decoding: line, as: UTF8.self)
    var policy = TransportPolicy()
    policy.caFile = certificates.authority
    transport = CurlTransport(policy)
    guard url.hasPrefix("https://") else { throw DidNotStart() }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  // MARK: Behind the API's back

  @discardableResult
  func control(_ what: String, _ body: JSONValue = [:]) throws -> JSONValue {
    let response = try transport.send(
      HTTPRequest(method: "POST", url: "\(url)/_fake/\(what)", body: body.bytes, maxResponseBytes: 64 << 20))
    guard response.status == 200, let answer = JSONValue(response.body) else { throw DidNotStart() }
    return answer
  }

  /// Puts records there as they are, and gives their ids.
  @discardableResult
  func seed(_ object: String, _ records: JSONValue...) throws -> [String] {
    let ids = try control("seed", [object: .array(records)])[object]?.array
    return (ids ?? []).compactMap(\.string)
  }

  func fault(_ deed: String, times: Int = 1, method: String? = nil, path: String? = nil) throws {
    var match: [String: JSONValue] = [:]
    if let method { match["method"] = .string(method) }
    if let path { match["path"] = .string(path) }
    let fault: JSONValue = ["do": .string(deed), "times": .number(Double(times)), "match": .object(match)]
    try control("faults", [fault])
  }

  /// An answer of the test's own to the next request that matches.
  func answer(_ status: Int, _ code: String, _ message: String, field: String? = nil, path: String) throws {
    let fault: JSONValue = [
      "do": "answer", "status": .number(Double(status)), "code": .string(code), "message": .string(message),
      "fields": .array(field.map { [.string($0)] } ?? []), "match": ["path": .string(path)],
    ]
    try control("faults", [fault])
  }

  func records(_ object: String) throws -> [JSONValue] { try control("state")["records"]?[object]?.array ?? [] }

  /// `PATCH /sobjects/Task/…` of every request that reached the org.
  func log() throws -> [String] {
    (try control("state")["log"]?.array ?? []).map {
      "\($0["method"]?.string ?? "") \($0["path"]?.string?.replacing("/services/data/v66.0", with: "") ?? "")"
    }
  }

  // MARK: Sessions

  func session(login: Login? = nil, clock: (@Sendable () -> Instant)? = nil, timeout: Int = 60) -> SalesforceSession {
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

  func jwt(audience: String? = nil, username: String = "debrief@tanuki.example", key: [UInt8]? = nil) throws -> Login {
    let pem = try key ?? Array(Data(contentsOf: URL(fileURLWithPath: Self.certificates.signingKey)))
    return .jwt(clientID: "3MVG9.debrief", username: username, audience: audience ?? url, pemKey: pem)
  }
}
