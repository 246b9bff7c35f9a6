import DebriefCore
import Networking

/// Sends messages for people as mail, and those for channels that `deliveries.mail.channels` gives an address.
struct MailCourier: Courier {
  let name = "mail"
  private let settings: DeliverySettings.MailSettings
  private let address: String?
  private let transport: any MailTransport

  /// - Throws: ``SecretMissing`` where a user is set and the password is not.
  init(
    _ settings: DeliverySettings.MailSettings, _ configuration: Configuration, environment: [String: String]
  ) throws {
    var policy = TransportPolicy()
    policy.caFile = settings.caFile
    policy.plainHTTP = settings.tls == .required ? .never : .loopback
    let variable = "DEBRIEF_MAIL_PASSWORD"
    if settings.user != nil, environment[variable] == nil {
      throw SecretMissing(variable: variable, purpose: "the password of deliveries.mail.user")
    }
    self.init(
      settings, address: configuration.web.url,
      transport: SMTPTransport(
        server: settings.server, user: settings.user, password: settings.user == nil ? nil : environment[variable],
        policy: policy))
  }

  init(_ settings: DeliverySettings.MailSettings, address: String?, transport: any MailTransport) {
    self.settings = settings
    self.address = address
    self.transport = transport
  }

  func accepts(_ delivery: Delivery) -> Bool {
    if case .message(let message) = delivery { recipient(of: message) != nil } else { false }
  }

  func send(_ parcels: [Parcel]) -> [DeliveryResult] { parcels.map(send) }

  private func send(_ parcel: Parcel) -> DeliveryResult {
    guard case .message(let message) = parcel.entry.delivery, let recipient = recipient(of: message) else {
      return .failed(why: "this is nothing that can be mailed", field: nil)
    }
    do {
      let text = MailText.mail(
        message, from: settings.from.key, to: recipient, id: try WebhookCourier.id(of: parcel.entry.key),
        at: parcel.now, address: address)
      let reply = try transport.send(
        MailMessage(sender: settings.from.key, recipients: [recipient], content: Array(text.utf8)))
      switch reply {
      case .accepted(let words): return .done(reference: words)
      case .refusedForNow(let why): return .retry(after: nil, why: why)
      case .refused(let why): return .failed(why: why, field: nil)
      }
    } catch let failure as TransportFailure {
      switch failure {
      case .notSent(let why): return .unavailable(after: nil, why: why)
      case .unknown(let why): return .unknown(why: why)
      }
    } catch {
      return .failed(why: "\(error)", field: nil)
    }
  }

  func lookUp(_ parcel: Parcel) -> LookUpResult {
    .cannotTell(
      why: "the connection ended before the mail server said whether it took the mail; retry it if it has not arrived")
  }

  private func recipient(of message: Message) -> String? {
    switch message.recipient {
    case .person(let address): address.key
    case .channel(let name): settings.channels[name]?.key
    }
  }
}
