import Addresses
import Calendars
import DebriefCore
import GRDB

extension Store {
  /// A page of an inbox, by the meetings' start.
  ///
  /// - Parameters:
  ///   - cursor: rows beyond this one, in the direction of reading; nil: from the end that reading begins at.
  ///   - newestFirst: the direction of reading.
  package func inbox(
    of owner: EmailAddress, _ tab: InboxTab, now: Instant, beyond cursor: InboxCursor?, newestFirst: Bool, limit: Int
  ) throws -> [InboxRow] {
    let (sign, order) = newestFirst ? ("<", "DESC") : (">", "ASC")
    var arguments: StatementArguments = [owner.key, now.description, now.description]
    if let cursor { arguments += [cursor.startsAt.description, cursor.id] }
    arguments += [limit]
    // The condition on the state stands as in the partial index promptInbox, so that the index is used.
    let sql = """
      SELECT id, uid, title, startsAt, endsAt, state, snoozedUntil, flags, matchResult, facts,
        (SELECT max(number) FROM promptEvent WHERE prompt = p.id) AS seenEvents
      FROM prompt AS p
      WHERE owner = ? AND state IN ('pending', 'snoozed') AND \(Self.condition(of: tab)) AND dueAt <= ?
        \(cursor == nil ? "" : "AND (startsAt, id) \(sign) (?, ?)")
      ORDER BY startsAt \(order), id \(order) LIMIT ?
      """
    return try writer.read { db in
      try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map(inboxRow)
    }
  }

  /// Each has one placeholder: the present time.
  private static func condition(of tab: InboxTab) -> String {
    let waits = "(state = 'pending' OR snoozedUntil <= ?)"
    return switch tab {
    case .pending, .logged: waits
    case .undecided: "outcome <> 'matched' AND \(waits)"
    case .snoozed: "(state = 'snoozed' AND snoozedUntil > ?)"
    }
  }

  /// - Parameter midnight: when today began for the SA.
  package func inboxCounts(of owner: EmailAddress, now: Instant, midnight: Instant) throws -> InboxCounts {
    try writer.read { db in
      var counts = InboxCounts()
      let open = try db.cachedStatement(
        sql: """
          SELECT count(*) AS "all", coalesce(sum(state = 'snoozed' AND snoozedUntil > ?), 0) AS snoozed,
            coalesce(sum(outcome <> 'matched' AND (state = 'pending' OR snoozedUntil <= ?)), 0) AS undecided
          FROM prompt WHERE owner = ? AND state IN ('pending', 'snoozed') AND dueAt <= ?
          """)
      let time = now.description
      if let row = try Row.fetchOne(open, arguments: [time, time, owner.key, time]) {
        counts.snoozed = row["snoozed"]
        counts.undecided = row["undecided"]
        counts.pending = (row["all"] as Int) - counts.snoozed
      }
      let logged = try db.cachedStatement(
        sql: "SELECT count(*) FROM activity WHERE owner = ? AND loggedAt >= ? AND withdrawn = 0")
      counts.logged = try Int.fetchOne(logged, arguments: [owner.key, midnight.description]) ?? 0
      return counts
    }
  }

  /// The prompts of those ids, in no order.
  package func prompts(ids: [Prompt.ID]) throws -> [Prompt] {
    guard !ids.isEmpty else { return [] }
    let places = ids.map { _ in "?" }.joined(separator: ", ")
    return try writer.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM prompt WHERE id IN (\(places))", arguments: StatementArguments(ids)
      ).map(prompt)
    }
  }

  /// What waits of one series.
  package func openSeries(of owner: EmailAddress, uid: String, now: Instant) throws -> [Prompt] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM prompt WHERE owner = ? AND uid = ? AND state IN ('pending', 'snoozed') AND dueAt <= ?
          ORDER BY startsAt, id
          """,
        arguments: [owner.key, uid, now.description]
      ).map(prompt)
    }
  }

  private func inboxRow(_ row: Row) throws -> InboxRow {
    let id: Prompt.ID = row["id"]
    let flags: String = row["flags"]
    return InboxRow(
      id: id, uid: row["uid"], title: row["title"], startsAt: try instant(row, "startsAt"),
      endsAt: try instant(row, "endsAt"), state: row["state"] == "snoozed" ? .snoozed : .pending,
      snoozedUntil: (row["snoozedUntil"] as String?).flatMap { Instant($0) },
      flags: flags == "[]"
        ? [] : Set(try JSONColumn.decode([String].self, from: flags).compactMap(Prompt.Flag.init(rawValue:))),
      version: InboxRow.Version(prompt: id, match: row["matchResult"], facts: row["facts"]),
      seenEvents: row["seenEvents"] ?? 0)
  }
}
