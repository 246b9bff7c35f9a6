import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Networking
import SlackClient
import Synchronization
import TestServers
import Testing

@testable import DebriefPipeline

/// The fake workspace (Tests/Fakes/slack.py) over TLS, and a Debrief that talks to it.
final class SlackWorkspace: Sendable {
  static let secret = "slack-signing-secret"

  let server: FakeServer
  let transport: CurlTransport
  let store: Store
  let configuration: Configuration
  let api: SlackAPI
  private let errands = Mutex<[@Sendable () -> Void]>([])
  private let logged = Mutex<[String]>([])

  /// What went into the admin's log.
  var log: [String] { logged.withLock { $0 } }

  init(_ change: (inout Configuration) -> Void = { _ in }) throws {
    let certificates = try Certificates.shared.get()
    server = try FakeServer("slack.py", [certificates.folder, "--secret", Self.secret])
    var policy = TransportPolicy()
    policy.caFile = certificates.authority
    transport = CurlTransport(policy)
    store = try Store()
    var configuration = Configuration()
    configuration.solutionArchitects = try ["ada.fern", "bruno.keller"].map { name in
      var architect = SolutionArchitect(email: try EmailAddress(parsing: "\(name)@tanuki.example"))
      architect.profile.team = "enterprise"
      return architect
    }
    configuration.timeZone = "Europe/Berlin"
    configuration.slack.isEnabled = true
    configuration.slack.api = "https://localhost:\(server.port("tls"))/api/"
    change(&configuration)
    self.configuration = configuration
    api = SlackAPI(transport: transport, token: "xoxb-test", base: configuration.slack.api)
    try control(
      "users",
      #"{"users": [["U0ADA", "ada.fern@tanuki.example", "ada"], ["U0BRUNO", "bruno.keller@tanuki.example", "bruno"],"#
        + #"["U0EVE", "ada.fern@tanuki.example", "eve", "T0OTHER"], ["U0GUEST", "guest@other.test", "guest"]]}"#)
    try control("channels", #"{"names": ["general", "random", "sa-activity-emea"]}"#)
  }

  /// Tells the fake something; returns its answer.
  @discardableResult
  func control(_ verb: String, _ json: String) throws -> Data {
    let request = HTTPRequest(
      method: "POST", url: "https://localhost:\(server.port("tls"))/control/\(verb)", body: Array(json.utf8))
    let response = try transport.send(request)
    try #require(response.status == 200)
    return Data(response.body)
  }

  func control<T: Decodable>(_ verb: String, _ value: some Encodable, as type: T.Type) throws -> T {
    let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    return try JSONDecoder().decode(T.self, from: control(verb, json))
  }

  func fault(_ fault: String, of method: String = "*", times: Int = 1) throws {
    try control("fault", #"{"method": "\#(method)", "fault": "\#(fault)", "times": \#(times)}"#)
  }

  // MARK: What stands there

  struct State: Decodable {
    struct Channel: Decodable {
      var id: String
      var name: String?
      var user: String?
      var messages: [Posted]
    }
    struct Posted: Decodable {
      var ts: String
      var text: String
      var edits: Int
      var blocks: [JSON]
    }
    struct View: Decodable {
      struct Text: Decodable { var text: String }
      var user: String
      var title: Text
      var blocks: [JSON]
    }
    var channels: [String: Channel]
    var views: [View]
    var calls: [String]
  }

  func state() throws -> State { try JSONDecoder().decode(State.self, from: control("state", "{}")) }

  func messages(to user: String) throws -> [State.Posted] {
    try state().channels.values.filter { $0.user == user }.flatMap(\.messages)
  }

  func messages(in channel: String) throws -> [State.Posted] {
    try state().channels.values.filter { $0.name == channel }.flatMap(\.messages)
  }

  func directChannel(of user: String) throws -> String {
    try #require(try state().channels.values.first { $0.user == user }).id
  }

  // MARK: Debrief

  var courier: SlackCourier {
    SlackCourier(
      configuration: configuration, store: store, api: api,
      pace: SlackPace(milliseconds: { 0 }, wait: { _ in }))
  }

  func desk(_ name: String = "ada.fern") throws -> ReviewDesk {
    let architect = try #require(configuration.architect(named: name))
    return ReviewDesk(configuration: configuration, store: store, architect: architect)
  }

  private struct Request: Decodable {
    var headers: [String: String]?
    var body: String?
    var refused: String?
  }

  struct Reply {
    var status: Int
    var body: String
    /// What Slack's client has against the answer.
    var complaints: [String]
  }

  private struct Judged: Decodable { var complaints: [String] }
  private struct Given: Encodable {
    var status: Int
    var body: String
  }

  /// A person does something in the fake; its signed request goes to Debrief, and Debrief's answer back.
  func act(_ verb: String, _ json: String, at now: Instant? = nil) throws -> Reply {
    let request = try JSONDecoder().decode(Request.self, from: control(verb, json))
    try #require(request.refused == nil, "the fake refuses: \(request.refused ?? "")")
    let response = handle(
      headers: (request.headers ?? [:]).map { (name: $0.key, value: $0.value) }, body: request.body ?? "", at: now)
    let body = String(decoding: response.body, as: UTF8.self)
    let judged = try control("answer", Given(status: response.status, body: body), as: Judged.self)
    runErrands()
    return Reply(status: response.status, body: body, complaints: judged.complaints)
  }

  /// The signed request of somebody who does something.
  func request(_ verb: String, _ json: String) throws -> (headers: [(name: String, value: String)], body: String) {
    let request = try JSONDecoder().decode(Request.self, from: control(verb, json))
    return ((request.headers ?? [:]).map { (name: $0.key, value: $0.value) }, request.body ?? "")
  }

  func handle(
    headers: [(name: String, value: String)], body: String, at now: Instant? = nil
  ) -> SlackEndpoint.Response {
    let endpoint = SlackEndpoint(
      configuration: configuration, store: store, secret: Self.secret, api: api,
      perform: { errand in self.errands.withLock { $0.append(errand) } },
      log: { line in self.logged.withLock { $0.append(line) } })
    return endpoint.handle(headers: headers, rawBody: Array(body.utf8), now: now ?? Self.clock)
  }

  /// What the server does after its answer has left.
  func runErrands() {
    let waiting = errands.withLock { errands in
      defer { errands = [] }
      return errands
    }
    for errand in waiting { errand() }
  }

  /// The fake signs with the machine's clock.
  static var clock: Instant { Instant(secondsSinceEpoch: Int64(time(nil))) }
}

/// Any JSON, for looking into messages.
enum JSON: Decodable {
  case text(String)
  case list([JSON])
  case object([String: JSON])
  case other

  init(from decoder: any Decoder) throws {
    if let list = try? [JSON](from: decoder) {
      self = .list(list)
    } else if let object = try? [String: JSON](from: decoder) {
      self = .object(object)
    } else if let text = try? String(from: decoder) {
      self = .text(text)
    } else {
      self = .other
    }
  }

  /// Every text that a reader sees, and every name of a button.
  var texts: [String] {
    switch self {
    case .text, .other: []
    case .list(let list): list.flatMap(\.texts)
    case .object(let object):
      object.sorted { $0.key < $1.key }.flatMap { key, value in
        if case .text(let text) = value { key == "text" ? [text] : [] } else { value.texts }
      }
    }
  }

  var words: String { texts.joined(separator: "\n") }
}
