import DebriefStore
import Foundation
import Networking
import SlackClient

/// The way to the workspace that `pipeline.yml` and the environment name.
package struct SlackConnection: Sendable {
  /// What Slack signs its requests with.
  package let signingSecret: String
  /// For answers that Slack waits for: it gives up before Slack does.
  package let api: SlackAPI

  /// - Throws: ``SecretMissing`` where one of the two secrets is not there.
  package init(_ settings: SlackSettings, environment: [String: String]) throws {
    guard let secret = environment[SlackSettings.secretVariable], !secret.isEmpty else {
      throw SecretMissing(variable: SlackSettings.secretVariable, purpose: "what Slack signs its requests with")
    }
    signingSecret = secret
    api = try Self.api(settings, environment: environment, patience: 2)
  }

  /// - Parameter patience: how long to wait for one answer, in seconds.
  package static func api(
    _ settings: SlackSettings, environment: [String: String], patience: Int
  ) throws -> SlackAPI {
    guard let token = environment[SlackSettings.tokenVariable], !token.isEmpty else {
      throw SecretMissing(variable: SlackSettings.tokenVariable, purpose: "the app's bot token, \"xoxb-…\"")
    }
    var policy = TransportPolicy()
    policy.caFile = settings.caFile
    return SlackAPI(transport: CurlTransport(policy), token: token, base: settings.api, patience: patience)
  }

  static func courier(
    _ configuration: Configuration, store: Store, environment: [String: String]
  ) throws -> SlackCourier {
    let began = ContinuousClock.now
    let pace = SlackPace(
      milliseconds: { Int64((ContinuousClock.now - began) / .milliseconds(1)) },
      wait: { Thread.sleep(forTimeInterval: Double($0) / 1000) })
    return SlackCourier(
      configuration: configuration, store: store,
      api: try api(configuration.slack, environment: environment, patience: 15), pace: pace)
  }
}
