import DebriefCore
import GRDB

/// A row of `seatDetails`, but for its place.
struct SeatDetailsRow {
  /// Rows of one series with equal keys are one.
  struct Key: Hashable {
    var sequence: Int
    var facts: UInt64
  }

  let key: Key
  let matched: UInt64
  let details: SeatDetails

  init(_ details: SeatDetails, sequence: Int) {
    self.details = details
    matched = details.matchedHash
    key = Key(sequence: sequence, facts: details.hash(matched: matched))
  }

  /// Writes it in place of whatever has the number; seats that refer to it are looked at again.
  func write(_ number: Int, ofSeries uid: String, source: String, _ db: Database) throws {
    let upsert = try db.cachedStatement(
      sql: """
        INSERT INTO seatDetails (source, uid, number, sequence, facts, matched, title, location, timeZone, participants,
          recordLinks)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, uid, number) DO UPDATE SET sequence = excluded.sequence, facts = excluded.facts,
          matched = excluded.matched, title = excluded.title, location = excluded.location,
          timeZone = excluded.timeZone, participants = excluded.participants, recordLinks = excluded.recordLinks
        """)
    try upsert.execute(arguments: [
      source, uid, number, key.sequence, Int64(bitPattern: key.facts), Int64(bitPattern: matched), details.title,
      details.location, details.timeZone, ParticipantsColumn.encode(details.participants),
      JSONColumn.encode(details.recordLinks),
    ])
  }
}

/// Writes the seats of one series in one source.
struct SeatRows {
  let uid: String
  let source: String
  let db: Database

  /// Brings them in line with what a reading found, and writes what differs.
  ///
  /// - Parameter owner: the key of the SA's address; empty where nobody can tell.
  /// - Returns: how many seats changed, or the details of how many.
  func bring(to seats: [SeatUpdate], owner: String) throws -> Int {
    var known = try standing()
    let seats = seats.filter { !$0.onlyIfKnown || known[$0.recurrenceID] != nil }
    // Before the seats: the triggers ask for the revision of each.
    let details = try writeDetails(of: seats)
    var written = 0
    for (seat, number) in zip(seats, details.numbers) {
      let stands =
        known.removeValue(forKey: seat.recurrenceID).map { isAlike($0, seat, owner, details: number) } ?? false
      if !stands { try write(seat, owner, details: number) }
      if !stands || details.written.contains(number) { written += 1 }
    }
    for recurrenceID in known.keys.sorted() { try remove(recurrenceID) }
    for number in details.unused {
      let delete = try db.cachedStatement(sql: "DELETE FROM seatDetails WHERE source = ? AND uid = ? AND number = ?")
      try delete.execute(arguments: [source, uid, number])
    }
    return written + known.count
  }

  /// Removes them all.
  ///
  /// One by one: SQLite notes what a statement would undo if it failed half-way, and for one that takes all seats of a long
  /// series that is every page around them, in a file.
  ///
  /// - Returns: how many there were.
  func removeAll() throws -> Int {
    let select = try db.cachedStatement(sql: "SELECT recurrenceID FROM seat WHERE source = ? AND uid = ?")
    let seats = try String.fetchAll(select, arguments: [source, uid])
    for recurrenceID in seats { try remove(recurrenceID) }
    return seats.count
  }

  private func standing() throws -> [String: Row] {
    let select = try db.cachedStatement(
      sql: """
        SELECT recurrenceID, details, owner, reason, start, "end", startsAt, endsAt FROM seat
        WHERE source = ? AND uid = ?
        """)
    var seats: [String: Row] = [:]
    for row in try Row.fetchAll(select, arguments: [source, uid]) { seats[row[0]] = row }
    return seats
  }

  private func isAlike(_ row: Row, _ seat: SeatUpdate, _ owner: String, details: Int) -> Bool {
    let facts = seat.facts
    return row[1] == details && row[2] == owner && row[3] == seat.reason?.rawValue
      && row[4] == facts.start.description && row[5] == facts.end.description
      && row[6] == facts.startsAt.description && row[7] == facts.endsAt.description
  }

  /// Writes the details that are new or changed.
  ///
  /// - Returns: of each seat the number of its details; which of those were written; and those that nobody has any more.
  private func writeDetails(of seats: [SeatUpdate]) throws -> (numbers: [Int], written: Set<Int>, unused: [Int]) {
    let (rows, places) = Self.distinctDetails(of: seats)
    let select = try db.cachedStatement(
      sql: "SELECT number, sequence, facts FROM seatDetails WHERE source = ? AND uid = ? ORDER BY number")
    // What is as it was keeps its number; what is new takes one that is free, for it may have come of what had it.
    var numbers: [SeatDetailsRow.Key: Int] = [:]
    var free: [Int] = []
    var next = 0
    let wanted = Set(rows.map(\.key))
    for row in try Row.fetchAll(select, arguments: [source, uid]) {
      let number: Int = row[0]
      let key = SeatDetailsRow.Key(sequence: row[1], facts: UInt64(bitPattern: row[2]))
      if wanted.contains(key), numbers[key] == nil { numbers[key] = number } else { free.append(number) }
      next = number + 1
    }
    var unused = free[...]
    var written: Set<Int> = []
    let all = try rows.map { row in
      if let number = numbers[row.key] { return number }
      let number = unused.popFirst() ?? next
      next = max(next, number + 1)
      try row.write(number, ofSeries: uid, source: source, db)
      written.insert(number)
      return number
    }
    return (places.map { all[$0] }, written, Array(unused))
  }

  /// The details of seats, each once, and of each seat which of them are its own.
  private static func distinctDetails(of seats: [SeatUpdate]) -> (rows: [SeatDetailsRow], places: [Int]) {
    var rows: [SeatDetailsRow] = []
    var placeOfKey: [SeatDetailsRow.Key: Int] = [:]
    var places: [Int] = []
    for (index, seat) in seats.enumerated() {
      let last = index == 0 ? nil : seats[index - 1]
      // Most instances of a series have the same as the one before.
      if let last, last.sequence == seat.sequence, last.facts.details == seat.facts.details {
        places.append(places[index - 1])
        continue
      }
      let row = SeatDetailsRow(seat.facts.details, sequence: seat.sequence)
      let place = placeOfKey[row.key, default: rows.count]
      if place == rows.count {
        placeOfKey[row.key] = place
        rows.append(row)
      }
      places.append(place)
    }
    return (rows, places)
  }

  private func write(_ seat: SeatUpdate, _ owner: String, details: Int) throws {
    let facts = seat.facts
    let upsert = try db.cachedStatement(
      sql: """
        INSERT INTO seat (source, uid, recurrenceID, owner, details, reason, start, "end", startsAt, endsAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, uid, recurrenceID) DO UPDATE SET owner = excluded.owner, details = excluded.details,
          reason = excluded.reason, start = excluded.start, "end" = excluded."end", startsAt = excluded.startsAt,
          endsAt = excluded.endsAt
        """)
    try upsert.execute(arguments: [
      source, uid, seat.recurrenceID, owner, details, seat.reason?.rawValue, facts.start.description,
      facts.end.description, facts.startsAt.description, facts.endsAt.description,
    ])
  }

  private func remove(_ recurrenceID: String) throws {
    let delete = try db.cachedStatement(sql: "DELETE FROM seat WHERE source = ? AND uid = ? AND recurrenceID = ?")
    try delete.execute(arguments: [source, uid, recurrenceID])
  }
}
