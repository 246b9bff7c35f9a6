import Addresses
import Calendars
import DebriefCore
import GRDB

extension Store {
  /// Writes what SAs did, all of it in one transaction.
  ///
  /// - Throws: ``PromptWasChanged`` when somebody handled one of the prompts since the SA looked at it; then nothing
  ///   is written.
  package func commit(_ changes: [ReviewChange]) throws {
    try writer.write { db in
      for change in changes {
        if let prompt = change.prompt { try write(prompt, db) }
        if let activity = change.activity { try write(activity, of: change, db) }
        let isSilent = try change.activity.map { try takesBackSilently($0.activity, db) } ?? false
        for entry in change.deliveries where !isSilent { try enqueue(entry, db) }
      }
    }
  }

  private func write(_ change: ReviewChange.PromptChange, _ db: Database) throws {
    let (prompt, event) = (change.prompt, change.event)
    let count =
      try Int.fetchOne(db, sql: "SELECT count(*) FROM promptEvent WHERE prompt = ?", arguments: [prompt.id]) ?? 0
    let state = try String.fetchOne(db, sql: "SELECT state FROM prompt WHERE id = ?", arguments: [prompt.id])
    guard state != nil, state == event.from?.rawValue, change.seenEvents == nil || change.seenEvents == count else {
      throw PromptWasChanged(prompt: prompt.id)
    }
    try db.execute(
      sql: "UPDATE prompt SET state = ?, snoozedUntil = ?, stateReason = ? WHERE id = ?",
      arguments: [prompt.state.rawValue, prompt.snoozedUntil?.description, prompt.stateReason, prompt.id])
    try db.execute(
      sql: "INSERT INTO promptEvent (prompt, number, at, by, \"from\", \"to\", why) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        prompt.id, count + 1, event.at.description, event.by, event.from?.rawValue, event.to.rawValue, event.why,
      ])
    try Self.unsettle(prompt: prompt.id, db)
  }

  private func write(_ change: ReviewChange.ActivityChange, of review: ReviewChange, _ db: Database) throws {
    let activity = change.activity
    let call = try JSONColumn.encode(activity.call)
    let known = try Int.fetchOne(db, sql: "SELECT revision FROM activity WHERE id = ?", arguments: [activity.id])
    guard activity.revision == (known ?? 0) + 1 else {
      if let prompt = activity.prompt { throw PromptWasChanged(prompt: prompt) }
      if activity.revision == 1 { throw AlreadyLogged(activity: activity.id) }
      throw ActivityWasChanged(activity: activity.id)
    }
    try db.execute(
      sql: """
        INSERT INTO activity (id, owner, prompt, relatedTo, "call", revision, withdrawn, loggedAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET relatedTo = excluded.relatedTo, "call" = excluded."call",
          revision = excluded.revision, withdrawn = excluded.withdrawn, loggedAt = excluded.loggedAt
        """,
      arguments: [
        activity.id, activity.owner.key, activity.prompt, activity.call.relatedTo.description, call, activity.revision,
        activity.isWithdrawn ? 1 : 0, activity.loggedAt.description,
      ])
    try db.execute(
      sql: """
        INSERT INTO activityRevision (activity, number, at, by, why, "call", content) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        activity.id, activity.revision, review.at.description, review.by.key, change.why, call,
        change.restores ?? activity.revision,
      ])
    // What has not left yet is replaced by the new form; nobody outside has seen it.
    try OutboxRows.cancel(
      subject: activity.id, why: "replaced by revision \(activity.revision)", at: review.at, by: review.by.key, db)
  }

  /// Whether an activity is withdrawn before any of it was sent: then there is nothing to correct.
  private func takesBackSilently(_ activity: Activity, _ db: Database) throws -> Bool {
    guard activity.isWithdrawn else { return false }
    let sent = try Int.fetchOne(
      db,
      sql:
        "SELECT count(*) FROM outbox WHERE subject = ? AND object = 'Task' AND state IN ('sending', 'done', 'unknown')",
      arguments: [activity.id])
    return sent == 0
  }

  /// Adds a row to the outbox. What was delivered under the same key, or may have been, is never sent again.
  func enqueue(_ entry: OutboxEntry, _ db: Database) throws { try OutboxRows.add(entry, db) }

  // MARK: Reading

  package func activity(id: Activity.ID) throws -> Activity? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM activity WHERE id = ?", arguments: [id]).map(activity)
    }
  }

  /// The activity that a prompt led to, withdrawn or not.
  package func activity(ofPrompt prompt: Prompt.ID) throws -> Activity? {
    try writer.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM activity WHERE prompt = ?", arguments: [prompt]).map(activity)
    }
  }

  /// What `owner` logged since `instant` and did not take back, the latest first.
  package func activities(of owner: EmailAddress, since instant: Instant) throws -> [Activity] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM activity WHERE owner = ? AND loggedAt >= ? AND withdrawn = 0 ORDER BY loggedAt DESC, id",
        arguments: [owner.key, instant.description]
      ).map(activity)
    }
  }

  /// The content before the activity's present one, and its revision; nil for the first.
  package func callBefore(_ activity: Activity) throws -> (call: Activity.Call, revision: Int)? {
    try writer.read { db in
      func content(of number: Int) throws -> Int? {
        try Int.fetchOne(
          db, sql: "SELECT content FROM activityRevision WHERE activity = ? AND number = ?",
          arguments: [activity.id, number])
      }
      guard let present = try content(of: activity.revision), let before = try content(of: present - 1),
        let call = try String.fetchOne(
          db, sql: "SELECT \"call\" FROM activityRevision WHERE activity = ? AND number = ?",
          arguments: [activity.id, before])
      else { return nil }
      return (try JSONColumn.decode(Activity.Call.self, from: call), before)
    }
  }

  /// Every form that an activity has had, the first first.
  package func revisions(of activity: Activity.ID) throws -> [ActivityRevision] {
    try writer.read { db in
      try Row.fetchAll(
        db, sql: "SELECT number, why, content FROM activityRevision WHERE activity = ? ORDER BY number",
        arguments: [activity]
      ).map { ActivityRevision(number: $0["number"], why: $0["why"], content: $0["content"]) }
    }
  }

  /// What an activity's revision says.
  package func call(of activity: Activity.ID, revision: Int) throws -> Activity.Call? {
    try writer.read { db in
      try String.fetchOne(
        db, sql: "SELECT \"call\" FROM activityRevision WHERE activity = ? AND number = ?",
        arguments: [activity, revision]
      ).map { try JSONColumn.decode(Activity.Call.self, from: $0) }
    }
  }

  /// Activities without a meeting whose id is `id` or begins with it.
  package func activitiesOnDemand(idPrefix id: String) throws -> [Activity] {
    try writer.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM activity WHERE prompt IS NULL AND substr(id, 1, length(?)) = ? ORDER BY id LIMIT 20",
        arguments: [id, id]
      ).map(activity)
    }
  }

  /// How many lines the history of each prompt has.
  package func eventCounts(of prompts: [Prompt.ID]) throws -> [Prompt.ID: Int] {
    try writer.read { db in
      var counts: [Prompt.ID: Int] = [:]
      for id in prompts {
        counts[id] = try Int.fetchOne(db, sql: "SELECT count(*) FROM promptEvent WHERE prompt = ?", arguments: [id])
      }
      return counts
    }
  }

  func activity(_ row: Row) throws -> Activity {
    var activity = Activity(
      id: row["id"], owner: try EmailAddress(parsing: row["owner"]), prompt: row["prompt"],
      call: try JSONColumn.decode(Activity.Call.self, from: row["call"]), revision: row["revision"],
      loggedAt: try instant(row, "loggedAt"))
    activity.isWithdrawn = row["withdrawn"]
    return activity
  }
}
