import Foundation
import Networking
import TestServers
import Testing

/// A workspace, to which prompts go as direct messages, and the post of what was logged to the region's channel.
struct KilledSlack: KilledService {
  enum Form: String {
    case messages
    /// Every message of an SA's stands in the day's digest.
    case digest
    /// The control: a workspace that shows no message's metadata.
    case forgetful
  }

  let name: String
  let installation: Installation
  let expected: Set<String>
  private let server: FakeServer
  /// What goes to the channel, where the rest stands in digests.
  private static let post = "the post"
  /// Only prompts and what was logged are told.
  private static let others = [
    "wf-03", "wf-04", "wf-06", "wf-07", "wf-08", "wf-09", "wf-10", "wf-11", "wf-12", "wf-13", "wf-14", "wf-15",
  ]
  private let transport: CurlTransport

  init(_ form: Form) throws {
    name = "slack \(form)"
    let certificates = try Certificates.shared.get()
    server = try FakeServer("slack.py", [certificates.folder])
    var policy = TransportPolicy()
    policy.caFile = certificates.authority
    transport = CurlTransport(policy)
    installation = try Installation(more: "messages: { files: true }")
    installation.environment["DEBRIEF_SLACK_TOKEN"] = "xoxb-test"
    let people = ["ada.fern", "bruno.keller"]
    let text =
      try String(contentsOfFile: installation.configuration, encoding: .utf8)
      .replacing("name: Ada Fern }", with: "name: Ada Fern, region: emea }")
      + "\nregions: [{ name: emea, time_zone: Europe/Berlin, channel: \"#sa-activity-emea\" }]\nworkflows:\n"
      + Self.others.map { "  - { ref: \($0), enabled: false }\n" }.joined()
    try installation.write(text, to: "pipeline.yml")
    // What was there before the first run is not told; what is logged before the second goes to a file by then.
    for person in people {
      try installation.write(CalendarText([]).text, to: "calendars/\(person)@tanuki.example.ics")
    }
    installation.now = "2026-03-31T12:00:00Z"
    try installation.must("run")
    try installation.logCall(0)
    installation.now = "2026-03-31T12:10:00Z"
    try installation.must("push")
    for person in people {
      let owner = "\(person)@tanuki.example"
      let meeting = CalendarText.meeting(person, day: 31, organizer: owner, title: "Demo for \(person)")
        .replacing("mailto:ada.fern@tanuki.example", with: "mailto:\(owner)")
      let second = CalendarText.meeting("\(person)-2", day: 31, hour: 11, organizer: owner, title: "Talk of \(person)")
        .replacing("mailto:ada.fern@tanuki.example", with: "mailto:\(owner)")
      try installation.write(
        CalendarText(form == .digest ? [meeting, second] : [meeting]).text, to: "calendars/\(owner).ics")
    }
    installation.now = "2026-03-31T18:00:00Z"
    try installation.must("run")
    let keys = try installation.queued()
    try installation.write(
      text.replacing("messages: { files: true }", with: "")
        + """

        slack:
          enabled: true
          api: https://localhost:\(server.port("tls"))/api/
          ca_file: \(certificates.authority)
          daily_messages: \(form == .digest ? 0 : 10)

        """, to: "pipeline.yml")
    expected =
      form == .digest
      ? Set(
        people.flatMap { ["digest/\($0)@tanuki.example/2026-03-31", "Demo for \($0)", "Talk of \($0)"] }
          + [Self.post])
      : keys
    #expect(keys.count == (form == .digest ? 5 : 3), "\(keys)")
    try control(
      "users",
      #"{"users": [["U0ADA", "ada.fern@tanuki.example", "ada"], ["U0BRUNO", "bruno.keller@tanuki.example", "bruno"]]}"#)
    try control("channels", #"{"names": ["general", "sa-activity-emea"]}"#)
    if form == .forgetful { try control("set", #"{"forgetful": true}"#) }
  }

  @discardableResult
  private func control(_ verb: String, _ json: String = "{}") throws -> Data {
    let response = try transport.send(
      HTTPRequest(
        method: "POST", url: "https://localhost:\(server.port("tls"))/control/\(verb)", body: Array(json.utf8)))
    try #require(response.status == 200)
    return Data(response.body)
  }

  func reset() throws { try control("clear") }

  private struct State: Decodable {
    struct Channel: Decodable { var messages: [Message] }
    struct Message: Decodable {
      struct Metadata: Decodable {
        struct Payload: Decodable { var key: String }
        var payload: Payload

        private enum CodingKeys: String, CodingKey { case payload = "event_payload" }
      }
      struct Block: Decodable {
        struct Text: Decodable { var text: String }
        var text: Text?
      }
      var metadata: Metadata
      var blocks: [Block]
    }
    var channels: [String: Channel]
  }

  /// Messages by the keys of their deliveries, and what stands in digests by its title.
  func effects() throws -> [String] {
    let state = try JSONDecoder().decode(State.self, from: control("state"))
    return state.channels.values.flatMap(\.messages).flatMap { message in
      let key = message.metadata.payload.key
      guard key.hasPrefix("digest/") else { return expected.contains(Self.post) ? [Self.post] : [key] }
      let lines = message.blocks.compactMap { $0.text?.text }
      return [key] + lines.flatMap { line in expected.filter { !$0.contains("/") && line.contains($0) } }
    }
  }
}
