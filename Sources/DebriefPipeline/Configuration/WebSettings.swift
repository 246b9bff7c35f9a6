import Addresses
import DebriefCore

/// What `pipeline.yml` says of the browser's face (docs/review.md).
package struct WebSettings: Sendable {
  /// How people sign in. There are no passwords.
  package enum SignIn: String, Sendable, CaseIterable {
    /// By a link that `debrief sign-in` prints, good for once.
    case link
    /// By a proxy before Debrief that knows who they are.
    case proxy
  }

  package var signIn = SignIn.link
  /// The address that people type, without a path; nil: the one that `debrief serve` listens on.
  package var url: String?
  /// The header in which the proxy says who it is.
  package var identityHeader = "X-Debrief-Email"
  /// The header in which the proxy says that it is the proxy.
  package var secretHeader = "X-Debrief-Secret"
  /// The environment variable that holds what that header must hold.
  package var secretVariable = "DEBRIEF_WEB_SECRET"
  /// The IP addresses that a proxy may come from.
  package var peers: [String] = []
  /// After how long without use a session ends, in seconds.
  package var sessionIdle: Int64 = 12 * 3600

  /// How long a sign-in link is good, in seconds.
  package static let linkLifetime: Int64 = 10 * 60
  /// After how long a session ends however much it is used, in seconds.
  package static let sessionLifetime: Int64 = 7 * 86_400
}

extension Configuration {
  mutating func readWeb(_ section: ConfigurationSection) {
    web.signIn = section.choice("auth", of: WebSettings.SignIn.self) ?? web.signIn
    web.url = section.value("url", Self.siteURL)
    web.identityHeader = section.value("identity_header", Self.headerName) ?? web.identityHeader
    web.secretHeader = section.value("secret_header", Self.headerName) ?? web.secretHeader
    web.secretVariable = section.string("secret_variable") ?? web.secretVariable
    web.peers = section.strings("peers") ?? web.peers
    web.sessionIdle = section.duration("session_idle") ?? web.sessionIdle
    if web.sessionIdle < 300 { section.problem("a session lasts at least 5m", at: "session_idle") }
    section.refuseUnknownKeys()
  }

  private static func siteURL(_ text: String) throws(InvalidValue) -> String {
    let parts = text.split(separator: "://", maxSplits: 1)
    guard parts.count == 2, ["http", "https"].contains(parts[0]), !parts[1].isEmpty,
      parts[1].utf8.allSatisfy({ byte in
        Unicode.Scalar(byte).properties.isAlphabetic || (48...57).contains(byte) || ".-:[]".utf8.contains(byte)
      })
    else { throw InvalidValue("\"\(text)\" is no address without a path, such as https://debrief.tanuki.example") }
    return text.lowercased()
  }

  /// RFC 9110, 5.1: a token.
  private static func headerName(_ text: String) throws(InvalidValue) -> String {
    guard !text.isEmpty,
      text.utf8.allSatisfy({ byte in
        Unicode.Scalar(byte).properties.isAlphabetic || (48...57).contains(byte) || byte == UInt8(ascii: "-")
      })
    else { throw InvalidValue("\"\(text)\" is no name of a header: letters, digits and hyphens") }
    return text
  }

  /// What somebody with that address may see; nil for somebody whom Debrief does not know.
  package func viewer(_ address: EmailAddress) -> Viewer? {
    Viewer(address, architects: solutionArchitects, admins: admins)
  }
}
