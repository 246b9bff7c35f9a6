import Addresses
import Calendars
import DebriefCore
import DebriefStore
import SlackClient

/// Who is who between Debrief and Slack, and which channel is which: asked once, then kept in the store.
struct SlackDirectory: Sendable {
  let configuration: Configuration
  let store: Store
  let api: SlackAPI

  /// After how long an account is looked up again, in seconds: people change their addresses.
  private static let fresh: Int64 = 30 * 86_400

  /// The account of a person, with its channel of direct messages.
  ///
  /// - Throws: ``SlackFailure``, or an error of the store's.
  func account(of person: EmailAddress, at now: Instant) throws -> (user: String, channel: String) {
    let known = try store.slackAccount(of: person)
    if let known, let channel = known.channel, now.seconds(since: known.foundAt) < Self.fresh {
      return (known.user, channel)
    }
    let user = try find(person)
    var account = SlackAccount(email: person, user: user, channel: nil, foundAt: now)
    if known?.user == user { account.channel = known?.channel }
    let channel = try account.channel ?? api.openDirectMessages(with: user)
    account.channel = channel
    try store.save(account)
    return (user, channel)
  }

  /// By the configuration, else by the person's addresses, the first that Slack knows.
  private func find(_ person: EmailAddress) throws -> String {
    if let user = configuration.slack.users[person.key] { return user }
    let others = configuration.solutionArchitects.first { $0.owns(person) }?.profile.also ?? []
    var failure = SlackFailure.refused(code: "users_not_found")
    for address in [person] + others {
      do throws(SlackFailure) {
        return try api.user(withEmail: address.key)
      } catch .refused("users_not_found") {
        failure = .refused(code: "users_not_found")
      } catch {
        throw error
      }
    }
    throw failure
  }

  /// The channel that is configured as `#name`, or by its id.
  func channel(named name: String, at now: Instant) throws -> String {
    if let first = name.first, "CG".contains(first), name.utf8.count >= 9, name.utf8.allSatisfy({ $0 < 0x5B }) {
      return name
    }
    if let id = try store.slackChannel(named: name) { return id }
    guard let id = try api.channel(named: name) else { throw SlackFailure.refused(code: "channel_not_found") }
    try store.save(slackChannel: name, id: id, at: now)
    return id
  }

  /// The SA whose account `user` is; nil for somebody whom Debrief does not know.
  ///
  /// The address that a profile shows is not enough: the SA's own address must lead to the same account, in the
  /// workspace that the app is installed in.
  func architect(user: String, at now: Instant) throws -> SolutionArchitect? {
    if let known = try store.slackAccount(user: user) {
      return configuration.solutionArchitects.first { $0.owns(known.email) }
    }
    if let email = configuration.slack.users.first(where: { $0.value == user })?.key {
      return configuration.solutionArchitects.first { $0.email.key == email }
    }
    guard let text = try api.email(ofUser: user), let address = try? EmailAddress(parsing: text),
      let architect = configuration.solutionArchitects.first(where: { $0.owns(address) }),
      try api.user(withEmail: address.key) == user
    else { return nil }
    try store.save(SlackAccount(email: architect.email, user: user, channel: nil, foundAt: now))
    return architect
  }

  /// Whether somebody belongs to the workspace that the app is installed in, or to its organisation: a channel may be
  /// shared with strangers.
  func isOwn(_ user: SlackUser) throws -> Bool {
    let own: String
    if let known = try store.slackTeam() {
      own = known
    } else {
      let identity = try api.identity()
      own = [identity.teamId, identity.enterpriseId].compactMap { $0 }.joined(separator: " ")
      try store.save(slackTeam: own)
    }
    return own.split(separator: " ").contains { $0 == user.team ?? "" || $0 == user.enterprise ?? "" }
  }
}
