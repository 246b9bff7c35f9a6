import DebriefCore

/// What `pipeline.yml` says of who is told, and how (docs/deliveries.md).
package struct DeliverySettings: Sendable {
  package var webhook: WebhookSettings?

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
    let hook = section.section("webhook")
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
    section.refuseUnknownKeys()
  }
}
