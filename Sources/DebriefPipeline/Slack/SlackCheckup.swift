import Addresses
import Calendars
import DebriefCore
import DebriefStore
import SlackClient

/// Asks a workspace whether Debrief can work in it; writes nothing there.
package struct SlackCheckup: Sendable {
  package struct Finding: Sendable, Encodable {
    package var subject: String
    package var isGood: Bool
    package var message: String
  }

  /// The scopes that the manifest of docs/slack.md asks for, and what each is for.
  package static let scopes: [(name: String, purpose: String)] = [
    ("chat:write", "posting and updating messages"), ("chat:write.public", "posting in channels it was not invited to"),
    ("im:write", "direct messages"), ("im:history", "finding a direct message whose answer was lost"),
    ("channels:read", "finding channels by name"), ("channels:history", "finding a post whose answer was lost"),
    ("groups:read", "finding private channels by name"),
    ("groups:history", "finding a post in a private channel whose answer was lost"),
    ("users:read", "knowing who presses a button"), ("users:read.email", "finding accounts by e-mail address"),
    ("commands", "the slash command"),
  ]

  private let configuration: Configuration
  private let api: SlackAPI

  package init(configuration: Configuration, api: SlackAPI) {
    self.configuration = configuration
    self.api = api
  }

  /// - Parameter hasSigningSecret: whether the environment holds it; only a request of Slack's shows if it is right.
  package func run(hasSigningSecret: Bool) -> [Finding] {
    var findings: [Finding] = []
    func add(_ subject: String, _ isGood: Bool, _ message: String) {
      findings.append(Finding(subject: subject, isGood: isGood, message: SlackText.clean(message)))
    }
    if !configuration.slack.isEnabled {
      add("configuration", false, "slack.enabled is not true: nothing goes to Slack")
    }
    add(
      "secret", hasSigningSecret,
      hasSigningSecret
        ? "\(SlackSettings.secretVariable) is set; press a button to see whether it is this app's"
        : "\(SlackSettings.secretVariable) is not set: no press of a button would be believed")
    let identity: SlackAPI.Identity
    do throws(SlackFailure) {
      identity = try api.identity()
    } catch {
      add("sign-in", false, "\(error)")
      return findings
    }
    add("sign-in", true, "\(identity.user) in \(identity.team) (\(identity.teamId)), \(identity.url)")
    if identity.scopes.isEmpty {
      add("scopes", true, "Slack did not say which the app has")
    } else {
      let missing = Self.scopes.filter { !identity.scopes.contains($0.name) }
      for scope in missing {
        add("scopes", false, "\(scope.name) is missing, for \(scope.purpose): add it to the manifest and install again")
      }
      if missing.isEmpty { add("scopes", true, "all that Debrief needs") }
    }
    checkChannels(add)
    checkPeople(add)
    return findings
  }

  private func checkChannels(_ add: (String, Bool, String) -> Void) {
    for name in Set(configuration.regions.compactMap(\.channel)).sorted() {
      do throws(SlackFailure) {
        let id = try api.channel(named: name)
        add("channel", id != nil, id.map { "\(name) is \($0)" } ?? "\(name): the app sees no such channel")
      } catch {
        add("channel", false, "\(name): \(error)")
      }
    }
  }

  private func checkPeople(_ add: (String, Bool, String) -> Void) {
    var found = 0
    for architect in configuration.solutionArchitects {
      if configuration.slack.users[architect.email.key] != nil {
        found += 1
        continue
      }
      do throws(SlackFailure) {
        _ = try api.user(withEmail: architect.email.key)
        found += 1
      } catch .rateLimited {
        add("people", true, "Slack asks for patience; \(found) were found so far, the rest is found when needed")
        return
      } catch {
        add("people", false, "\(architect.email.key): \(error)")
      }
    }
    add("people", true, "\(found) of \(configuration.solutionArchitects.count) SAs have an account")
  }
}
