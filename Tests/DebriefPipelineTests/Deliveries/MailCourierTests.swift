import Addresses
import Calendars
import DebriefCore
import Foundation
import Networking
import Synchronization
import TestServers
import Testing

@testable import DebriefPipeline

@Suite("Messages by mail") struct MailCourierTests {
  private final class Recorder: MailTransport {
    let sent = Mutex<[MailMessage]>([])
    let reply: @Sendable () throws(TransportFailure) -> MailReply

    init(_ reply: @escaping @Sendable () throws(TransportFailure) -> MailReply) { self.reply = reply }

    func send(_ message: MailMessage) throws(TransportFailure) -> MailReply {
      sent.withLock { $0.append(message) }
      return try reply()
    }
  }

  private func message(_ recipient: Message.Recipient, _ lines: [String]) -> Message {
    Message(
      recipient: recipient, workflow: "wf-11", cause: "open prompts",
      lines: lines.map { MessageLine(.text, [.theirs($0)]) }, links: [])
  }

  private func parcel(_ message: Message) throws -> Parcel {
    let now = Instant(secondsSinceEpoch: 1_795_253_400)  // 2026-11-21T09:30:00Z
    let entry = OutboxEntry(
      key: "message/1", subject: "message/1", owner: try EmailAddress(parsing: "ada.fern@tanuki.example"),
      delivery: .message(message), createdAt: now, dueAt: now)
    return Parcel(entry: entry, now: now)
  }

  private func courier(_ transport: any MailTransport) throws -> MailCourier {
    var settings = DeliverySettings.MailSettings(
      server: "smtps://mail.tanuki.example", from: try EmailAddress(parsing: "debrief@tanuki.example"))
    settings.channels["#sa-activity-emea"] = try EmailAddress(parsing: "emea@tanuki.example")
    return MailCourier(settings, address: "https://debrief.tanuki.example", transport: transport)
  }

  private func person() throws -> Message.Recipient {
    .person(try EmailAddress(parsing: "ada.fern@tanuki.example"))
  }

  /// Python's own mail parser, strict.
  private func parsed(_ content: [UInt8]) throws -> [String: String] {
    let script = """
      import email, email.policy, json, sys
      data = sys.stdin.buffer.read()
      m = email.message_from_bytes(data, policy=email.policy.default.clone(raise_on_defect=True))
      print(json.dumps({'subject': m['subject'], 'to': m['to'], 'from': m['from'], 'date': m['date'].datetime.isoformat(),
        'id': m['message-id'], 'body': m.get_content(), 'headers': str(len(m.items())),
        'longest': str(max(len(line) for line in data.split(b'\\r\\n'))), 'bare': str(data.replace(b'\\r\\n', b'').count(b'\\n'))}))
      """
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(content))
    try input.fileHandleForWriting.close()
    return try JSONDecoder().decode([String: String].self, from: output.fileHandleForReading.readDataToEndOfFile())
  }

  @Test("A mail says what the message says, whoever wrote the words, and nothing else")
  func text() throws {
    let recorder = Recorder { () throws(TransportFailure) in .accepted("250 queued") }
    let hostile = [
      "3 prompts of yours wait — Büro Zürich 東京 \u{1F4C5} and a line that is long enough to need several encoded words",
      "Subject: forged\r\nBcc: everybody@evil.test", ".", "From here", "=?utf-8?Q?evil?=",
    ]
    let result = try courier(recorder).send([try parcel(message(try person(), hostile))])
    #expect(result == [.done(reference: "250 queued")])
    let mail = try #require(recorder.sent.withLock { $0.first })
    #expect(mail.recipients == ["ada.fern@tanuki.example"])
    let read = try parsed(mail.content)
    #expect(read["subject"] == hostile[0])
    #expect(read["to"] == "<ada.fern@tanuki.example>" || read["to"] == "ada.fern@tanuki.example")
    #expect(read["from"] == "Debrief <debrief@tanuki.example>")
    #expect(read["date"] == "2026-11-21T09:30:00+00:00")
    #expect(read["headers"] == "9")
    #expect(read["bare"] == "0")
    #expect(Int(read["longest"] ?? "").map { $0 <= 76 } == true)
    let body = try #require(read["body"]).replacing("\r\n", with: "\n")
    #expect(
      body == hostile.joined(separator: "\n").replacing("\r\n", with: "\n") + "\n\nhttps://debrief.tanuki.example\n")
  }

  @Test("The same delivery has the same Message-ID in every attempt, another has another")
  func messageID() throws {
    let recorder = Recorder { () throws(TransportFailure) in .accepted("250 queued") }
    var parcel = try parcel(message(try person(), ["One"]))
    _ = try courier(recorder).send([parcel, parcel])
    parcel.entry.key = "message/2"
    _ = try courier(recorder).send([parcel])
    let ids = try recorder.sent.withLock { try $0.map { try parsed($0.content)["id"] } }
    #expect(ids[0] == ids[1] && ids[1] != ids[2] && ids[0]?.hasSuffix("@tanuki.example>") == true)
  }

  @Test("People are mailed, channels where they have an address, and nothing else is taken")
  func accepts() throws {
    let courier = try courier(Recorder { () throws(TransportFailure) in .accepted("") })
    #expect(courier.accepts(.message(message(try person(), ["x"]))))
    #expect(courier.accepts(.message(message(.channel("#sa-activity-emea"), ["x"]))))
    #expect(!courier.accepts(.message(message(.channel("#elsewhere"), ["x"]))))
    #expect(!courier.accepts(.contact(NewContact(email: "a@b.example", name: "A"))))
  }

  @Test("What the mail server says decides what becomes of the delivery")
  func replies() throws {
    let parcel = try parcel(message(try person(), ["x"]))
    func result(_ reply: @escaping @Sendable () throws(TransportFailure) -> MailReply) throws -> DeliveryResult? {
      try courier(Recorder(reply)).send([parcel]).first
    }
    #expect(
      try result { () throws(TransportFailure) in .refused("no such user") } == .failed(why: "no such user", field: nil)
    )
    #expect(try result { () throws(TransportFailure) in .refusedForNow("later") } == .retry(after: nil, why: "later"))
    #expect(
      try result { () throws(TransportFailure) in throw .notSent("down") } == .unavailable(after: nil, why: "down"))
    #expect(try result { () throws(TransportFailure) in throw .unknown("lost") } == .unknown(why: "lost"))
    // Nobody can ask a mail server afterwards: a person decides, and nothing is sent twice.
    guard case .cannotTell = try courier(Recorder { () throws(TransportFailure) in .accepted("") }).lookUp(parcel)
    else {
      Issue.record("a mail cannot be looked up")
      return
    }
  }
}
