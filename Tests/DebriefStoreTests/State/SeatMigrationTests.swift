import Calendars
import DebriefCore
import Foundation
import GRDB
import Testing

@testable import DebriefStore

/// Databases whose seats had a wide row each: nothing that was known of one is lost.
struct SeatMigrationTests {
  private static let columns = """
    source, uid, recurrenceID, owner, sequence, reason, title, location, start, "end", startsAt, endsAt, timeZone,
    participants, recordLinks, isCurrent
    """

  /// Two calendars of one SA with a series each of the same UID: three instances have one title, the last another.
  private func database(in folder: String) throws -> [Row] {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let old = try DatabaseQueue(path: folder + "/debrief.sqlite")
    try Migrations.migrator.migrate(old, upTo: "016 what matters")
    return try old.write { db in
      for (source, sequence) in [("a.ics", 1), ("b.ics", 0)] {
        try db.execute(
          sql: "INSERT INTO source VALUES (?, 'ada@tanuki.example', '', ?, ?, '{}', 4, 0)",
          arguments: [source, "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z"])
        try db.execute(
          sql: "INSERT INTO series (source, uid, fingerprint, privateOccurrences, form) VALUES (?, 'one', 7, 0, -5)",
          arguments: [source])
        for day in 1...4 {
          let start = "2026-03-0\(day)T09:00:00Z"
          try db.execute(
            sql: """
              INSERT INTO seat (source, uid, recurrenceID, owner, sequence, facts, reason, title, location, start, "end",
                startsAt, endsAt, timeZone, line, participants, recordLinks)
              VALUES (?, 'one', ?, 'ada@tanuki.example', ?, ?, ?, ?, NULL, ?, ?, ?, ?, 'Europe/Berlin', ?, '[]', '[]')
              """,
            arguments: [
              source, start, sequence, day * 1000, day == 2 ? "cancelled" : nil, day == 4 ? "Moved" : "Weekly", start,
              start, start, start, day,
            ])
        }
      }
      return try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM seat ORDER BY 1, 2, 3")
    }
  }

  @Test func everySeatIsWhatItWas() throws {
    let folder = OpeningTests.Folder()
    let before = try database(in: folder.path)
    #expect(before.count == 8 && before.count { $0["isCurrent"] == 1 } == 4)
    let store = try Store(folder: folder.path)
    try store.writer.write { db in
      let all = "seat JOIN seatDetails USING (source, uid) WHERE number = details"
      #expect(try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM \(all) ORDER BY 1, 2, 3") == before)
      let current = try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM currentSeat ORDER BY 1, 2, 3")
      #expect(current == before.filter { $0["isCurrent"] == 1 })
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM seatDetails") == 4)
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
      // The copy that did not count gets a new revision.
      try db.execute(sql: "DELETE FROM unsettled")
      try db.execute(sql: "UPDATE seatDetails SET sequence = 2 WHERE source = 'b.ics' AND title = 'Weekly'")
      let counting = try String.fetchAll(
        db, sql: "SELECT source FROM seat WHERE isCurrent = 1 ORDER BY recurrenceID")
      #expect(counting == ["b.ics", "b.ics", "b.ics", "a.ics"])
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM unsettled") == 3)
    }
    #expect(try store.knownSeries(of: try #require(try store.sourceGates()["a.ics"])).forms == [UInt64(bitPattern: -5)])
  }
}
