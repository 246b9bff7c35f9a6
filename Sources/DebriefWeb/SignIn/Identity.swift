import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// Who sent a request.
struct Identity {
  var viewer: Viewer
  var session: Secret
  /// Set-Cookie, where the session has just begun.
  var newCookie: String?

  enum Found {
    case nobody
    case known(Identity)
  }
}

/// Somebody signed in, whom the configuration does not name.
struct UnknownPerson: Error { var email: EmailAddress }

/// A request that did not come from the proxy that signs people in.
struct PastTheProxy: Error {}

extension Site {
  /// - Throws: ``UnknownPerson``, ``PastTheProxy``.
  func identify(_ visit: Visit) throws -> Identity.Found {
    switch visit.configuration.web.signIn {
    case .link:
      guard let (secret, session) = try runningSession(visit) else { return .nobody }
      return .known(Identity(viewer: try viewer(session.email, visit), session: secret))
    case .proxy:
      let email = try emailFromProxy(visit)
      let viewer = try viewer(email, visit)
      if let (secret, session) = try runningSession(visit), session.email == email {
        return .known(Identity(viewer: viewer, session: secret))
      }
      let (secret, cookie) = try beginSession(of: email, visit)
      return .known(Identity(viewer: viewer, session: secret, newCookie: cookie))
    }
  }

  private func viewer(_ email: EmailAddress, _ visit: Visit) throws -> Viewer {
    guard let viewer = visit.configuration.viewer(email) else { throw UnknownPerson(email: email) }
    return viewer
  }

  /// What the proxy says, where it is the proxy: the right peer with the right secret.
  private func emailFromProxy(_ visit: Visit) throws -> EmailAddress {
    let (web, request) = (visit.configuration.web, visit.request)
    let isListed = request.peer.map(web.peers.contains) ?? true  // a unix socket's permissions are the list
    guard isListed, let proxySecret, let said = request.headers[web.secretHeader],
      SHA256.areEqual(Array(said.utf8), Array(proxySecret.utf8)),
      let name = request.headers[web.identityHeader], let email = try? EmailAddress(parsing: name)
    else { throw PastTheProxy() }
    return email
  }

  /// The session of the request's cookie, where it has not ended.
  private func runningSession(_ visit: Visit) throws -> (Secret, WebSession)? {
    guard let secret = visit.request.cookie(cookieName).flatMap(Secret.init), let session = try store.session(secret),
      session.seenAt.advanced(by: visit.configuration.web.sessionIdle) > visit.now,
      session.createdAt.advanced(by: WebSettings.sessionLifetime) > visit.now
    else { return nil }
    // Every few minutes is enough to tell whether a session is idle, and saves a write for each page.
    if visit.now.seconds(since: session.seenAt) >= 300 { try store.touch(session: secret, at: visit.now) }
    return (secret, session)
  }

  /// - Returns: the session's secret, and the Set-Cookie field that hands it to the browser.
  func beginSession(of email: EmailAddress, _ visit: Visit) throws -> (Secret, cookie: String) {
    let secret = newSecret()
    try store.begin(
      session: secret, of: email, at: visit.now,
      idleSince: visit.now.advanced(by: -visit.configuration.web.sessionIdle))
    return (secret, cookie(secret.text, maxAge: WebSettings.sessionLifetime))
  }

  func cookie(_ value: String, maxAge: Int64) -> String {
    "\(cookieName)=\(value); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(maxAge)" + (isSecure ? "; Secure" : "")
  }
}
