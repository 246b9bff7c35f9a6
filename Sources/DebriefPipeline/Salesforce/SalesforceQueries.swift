import CRM

/// The queries that make a snapshot.
enum SalesforceQueries {
  static let objects = SnapshotObject.allCases.map(\.rawValue)
}
