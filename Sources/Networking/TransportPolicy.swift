/// What a transport may do. The defaults are the strictest; nothing comes from the environment.
package struct TransportPolicy: Sendable {
  /// Where a request may go without TLS.
  package enum PlainHTTP: Sendable {
    case never
    /// To this machine alone: what a name resolves to decides, not the name.
    case loopback
    case anywhere
  }

  package enum Redirects: Sendable {
    /// The answer that redirects is the answer.
    case never
    /// Followed for GET and HEAD, up to five times, to the same host and port, and never from https to http.
    case sameHost
  }

  /// Certificates to trust beside the system's, in PEM.
  package var caFile: String?
  package var plainHTTP = PlainHTTP.never
  /// `api.slack.com`, or `*.salesforce.com` for every name below. Nil: any.
  package var allowedHosts: [String]?
  /// Whether addresses that belong to this machine or its networks are refused. Looked at after the name was resolved,
  /// when the connection is made.
  package var refusesPrivateAddresses = false
  package var redirects = Redirects.never
  /// In seconds; it includes TLS.
  package var connectTimeout = 10
  /// `http://proxy.example:3128`. It resolves names itself, so the rules about addresses are its own then.
  package var proxy: String?

  package init() {}

  /// Whether the host list lets `host` through.
  package func allows(host: String) -> Bool {
    guard let allowedHosts else { return true }
    let host = Self.canonical(host)
    return allowedHosts.contains { pattern in
      let pattern = Self.canonical(pattern)
      return pattern.hasPrefix("*.")
        ? host.hasSuffix(pattern.dropFirst()) && host.utf8.count >= pattern.utf8.count
        : host == pattern
    }
  }

  /// Whether a connection to `address` may be opened for a request of `scheme`.
  func allows(_ address: PeerAddress, scheme: String) -> Bool {
    if proxy != nil { return true }
    if (scheme == "http" || scheme == "smtp-plain") && plainHTTP != .anywhere && !address.isLoopback { return false }
    return !refusesPrivateAddresses || address.isPublic
  }

  private static func canonical(_ host: String) -> String {
    let host = host.lowercased()
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }
}
