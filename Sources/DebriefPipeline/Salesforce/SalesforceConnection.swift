import Calendars
import Foundation
import Networking
import SalesforceClient

/// Makes a session with the org that `pipeline.yml` names.
package enum SalesforceConnection {
  /// - Parameters:
  ///   - environment: where the secrets are, unless a file holds the key.
  ///   - timeout: seconds for one answer; nil: the session's own.
  /// - Throws: ``SecretMissing``, and ``KeyUnreadable`` for a key's file.
  package static func session(
    _ settings: SalesforceSettings, environment: [String: String], timeout: Int? = nil
  ) throws -> SalesforceSession? {
    guard let url = settings.url, let clientID = settings.clientID else { return nil }
    let login: Login
    switch settings.login {
    case .clientCredentials:
      guard let secret = environment[SalesforceSettings.secretVariable], !secret.isEmpty else {
        throw SecretMissing(variable: SalesforceSettings.secretVariable, purpose: "the app's consumer secret")
      }
      login = .clientCredentials(clientID: clientID, secret: secret)
    case .jwt:
      login = .jwt(
        clientID: clientID, username: settings.username ?? "", audience: settings.audience ?? url,
        pemKey: try key(settings, environment))
    }
    var connection = SalesforceSession.Settings(url: url, login: login)
    connection.apiVersion = settings.apiVersion
    if let timeout { connection.timeout = timeout }
    var policy = TransportPolicy()
    policy.caFile = settings.caFile
    policy.allowedHosts = URL(string: url)?.host.map { [$0] }
    return SalesforceSession(
      connection,
      .init(
        transport: CurlTransport(policy), clock: { Instant(secondsSinceEpoch: Int64(time(nil))) },
        pause: { seconds in
          sleep(UInt32(clamping: seconds))
          try Interruption.check()
        }))
  }

  private static func key(_ settings: SalesforceSettings, _ environment: [String: String]) throws -> [UInt8] {
    if let text = environment[SalesforceSettings.keyVariable], !text.isEmpty { return Array(text.utf8) }
    guard let path = settings.privateKeyFile else {
      throw SecretMissing(
        variable: SalesforceSettings.keyVariable,
        purpose: "the private key in PEM, unless salesforce.private_key_file names its file")
    }
    guard let file = FileHandle(forReadingAtPath: path), let data = try file.read(upToCount: 64 << 10), !data.isEmpty
    else { throw KeyUnreadable(path: path) }
    return Array(data)
  }
}

/// The private key's file is not there, or not for us.
package struct KeyUnreadable: Error, CustomStringConvertible {
  package var path: String
  package var description: String {
    "\(path), the private key for Salesforce, cannot be read: is it there, and readable by the user that runs debrief?"
  }
}
