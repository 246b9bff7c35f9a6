import Addresses
import Calendars
import CRM
import DebriefCore
import GRDB

enum SnapshotSchema {
  static func createTables(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE snapshot (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, importedAt TEXT NOT NULL, source TEXT NOT NULL, dialect TEXT NOT NULL, rows TEXT NOT NULL) STRICT;
        CREATE TABLE crm (object TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (object, id)) STRICT;
        """)
  }
}

extension Store {
  package struct CurrentSnapshot: Sendable {
    package var fingerprint: String
    package var importedAt: Instant
    package var source: String
    package var rows: [String: Int]
  }
  nonisolated(unsafe) static var temporary: SnapshotRecords?

  package func currentSnapshot() throws -> CurrentSnapshot? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM snapshot ORDER BY id DESC LIMIT 1").map {
        CurrentSnapshot(
          fingerprint: $0["fingerprint"], importedAt: try instant($0, "importedAt"), source: $0["source"],
          rows: try JSONColumn.decode([String: Int].self, from: $0["rows"]))
      }
    }
  }

  package func importSnapshot(_ reader: SnapshotReader, maxShrinkPercent: Int, at now: Instant) throws
    -> SnapshotReading
  {
    let plan = try reader.inspect()
    var records = SnapshotRecords()
    let reading = try reader.read(plan) { record, _ in
      switch record {
      case .account(let x): records.accounts.append(x)
      case .contact(let x): records.contacts.append(x)
      case .lead(let x): records.leads.append(x)
      case .opportunity(let x): records.opportunities.append(x)
      case .contactRole(let x): records.roles.append(x)
      case .user(let x): records.users.append(x)
      case .task(let x): records.tasks.append(x)
      }
    }
    Self.temporary = records
    var rows: [String: Int] = [:]
    for (object, counts) in reading.counts { rows[object.rawValue] = counts.records }
    if try currentSnapshot()?.fingerprint != plan.fingerprint {
      try writer.write { db in
        try db.execute(
          sql: "INSERT INTO snapshot (fingerprint, importedAt, source, dialect, rows) VALUES (?,?,?,?,?)",
          arguments: [plan.fingerprint, now.description, plan.path, plan.dialects, try JSONColumn.encode(rows)])
      }
    }
    return reading
  }

  package func snapshotRecords(forAddresses keys: Set<String>) throws -> SnapshotRecords {
    Self.temporary ?? SnapshotRecords()
  }
}

package struct SnapshotRecords: Sendable {
  package var accounts: [Account] = []
  package var contacts: [Contact] = []
  package var leads: [Lead] = []
  package var opportunities: [Opportunity] = []
  package var roles: [ContactRole] = []
  package var users: [CRMUser] = []
  package var tasks: [LoggedTask] = []
}
