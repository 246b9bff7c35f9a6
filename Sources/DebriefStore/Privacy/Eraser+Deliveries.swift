import DebriefCore
import Foundation
import GRDB

extension Eraser {
  /// Deliveries that name them, that belong to what named them, or that tell of it.
  mutating func eraseDeliveries(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM outbox ORDER BY sequence") {
      let text: String = row["delivery"]
      let delivery = try JSONColumn.decode(Delivery.self, from: text)
      let subject: String = row["subject"]
      guard activities[subject] != nil || forgetting.isNamed(in: text) || isAbout(delivery) else { continue }
      try erase(row, delivery, db)
    }
  }

  private func isAbout(_ delivery: Delivery) -> Bool {
    switch delivery {
    case .contactRole(let role): forgetting.records.contains(role.contact)
    case .message(let message):
      message.links.contains { link in
        switch link {
        case .prompt(let id): prompts[id] != nil
        case .activity(let id): activities[id] != nil
        case .opportunity, .task: false
        }
      }
    case .task, .contact, .opportunity, .proofOfValue: false
    }
  }

  private mutating func erase(_ row: Row, _ delivery: Delivery, _ db: Database) throws {
    let record = try OutboxRows.record(row)
    let rest = forgetting.delivery(delivery, isAlone: try isAlone(delivery, db)) { link in
      switch link {
      case .prompt(let id): prompts[id] ?? false
      case .activity(let id): activities[id] ?? false
      case .opportunity, .task: false
      }
    }
    report.deliveries += 1
    if let batch: Int = row["batch"] { batches.insert(batch) }
    var state = record.state
    var why = record.why.map(forgetting.erasedWithNames)
    switch record.state {
    case .done: note(record, "was delivered")
    case .sending, .unknown:
      // Looking it up would take what is to be forgotten.
      note(record, "may have been delivered")
      (state, why) = (.cancelled, "forgotten; it may have arrived")
    case .queued, .failed: if !rest.hasPoint { (state, why) = (.cancelled, "forgotten") }
    case .cancelled: break
    }
    if state == .cancelled, record.state != .cancelled { report.cancelled += 1 }
    let (old, key) = (record.entry.key, try key(for: row, db))
    try db.execute(
      sql: """
        UPDATE outbox SET key = ?, subject = ?, stream = ?, delivery = ?, state = ?, forPerson = ?, why = ?,
          leasedSince = NULL, leasedUntil = NULL, version = version + 1 WHERE key = ?
        """,
      arguments: [
        key, forgetting.erased(row["subject"]), forgetting.erased(row["stream"]),
        try JSONColumn.encode(rest.delivery), state.rawValue, state == .cancelled ? 0 : row["forPerson"] as Int, why,
        old,
      ])
    if key != old {
      for (table, column) in [("outboxEvent", "key"), ("outboxNeed", "key"), ("outboxNeed", "needs")] {
        try db.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(column) = ?", arguments: [key, old])
      }
      try db.execute(sql: "UPDATE workflowFiring SET message = ? WHERE message = ?", arguments: [key, old])
    }
    for event in try Row.fetchAll(
      db, sql: "SELECT number, why FROM outboxEvent WHERE key = ? AND why IS NOT NULL", arguments: [key])
    {
      try db.execute(
        sql: "UPDATE outboxEvent SET why = ? WHERE key = ? AND number = ?",
        arguments: [forgetting.erasedWithNames(event["why"]), key, event["number"] as Int])
    }
    if state != record.state { try OutboxRows.note(key, at: now, by: nil, db) }
  }

  /// Whether nobody else from outside attended what a task is about; nil where no prompt says so.
  private func isAlone(_ delivery: Delivery, _ db: Database) throws -> Bool? {
    guard case .task(let task) = delivery else { return nil }
    let prompt = try String.fetchOne(db, sql: "SELECT prompt FROM activity WHERE id = ?", arguments: [task.activity])
    return prompt.flatMap { prompts[$0] }
  }

  /// A key without an address, and still unlike every other.
  private func key(for row: Row, _ db: Database) throws -> String {
    let (old, sequence): (String, Int) = (row["key"], row["sequence"])
    let key = forgetting.erased(old)
    return key == old ? old : "\(key)/\(sequence)"
  }

  private mutating func note(_ record: OutboxRecord, _ what: String) {
    let place = record.reference.map { " as \($0)" } ?? ""
    report.elsewhere.append(
      "\(record.courier ?? "?"): \(record.entry.delivery.object) \(record.entry.key) \(what)\(place)")
  }

  /// What is shown in Slack follows the store: cards are drawn anew by the next push. Notices and digests are not.
  mutating func eraseSlack(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM slackDigestItem ORDER BY owner, day, key") {
      let isTheirs = (row["prompt"] as String?).map { prompts[$0] != nil } ?? false
      guard isTheirs || forgetting.isNamed(in: row["text"]) else { continue }
      try db.execute(
        sql: "UPDATE slackDigestItem SET text = ? WHERE key = ?",
        arguments: [ForgottenWords.word, row["key"] as String])
      report.deliveries += 1
      let digest = "slack: the digest of \(row["owner"] as String) of \(row["day"] as String)"
      if report.elsewhere.last != digest { report.elsewhere.append(digest) }
    }
    for subject in prompts.keys.sorted() + activities.keys.sorted() {
      try db.execute(sql: "UPDATE slackMessage SET shown = -1 WHERE subject = ?", arguments: [subject])
    }
  }
}
