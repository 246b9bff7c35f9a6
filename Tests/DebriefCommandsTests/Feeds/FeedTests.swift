import Foundation
import Networking
import TestServers
import Testing

/// The real binary against a calendar server on loopback, over TLS.
@Suite("Calendars as feeds") struct FeedTests {
  private static let secret = "private-4f3a9c0b7d21"

  private let server: FakeServer
  private let certificates: Certificates
  private let control: CurlTransport

  init() throws {
    certificates = try Certificates.shared.get()
    server = try FakeServer("feeds.py", [certificates.folder])
    var policy = TransportPolicy()
    policy.plainHTTP = .loopback
    control = CurlTransport(policy)
    try give(events: 1)
  }

  private func tell(_ method: String, _ path: String, _ body: [UInt8]? = nil) throws {
    _ = try control.send(
      HTTPRequest(method: method, url: "http://localhost:\(server.port("http"))/\(path)", body: body, timeout: 5))
  }

  private func be(_ mode: String) throws { try tell("POST", "be?\(mode)") }

  private func give(events: Int) throws {
    let meetings = (0..<events).map { CalendarText.meeting("uid-\($0)", day: 20 + $0) }
    try tell("PUT", "calendar", Array(CalendarText(meetings).text.utf8))
  }

  /// What the calendar server was asked: If-None-Match, If-Modified-Since and its status.
  private func requests() throws -> [(etag: String?, modified: String?, status: Int)] {
    let answer = try control.send(HTTPRequest(url: "http://localhost:\(server.port("http"))/requests", timeout: 5))
    let rows = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [[Any]] ?? []
    return rows.map { ($0[1] as? String, $0[2] as? String, $0[3] as? Int ?? 0) }
  }

  private func installation(
    feeds: String = "private_hosts: [localhost]", url: String? = nil, more: String = ""
  ) throws -> Installation {
    let address = url ?? "https://localhost:\(server.port("tls"))/\(Self.secret)/basic.ics"
    let installation = try Installation(
      calendars: "  - { url_file: feed-address, owner: ada.fern@tanuki.example }",
      more: "feeds: { ca_file: \"\(certificates.authority)\", \(feeds) }\n\(more)")
    try installation.write(address + "\n", to: "feed-address")
    return installation
  }

  private func run(_ installation: Installation, at time: String) throws -> Command.Result {
    try installation.debrief("run", "--verbose", "--now", time)
  }

  /// The address is nowhere but in the file that gives it.
  private func expectNoSecret(_ installation: Installation, _ results: Command.Result...) throws {
    for result in results { #expect(!(result.text + result.errors).contains(Self.secret)) }
    let walk = try #require(FileManager.default.enumerator(atPath: installation.state))
    var files = 0
    for case let name as String in walk {
      guard let data = FileManager.default.contents(atPath: installation.state + "/" + name) else { continue }
      files += 1
      #expect(data.range(of: Data(Self.secret.utf8)) == nil, "\(name)")
    }
    #expect(files > 1)
  }

  @Test("A feed's meetings become prompts; what has not changed is neither sent nor read again")
  func conditional() throws {
    let installation = try installation()
    let first = try run(installation, at: "2026-03-31T18:00:00Z")
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(try installation.prompts().count == 1)
    let copy = installation.state + "/feeds/ada.fern@tanuki.example.ics"
    let permissions = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
    #expect(permissions == 0o600)
    let second = try run(installation, at: "2026-03-31T18:15:00Z")
    #expect(second.exitCode == 0)
    #expect(try requests().map(\.status) == [200, 304])
    #expect(try requests().map { $0.etag != nil } == [false, true])
    let report = try installation.debrief("run", "--json", "--now", "2026-03-31T18:30:00Z").text
    #expect(report.contains("\"feeds_unchanged\" : 1") && report.contains("\"unchanged_files\" : 1"))
    try give(events: 2)
    _ = try run(installation, at: "2026-03-31T18:45:00Z")
    #expect(try installation.prompts().count == 2)
    #expect(try requests().map(\.status) == [200, 304, 304, 200])
    try expectNoSecret(installation, first, second)
  }

  @Test("Last-Modified does as well as an ETag; a server with neither sends everything, and the same is not read again")
  func otherServers() throws {
    try be("modified")
    let installation = try installation()
    _ = try run(installation, at: "2026-03-31T18:00:00Z")
    _ = try run(installation, at: "2026-03-31T18:15:00Z")
    #expect(try requests().map(\.status) == [200, 304])
    #expect(try requests().last?.modified == "Sat, 21 Nov 2026 09:30:00 GMT")
    try be("neither")
    let again = try installation.debrief("run", "--json", "--now", "2026-03-31T18:30:00Z").text
    #expect(try requests().map(\.status) == [200, 304, 200])
    #expect(again.contains("\"unchanged_files\" : 1"))
  }

  @Test("A copy that is new enough is not asked about, and a dry run asks nobody")
  func interval() throws {
    let installation = try installation()
    _ = try run(installation, at: "2026-03-31T18:00:00Z")
    _ = try run(installation, at: "2026-03-31T18:05:00Z")
    _ = try installation.debrief("run", "--dry-run", "--now", "2026-03-31T20:00:00Z")
    #expect(try requests().count == 1)
    _ = try run(installation, at: "2026-03-31T18:10:00Z")
    #expect(try requests().count == 2)
  }

  @Test(
    "A feed that fails costs itself: the last good copy stays in force, its age is said, and no prompt is withdrawn",
    arguments: ["html", "cut", "short", "reset", "500", "404", "elsewhere", "endless"])
  func failures(mode: String) throws {
    let installation = try installation(feeds: "private_hosts: [localhost], bytes: 1M, timeout: 20s")
    _ = try run(installation, at: "2026-03-31T18:00:00Z")
    let before = try installation.prompts().map(\.id)
    try be(mode)
    try give(events: 3)
    let failed = try run(installation, at: "2026-03-31T18:15:00Z")
    let line = try #require(failed.errorLines.first { $0.contains("feed ada.fern@tanuki.example") })
    #expect(line.hasSuffix("; the copy of 2026-03-31T18:00:00Z stays in force"), "\(line)")
    // A passing trouble is a warning for a day; what needs a person is said at once.
    let needsPerson = ["html", "short", "404"].contains(mode)
    #expect(failed.exitCode == (needsPerson ? 3 : 0), "\(failed.errors)")
    #expect(try installation.prompts().map(\.id) == before)
    let nextDay = try run(installation, at: "2026-04-01T19:00:00Z")
    #expect(nextDay.exitCode == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: installation.state + "/feeds").count == 2)
    try be("etag")
    #expect(try run(installation, at: "2026-04-01T20:00:00Z").exitCode == 0)
    #expect(try installation.prompts().count == 3)
    try expectNoSecret(installation, failed, nextDay)
  }

  @Test("A redirect is followed on the same host")
  func redirect() throws {
    try be("redirect")
    let installation = try installation()
    #expect(try run(installation, at: "2026-03-31T18:00:00Z").exitCode == 0)
    #expect(try requests().map(\.status) == [302, 200])
  }

  @Test(
    "An address inside one's own network is refused, whatever it is called",
    arguments: ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433"])
  func privateAddresses(host: String) throws {
    let installation = try installation(
      feeds: "plain_http: true", url: "http://\(host):\(server.port("http"))/\(Self.secret)/basic.ics")
    let result = try run(installation, at: "2026-03-31T18:00:00Z")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("resolves to an address that may not be connected to; there is no earlier copy"))
    #expect(try requests().isEmpty)
    try expectNoSecret(installation, result)
  }

  @Test("A host that is not listed, and http where it is not allowed, are not asked")
  func notAllowed() throws {
    let unlisted = try run(
      try installation(feeds: "hosts: [\"*.calendar.example\"]"), at: "2026-03-31T18:00:00Z")
    #expect(unlisted.errors.contains("localhost is not among the allowed hosts"))
    let plain = try run(
      try installation(url: "http://localhost:\(server.port("http"))/x.ics"), at: "2026-03-31T18:00:00Z")
    #expect(plain.errors.contains("localhost: only https is allowed"))
    #expect(try requests().isEmpty)
  }

  @Test("A feed whose address is missing costs itself; the other calendars are read")
  func missingAddress() throws {
    let installation = try Installation(
      calendars: """
          - { url_env: DEBRIEF_TEST_NO_SUCH_FEED, name: nobody }
          - { path: calendars }
        """)
    try installation.write(
      CalendarText([CalendarText.meeting("one")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    let result = try run(installation, at: "2026-03-31T18:00:00Z")
    #expect(result.exitCode == 3)
    #expect(
      result.errors.contains(
        "refused: feed nobody: the environment variable DEBRIEF_TEST_NO_SUCH_FEED, which holds its address, is not set")
    )
    #expect(try installation.prompts().count == 1)
  }

  @Test("What is no longer configured leaves no copy behind")
  func forgotten() throws {
    let installation = try installation()
    _ = try run(installation, at: "2026-03-31T18:00:00Z")
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(
      text.replacing("url_file: feed-address, owner", with: "path: calendars, owner"), to: "pipeline.yml")
    try installation.write(CalendarText().text, to: "calendars/ada.fern@tanuki.example.ics")
    #expect(try run(installation, at: "2026-03-31T18:15:00Z").exitCode == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: installation.state + "/feeds").isEmpty)
  }

  @Test("Doctor, explain and the check of the configuration do not show the address either")
  func otherCommands() throws {
    let installation = try installation()
    try installation.write(
      try String(contentsOfFile: installation.configuration, encoding: .utf8).replacing(
        "url_file: feed-address",
        with: "url: \"https://localhost:\(server.port("tls"))/\(Self.secret)/basic.ics\""), to: "pipeline.yml")
    let ran = try run(installation, at: "2026-03-31T18:00:00Z")
    #expect(ran.exitCode == 0)
    let doctor = try installation.debrief("doctor")
    let check = try installation.debrief("config", "check")
    let file = try installation.debrief("explain", ".debrief/feeds/ada.fern@tanuki.example.ics")
    #expect(doctor.text.contains("feeds/ada.fern@tanuki.example.ics"))
    #expect(doctor.text.contains("written at 2026-03-31T18:00:00Z"))
    try expectNoSecret(installation, ran, doctor, check, file)
  }
}
