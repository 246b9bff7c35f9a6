import Foundation
import Networking

/// Slack's Web API, as far as Debrief uses it. Every call is one request; nothing is retried here.
package struct SlackAPI: Sendable {
  private let transport: any HTTPTransport
  private let token: String
  private let base: String
  private let patience: Int

  package static let address = "https://slack.com/api/"

  /// - Parameter patience: how long to wait for one answer, in seconds.
  package init(transport: any HTTPTransport, token: String, base: String = Self.address, patience: Int = 15) {
    self.patience = patience
    self.transport = transport
    self.token = token
    self.base = base.hasSuffix("/") ? base : base + "/"
  }

  /// Who the token is.
  package struct Identity: Hashable, Sendable, Decodable {
    package var team: String
    package var teamId: String
    package var enterpriseId: String?
    package var user: String
    package var userId: String
    package var url: String
    /// What the token may do; empty where Slack did not say.
    package var scopes: [String] = []

    private enum CodingKeys: CodingKey { case team, teamId, enterpriseId, user, userId, url }
  }

  /// A message where it stands.
  package struct MessagePlace: Hashable, Sendable, Codable {
    package var channel: String
    /// Slack's timestamp: the message's id within the channel.
    package var ts: String

    package init(channel: String, ts: String) {
      self.channel = channel
      self.ts = ts
    }
  }

  /// The name under which Debrief finds its own messages again.
  static let eventType = "debrief_delivery"

  // MARK: Calls

  package func identity() throws(SlackFailure) -> Identity {
    let (value, response) = try ask("auth.test", [], Identity.self)
    var identity = value
    identity.scopes =
      response.header("x-oauth-scopes")?.split(separator: ",").map { part in
        String(part.filter { $0 != " " })
      } ?? []
    return identity
  }

  /// The account with that e-mail address, in the app's own workspace.
  package func user(withEmail email: String) throws(SlackFailure) -> String {
    struct Answer: Decodable { var user: Identified }
    return try ask("users.lookupByEmail", [("email", email)], Answer.self).value.user.id
  }

  /// The e-mail address of an account; nil where it has none, or belongs to another workspace.
  package func email(ofUser id: String) throws(SlackFailure) -> String? {
    struct Answer: Decodable {
      struct User: Decodable {
        struct Profile: Decodable { var email: String? }
        var profile: Profile?
        var deleted: Bool?
        var isStranger: Bool?
        var isBot: Bool?
      }
      var user: User
    }
    let user = try ask("users.info", [("user", id)], Answer.self).value.user
    guard user.deleted != true, user.isStranger != true, user.isBot != true else { return nil }
    return user.profile?.email
  }

  /// The channel of direct messages with a person; the same one every time.
  package func openDirectMessages(with user: String) throws(SlackFailure) -> String {
    struct Answer: Decodable { var channel: Identified }
    return try tell("conversations.open", .object(of: ["users": .string(user)]), Answer.self).channel.id
  }

  /// The id of a channel that is written `#name`; nil where the app sees none of that name.
  package func channel(named name: String) throws(SlackFailure) -> String? {
    struct Answer: Decodable {
      struct Channel: Decodable {
        var id: String
        var name: String?
      }
      var channels: [Channel]
      var responseMetadata: Paging?
    }
    let wanted = name.hasPrefix("#") ? String(name.dropFirst()) : name
    var cursor = ""
    // A workspace with more channels than this needs the channel's id in the configuration.
    for _ in 0..<Self.pages {
      let answer = try ask(
        "conversations.list",
        [
          ("types", "public_channel,private_channel"), ("exclude_archived", "true"), ("limit", "500"),
          ("cursor", cursor),
        ],
        Answer.self
      ).value
      if let channel = answer.channels.first(where: { $0.name == wanted }) { return channel.id }
      cursor = answer.responseMetadata?.nextCursor ?? ""
      if cursor.isEmpty { return nil }
    }
    return nil
  }

  private static let pages = 40

  /// Posts a message.
  ///
  /// - Parameter key: the delivery's key, kept with the message, by which ``message(withKey:in:since:)`` finds it.
  package func post(_ message: SlackMessage, to channel: String, key: String) throws(SlackFailure) -> MessagePlace {
    let metadata = SlackJSON.object(of: [
      "event_type": .string(Self.eventType), "event_payload": .object(of: ["key": .string(key)]),
    ])
    return try tell(
      "chat.postMessage", message.arguments(["channel": .string(channel), "metadata": metadata]), MessagePlace.self)
  }

  /// Replaces a message that was posted before; twice is as good as once.
  package func update(_ message: SlackMessage, at place: MessagePlace) throws(SlackFailure) {
    struct Answer: Decodable {}
    _ = try tell(
      "chat.update", message.arguments(["channel": .string(place.channel), "ts": .string(place.ts)]), Answer.self)
  }

  /// The message with that key, where it was posted at or after `since` (seconds since 1970).
  package func message(
    withKey key: String, in channel: String, since: Int64
  ) throws(SlackFailure) -> MessagePlace? {
    struct Answer: Decodable {
      struct Message: Decodable {
        struct Metadata: Decodable {
          struct Payload: Decodable { var key: String? }
          var eventType: String?
          var eventPayload: Payload?
        }
        var ts: String
        var metadata: Metadata?
      }
      var messages: [Message]
      var responseMetadata: Paging?
    }
    var cursor = ""
    for _ in 0..<Self.pages {
      let answer = try ask(
        "conversations.history",
        [
          ("channel", channel), ("oldest", String(since)), ("inclusive", "true"), ("include_all_metadata", "true"),
          ("limit", "200"), ("cursor", cursor),
        ], Answer.self
      ).value
      for message in answer.messages
      where message.metadata?.eventType == Self.eventType && message.metadata?.eventPayload?.key == key {
        return MessagePlace(channel: channel, ts: message.ts)
      }
      cursor = answer.responseMetadata?.nextCursor ?? ""
      if cursor.isEmpty { return nil }
    }
    throw .unknown("the channel has had too many messages since to look through all of them")
  }

  /// Opens a form for a person who has pressed something less than three seconds ago.
  package func open(_ view: ModalView, trigger: String) throws(SlackFailure) {
    struct Answer: Decodable {}
    _ = try tell(
      "views.open", .object(of: ["trigger_id": .string(trigger), "view": view.json]), Answer.self)
  }

  // MARK: Requests

  private struct Identified: Decodable { var id: String }
  private struct Paging: Decodable { var nextCursor: String? }

  private struct Outcome: Decodable {
    var ok: Bool
    var error: String?
    var needed: String?
  }

  /// Methods that read take a form.
  private func ask<T: Decodable>(
    _ method: String, _ arguments: [(name: String, value: String)], _ type: T.Type
  ) throws(SlackFailure) -> (value: T, response: HTTPResponse) {
    try send(
      method, body: FormBody.encode(arguments.filter { !$0.value.isEmpty }), as: "application/x-www-form-urlencoded",
      type)
  }

  /// Methods that write take JSON.
  private func tell<T: Decodable>(
    _ method: String, _ arguments: SlackJSON, _ type: T.Type
  ) throws(SlackFailure) -> T {
    try send(method, body: Array(arguments.text.utf8), as: "application/json; charset=utf-8", type)
      .value
  }

  private func send<T: Decodable>(
    _ method: String, body: [UInt8], as contentType: String, _ type: T.Type
  ) throws(SlackFailure) -> (value: T, response: HTTPResponse) {
    let request = HTTPRequest(
      method: "POST", url: base + method,
      headers: [("Authorization", "Bearer \(token)"), ("Content-Type", contentType), ("Accept", "application/json")],
      body: body, timeout: patience, maxResponseBytes: Self.maxResponse)
    let response: HTTPResponse
    do { response = try transport.send(request) } catch { throw SlackFailure(error) }
    if response.status == 429 {
      let seconds = response.header("retry-after").flatMap { Int($0) } ?? 30
      throw .rateLimited(seconds: min(max(seconds, 1), 3600))
    }
    guard response.status == 200 else { throw .unknown("\(method): HTTP \(response.status)") }
    let data = Data(response.body)
    guard let outcome = try? JSONDecoder.slack.decode(Outcome.self, from: data) else {
      throw .unknown("\(method): the answer is not JSON of Slack's")
    }
    guard outcome.ok else {
      throw SlackFailure(code: SlackText.cut(SlackText.clean(outcome.error ?? "?"), to: 80), needed: outcome.needed)
    }
    guard let value = try? JSONDecoder.slack.decode(type, from: data) else {
      throw .unknown("\(method): the answer lacks what it should hold")
    }
    return (value, response)
  }

  /// A page of history with blocks is the largest answer.
  private static let maxResponse = 8 << 20
}
