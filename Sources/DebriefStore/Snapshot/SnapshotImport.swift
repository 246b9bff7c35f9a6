import CRM
import Calendars
import GRDB

/// Replaces the snapshot in force by the one that a reader finds, whole or not at all.
package struct SnapshotImport {
  package enum Outcome: Equatable, Sendable {
    /// The same bytes, read the same way, are in force already; nothing was written.
    case unchanged(Snapshot)
    case imported(Snapshot, SnapshotReading)
  }

  private let reader: SnapshotReader
  private let maxShrinkPercent: Int
  private let addressKey: (String) -> String?

  /// - Parameters:
  ///   - maxShrinkPercent: how many of an object's rows may vanish from one snapshot to the next, or be unusable.
  ///   - addressKey: the form that addresses are compared by; nil for what is no address.
  package init(reader: SnapshotReader, maxShrinkPercent: Int = 30, addressKey: @escaping (String) -> String?) {
    self.reader = reader
    self.maxShrinkPercent = maxShrinkPercent
    self.addressKey = addressKey
  }

  /// - Throws: ``SnapshotRefusal``; the snapshot in force is then what it was.
  package func run(into writer: some DatabaseWriter, at importedAt: Instant) throws -> Outcome {
    let plan = try reader.inspect()
    if let current = try writer.read(Snapshot.current), current.fingerprint == plan.fingerprint {
      return .unchanged(current)
    }
    return try writer.write { try replace(with: plan, in: $0, at: importedAt) }
  }

  /// The same within a transaction of the caller's, as a savepoint.
  package func run(_ db: Database, at importedAt: Instant) throws -> Outcome {
    let plan = try reader.inspect()
    if let current = try Snapshot.current(db), current.fingerprint == plan.fingerprint { return .unchanged(current) }
    var outcome: Outcome?
    try db.inSavepoint {
      outcome = try replace(with: plan, in: db, at: importedAt)
      return .commit
    }
    guard let outcome else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
    return outcome
  }

  private func replace(with plan: SnapshotPlan, in db: Database, at importedAt: Instant) throws -> Outcome {
    let previous = try Snapshot.current(db)
    try SnapshotSchema.dropIndexes(db)
    for table in SnapshotSchema.replacedTables { try db.execute(sql: "DELETE FROM \(table)") }
    for (id, file) in plan.files.enumerated() {
      try db.execute(
        sql: "INSERT INTO crm_file (id, name, object, dialect) VALUES (?, ?, ?, ?)",
        arguments: [id, file.name, file.object.rawValue, file.dialect.rawValue])
    }
    var writer = try SnapshotWriter(db, addressKey: addressKey)
    var reading = try reader.read(plan) { record, place in try writer.write(record, at: place) }
    try check(&reading, plan: plan)
    for object in plan.objects {
      reading.counts[object]?.records -= try Repetitions(object: object, plan: plan).remove(db)
    }
    try checkShrinkage(from: previous, to: reading, path: plan.path)
    try SnapshotSchema.createIndexes(db)
    let snapshot = try Snapshot.insert(plan, counts: reading.counts, at: importedAt, db)
    try SnapshotWatch.compare(fingerprint: plan.fingerprint, at: importedAt, db)
    return .imported(snapshot, reading)
  }

  /// Refuses what the files tell by themselves: an object without rows, or with too many that cannot be used.
  private func check(_ reading: inout SnapshotReading, plan: SnapshotPlan) throws {
    for object in plan.objects {
      let counts = reading.counts[object] ?? SnapshotReading.Counts()
      let file = plan.files.first { $0.object == object }?.name ?? plan.path
      let total = counts.records + counts.deleted + counts.refused
      let fileNames = Set(plan.files.filter { $0.object == object }.map(\.name))
      if counts.refused * 100 > total * maxShrinkPercent,
        let first = reading.refusals.first(where: { fileNames.contains($0.file) })
      {
        throw SnapshotRefusal(
          file: file, line: first.line,
          fact: .tooManyBadRows(
            object, bad: counts.refused, of: total, limitPercent: maxShrinkPercent, first: first))
      }
      if counts.records == 0 {
        guard object.mayBeEmpty else { throw SnapshotRefusal(file: file, fact: .noRows(object)) }
        reading.notes.append(SnapshotNote(file: file, fact: .noRows(object)))
      }
    }
  }

  private func checkShrinkage(from previous: Snapshot?, to reading: SnapshotReading, path: String) throws {
    guard let previous else { return }
    for (object, counts) in previous.counts.sorted(by: { $0.key < $1.key }) {
      let now = reading.counts[object]?.records ?? 0
      if (counts.records - now) * 100 > counts.records * maxShrinkPercent {
        throw SnapshotRefusal(
          file: path,
          fact: .shrunk(object, from: counts.records, to: now, limitPercent: maxShrinkPercent))
      }
    }
  }
}
