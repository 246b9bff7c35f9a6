import CNetwork

/// A message with its envelope, as a mail server takes it.
package struct MailMessage: Sendable {
  package var sender: String
  package var recipients: [String]
  /// Head and text in the form of RFC 5322, lines ended by CR LF.
  package var content: [UInt8]

  package init(sender: String, recipients: [String], content: [UInt8]) {
    self.sender = sender
    self.recipients = recipients
    self.content = content
  }
}

/// What a mail server answered.
package enum MailReply: Equatable, Sendable {
  /// The server answers for the message from here on; the text usually holds its queue id.
  case accepted(String)
  /// 4yz: not now.
  case refusedForNow(String)
  /// 5yz: not like this.
  case refused(String)
}

package protocol MailTransport: Sendable {
  func send(_ message: MailMessage) throws(TransportFailure) -> MailReply
}

/// Mail through libcurl: STARTTLS on `smtp://`, TLS from the start on `smtps://`; without either nothing is sent, except to
/// this machine where the policy's `plainHTTP` says so.
package struct SMTPTransport: MailTransport {
  private let server: String
  private let user: String?
  private let password: String?
  private let policy: TransportPolicy
  private let timeout: Int
  private let handles = HandlePool()

  /// - Parameters:
  ///   - server: `smtp://mail.example:587` or `smtps://mail.example`.
  ///   - timeout: for one message, in seconds.
  package init(server: String, user: String?, password: String?, policy: TransportPolicy, timeout: Int = 60) {
    self.server = server
    self.user = user
    self.password = password
    self.policy = policy
    self.timeout = timeout
  }

  package func send(_ message: MailMessage) throws(TransportFailure) -> MailReply {
    let target = try check(message)
    guard let handle = handles.take() else { throw .notSent("libcurl has no memory left") }
    defer { handles.give(back: handle) }
    unsafe network_prepare(
      handle.pointer, server, target.scheme, policy.caFile, policy.proxy, policy.connectTimeout * 1000, timeout * 1000)
    let isPlain = target.scheme == "smtp" && policy.plainHTTP != .never
    unsafe network_set_mail(handle.pointer, "<\(message.sender)>", user, password, isPlain ? 0 : 1)
    for recipient in message.recipients { unsafe network_add_recipient(handle.pointer, "<\(recipient)>") }
    let exchange = Exchange(policy: policy, scheme: isPlain ? "smtp-plain" : target.scheme, maxBytes: 1 << 16)
    let outcome = exchange.perform(on: handle, body: message.content)
    let words = Redaction(secrets: [password ?? ""]).applied(to: exchange.lastLine.shown)
    if outcome.code == 0 { return .accepted(words) }
    // Whatever the server refused, it has not taken the message over (RFC 5321, section 4.2.5). What it refused before
    // the message began, a password or STARTTLS, is not the message's fault.
    switch outcome.status {
    case 400..<600 where outcome.requests == 0: throw .notSent("\(target.host): \(words)")
    case 400..<500: return .refusedForNow("\(target.host): \(words)")
    case 500..<600: return .refused("\(target.host): \(words)")
    default: break
    }
    let why =
      exchange.stopped == .address
      ? "\(target.host): it resolves to an address that may not be connected to"
      : "\(target.host): " + Redaction(secrets: [password ?? "", user ?? ""]).applied(to: outcome.text)
    // A server that has not seen the line with the single dot must not deliver (RFC 5321, section 4.1.1.4).
    throw outcome.body_was_read == 0 ? .notSent(why) : .unknown(why)
  }

  private func check(_ message: MailMessage) throws(TransportFailure) -> Target {
    if let missing = unsafe network_unavailable() { throw .notSent(unsafe String(cString: missing)) }
    guard let target = Target(server), ["smtp", "smtps"].contains(target.scheme) else {
      throw .notSent("the mail server is not given as smtp://HOST:PORT or smtps://HOST")
    }
    guard policy.allows(host: target.host) else { throw .notSent("\(target.host) is not among the allowed hosts") }
    for address in [message.sender] + message.recipients {
      guard !address.isEmpty, address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"<>\"\\".utf8.contains($0) }) else {
        throw .notSent("an address of the message cannot be given to a mail server")
      }
    }
    guard !message.recipients.isEmpty else { throw .notSent("the message has no recipient") }
    return target
  }
}

extension String {
  /// A stranger's line, cut to what a log line can hold and without control characters.
  fileprivate var shown: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }.prefix(200)))
  }
}
