import Foundation
import Networking
import TestServers
import Testing

/// Real connections to Tests/Fakes/http_faults.py; the certificates are made for these tests.
@Suite("HTTP requests") struct CurlTransportTests {
  let server: FakeServer
  let certificates: Certificates

  init() throws {
    certificates = try Certificates.shared.get()
    server = try FakeServer("http_faults.py", [certificates.folder])
  }

  private var policy: TransportPolicy {
    var policy = TransportPolicy()
    policy.caFile = certificates.authority
    policy.plainHTTP = .loopback
    return policy
  }

  private func url(_ path: String, _ port: String = "tls") -> String {
    "\(port == "plain" || port == "deaf" || port == "reset_on_accept" ? "http" : "https")://localhost:"
      + "\(server.port(port))/\(path)"
  }

  private func get(_ path: String, _ port: String = "tls", policy: TransportPolicy? = nil) throws(TransportFailure)
    -> HTTPResponse
  {
    try CurlTransport(policy ?? self.policy).send(HTTPRequest(url: url(path, port), timeout: 5))
  }

  /// What the server has read whole, "METHOD /path" each.
  private func effects() throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(get("effects").body))
  }

  private struct Echo: Decodable {
    var method: String
    var path: String
    var headers: [[String]]
    var body: String
  }

  @Test("A request arrives as it was given, over TLS with a certificate of the configured authority")
  func arrives() throws {
    let request = HTTPRequest(
      method: "PATCH", url: url("echo/a%20b?c=d"),
      headers: [("Authorization", "Bearer token-of-mine"), ("Content-Type", "application/json"), ("X-Empty", "")],
      body: Array(#"{"é":1}"#.utf8), timeout: 5)
    let response = try CurlTransport(policy).send(request)
    let echo = try JSONDecoder().decode(Echo.self, from: Data(response.body))
    #expect(response.status == 200)
    #expect(response.header("x-said") == "yes")
    #expect(echo.method == "PATCH")
    #expect(echo.path == "/echo/a%20b?c=d")
    #expect(Array(echo.body.unicodeScalars.map { UInt8($0.value) }) == Array(#"{"é":1}"#.utf8))
    for header in [
      ["Authorization", "Bearer token-of-mine"], ["Content-Type", "application/json"], ["X-Empty", ""],
    ] {
      #expect(echo.headers.contains(header))
    }
    #expect(!echo.headers.contains { $0[0] == "Expect" || $0[0] == "Cookie" })
  }

  @Test("A body of a megabyte and an empty one go as they are", arguments: [0, 1_500_000])
  func bodies(count: Int) throws {
    let request = HTTPRequest(method: "POST", url: url("echo"), body: [UInt8](repeating: 65, count: count), timeout: 9)
    let echo = try JSONDecoder().decode(Echo.self, from: Data(CurlTransport(policy).send(request).body))
    #expect(echo.body.utf8.count == count)
    #expect(!echo.headers.contains { $0[0] == "Content-Type" })
  }

  @Test("Every status is an answer, also one that says no", arguments: [200, 204, 300, 400, 401, 429, 500, 503])
  func statuses(status: Int) throws {
    #expect(try get("status/\(status)").status == status)
  }

  @Test(
    "A certificate that is not this server's, has expired, or comes from nobody known ends the request before it is sent",
    arguments: ["wrong_name", "expired", "unknown"])
  func certificates(kind: String) throws {
    var policy = policy
    if kind == "unknown" { policy.caFile = nil }
    let failure = #expect(throws: TransportFailure.self) {
      try get("echo/secret-path", kind == "unknown" ? "tls" : kind, policy: policy)
    }
    #expect(failure?.isNotSent == true)
    #expect(try effects() == [])
  }

  // MARK: What is known of a request that failed

  @Test(
    "What the server cannot have seen is known not to have been sent",
    arguments: ["http://localhost:1/x", "http://nobody.invalid/x"])
  func notSent(url: String) {
    var policy = policy
    policy.plainHTTP = .anywhere
    let failure = #expect(throws: TransportFailure.self) {
      try CurlTransport(policy).send(HTTPRequest(method: "POST", url: url, body: [1], timeout: 5))
    }
    #expect(failure?.isNotSent == true)
  }

  @Test(
    "A request that left without a whole answer is unknown, whatever ended it",
    arguments: ["reset", "close", "cut", "cut-chunks", "slow/9", "drip", "endless-head", "garbage"])
  func unknown(path: String) throws {
    let request = HTTPRequest(method: "POST", url: url(path), body: Array("x".utf8), timeout: 2)
    let failure = #expect(throws: TransportFailure.self) { try CurlTransport(policy).send(request) }
    #expect(failure?.isNotSent == false)
    // The control: the server did read it, so "not sent" would have been a lie.
    #expect(try effects() == ["POST /\(path)"])
  }

  @Test("A connection that is reset at once is one or the other, and never an answer")
  func resetOnAccept() {
    #expect(throws: TransportFailure.self) { try get("x", "reset_on_accept") }
  }

  @Test("A server that takes the connection and never reads leaves it unknown after the time allowed")
  func deaf() {
    let began = ContinuousClock.now
    let failure = #expect(throws: TransportFailure.self) {
      try CurlTransport(policy).send(HTTPRequest(method: "POST", url: url("x", "deaf"), body: [1], timeout: 1))
    }
    #expect(failure?.isNotSent == false)
    #expect(ContinuousClock.now - began < .seconds(4))
  }

  @Test("A kept connection that was closed does not make libcurl send a POST twice; a GET may be repeated")
  func noSilentRepeat() throws {
    let transport = CurlTransport(policy)
    _ = try transport.send(HTTPRequest(url: url("once"), timeout: 5))
    let failure = #expect(throws: TransportFailure.self) {
      try transport.send(HTTPRequest(method: "POST", url: url("once"), body: [1], timeout: 5))
    }
    #expect(failure?.isNotSent == false)
    #expect(try effects() == ["GET /once", "POST /once"])
    let other = CurlTransport(policy)
    _ = try other.send(HTTPRequest(url: url("once"), timeout: 5))
    #expect(try other.send(HTTPRequest(url: url("once"), timeout: 5)).status == 200)
  }

  @Test("Requests to one server share a connection")
  func keepsConnections() throws {
    let transport = CurlTransport(policy)
    for _ in 0..<20 { _ = try transport.send(HTTPRequest(method: "POST", url: url("echo"), body: [1], timeout: 5)) }
    let count = try transport.send(HTTPRequest(url: url("connections"), timeout: 5)).body
    #expect(String(decoding: count, as: UTF8.self) == "1")
  }

  @Test("Several threads may use one transport")
  func threads() async throws {
    let transport = CurlTransport(policy)
    let url = url("echo")
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<40 {
        group.addTask {
          let body = Array("number \(number)".utf8)
          let response = try transport.send(HTTPRequest(method: "POST", url: url, body: body, timeout: 9))
          let echo = try JSONDecoder().decode(Echo.self, from: Data(response.body))
          return echo.body == "number \(number)" ? 1 : 0
        }
      }
      var right = 0
      for try await one in group { right += one }
      #expect(right == 40)
    }
  }

  // MARK: Bounds

  @Test("An answer may be as long as allowed and not a byte longer, also when it was compressed")
  func bounds() throws {
    func read(_ path: String) throws -> Int {
      try CurlTransport(policy).send(HTTPRequest(url: url(path), timeout: 9, maxResponseBytes: 100_000)).body.count
    }
    #expect(try read("bytes/100000") == 100_000)
    #expect(try read("zeros/100000") == 100_000)
    for path in ["bytes/100001", "zeros/100001", "zeros/300000000", "endless"] {
      let failure = #expect(throws: TransportFailure.self) { try read(path) }
      #expect("\(failure.map { "\($0)" } ?? "")".contains("longer than 100000 bytes"))
    }
  }

  @Test("A download hands over the body in pieces, and only that of an answer that is one")
  func downloads() throws {
    let transport = CurlTransport(policy)
    var count = 0
    let request = HTTPRequest(url: url("bytes/3000000"), timeout: 9, maxResponseBytes: 3_000_000)
    let response = try transport.download(request) { count += $0.byteCount }
    #expect(count == 3_000_000)
    #expect(response.body.isEmpty)
    count = 0
    let refusal = try transport.download(HTTPRequest(url: url("status/404"), timeout: 9)) { count += $0.byteCount }
    #expect(refusal.status == 404)
    #expect(count == 0)
  }

  @Test("What the receiver of a download throws comes out as it is")
  func receiverFails() {
    struct DiskFull: Error {}
    #expect(throws: DiskFull.self) {
      try CurlTransport(policy).download(HTTPRequest(url: url("endless"), timeout: 9)) { _ in throw DiskFull() }
    }
  }

  // MARK: Where requests may go

  @Test("Redirects are an answer; where the policy follows them, only to the same host and never away from TLS")
  func redirects() throws {
    #expect(try get("redirect?to=/echo").status == 302)
    var following = policy
    following.redirects = .sameHost
    #expect(try get("redirect?to=/echo", policy: following).status == 200)
    for target in [
      "https://127.0.0.1:\(server.port("tls"))/echo", "https://localhost:\(server.port("wrong_name"))/echo",
      "http://localhost:\(server.port("plain"))/echo", "https://elsewhere.example/", "file:///etc/passwd",
      "//127.0.0.1/echo", "ftp://localhost/x",
    ] {
      #expect(throws: TransportFailure.self, "\(target)") { try get("redirect?to=\(target)", policy: following) }
    }
    #expect(throws: TransportFailure.self) {
      try get("redirect?to=/redirect?to=/redirect?to=/redirect?to=/redirect?to=/redirect?to=/echo", policy: following)
    }
    // The method of a redirected POST would be somebody's guess.
    let posted = try CurlTransport(following).send(
      HTTPRequest(method: "POST", url: url("redirect?to=/echo"), body: [1], timeout: 5))
    #expect(posted.status == 302)
    #expect(try effects().filter { $0.hasSuffix(" /echo") } == ["GET /echo"])
  }

  @Test(
    "This machine is refused under every name, where private addresses are",
    arguments: [
      "localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]", "0.0.0.0", "[::]",
    ])
  func privateAddresses(host: String) throws {
    var strict = policy
    strict.refusesPrivateAddresses = true
    strict.plainHTTP = .anywhere
    let failure = #expect(throws: TransportFailure.self) {
      try CurlTransport(strict).send(
        HTTPRequest(url: "http://\(host):\(server.port("plain"))/echo/secret-path", timeout: 5))
    }
    #expect(failure?.isNotSent == true)
    #expect(!"\(failure.map { "\($0)" } ?? "")".contains("secret-path"))
    #expect(try effects() == [])
  }

  @Test("Plain HTTP goes to this machine alone, judged by what the name resolves to")
  func plainHTTP() throws {
    #expect(try get("echo", "plain").status == 200)
    var strict = policy
    strict.plainHTTP = .never
    #expect(throws: TransportFailure.notSent("localhost: only https is allowed")) {
      try get("echo", "plain", policy: strict)
    }
    let failure = #expect(throws: TransportFailure.self) {
      try CurlTransport(policy).send(HTTPRequest(url: "http://192.0.2.1/", timeout: 5))
    }
    #expect(failure == .notSent("192.0.2.1: it resolves to an address that may not be connected to"))
  }

  @Test("Only hosts of the list are asked")
  func hostList() {
    var listed = policy
    listed.allowedHosts = ["calendar.example", "*.cal.example"]
    for (host, isAllowed) in [
      ("calendar.example", true), ("CALENDAR.example.", true), ("x.calendar.example", false), ("a.cal.example", true),
      ("a.b.cal.example", true), ("cal.example", false), (".cal.example", false), ("evilcal.example", false),
      ("calendar.example.evil.test", false),
    ] {
      #expect(listed.allows(host: host) == isAllowed, "\(host)")
    }
    #expect(throws: TransportFailure.notSent("localhost is not among the allowed hosts")) {
      try get("echo", policy: listed)
    }
    // Another reader of the URL could take what stands before the @ for the host.
    #expect(throws: TransportFailure.notSent("localhost is not among the allowed hosts")) {
      try CurlTransport(listed).send(
        HTTPRequest(url: "https://calendar.example:x@localhost:\(server.port("tls"))/", timeout: 5))
    }
  }

  @Test(
    "What is no web address is not asked for",
    arguments: [
      "file:///etc/passwd", "ftp://localhost/", "gopher://localhost/", "smtp://localhost", "dict://localhost:11211/",
      "x",
      "", "https://", "https://exa mple/", "https://b\u{fc}cher.example/", "https://a\r\nHost: b/", "https:///x",
    ])
  func schemes(url: String) {
    var policy = policy
    policy.plainHTTP = .anywhere
    let failure = #expect(throws: TransportFailure.self) {
      try CurlTransport(policy).send(HTTPRequest(url: url, timeout: 5))
    }
    #expect(failure?.isNotSent == true)
  }

  @Test("A line end in a header or a method does not become another header")
  func headerInjection() throws {
    for (name, value) in [("X-A", "b\r\nX-Evil: 1"), ("X-A\r\nX-Evil", "1"), ("X A", "1"), ("X-A", "b\u{0}c")] {
      #expect(throws: TransportFailure.self) {
        try CurlTransport(policy).send(HTTPRequest(url: url("echo"), headers: [(name, value)], timeout: 5))
      }
    }
    #expect(throws: TransportFailure.self) {
      try CurlTransport(policy).send(HTTPRequest(method: "GET /evil HTTP/1.1\r\nX:", url: url("echo"), timeout: 5))
    }
    #expect(try effects() == [])
  }

  @Test("No error names the secrets of its request")
  func redaction() throws {
    let secrets = ["private-4f3a9c", "token-of-mine", "hunter2hunter2"]
    for (host, path) in [
      ("localhost:1", "x"), ("nobody.invalid", "x"), ("localhost:\(server.port("wrong_name"))", "x"),
      ("localhost:\(server.port("tls"))", "reset"), ("localhost:\(server.port("tls"))", "garbage"),
      ("localhost:\(server.port("tls"))", "redirect?to=https://evil.example/"),
    ] {
      var following = policy
      following.redirects = .sameHost
      let failure = #expect(throws: TransportFailure.self) {
        try CurlTransport(following).send(
          HTTPRequest(
            url: "https://user:hunter2hunter2@\(host)/\(path)\(path.contains("?") ? "&" : "?")private-4f3a9c",
            headers: [("Authorization", "Bearer token-of-mine")], timeout: 5))
      }
      for secret in secrets { #expect(!"\(failure.map { "\($0)" } ?? "")".contains(secret)) }
    }
  }
}

extension TransportFailure {
  var isNotSent: Bool {
    if case .notSent = self { true } else { false }
  }
}
