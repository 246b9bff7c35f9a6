import Addresses
import Calendars
import DebriefCore
import Foundation
import GRDB
import Testing

@testable import DebriefStore

@Suite("The outbox after an upgrade") struct OutboxMigrationTests {
  private func database(_ rows: [(key: String, subject: String, delivery: Delivery, state: String, batch: Int?)]) throws
    -> (path: String, store: Store)
  {
    let folder = FileManager.default.temporaryDirectory.path + "/debrief-upgrade-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    do {
      let old = try DatabaseQueue(path: folder + "/debrief.sqlite")
      try Migrations.migrator.migrate(old, upTo: "005 activities")
      try old.write { db in
        for (index, row) in rows.enumerated() {
          try db.execute(
            sql: """
              INSERT INTO outbox (key, object, subject, owner, delivery, createdAt, dueAt, state, batch)
              VALUES (?, ?, ?, 'ada.fern@tanuki.example', ?, ?, '2026-03-31T18:01:00Z', ?, ?)
              """,
            arguments: [
              row.key, row.delivery.object, row.subject, try JSONColumn.encode(row.delivery),
              "2026-03-31T18:00:0\(index)Z", row.state, row.batch,
            ])
        }
      }
    }
    return (folder, try Store(folder: folder))
  }

  private func contact(_ name: String) -> Delivery { .contact(NewContact(email: "\(name)@acme.example", name: name)) }

  @Test("Everything that waited, was promised to a file, was written or was taken back stands where it stood")
  func keepsStates() throws {
    let id = try #require(SalesforceID("006Tk0000000AefIAE"))
    let update = Delivery.opportunity(OpportunityUpdate(opportunity: id))
    let pov = Delivery.proofOfValue(ProofOfValue(opportunity: id, name: "Pilot"))
    let (folder, store) = try database([
      ("contact/a@acme.example", "p-1", contact("a"), "waiting", nil),
      ("contact/b@acme.example", "p-1", contact("b"), "batched", 7),
      ("opportunity/x/1", "opportunity/x/1", update, "written", 6),
      ("opportunity/x/2", "opportunity/x/2", update, "waiting", nil),
      ("pov/x/1", "pov/x/1", pov, "cancelled", nil),
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let records = try store.outboxRecords(in: OutboxState.allCases, limit: 10)
    let states = Dictionary(uniqueKeysWithValues: records.map { ($0.entry.key, $0.state) })
    #expect(
      states == [
        "contact/a@acme.example": .queued, "contact/b@acme.example": .sending, "opportunity/x/1": .done,
        "opportunity/x/2": .queued, "pov/x/1": .cancelled,
      ])
    let streams = try store.writer.read { db in
      try String.fetchAll(db, sql: "SELECT stream FROM outbox ORDER BY sequence")
    }
    let expected = records.sorted { $0.entry.createdAt < $1.entry.createdAt }.map(\.entry.delivery.stream)
    #expect(streams == expected)
    // The batch that a crash interrupted before the upgrade is written under its old number, a new one after the last.
    let now = try #require(Instant("2026-03-31T19:00:00Z"))
    let batches = try store.batchesToWrite(now: now)
    #expect(batches.map(\.number) == [7, 8])
    #expect(
      batches.map { $0.entries.map(\.key) } == [
        ["contact/b@acme.example"], ["contact/a@acme.example", "opportunity/x/2"],
      ])
  }

  @Test("Whether there is anything to send is one look into an index that holds nothing else")
  func idleQuestion() throws {
    let store = try Store()
    let plan = try store.writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT EXISTS (SELECT 1 FROM outbox INDEXED BY outboxToDo WHERE dueAt <= '2026-03-31T18:00:00Z'
            AND (state IN ('queued', 'sending') OR (state = 'unknown' AND forPerson = 0)))
          """
      ).map { $0["detail"] as String }
    }
    #expect(
      plan.contains { $0.contains("USING COVERING INDEX outboxToDo") || $0.contains("USING INDEX outboxToDo") },
      "\(plan)")
  }
}
