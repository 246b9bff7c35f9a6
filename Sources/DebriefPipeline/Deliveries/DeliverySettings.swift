import Addresses
import DebriefCore

/// What `pipeline.yml` says of who is told, and how (docs/deliveries.md).
package struct DeliverySettings: Sendable {
  package var mail: MailSettings?
  package var webhook: WebhookSettings?

  /// A mail server that takes our mail.
  package struct MailSettings: Sendable {
    package enum TLS: String, Sendable, CaseIterable {
      case required
      /// For a mail server on this machine alone.
      case none
    }

    /// `smtp://mail.example:587` or `smtps://mail.example`.
    package var server: String
    package var from: EmailAddress
    package var user: String?
    package var tls = TLS.required
    /// Certificates to trust beside the system's.
    package var caFile: String?
    /// Where messages for channels go.
    package var channels: [String: EmailAddress] = [:]

    package init(server: String, from: EmailAddress) {
      self.server = server
      self.from = from
    }
  }

  /// A receiver of one's own: another CRM, a queue.
  package struct WebhookSettings: Sendable {
    package var url: String
    /// The objects that it gets; empty: all that nothing else takes.
    package var objects: [String] = []
    /// Whether `GET url/ID` says if a delivery has arrived.
    package var givesReceipts = false
    /// Certificates to trust beside the system's.
    package var caFile: String?

    package init(url: String) { self.url = url }
  }
}

extension Configuration {
  mutating func readDeliveries(_ section: ConfigurationSection) {
    readMail(section.section("mail"))
    readWebhook(section.section("webhook"))
    section.refuseUnknownKeys()
  }

  private mutating func readMail(_ section: ConfigurationSection) {
    let server = section.string("server")
    let from = section.value("from", EmailAddress.init(parsing:))
    let user = section.string("user")
    let tls = section.choice("tls", of: DeliverySettings.MailSettings.TLS.self) ?? .required
    let caFile = section.string("ca_file").map(resolved)
    var channels: [String: EmailAddress] = [:]
    for (name, text, line) in section.pairs("channels") {
      do {
        channels[name] = try EmailAddress(parsing: text)
      } catch {
        section.problems.add("\(error)", line: line, key: "deliveries.mail.channels.\(name)")
      }
    }
    section.refuseUnknownKeys()
    if let server, let from {
      if !server.hasPrefix("smtp://") && !server.hasPrefix("smtps://") {
        section.problem("must be smtp://HOST:PORT or smtps://HOST", at: "server")
      }
      if user != nil, tls == .none { section.problem("a password needs TLS", at: "tls") }
      var mail = DeliverySettings.MailSettings(server: server, from: from)
      mail.user = user
      mail.tls = tls
      mail.caFile = caFile
      mail.channels = channels
      deliveries.mail = mail
    } else if ["server", "from", "user", "tls", "ca_file", "channels"].contains(where: section.has) {
      section.problem("mail needs a server and an address to send from", at: server == nil ? "server" : "from")
    }
  }

  private mutating func readWebhook(_ hook: ConfigurationSection) {
    if let url = hook.string("url") {
      var webhook = DeliverySettings.WebhookSettings(url: url)
      if !url.hasPrefix("https://") && !url.hasPrefix("http://localhost") && !url.hasPrefix("http://127.0.0.1") {
        hook.problem("must begin with https:// (http:// is for this machine alone)", at: "url")
      }
      webhook.objects = hook.strings("objects") ?? []
      for object in webhook.objects where !Delivery.objects.contains(object) {
        hook.problem(
          "\"\(object)\" is none of \(Delivery.objects.joined(separator: ", "))"
            + didYouMean(object, among: Delivery.objects), at: "objects")
      }
      webhook.givesReceipts = hook.bool("receipts") ?? false
      webhook.caFile = hook.string("ca_file").map(resolved)
      deliveries.webhook = webhook
    } else {
      for key in ["objects", "receipts", "ca_file"] { _ = hook.string(key) }
      if hook.has("objects") || hook.has("receipts") || hook.has("ca_file") {
        hook.problem("a webhook needs an address", at: "url")
      }
    }
    hook.refuseUnknownKeys()
  }
}
