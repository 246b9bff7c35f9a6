import Addresses
import Calendars
import DebriefCore
import GRDB

extension Store {
  private static let gateName = "workflows"

  /// Where the store stands and where the last evaluation stopped: one question, answered from the ends of indexes.
  package func workflowProgress() throws -> (position: WorkflowPosition, mark: WorkflowMark?) {
    try writer.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT max(id) FROM snapshot) AS snapshot, (SELECT max(id) FROM crm_change) AS change,
            (SELECT max(rowid) FROM prompt) AS prompt, (SELECT max(rowid) FROM activity) AS activity,
            (SELECT max(loggedAt) FROM activity) AS loggedAt, (SELECT value FROM gate WHERE name = ?) AS mark
          """,
        arguments: [Self.gateName])
      let position = WorkflowPosition(
        snapshot: row?["snapshot"] ?? 0, change: row?["change"] ?? 0, prompt: row?["prompt"] ?? 0,
        activity: row?["activity"] ?? 0, loggedAt: row?["loggedAt"])
      // A mark of another shape is an older version's: begin anew.
      let mark = (row?["mark"] as String?).flatMap { try? JSONColumn.decode(WorkflowMark.self, from: $0) }
      return (position, mark)
    }
  }

  /// Whether the snapshot in force was in force before, and another one since: an old export that was put back.
  package func isSnapshotOld() throws -> Bool {
    try writer.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT w.first_id < s.id FROM snapshot AS s JOIN crm_watch_snapshot AS w ON w.fingerprint = s.fingerprint
          ORDER BY s.id DESC LIMIT 1
          """) ?? false
    }
  }

  // MARK: Facts

  package func crmUsers() throws -> [CRMUser] { try writer.read(CRMQueries.users) }

  /// The snapshot's opportunities; with `isOpen`, only those that are not closed.
  package func opportunities(isOpen: Bool) throws -> [Opportunity] {
    try writer.read { db in
      let all = try CRMQueries.opportunities(db)
      return isOpen ? all.filter { !$0.isClosed } : all
    }
  }

  package func opportunities(ids: Set<SalesforceID>) throws -> [Opportunity] {
    try writer.read { try CRMQueries.opportunities(ids: ids, $0) }
  }

  package func accounts(ids: Set<SalesforceID>) throws -> [Account] {
    try writer.read { try CRMQueries.accounts(ids: ids, $0) }
  }

  /// Whether any opportunity of the snapshot has an incremental value.
  package func hasIncrementalACV() throws -> Bool {
    try writer.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM crm_opportunity WHERE incremental_acv IS NOT NULL)") ?? false
    }
  }

  /// The tasks of the snapshot that are still to be done; a recorder's are none of them.
  package func openTasks() throws -> [LoggedTask] {
    try writer.read { db in
      try CRMQueries.tasks(where: "is_open = 1 AND recorder_call_id IS NULL", db)
    }
  }

  package func tasks(ids: Set<SalesforceID>) throws -> [LoggedTask] {
    try writer.read { try CRMQueries.tasks(ids: ids, $0) }
  }

  package func prompts(createdSince instant: Instant) throws -> [Prompt] {
    try writer.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM prompt WHERE createdAt >= ? ORDER BY owner, startsAt, id",
        arguments: [instant.description]
      ).map(prompt)
    }
  }

  /// What was logged in the given time, and stands.
  package func activities(loggedSince from: Instant, until: Instant) throws -> [Activity] {
    try writer.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM activity WHERE loggedAt >= ? AND loggedAt <= ? AND withdrawn = 0 ORDER BY loggedAt, id",
        arguments: [from.description, until.description]
      ).map(activity)
    }
  }

  /// When the first activity after `instant` was logged.
  package func nextActivity(after instant: Instant) throws -> Instant? {
    try writer.read { db in
      try String.fetchOne(
        db, sql: "SELECT min(loggedAt) FROM activity WHERE loggedAt > ?", arguments: [instant.description])
    }.flatMap { Instant($0) }
  }

  /// What snapshots changed after the line `id`.
  package func snapshotChanges(after id: Int64) throws -> [SnapshotChange] {
    try writer.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM crm_change WHERE id > ? ORDER BY id", arguments: [id])
        .compactMap(snapshotChange)
    }
  }

  /// The last changes of one record, the newest first.
  package func snapshotChanges(of record: SalesforceID, limit: Int) throws -> [SnapshotChange] {
    try writer.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM crm_change WHERE record = ? ORDER BY id DESC LIMIT ?",
        arguments: [record.description, limit]
      ).compactMap(snapshotChange)
    }
  }

  private func snapshotChange(_ row: Row) throws -> SnapshotChange? {
    guard let record = SalesforceID(row["record"] as String) else { return nil }
    return SnapshotChange(
      at: try instant(row, "at"), snapshot: row["snapshot"], record: record, field: row["field"], was: row["was"],
      value: row["value"])
  }

  // MARK: Memory

  package func standingAlerts() throws -> Set<StandingAlert> {
    try writer.read { db in
      Set(
        try Row.fetchAll(db, sql: "SELECT * FROM workflowStanding").compactMap { row in
          WorkflowSubject.Kind(rawValue: row["kind"]).map {
            StandingAlert(workflow: row["workflow"], kind: $0, subject: row["subject"], recipient: row["recipient"])
          }
        })
    }
  }

  package func handledDays() throws -> [ScheduledDay: CivilDate] {
    try writer.read { db in
      var days: [ScheduledDay: CivilDate] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM workflowDay") {
        days[ScheduledDay(workflow: row["workflow"], timeZone: row["timeZone"])] = CivilDate(row["day"] as String)
      }
      return days
    }
  }

  /// Those of `keys` that were told already.
  package func told(among keys: Set<String>) throws -> Set<String> {
    try writer.read { db in
      var told: Set<String> = []
      for key in keys
      where try Int.fetchOne(db, sql: "SELECT 1 FROM workflowFiring WHERE key = ?", arguments: [key]) != nil {
        told.insert(key)
      }
      return told
    }
  }

  /// Puts messages into the outbox and remembers what they told, whole or not at all.
  package func save(_ outcome: WorkflowOutcome) throws {
    try writer.write { db in
      for alert in outcome.ended.sorted() {
        try db.execute(
          sql: "DELETE FROM workflowStanding WHERE workflow = ? AND kind = ? AND subject = ? AND recipient = ?",
          arguments: [alert.workflow, alert.kind.rawValue, alert.subject, alert.recipient])
      }
      for told in outcome.told { try save(told, at: outcome.mark.at, db) }
      for (scheduled, day) in outcome.handled {
        try db.execute(
          sql: """
            INSERT INTO workflowDay (workflow, timeZone, day) VALUES (?, ?, ?)
            ON CONFLICT (workflow, timeZone) DO UPDATE SET day = excluded.day
            """,
          arguments: [scheduled.workflow, scheduled.timeZone, day.description])
      }
      try db.execute(
        sql: "INSERT INTO gate (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        arguments: [Self.gateName, try JSONColumn.encode(outcome.mark)])
    }
  }

  private func save(_ told: WorkflowOutcome.Told, at now: Instant, _ db: Database) throws {
    try enqueue(told.entry, db)
    for (key, firings) in Dictionary(grouping: told.firings, by: \.key).sorted(by: { $0.key < $1.key }) {
      let first = firings[0]
      // A digest in several messages tells one cause in each of them.
      try db.execute(
        sql: """
          INSERT INTO workflowFiring (key, workflow, kind, subject, opportunity, recipient, cause, at, message, records)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (key) DO UPDATE SET records = records + excluded.records
          """,
        arguments: [
          key, first.workflow, first.subject.kind.rawValue, firings.count == 1 ? first.subject.id : "",
          firings.count == 1 ? first.subject.opportunity?.description : nil, first.recipient.description, first.cause,
          now.description, told.entry.key, firings.count,
        ])
      for alert in firings.compactMap(\.standing) {
        try db.execute(
          sql: """
            INSERT INTO workflowStanding (workflow, kind, subject, recipient) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
          arguments: [alert.workflow, alert.kind.rawValue, alert.subject, alert.recipient])
      }
    }
  }

  /// What was told, the newest first.
  package func firings(workflow: String?, record: String?, limit: Int) throws -> [FiringRecord] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT f.*, o.state AS state FROM workflowFiring AS f LEFT JOIN outbox AS o ON o.key = f.message
          WHERE (? IS NULL OR f.workflow = ?) AND (? IS NULL OR f.subject = ? OR f.opportunity = ?)
          ORDER BY f.at DESC, f.key LIMIT ?
          """,
        arguments: [workflow, workflow, record, record, record, limit]
      ).map { row in
        let subject: String = row["subject"]
        return FiringRecord(
          workflow: row["workflow"], kind: row["kind"], subject: subject, opportunity: row["opportunity"],
          recipient: row["recipient"], cause: row["cause"], at: try instant(row, "at"), records: row["records"],
          message: row["message"], state: row["state"])
      }
    }
  }
}
