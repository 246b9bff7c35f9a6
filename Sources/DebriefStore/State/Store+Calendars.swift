import Calendars
import DebriefCore
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
      for row in try Row.fetchAll(db, sql: "SELECT path, owner, gate, coverageFrom, coverageUntil FROM source") {
        gates[row["path"]] = try sourceGate(row)
      }
      return gates
    }
  }

  private func sourceGate(_ row: Row) throws -> SourceGate {
    SourceGate(
      path: row["path"], owner: row["owner"], text: row["gate"],
      coverage: try instant(row, "coverageFrom")..<(try instant(row, "coverageUntil")))
  }

  /// Every series that a source held when it was last read.
  package func knownSeries(ofSource path: String) throws -> KnownSeries {
    try writer.read { db in
      let events = try db.cachedStatement(sql: "SELECT events FROM source WHERE path = ?")
      let series = try db.cachedStatement(sql: "SELECT uid, fingerprint, form FROM series WHERE source = ?")
      var known = KnownSeries()
      known.events = try Int.fetchOne(events, arguments: [path])
      let rows = try Row.fetchCursor(series, arguments: [path])
      while let row = try rows.next() {
        known.add(
          uid: row[0], fingerprint: UInt64(bitPattern: row[1]), form: (row[2] as Int64?).map(UInt64.init(bitPattern:)))
      }
      return known
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
        INSERT INTO source (path, owner, gate, coverageFrom, coverageUntil, report, events, hasRefusals)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET owner = excluded.owner, gate = excluded.gate,
          coverageFrom = excluded.coverageFrom, coverageUntil = excluded.coverageUntil, report = excluded.report,
          events = excluded.events, hasRefusals = excluded.hasRefusals
        """)
    try upsert.execute(arguments: [
      source.path, source.owner, gate.text, gate.coverage.lowerBound.description,
      gate.coverage.upperBound.description, try JSONColumn.encode(source.report), source.report.events,
      source.report.refused.isEmpty ? 0 : 1,
    ])
    var written = 0
    for series in update.changed { written += try save(series, source: source.path, owner: source.owner ?? "", db) }
    let reform = try db.cachedStatement(sql: "UPDATE series SET form = ? WHERE source = ? AND uid = ?")
    for (uid, form) in update.forms {
      try reform.execute(arguments: [Int64(bitPattern: form), source.path, uid])
    }
    for uid in update.gone {
      written +=
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM seat WHERE source = ? AND uid = ?", arguments: [source.path, uid]) ?? 0
      try db.execute(sql: "DELETE FROM series WHERE source = ? AND uid = ?", arguments: [source.path, uid])
    }
    return written
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
      series.refusals.isEmpty ? nil : try JSONColumn.encode(series.refusals),
    ])
    var known: [String: Row] = [:]
    let select = try db.cachedStatement(
      sql: "SELECT recurrenceID, facts, owner, reason, startsAt, endsAt FROM seat WHERE source = ? AND uid = ?")
    for row in try Row.fetchAll(select, arguments: [source, series.uid]) { known[row[0]] = row }
    var written = 0
    // The instances of a series mostly have one list of participants.
    var last: (value: [Participant], text: String)?
    func participants(of seat: SeatUpdate) throws -> String {
      if let last, last.value == seat.facts.participants { return last.text }
      let text = try ParticipantsColumn.encode(seat.facts.participants)
      last = (seat.facts.participants, text)
      return text
    }
    for seat in series.seats {
      if let before = known.removeValue(forKey: seat.recurrenceID) {
        if before[1] == Int64(bitPattern: seat.hash) { continue }
        let facts = seat.facts
        let stands =
          before[2] == owner && before[3] == seat.reason?.rawValue && before[4] == facts.startsAt.description
          && before[5] == facts.endsAt.description
        if stands {
          try update(seat, of: series.uid, source: source, try participants(of: seat), db)
        } else {
          try write(seat, of: series.uid, source: source, owner: owner, try participants(of: seat), db)
        }
      } else if seat.onlyIfKnown {
        continue
      } else {
        try write(seat, of: series.uid, source: source, owner: owner, try participants(of: seat), db)
      }
      written += 1
    }
    let delete = try db.cachedStatement(sql: "DELETE FROM seat WHERE source = ? AND uid = ? AND recurrenceID = ?")
    for recurrenceID in known.keys.sorted() {
      try delete.execute(arguments: [source, series.uid, recurrenceID])
      written += 1
    }
    return written
  }

  /// Writes what changed of a seat that stands where it stood: the indexes by owner, reason and time are left alone.
  private func update(
    _ seat: SeatUpdate, of uid: String, source: String, _ participants: String, _ db: Database
  ) throws {
    let facts = seat.facts
    let statement = try db.cachedStatement(
      sql: """
        UPDATE seat SET sequence = ?, facts = ?, title = ?, location = ?, start = ?, "end" = ?, timeZone = ?, line = ?,
          participants = ?, recordLinks = ?
        WHERE source = ? AND uid = ? AND recurrenceID = ?
        """)
    try statement.execute(arguments: [
      seat.sequence, Int64(bitPattern: seat.hash), facts.title, facts.location, facts.start.description,
      facts.end.description, facts.timeZone, seat.line, participants, try JSONColumn.encode(facts.recordLinks),
      source, uid, seat.recurrenceID,
    ])
  }

  private func write(
    _ seat: SeatUpdate, of uid: String, source: String, owner: String, _ participants: String, _ db: Database
  ) throws {
    let facts = seat.facts
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO seat (source, uid, recurrenceID, owner, sequence, facts, reason, title, location, start, "end",
          startsAt, endsAt, timeZone, line, participants, recordLinks)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, uid, recurrenceID) DO UPDATE SET owner = excluded.owner, sequence = excluded.sequence,
          facts = excluded.facts, reason = excluded.reason, title = excluded.title, location = excluded.location,
          start = excluded.start, "end" = excluded."end", startsAt = excluded.startsAt, endsAt = excluded.endsAt,
          timeZone = excluded.timeZone, line = excluded.line, participants = excluded.participants,
          recordLinks = excluded.recordLinks
        """)
    try statement.execute(arguments: [
      source, uid, seat.recurrenceID, owner, seat.sequence, Int64(bitPattern: seat.hash), seat.reason?.rawValue,
      facts.title, facts.location, facts.start.description, facts.end.description, facts.startsAt.description,
      facts.endsAt.description, facts.timeZone, seat.line, participants, try JSONColumn.encode(facts.recordLinks),
    ])
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
