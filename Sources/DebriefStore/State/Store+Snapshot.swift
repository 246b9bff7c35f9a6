import Addresses
import CRM
import Calendars
import DebriefCore
import GRDB

extension Store {
  /// When the snapshot in force was made; nil before the first.
  package func snapshotTime() throws -> Instant? {
    try writer.read { db in
      let newest = try db.cachedStatement(sql: "SELECT imported_at FROM snapshot ORDER BY id DESC LIMIT 1")
      return try String.fetchOne(newest).flatMap { Instant($0) }
    }
  }

  package func currentSnapshot() throws -> Snapshot? { try writer.read(Snapshot.current) }

  /// Replaces the snapshot in force by the one that `reader` finds, whole or not at all.
  package func importSnapshot(
    _ reader: SnapshotReader, maxShrinkPercent: Int, at now: Instant
  ) throws -> SnapshotImport.Outcome {
    try SnapshotImport(reader: reader, maxShrinkPercent: maxShrinkPercent) { try? EmailAddress(parsing: $0).key }
      .run(into: writer, at: now)
  }

  /// What was last noted under `name` of something that costs much to look at.
  package func gate(_ name: String) throws -> String? {
    try writer.read { try String.fetchOne($0, sql: "SELECT value FROM gate WHERE name = ?", arguments: [name]) }
  }

  package func setGate(_ name: String, to value: String) throws {
    try writer.write { try Self.setGate(name, to: value, $0) }
  }

  static func setGate(_ name: String, to value: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO gate (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      arguments: [name, value])
  }

  package func accounts() throws -> [Account] { try writer.read(CRMQueries.accounts) }

  /// One opportunity of the snapshot in force.
  package func opportunity(_ id: SalesforceID) throws -> Opportunity? {
    try writer.read { try CRMQueries.opportunities(ids: [id], $0).first }
  }

  /// The records that meetings with these people may lead to.
  ///
  /// - Parameters:
  ///   - keys: the comparison keys of the participants' addresses.
  ///   - accounts: accounts that the participants' domains lead to.
  ///   - architects: the keys of the SAs' addresses, for the activities that they logged since `day`.
  package func records(
    addresses keys: Set<String>, accounts: Set<SalesforceID>, architects: Set<String>, loggedSince day: CivilDate
  ) throws -> SnapshotRecords {
    try writer.read { db in
      var records = SnapshotRecords()
      records.leads = try CRMQueries.leads(withAddressKeys: keys, db)
      records.contacts = try CRMQueries.contacts(withAddressKeys: keys, db)
      let further = Set(
        records.contacts.compactMap(\.masterRecordID) + records.leads.compactMap(\.convertedContactID)
      ).subtracting(records.contacts.map(\.id))
      records.contacts += try CRMQueries.contacts(ids: further, db)
      records.roles = try CRMQueries.contactRoles(ofContacts: Set(records.contacts.map(\.id)), db)
      let known = accounts.union(records.contacts.compactMap(\.accountID))
        .union(records.leads.compactMap(\.convertedAccountID))
      records.opportunities = try CRMQueries.opportunities(ofAccounts: known, db)
      let missing = Set(records.roles.map(\.opportunityID)).subtracting(records.opportunities.map(\.id))
      records.opportunities += try CRMQueries.opportunities(ids: missing, db)
      records.users = try CRMQueries.users(db)
      for user in records.users where user.email.map(Self.key).map(architects.contains) ?? false {
        records.tasks += try CRMQueries.tasks(ownedBy: user.id, since: day, db)
      }
      return records
    }
  }

  private static func key(_ written: String) -> String { (try? EmailAddress(parsing: written))?.key ?? written }
}

/// A part of a snapshot.
package struct SnapshotRecords: Sendable {
  package var contacts: [Contact] = []
  package var leads: [Lead] = []
  package var opportunities: [Opportunity] = []
  package var roles: [ContactRole] = []
  package var users: [CRMUser] = []
  package var tasks: [LoggedTask] = []
}
