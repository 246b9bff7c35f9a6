import Calendars
import DebriefCore
import GRDB

extension Store {
  /// Removes what was over before `cutoff`: meetings, answered prompts with their activities, settled deliveries, and what
  /// Slack was told of them. What is open stays, however old; so does what workflows have told, since it holds no more
  /// than ids and keeps a cause from being told twice.
  ///
  /// - Returns: how many rows went.
  @discardableResult package func removeEnded(before cutoff: Instant) throws -> Int {
    try writer.write { db in
      var rows = 0
      for sql in Self.removals {
        try db.execute(sql: sql, arguments: ["cutoff": cutoff.description])
        rows += db.changesCount
      }
      return rows
    }
  }

  /// The newest row of a table stays where its number tells what comes after it.
  private static let removals = [
    """
    DELETE FROM prompt WHERE endsAt < :cutoff AND state NOT IN ('pending', 'snoozed')
      AND rowid < (SELECT max(rowid) FROM prompt)
      AND NOT EXISTS (SELECT 1 FROM activity AS a JOIN outbox AS o ON o.subject = a.id
        WHERE a.prompt = prompt.id AND (a.loggedAt >= :cutoff OR o.state NOT IN ('done', 'cancelled')))
    """,
    """
    DELETE FROM activity WHERE loggedAt < :cutoff AND rowid < (SELECT max(rowid) FROM activity)
      AND NOT EXISTS (SELECT 1 FROM prompt AS p WHERE p.id = activity.prompt)
      AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.subject = activity.id AND o.state NOT IN ('done', 'cancelled'))
    """,
    """
    DELETE FROM outbox WHERE createdAt < :cutoff AND state IN ('done', 'cancelled')
      AND sequence < (SELECT max(sequence) FROM outbox)
      AND (batch IS NULL OR batch < (SELECT max(batch) FROM outbox))
      AND NOT EXISTS (SELECT 1 FROM activity AS a WHERE a.id = outbox.subject)
      AND NOT EXISTS (SELECT 1 FROM outboxNeed AS n WHERE n.needs = outbox.key)
    """,
    "DELETE FROM seat WHERE endsAt < :cutoff",
    """
    DELETE FROM seatDetails WHERE NOT EXISTS (SELECT 1 FROM seat AS s WHERE s.source = seatDetails.source
        AND s.uid = seatDetails.uid AND s.details = seatDetails.number)
      AND :cutoff IS NOT NULL
    """,
    """
    DELETE FROM "match" WHERE NOT EXISTS (SELECT 1 FROM seat AS s
        WHERE s.owner = "match".owner AND s.uid = "match".uid AND s.recurrenceID = "match".recurrenceID)
      AND NOT EXISTS (SELECT 1 FROM prompt AS p
        WHERE p.owner = "match".owner AND p.uid = "match".uid AND p.recurrenceID = "match".recurrenceID)
      AND :cutoff IS NOT NULL
    """,
    "DELETE FROM slackMessage WHERE postedAt < :cutoff",
    "DELETE FROM slackDigestItem WHERE addedAt < :cutoff",
    "DELETE FROM ruleSimulation WHERE ranAt < :cutoff",
  ]
}
