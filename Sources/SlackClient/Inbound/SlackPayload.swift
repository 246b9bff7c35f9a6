import Foundation

/// Who pressed, chose, submitted or typed.
package struct SlackUser: Hashable, Sendable {
  package var id: String
  /// The person's workspace, or its organisation; of a slash command also the organisation beside the workspace.
  package var team: String?
  package var enterprise: String?

  package init(id: String, team: String?, enterprise: String? = nil) {
    self.id = id
    self.team = team
    self.enterprise = enterprise
  }
}

/// What Slack sends when a person does something, with the parts that Debrief reads. All of it was signed by Slack; the
/// texts in it are still a person's.
package enum SlackPayload: Hashable, Sendable {
  /// A press or a choice in a message.
  case action(Action)
  /// A form was sent.
  case submission(Submission)
  /// A form was closed.
  case closed
  /// Slack asks for the choices of an external select.
  case suggestion(Suggestion)
  case command(Command)
  /// Nothing that Debrief asked for.
  case other(type: String)

  package struct Action: Hashable, Sendable {
    package var user: SlackUser
    package var trigger: String?
    package var action: String
    package var block: String
    /// A button's value, or what was chosen.
    package var value: String?
    /// The message that it was done in.
    package var channel: String?
    package var message: String?
  }

  package struct Submission: Hashable, Sendable {
    package var user: SlackUser
    package var callback: String
    package var metadata: String
    /// What was filled in, by blockId; what was left empty is missing.
    package var values: [String: [String]]
  }

  package struct Suggestion: Hashable, Sendable {
    package var user: SlackUser
    package var action: String
    package var block: String
    package var query: String
    /// The form's, where the select stands in one.
    package var metadata: String?
  }

  package struct Command: Hashable, Sendable {
    package var user: SlackUser
    package var command: String
    package var text: String
    package var trigger: String?
  }

  /// Reads a body that is Slack's; nil where it is none of the forms that Slack sends.
  package init?(body: [UInt8]) {
    guard let fields = FormBody.fields(body) else { return nil }
    if let payload = fields["payload"] {
      self.init(json: payload)
    } else if let command = fields["command"], let user = fields["user_id"], !user.isEmpty {
      self = .command(
        Command(
          user: SlackUser(id: user, team: fields["team_id"], enterprise: fields["enterprise_id"]), command: command,
          text: fields["text"] ?? "", trigger: fields["trigger_id"]))
    } else {
      return nil
    }
  }

  private init?(json: String) {
    guard let wire = try? JSONDecoder.slack.decode(Wire.self, from: Data(json.utf8)) else { return nil }
    switch wire.type {
    case "block_actions":
      guard let user = wire.who, let action = wire.actions?.first, let id = action.actionId else { return nil }
      self = .action(
        Action(
          user: user, trigger: wire.triggerId, action: id, block: action.blockId ?? "",
          value: action.value ?? action.selectedOption?.value,
          channel: wire.container?.channelId ?? wire.channel?.id, message: wire.container?.messageTs))
    case "view_submission":
      guard let user = wire.who, let view = wire.view, let callback = view.callbackId else { return nil }
      var values: [String: [String]] = [:]
      for (block, elements) in view.state?.values ?? [:] {
        let filled = elements.sorted { $0.key < $1.key }.flatMap(\.value.filled)
        if !filled.isEmpty { values[block] = filled }
      }
      self = .submission(
        Submission(user: user, callback: callback, metadata: view.privateMetadata ?? "", values: values))
    case "block_suggestion":
      guard let user = wire.who, let action = wire.actionId else { return nil }
      self = .suggestion(
        Suggestion(
          user: user, action: action, block: wire.blockId ?? "", query: wire.value ?? "",
          metadata: wire.view?.privateMetadata))
    case "view_closed": self = .closed
    case let type: self = .other(type: type)
    }
  }
}

/// The payloads' members under Slack's own names.
private struct Wire: Decodable {
  struct Identified: Decodable {
    var id: String?
    var teamId: String?
  }
  struct Choice: Decodable { var value: String? }
  struct Action: Decodable {
    var actionId: String?
    var blockId: String?
    var value: String?
    var selectedOption: Choice?
  }
  struct Container: Decodable {
    var channelId: String?
    var messageTs: String?
  }
  struct Field: Decodable {
    var value: String?
    var selectedOption: Choice?
    var selectedOptions: [Choice]?
    var selectedDate: String?

    var filled: [String] {
      ([value, selectedOption?.value, selectedDate].compactMap { $0 } + (selectedOptions ?? []).compactMap(\.value))
        .filter { !$0.isEmpty }
    }
  }
  struct State: Decodable { var values: [String: [String: Field]]? }
  struct View: Decodable {
    var callbackId: String?
    var privateMetadata: String?
    var state: State?
  }

  var type: String
  var user: Identified?
  var team: Identified?
  var triggerId: String?
  var actions: [Action]?
  var channel: Identified?
  var container: Container?
  var view: View?
  // A suggestion's own.
  var actionId: String?
  var blockId: String?
  var value: String?

  var who: SlackUser? {
    guard let id = user?.id, !id.isEmpty else { return nil }
    // In a channel that is shared with another company, the person's own workspace tells them apart.
    return SlackUser(id: id, team: user?.teamId ?? team?.id)
  }
}
