import Foundation
import Networking
import TestServers
import Testing

/// Real connections to Tests/Fakes/mail.py.
@Suite("Mail") struct SMTPTransportTests {
  let server: FakeServer
  let certificates: Certificates

  init() throws {
    certificates = try Certificates.shared.get()
    server = try FakeServer("mail.py", [certificates.folder])
  }

  private func transport(
    _ kind: String = "starttls", password: String = "correct-horse", plain: Bool = false
  ) -> SMTPTransport {
    var policy = TransportPolicy()
    policy.caFile = certificates.authority
    if plain { policy.plainHTTP = .loopback }
    return SMTPTransport(
      server: "\(kind == "tls" ? "smtps" : "smtp")://localhost:\(server.port(kind))", user: plain ? nil : "debrief",
      password: plain ? nil : password, policy: policy, timeout: 5)
  }

  private func message(to recipient: String) -> MailMessage {
    let text = "From: debrief@tanuki.example\r\nSubject: Open prompts\r\n\r\nOne.\r\n.hidden\r\n..two\r\n"
    return MailMessage(
      sender: "debrief@tanuki.example", recipients: [recipient], content: Array(text.utf8))
  }

  private struct Accepted: Decodable {
    var from: String
    var to: [String]
    var content: String
    var tls: Bool
  }

  private func accepted() throws -> [Accepted] {
    var policy = TransportPolicy()
    policy.plainHTTP = .loopback
    let answer = try CurlTransport(policy).send(
      HTTPRequest(url: "http://localhost:\(server.port("outbox"))/", timeout: 5))
    return try JSONDecoder().decode([Accepted].self, from: Data(answer.body))
  }

  @Test("A message arrives whole, over STARTTLS or TLS, after signing in", arguments: ["starttls", "tls"])
  func arrives(kind: String) throws {
    let reply = try transport(kind).send(message(to: "ada@tanuki.example"))
    #expect(reply == .accepted("250 2.0.0 queued as 4711"))
    let mail = try #require(try accepted().first)
    #expect(mail.tls)
    #expect(mail.from == "<debrief@tanuki.example>")
    #expect(mail.to == ["<ada@tanuki.example>"])
    #expect(mail.content == String(decoding: message(to: "").content, as: UTF8.self))
  }

  @Test("Without TLS nothing is sent, except to this machine where that is allowed")
  func needsTLS() throws {
    let failure = #expect(throws: TransportFailure.self) { try transport("plain").send(message(to: "a@b.example")) }
    #expect(failure?.isNotSent == true)
    #expect(try accepted().isEmpty)
    #expect(
      try transport("plain", plain: true).send(message(to: "a@b.example")) == .accepted("250 2.0.0 queued as 4711"))
  }

  @Test(
    "What the server refuses is refused, for now or for good",
    arguments: [("refused", MailReply.refused("")), ("spam", .refused("")), ("later", .refusedForNow(""))])
  func refusals(name: String, expected: MailReply) throws {
    switch (try transport().send(message(to: "\(name)@tanuki.example")), expected) {
    case (.refused(let why), .refused), (.refusedForNow(let why), .refusedForNow): #expect(why.contains("localhost: "))
    case (let reply, _): Issue.record("\(reply)")
    }
    #expect(try accepted().isEmpty)
  }

  @Test("A wrong password is nothing of the message's, and stays out of the error")
  func wrongPassword() throws {
    let failure = #expect(throws: TransportFailure.self) {
      try transport(password: "hunter2hunter2").send(message(to: "ada@tanuki.example"))
    }
    #expect(failure?.isNotSent == true)
    #expect(!"\(failure.map { "\($0)" } ?? "")".contains("hunter2"))
    #expect(try accepted().isEmpty)
  }

  @Test("A connection that ends before the message did is known not to have sent it; after its end it is unknown")
  func connectionLost() throws {
    let lost = #expect(throws: TransportFailure.self) { try transport().send(message(to: "lost@tanuki.example")) }
    #expect(lost?.isNotSent == false)
    #expect(try accepted().count == 1)
    var long = message(to: "cut@tanuki.example")
    long.content += [UInt8](repeating: UInt8(ascii: "x"), count: 4_000_000)
    let cut = #expect(throws: TransportFailure.self) { try transport().send(long) }
    #expect(cut?.isNotSent == true)
    #expect(try accepted().count == 1)
  }

  @Test(
    "An address that would be more than one to a mail server is not handed over",
    arguments: ["", "a@b.example> RCPT TO:<c@d.example", "a@b.example\r\nDATA", "a b@c.example", "\u{e9}@b.example"])
  func hostileAddresses(address: String) throws {
    let failure = #expect(throws: TransportFailure.self) { try transport().send(message(to: address)) }
    #expect(failure?.isNotSent == true)
  }
}
