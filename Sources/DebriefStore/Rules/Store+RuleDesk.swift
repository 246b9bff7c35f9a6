import Addresses
import Calendars
import Foundation
import GRDB

extension Store {
  // MARK: Drafts

  package func ruleDraft(of admin: EmailAddress) throws -> StoredRuleDraft? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM ruleDraft WHERE admin = ?", arguments: [admin.key]).map { row in
        StoredRuleDraft(
          admin: admin, text: row["text"], basedOn: row["basedOn"], revision: row["revision"],
          savedAt: try instant(row, "savedAt"))
      }
    }
  }

  /// Who has a draft, and since when it is as it is.
  package func ruleDrafts() throws -> [(admin: String, savedAt: Instant)] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT admin, savedAt FROM ruleDraft ORDER BY admin")
        .map { (admin: $0["admin"], savedAt: try instant($0, "savedAt")) }
    }
  }

  /// Saves the next revision of a draft.
  ///
  /// - Throws: ``RuleDraftWasChanged`` where the stored one is not the revision before it.
  package func save(_ draft: StoredRuleDraft) throws {
    try writer.write { db in
      let stored = try Int.fetchOne(
        db, sql: "SELECT revision FROM ruleDraft WHERE admin = ?", arguments: [draft.admin.key])
      guard (stored ?? 0) == draft.revision - 1 else { throw RuleDraftWasChanged() }
      try db.execute(
        sql: """
          INSERT INTO ruleDraft (admin, text, basedOn, revision, savedAt) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (admin) DO UPDATE SET text = excluded.text, basedOn = excluded.basedOn,
            revision = excluded.revision, savedAt = excluded.savedAt
          """,
        arguments: [draft.admin.key, draft.text, draft.basedOn, draft.revision, draft.savedAt.description])
    }
  }

  package func discardRuleDraft(of admin: EmailAddress) throws {
    try writer.write { try $0.execute(sql: "DELETE FROM ruleDraft WHERE admin = ?", arguments: [admin.key]) }
  }

  // MARK: Simulations

  /// How many results are kept: they hold titles of meetings, so no more than somebody may be looking at.
  private static let simulationsKept = 10

  package func save(_ simulation: StoredSimulation<some Codable & Sendable>) throws {
    try writer.write { db in
      try db.execute(
        sql: """
          INSERT INTO ruleSimulation (draft, live, context, ranAt, "by", days, isWhole, result)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (draft, live, context) DO UPDATE SET ranAt = excluded.ranAt, "by" = excluded."by",
            days = excluded.days, isWhole = excluded.isWhole, result = excluded.result
          """,
        arguments: [
          simulation.key.draft, simulation.key.live, simulation.key.context, simulation.ranAt.description,
          simulation.by, simulation.days, simulation.isWhole, try JSONColumn.encode(simulation.result),
        ])
      try db.execute(
        sql: """
          DELETE FROM ruleSimulation WHERE (draft, live, context) NOT IN (
            SELECT draft, live, context FROM ruleSimulation ORDER BY ranAt DESC, draft, live, context LIMIT ?)
          """, arguments: [Self.simulationsKept])
    }
  }

  package func simulation<Result>(_ key: SimulationKey, as type: Result.Type) throws -> StoredSimulation<Result>? {
    try writer.read { db in
      try Row.fetchOne(
        db, sql: "SELECT * FROM ruleSimulation WHERE draft = ? AND live = ? AND context = ?",
        arguments: [key.draft, key.live, key.context]
      ).map { row in
        StoredSimulation(
          key: key, ranAt: try instant(row, "ranAt"), by: row["by"], days: row["days"], isWhole: row["isWhole"],
          result: try JSONColumn.decode(type, from: row["result"]))
      }
    }
  }

  /// Forgets every simulation of a set of rules that is in force now, or is gone.
  package func forgetSimulations(against live: String) throws {
    try writer.write { try $0.execute(sql: "DELETE FROM ruleSimulation WHERE live = ?", arguments: [live]) }
  }

  // MARK: Publications

  /// First to last.
  package func rulePublications() throws -> [RulePublication] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM rulePublication ORDER BY number").map(publication)
    }
  }

  /// Notes what is about to be written, or was found, and gives it its number.
  @discardableResult
  package func add(_ publication: RulePublication) throws -> Int {
    try writer.write { db in
      let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM rulePublication") ?? 0
      try db.execute(
        sql: """
          INSERT INTO rulePublication (number, kind, state, at, "by", note, version, block, restores, simulation)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          last + 1, publication.kind.rawValue, publication.state.rawValue, publication.at.description,
          publication.by?.key, publication.note, publication.version, Data(publication.block), publication.restores,
          try publication.counts.map { try JSONColumn.encode($0) },
        ])
      return last + 1
    }
  }

  /// Says what became of a publication that was being written.
  package func settle(_ number: RulePublication.ID, as state: RulePublication.State) throws {
    try writer.write { db in
      try db.execute(
        sql: "UPDATE rulePublication SET state = ? WHERE number = ? AND state = 'writing'",
        arguments: [state.rawValue, number])
    }
  }

  private func publication(_ row: Row) throws -> RulePublication {
    guard let kind = RulePublication.Kind(rawValue: row["kind"]),
      let state = RulePublication.State(rawValue: row["state"])
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "rulePublication holds an unknown word") }
    var publication = RulePublication(
      kind: kind, at: try instant(row, "at"), by: try (row["by"] as String?).map { try EmailAddress(parsing: $0) },
      note: row["note"], version: row["version"], block: Array(row["block"] as Data), restores: row["restores"],
      counts: try (row["simulation"] as String?).map { try JSONColumn.decode([String: Int].self, from: $0) })
    publication.id = row["number"]
    publication.state = state
    return publication
  }
}
