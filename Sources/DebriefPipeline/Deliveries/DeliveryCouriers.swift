import DebriefCore
import Foundation
import Networking

/// Who carries what, as `pipeline.yml` says: each delivery goes to the first courier that accepts it, and to files where
/// none does.
package struct DeliveryCouriers: Sendable {
  package var couriers: [any Courier]

  package init(_ couriers: [any Courier]) { self.couriers = couriers }

  /// - Parameter environment: where the secrets are.
  package init(_ configuration: Configuration, environment: [String: String]) throws {
    couriers = []
    if configuration.salesforce.isWritten,
      let session = try SalesforceConnection.session(configuration.salesforce, environment: environment)
    {
      couriers.append(
        SalesforceCourier(
          session: session, columns: configuration.activities.columns, settings: configuration.salesforce))
    }
    if let mail = configuration.deliveries.mail {
      couriers.append(try MailCourier(mail, configuration, environment: environment))
    }
    if let webhook = configuration.deliveries.webhook {
      couriers.append(try WebhookCourier(webhook, configuration, environment: environment))
    }
  }

  /// Whether anything goes anywhere but to files: then a run sends at its end.
  package var isEmpty: Bool { couriers.isEmpty }

  /// Nil for files.
  package func courier(for delivery: Delivery) -> (any Courier)? {
    couriers.first { $0.accepts(delivery) }
  }
}

/// A setting that names a secret, and the secret is not there.
package struct SecretMissing: Error, CustomStringConvertible {
  package var variable: String
  package var purpose: String

  package init(variable: String, purpose: String) {
    self.variable = variable
    self.purpose = purpose
  }

  package var description: String {
    "the environment variable \(variable) is not set: it holds \(purpose) (docs/deliveries.md)"
  }
}
