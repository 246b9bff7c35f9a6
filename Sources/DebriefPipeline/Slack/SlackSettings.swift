import Addresses
import Networking
import SlackClient

/// What `pipeline.yml` says of Slack (docs/slack.md). Its secrets come from the environment alone.
package struct SlackSettings: Sendable {
  /// Whether messages go to Slack and its requests are answered.
  package var isEnabled = false
  /// The slash command, as the app's manifest has it: names collide between apps.
  package var command = "/debrief"
  /// How many messages of their own an SA gets in a day; the rest stand in one digest.
  package var dailyMessages = 10
  /// Accounts whose address in Slack is another than in the calendar: Slack's user id by the SA's address.
  package var users: [String: String] = [:]
  /// The Web API's address: another for a gateway, or for tests.
  package var api = SlackAPI.address
  /// Certificates to trust beside the system's.
  package var caFile: String?

  static let tokenVariable = "DEBRIEF_SLACK_TOKEN"
  static let secretVariable = "DEBRIEF_SLACK_SIGNING_SECRET"
}

extension Configuration {
  mutating func readSlack(_ section: ConfigurationSection) {
    slack.isEnabled = section.bool("enabled") ?? slack.isEnabled
    slack.command = section.value("command", Self.slashCommand) ?? slack.command
    slack.dailyMessages = section.int("daily_messages", in: 0...100) ?? slack.dailyMessages
    slack.api = section.value("api", Self.apiAddress) ?? slack.api
    slack.caFile = section.string("ca_file").map(resolved)
    for (address, user, line) in section.pairs("users") {
      guard let email = try? EmailAddress(parsing: address), let owner = architect(named: email.key) else {
        section.problems.add("is not among solution_architects", line: line, key: "slack.users.\(address)")
        continue
      }
      guard let first = user.first, "UW".contains(first), user.utf8.count >= 3,
        user.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
      else {
        section.problems.add(
          "\"\(user)\" is no member ID of Slack's, such as U012AB3CD", line: line, key: "slack.users.\(address)")
        continue
      }
      slack.users[owner.email.key] = user
    }
    section.refuseUnknownKeys()
  }

  private static func slashCommand(_ text: String) throws(InvalidValue) -> String {
    guard text.hasPrefix("/"), (2...32).contains(text.utf8.count),
      text.dropFirst().utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      })
    else { throw InvalidValue("\"\(text)\" is no slash command, such as /debrief") }
    return text
  }

  private static func apiAddress(_ text: String) throws(InvalidValue) -> String {
    guard text.hasPrefix("https://"), text.utf8.count > 8 else {
      throw InvalidValue("\"\(text)\" does not begin with https://: the token would travel in the clear")
    }
    return text
  }
}
