import Networking

/// Why a call to Slack did not do what it was to do, told apart by what may be done next.
package enum SlackFailure: Error, Hashable, CustomStringConvertible {
  /// Slack asks for patience, in seconds.
  case rateLimited(seconds: Int)
  /// Nothing reached Slack: try again.
  case notSent(String)
  /// It may have happened or not: look before trying again.
  case unknown(String)
  /// Slack refuses everything for now, for a reason that an admin has to mend: the call itself may be fine.
  case installation(code: String, needed: String?)
  /// Slack refuses this call, and would again.
  case refused(code: String)

  init(_ failure: TransportFailure) {
    switch failure {
    case .notSent(let why): self = .notSent(why)
    case .unknown(let why): self = .unknown(why)
    }
  }

  /// An error code of Slack's (docs.slack.dev, "errors" of each method).
  init(code: String, needed: String?) {
    switch code {
    case "ratelimited", "rate_limited": self = .rateLimited(seconds: 30)
    // "It's possible some aspect of the operation succeeded before the error was raised."
    case "fatal_error", "internal_error", "request_timeout", "service_unavailable": self = .unknown(code)
    case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
      "no_permission", "not_allowed_token_type", "ekm_access_denied", "org_login_required", "team_access_not_granted",
      "access_denied":
      self = .installation(code: code, needed: needed)
    default: self = .refused(code: code)
    }
  }

  package var description: String {
    switch self {
    case .rateLimited(let seconds): "Slack asks to wait for \(seconds) s"
    case .notSent(let why): "Slack was not reached: \(why)"
    case .unknown(let why): "Slack did not answer: \(why)"
    case .installation("missing_scope", let needed):
      "the app lacks the scope \(needed ?? "?"): add it to the app's manifest and install the app again"
    case .installation(let code, _):
      "Slack does not accept DEBRIEF_SLACK_TOKEN (\(code)): install the app again and set the new token"
    case .refused(let code): Self.words[code] ?? "Slack refuses it: \(code)"
    }
  }

  private static let words = [
    "users_not_found": "nobody in the workspace has that e-mail address; slack.users may name the account",
    "channel_not_found": "there is no such channel, or it is private and the app was not invited",
    "not_in_channel": "the app is not in the channel: /invite it there",
    "is_archived": "the channel is archived",
    "cannot_dm_bot": "that account is a bot's",
    "user_disabled": "that account was switched off",
    "msg_too_long": "the message is too long",
    "msg_blocks_too_long": "the message's blocks are too long together",
    "invalid_blocks": "Slack does not understand the message's blocks: please report it",
    "expired_trigger_id": "it took longer than three seconds to open the form: press again",
    "message_not_found": "the message is not there any more",
    "restricted_action": "the workspace does not let the app post there",
  ]
}
