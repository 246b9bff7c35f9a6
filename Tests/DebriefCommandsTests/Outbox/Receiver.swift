import Foundation
import Networking
import TestServers

/// The fake receiver of webhooks, and installations that send to it.
final class Receiver {
  static let secret = "whsec_" + Data("a key that protects nothing at all".utf8).base64EncodedString()

  let server: FakeServer
  private let transport: CurlTransport

  init() throws {
    server = try FakeServer("webhook.py", [Self.secret])
    var policy = TransportPolicy()
    policy.plainHTTP = .loopback
    transport = CurlTransport(policy)
  }

  struct Effects: Decodable {
    struct Effect: Decodable {
      struct Body: Decodable {
        var key: String
        var object: String
        var references: [String: String]?
      }
      var id: String
      var body: Body
    }
    var effects: [Effect]
    var refused: [String]
  }

  func url(_ path: String) -> String { "http://127.0.0.1:\(server.port("http"))/\(path)" }

  func effects() throws -> Effects {
    try JSONDecoder().decode(
      Effects.self, from: Data(transport.send(HTTPRequest(url: url("effects"), timeout: 5)).body))
  }

  /// Everything that it was told, as it came.
  func bodies() throws -> [String] {
    [String(decoding: try transport.send(HTTPRequest(url: url("effects"), timeout: 5)).body, as: UTF8.self)]
  }

  func reset() throws { _ = try transport.send(HTTPRequest(method: "POST", url: url("reset"), timeout: 5)) }

  /// An installation whose deliveries go to `path` here, with `count` logged calls, each with a new contact.
  func installation(_ path: String, receipts: Bool = false, calls: Int) throws -> Installation {
    let installation = try Installation(
      more: "deliveries: { webhook: { url: \"\(url(path))\", receipts: \(receipts), objects: [Contact, Task] } }")
    installation.environment["DEBRIEF_WEBHOOK_SECRET"] = Self.secret
    try installation.write("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", to: "calendars/ada.fern@tanuki.example.ics")
    try installation.must("run")
    for number in 0..<calls { try installation.logCall(number) }
    return installation
  }
}

extension Installation {
  /// Logs a call of Ada's with a contact whom the CRM does not know.
  func logCall(_ number: Int) throws {
    try must(
      "log", "--as", "ada.fern", "--opportunity", "Pepsilo - Renewal and Growth", "--new-contact",
      "Guest \(number) <guest\(number)@pepsilo.example>", "--subject", "Call \(number)", "--type", "demo",
      "--sentiment", "neutral", "--description", "We spoke about it. They liked it.")
  }
}
