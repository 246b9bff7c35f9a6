import Addresses
import Calendars
import DebriefCore
import GRDB

extension Store {
  package func forgottenPeople() throws -> ForgottenPeople {
    try writer.read { db in
      var people = ForgottenPeople()
      for row in try Row.fetchAll(db, sql: "SELECT kind, hash FROM forgotten") {
        if row["kind"] == "domain" { people.domains.insert(row["hash"]) } else { people.addresses.insert(row["hash"]) }
      }
      return people
    }
  }

  /// Takes a person out of everything in the database, whole or not at all, and remembers to leave them out from now on.
  ///
  /// - Parameters:
  ///   - isDone: false works it out and changes nothing.
  ///   - hash: of a seat's facts, as the reading of a calendar makes it.
  /// - Returns: the account, and the batches of files that hold what was rewritten.
  package func forget(
    _ person: Forgetting.Person, at now: Instant, isDone: Bool,
    hash: @escaping (SeatFacts, ReasonCode?, Int) -> UInt64
  ) throws -> (report: ForgetReport, forgetting: Forgetting, batches: [Int]) {
    try writer.writeWithoutTransaction { db in
      var eraser = Eraser(person, now: now, isDone: isDone, hash: hash)
      try db.inTransaction(.immediate) {
        try eraser.run(db, store: self)
        return isDone ? .commit : .rollback
      }
      return (eraser.report, eraser.forgetting, eraser.batches.sorted())
    }
  }

  /// Leaves no byte of what was deleted in the database's files: pages that are free, and the log of changes.
  ///
  /// - Returns: false where another program holds the log; then it goes when that program ends.
  package func shred() throws -> Bool {
    try writer.vacuum()
    do {
      return try writer.writeWithoutTransaction { db in
        let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        return row?[0] as Int? == 0
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
      return false
    }
  }

  /// What the files of a batch hold now.
  package func batch(_ number: Int) throws -> OutboxBatch {
    try writer.read { db in
      OutboxBatch(
        number: number,
        entries: try Row.fetchAll(
          db, sql: "SELECT * FROM outbox WHERE batch = ? AND state <> 'cancelled' ORDER BY sequence",
          arguments: [number]
        ).map(OutboxRows.entry))
    }
  }
}
