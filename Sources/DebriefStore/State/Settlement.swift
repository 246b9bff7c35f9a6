import Calendars
import DebriefCore
import GRDB

/// Up to where every seat has its match and its prompt: what the last whole run left behind.
package struct Settlement: Sendable, Equatable {
  /// Hash of all that matches and prompts depend on beside seats and the time: snapshot, rules, settings.
  package var context: UInt64
  package var now: Instant

  package init(context: UInt64, now: Instant) {
    self.context = context
    self.now = now
  }
}

/// Which seats a stage looks at.
///
/// Each scope is a common table expression `candidate`, the first of its query; `CROSS JOIN` and
/// `INDEXED BY` keep SQLite's planner, which has no statistics, from going through a whole index for each of its rows:
/// that took minutes instead of milliseconds.
package enum SeatScope: Sendable, Equatable {
  case all
  /// Those that changed since the last whole run, and those whose time came since then: the meetings that start after
  /// `startsAfter`, up to the limit that the stage gives.
  case changes(startsAfter: Instant)

  /// The keys of the seats that may get a first prompt.
  func meetings(startedBy: Instant) -> (sql: String, arguments: StatementArguments) {
    switch self {
    case .all:
      ("candidate AS (SELECT owner, uid, recurrenceID FROM seat WHERE isCurrent = 1 AND reason IS NULL)", [])
    case .changes(let startsAfter):
      (
        """
        candidate AS (
          SELECT owner, uid, recurrenceID FROM unsettled UNION
          SELECT owner, uid, recurrenceID FROM seat INDEXED BY meetingByStart
            WHERE isCurrent = 1 AND reason IS NULL AND startsAt > ? AND startsAt <= ?)
        """, [startsAfter.description, startedBy.description]
      )
    }
  }

  /// The keys of the seats whose prompts may have to follow.
  func prompts(now: Instant, endedBeforeExpiry: Instant) -> (sql: String, arguments: StatementArguments) {
    switch self {
    case .all:
      (
        """
        candidate AS (
          SELECT owner, uid, recurrenceID FROM prompt WHERE state IN ('pending', 'snoozed', 'withdrawn'))
        """, []
      )
    case .changes:
      (
        """
        candidate AS (
          SELECT owner, uid, recurrenceID FROM unsettled UNION
          SELECT owner, uid, recurrenceID FROM prompt INDEXED BY promptBySnooze
            WHERE state = 'snoozed' AND snoozedUntil <= ? UNION
          SELECT owner, uid, recurrenceID FROM prompt INDEXED BY openPromptByEnd
            WHERE state IN ('pending', 'snoozed') AND endsAt <= ?)
        """, [now.description, endedBeforeExpiry.description]
      )
    }
  }
}

extension Store {
  private static let gate = "settled"
  /// The triggers of migration 017 read it.
  private static let lookedAtGate = "looked at"

  /// What the last whole run left behind; nil before the first.
  package func settlement() throws -> Settlement? {
    let words = try gate(Self.gate)?.split(separator: " ") ?? []
    guard words.count == 2, let context = UInt64(words[0], radix: 36), let now = Instant(String(words[1])) else {
      return nil
    }
    return Settlement(context: context, now: now)
  }

  /// The number of the last seat that waits to be looked at; 0 for none.
  package func lastUnsettled() throws -> Int {
    try writer.read { try Int.fetchOne($0, sql: "SELECT max(number) FROM unsettled") ?? 0 }
  }

  package func unsettledSeats() throws -> Set<Seat> {
    try writer.read { Set(try Row.fetchAll($0, sql: "SELECT owner, uid, recurrenceID FROM unsettled").map(seat)) }
  }

  /// Notes that the seats that waited have been looked at.
  ///
  /// - Parameters:
  ///   - startedBy: the latest start of a meeting that was looked at: a later one comes up when its time comes.
  ///   - last: the number of the last seat that waited.
  ///   - waiting: the seats to look at again although nothing of them changes.
  package func settle(_ settlement: Settlement, startedBy: Instant, last: Int, waiting: [Seat]) throws {
    try writer.write { db in
      try db.execute(sql: "DELETE FROM unsettled WHERE number <= ?", arguments: [last])
      for seat in waiting { try Self.unsettle(seat.owner.key, seat.uid, seat.recurrenceID, db) }
      try Self.setGate(
        Self.gate, to: "\(String(settlement.context, radix: 36)) \(settlement.now)", db)
      try Self.setGate(Self.lookedAtGate, to: startedBy.description, db)
    }
  }

  /// A person acted on the prompt: the next run looks whether it still says what its meeting says.
  static func unsettle(prompt id: String, _ db: Database) throws {
    let row = try Row.fetchOne(db, sql: "SELECT owner, uid, recurrenceID FROM prompt WHERE id = ?", arguments: [id])
    if let row { try unsettle(row["owner"], row["uid"], row["recurrenceID"], db) }
  }

  private static func unsettle(_ owner: String, _ uid: String, _ recurrenceID: String, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM unsettled WHERE owner = ? AND uid = ? AND recurrenceID = ?",
      arguments: [owner, uid, recurrenceID])
    try db.execute(
      sql: "INSERT INTO unsettled (owner, uid, recurrenceID) VALUES (?, ?, ?)", arguments: [owner, uid, recurrenceID])
  }
}
