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
  ///   - files: takes them out of files, given the batches that hold what was rewritten, and returns the paths. Called
  ///     before anything is committed: whoever is killed in between finds the same files by the same rows once more.
  package func forget(
    _ person: Forgetting.Person, at now: Instant, isDone: Bool,
    files: (Forgetting, [OutboxBatch]) throws -> [String] = { _, _ in [] }
  ) throws -> ForgetReport {
    try writer.writeWithoutTransaction { db in
      var eraser = Eraser(person, now: now, isDone: isDone)
      try db.inTransaction(.immediate) {
        try eraser.run(db, store: self)
        let batches = try eraser.batches.sorted().map { number in
          let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM outbox WHERE batch = ? AND state <> 'cancelled' ORDER BY sequence",
            arguments: [number])
          return OutboxBatch(number: number, entries: try rows.map(OutboxRows.entry))
        }
        eraser.report.files = try files(eraser.forgetting, batches)
        return isDone ? .commit : .rollback
      }
      return eraser.report
    }
  }

  /// Leaves no byte of what was deleted in the database's files: pages that are free, and the log of changes.
  ///
  /// - Returns: false where another program holds the log; then it goes when that program ends.
  package func shred() throws -> Bool {
    do {
      try writer.vacuum()
      return try writer.writeWithoutTransaction { db in
        let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        return row?[0] as Int? == 0
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
      return false
    }
  }
}
