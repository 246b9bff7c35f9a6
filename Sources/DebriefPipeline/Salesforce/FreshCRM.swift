import Addresses
import DebriefCore
import SalesforceClient
import Synchronization

/// Single records as the CRM has them at this moment, where it can be asked: a snapshot of a quarter of an hour ago lacks the
/// contact that somebody has just made.
///
/// An SA waits for the answer, so it comes within seconds or not at all; then the snapshot's word stands.
package final class FreshCRM: Sendable {
  private let configuration: Configuration
  private let environment: [String: String]
  private let session = Mutex<SalesforceSession?>(nil)

  /// Seconds for each answer.
  private static let patience = 3

  package init(_ configuration: Configuration, environment: [String: String]) {
    self.configuration = configuration
    self.environment = environment
  }

  /// The contacts with that address; none where the CRM cannot be asked.
  package func contacts(withAddress address: EmailAddress) -> [Contact] {
    guard let records else { return [] }
    return (try? records.contacts(withEmail: address.key, in: configuration.crm.fields.contactEmailFields)) ?? []
  }

  package func lead(_ id: SalesforceID) -> Lead? {
    guard let records, let lead = try? records.lead(id) else { return nil }
    return lead
  }

  private var records: FreshRecords? {
    guard configuration.salesforce.url != nil else { return nil }
    return session.withLock { known in
      if known == nil {
        let made = try? SalesforceConnection.session(
          configuration.salesforce, environment: environment, timeout: Self.patience)
        known = made ?? nil
      }
      return known.map(FreshRecords.init(session:))
    }
  }
}
