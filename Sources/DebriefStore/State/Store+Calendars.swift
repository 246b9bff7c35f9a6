import Calendars
import DebriefCore
import Foundation
import GRDB

extension Store {
  /// Every source that was read before, by path; or only those with something that could not be read.
  package func sources(onlyWithRefusals: Bool = false) throws -> [String: StoredSource] {
    try writer.read { db in
      var sources: [String: StoredSource] = [:]
      let condition = onlyWithRefusals ? "WHERE hasRefusals = 1" : ""
      for row in try Row.fetchAll(db, sql: "SELECT * FROM source \(condition)") {
        sources[row["path"]] = StoredSource(
          gate: try sourceGate(row), report: try JSONColumn.decode(SourceReport.self, from: row["report"]))
      }
      return sources
    }
  }

  /// What tells of every source whether it has to be read again, by path.
  package func sourceGates() throws -> [String: SourceGate] {
    try writer.read { db in
      var gates: [String: SourceGate] = [:]
      for row in try Row.fetchAll(
        db, sql: "SELECT path, owner, gate, coverageFrom, coverageUntil, events, series FROM source")
      {
        gates[row["path"]] = try sourceGate(row)
      }
      return gates
    }
  }

  private func sourceGate(_ row: Row) throws -> SourceGate {
    var gate = SourceGate(
      path: row["path"], owner: row["owner"], text: row["gate"],
      coverage: try instant(row, "coverageFrom")..<(try instant(row, "coverageUntil")), events: row["events"])
    gate.series = row["series"]
    return gate
  }

  /// The series that a source held when it was last read.
  package func knownSeries(of source: SourceGate) throws -> KnownSeries {
    if let known = source.series.flatMap(KnownSeries.init(column:)) { return known }
    // A statement alone sees one state of the database, and a transaction around it would cost more than it.
    return try writer.unsafeRead { db in
      let forms = try db.cachedStatement(sql: "SELECT form FROM series WHERE source = ?")
      var known = KnownSeries()
      let rows = try Int64?.fetchCursor(forms, arguments: [source.path])
      while let form = try rows.next() { known.add(form: form.map(UInt64.init(bitPattern:))) }
      return known
    }
  }

  /// The fingerprint of a series as a source held it when it was last read; nil where it did not.
  package func knownFingerprint(ofSeries uid: String, source path: String) throws -> UInt64? {
    try writer.unsafeRead { db in
      let fingerprint = try db.cachedStatement(sql: "SELECT fingerprint FROM series WHERE source = ? AND uid = ?")
      return try Int64.fetchOne(fingerprint, arguments: [path, uid]).map(UInt64.init(bitPattern:))
    }
  }

  /// The UIDs of the series that a source held when it was last read, and of which a reading saw neither form nor UID.
  package func series(ofSource path: String, except seen: SeenSeries) throws -> [String] {
    try writer.unsafeRead { db in
      let series = try db.cachedStatement(sql: "SELECT uid, form FROM series WHERE source = ? ORDER BY uid")
      var missing: [String] = []
      let rows = try Row.fetchCursor(series, arguments: [path])
      while let row = try rows.next() {
        if let form = row[1] as Int64?, seen.forms.contains(UInt64(bitPattern: form)) { continue }
        let uid: String = row[0]
        if !seen.uids.contains(uid) { missing.append(uid) }
      }
      return missing
    }
  }

  /// Writes what readings of sources found, in one transaction.
  ///
  /// - Returns: how many seats were written or removed.
  @discardableResult package func save(_ updates: [SourceUpdate]) throws -> Int {
    try writer.write { db in try updates.reduce(0) { try $0 + save($1, db) } }
  }

  private func save(_ update: SourceUpdate, _ db: Database) throws -> Int {
    let (source, gate) = (update.source, update.source.gate)
    let upsert = try db.cachedStatement(
      sql: """
        INSERT INTO source (path, owner, gate, coverageFrom, coverageUntil, report, events, hasRefusals, series)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET owner = excluded.owner, gate = excluded.gate,
          coverageFrom = excluded.coverageFrom, coverageUntil = excluded.coverageUntil, report = excluded.report,
          events = excluded.events, hasRefusals = excluded.hasRefusals, series = excluded.series
        """)
    try upsert.execute(arguments: [
      source.path, source.owner, gate.text, gate.coverage.lowerBound.description,
      gate.coverage.upperBound.description, JSONColumn.encode(source.report), source.report.events,
      source.report.refused.isEmpty ? 0 : 1, update.series?.column,
    ])
    var written = 0
    for series in update.changed { written += try save(series, source: source.path, owner: source.owner ?? "", db) }
    let reform = try db.cachedStatement(sql: "UPDATE series SET form = ? WHERE source = ? AND uid = ?")
    for (uid, form) in update.forms {
      try reform.execute(arguments: [Int64(bitPattern: form), source.path, uid])
    }
    for uid in update.gone { written += try remove(uid, from: source.path, db) }
    return written
  }

  /// Removes a series, its seats and their details.
  private func remove(_ uid: String, from source: String, _ db: Database) throws -> Int {
    let seats = try SeatRows(uid: uid, source: source, db: db).removeAll()
    let delete = try db.cachedStatement(sql: "DELETE FROM series WHERE source = ? AND uid = ?")
    try delete.execute(arguments: [source, uid])
    return seats
  }

  private func save(_ series: SeriesUpdate, source: String, owner: String, _ db: Database) throws -> Int {
    let upsert = try db.cachedStatement(
      sql: """
        INSERT INTO series (source, uid, fingerprint, form, privateOccurrences, refusals) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, uid) DO UPDATE SET fingerprint = excluded.fingerprint, form = excluded.form,
          privateOccurrences = excluded.privateOccurrences, refusals = excluded.refusals
        """)
    try upsert.execute(arguments: [
      source, series.uid, Int64(bitPattern: series.fingerprint), series.form.map(Int64.init(bitPattern:)),
      series.privateOccurrences,
      series.refusals.isEmpty ? nil : JSONColumn.encode(series.refusals),
    ])
    return try SeatRows(uid: series.uid, source: source, db: db).bring(to: series.seats, owner: owner)
  }

  /// Forgets sources that are no longer configured or no longer there.
  package func removeSources(except paths: Set<String>) throws {
    try writer.write { db in
      for path in try String.fetchAll(db, sql: "SELECT path FROM source") where !paths.contains(path) {
        try db.execute(sql: "DELETE FROM source WHERE path = ?", arguments: [path])
      }
    }
  }

  /// How many occurrences of all sources are private.
  package func privateOccurrences() throws -> Int {
    try writer.read { try Int.fetchOne($0, sql: "SELECT sum(privateOccurrences) FROM series") ?? 0 }
  }

  /// What the series of all sources keep of refusals.
  package func seriesRefusals() throws -> [(source: String, item: SourceReport.Item)] {
    try writer.read { db in
      var refusals: [(String, SourceReport.Item)] = []
      let sql = "SELECT source, refusals FROM series WHERE refusals IS NOT NULL ORDER BY source, uid"
      for row in try Row.fetchAll(db, sql: sql) {
        for item in try JSONColumn.decode([SourceReport.Item].self, from: row["refusals"]) {
          refusals.append((row["source"], item))
        }
      }
      return refusals
    }
  }
}

/// Reads an instant that Debrief wrote; a text that is none means that somebody else wrote into the database.
func instant(_ row: Row, _ column: String) throws -> Instant {
  let text: String = row[column]
  guard let instant = Instant(text) else {
    throw StoreError.damaged(path: "debrief.sqlite", message: "\(column) holds \"\(text)\", which is no time")
  }
  return instant
}

func calendarTime(_ row: Row, _ column: String) throws -> CalendarTime {
  let text: String = row[column]
  guard let time = CalendarTime(text) else {
    throw StoreError.damaged(path: "debrief.sqlite", message: "\(column) holds \"\(text)\", which is no time")
  }
  return time
}
