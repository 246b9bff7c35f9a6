import Addresses
import Calendars
import DebriefCore
import GRDB

/// One person's way out of the database. First whatever has a meaning is taken apart and put together without them; then
/// every other cell that holds an address of theirs loses it.
struct Eraser {
  let now: Instant
  var forgetting: Forgetting
  var report: ForgetReport
  /// Of files that hold what was rewritten.
  var batches: Set<Int> = []
  /// Prompts that named them, and whether nobody else from outside attended.
  var prompts: [Prompt.ID: Bool] = [:]
  /// The same of activities.
  var activities: [Activity.ID: Bool] = [:]

  init(_ person: Forgetting.Person, now: Instant, isDone: Bool) {
    self.now = now
    forgetting = Forgetting(person)
    report = ForgetReport(person: person.description, isDone: isDone)
  }

  mutating func run(_ db: Database, store: Store) throws {
    // Keys of deliveries hold addresses, too, and their histories refer to them.
    try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
    try remember(db)
    try learn(db)
    try eraseSeats(db)
    try erasePrompts(db, store)
    try eraseActivities(db, store)
    try eraseDeliveries(db)
    try eraseSlack(db)
    try eraseRecords(db)
    try eraseCells(db)
  }

  private func remember(_ db: Database) throws {
    let (kind, text): (String, String) =
      switch forgetting.person {
      case .address(let address): ("address", address.key)
      case .domain(let domain): ("domain", domain.ascii)
      }
    try db.execute(
      sql: "INSERT INTO forgotten (kind, hash, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [kind, ForgottenPeople.hash(text), now.description])
  }

  /// Which records of the CRM they are, and under which names.
  private mutating func learn(_ db: Database) throws {
    let contacts = try Row.fetchAll(
      db,
      sql: """
        SELECT c.id, c.name, a.value AS address FROM crm_contact AS c JOIN crm_contact_address AS a ON a.contact_id = c.id
        """)
    let leads = try Row.fetchAll(db, sql: "SELECT id, name, email AS address FROM crm_lead WHERE email IS NOT NULL")
    for row in contacts + leads where forgetting.covers(row["address"]) {
      if let id = SalesforceID(row["id"] as String) { forgetting.records.insert(id) }
      forgetting.names.insert(row["name"])
    }
    for call in try String.fetchAll(db, sql: "SELECT \"call\" FROM activityRevision WHERE instr(\"call\", '@') > 0") {
      let call = try JSONColumn.decode(Activity.Call.self, from: call)
      forgetting.names.formUnion(call.newContacts.filter { forgetting.covers($0.email) }.map(\.name))
    }
  }

  // MARK: Meetings

  private mutating func eraseSeats(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM seatDetails WHERE participants <> '[]'") {
      guard let rest = try seatDetails(row).forgetting(where: forgetting.person.covers) else { continue }
      forgetting.names.formUnion(rest.gone.compactMap(\.name))
      let key: StatementArguments = [row["source"] as String, row["uid"] as String, row["number"] as Int]
      let theirs = "source = ? AND uid = ? AND details = ?"
      // Made anew by the next run, of what is left.
      try db.execute(
        sql: """
          DELETE FROM "match" WHERE (owner, uid, recurrenceID) IN (
            SELECT owner, uid, recurrenceID FROM seat WHERE \(theirs))
          """, arguments: key)
      let meetings = try Int.fetchOne(db, sql: "SELECT count(*) FROM seat WHERE \(theirs)", arguments: key) ?? 0
      report.meetings += meetings
      if rest.isNobodyLeft {
        try db.execute(
          sql: "UPDATE seat SET reason = ? WHERE \(theirs)", arguments: [ReasonCode.forgotten.rawValue] + key)
        report.meetingsWithNobodyLeft += meetings
      }
      try SeatDetailsRow(rest.details, sequence: row["sequence"]).write(
        row["number"], ofSeries: row["uid"], source: row["source"], db)
    }
  }

  private mutating func erasePrompts(_ db: Database, _ store: Store) throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM prompt") {
      var prompt = try store.prompt(row)
      guard let rest = prompt.facts.details.forgetting(where: forgetting.person.covers) else { continue }
      forgetting.names.formUnion(rest.gone.compactMap(\.name))
      prompts[prompt.id] = rest.isNobodyLeft
      report.prompts += 1
      prompt.facts.details = rest.details
      prompt.match = forgetting.match(prompt.match)
      if rest.isNobodyLeft, prompt.state.isOpen {
        let (withdrawn, event) = try prompt.apply(
          .withdraw(reason: ReasonCode.forgotten.rawValue), at: now, by: PromptReconciliation.actor)
        prompt = withdrawn
        report.withdrawn += 1
        try Store.append(event, to: prompt.id, db)
      }
      try db.execute(
        sql: """
          UPDATE prompt SET title = ?, location = ?, participants = ?, recordLinks = ?, "match" = ?, state = ?,
            snoozedUntil = ?, stateReason = ? WHERE id = ?
          """,
        arguments: [
          prompt.facts.title, prompt.facts.location, ParticipantsColumn.encode(prompt.facts.participants),
          JSONColumn.encode(prompt.facts.recordLinks), JSONColumn.encode(prompt.match), prompt.state.rawValue,
          prompt.snoozedUntil?.description, prompt.stateReason, prompt.id,
        ])
    }
  }

  private mutating func eraseActivities(_ db: Database, _ store: Store) throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM activity") {
      let activity = try store.activity(row)
      let isAlone = activity.prompt.flatMap { prompts[$0] }
      let text: String = row["call"]
      guard isAlone != nil || forgetting.isNamed(in: activity.call) || forgetting.isNamed(in: text) else { continue }
      activities[activity.id] = isAlone ?? false
      report.activities += 1
      try db.execute(
        sql: "UPDATE activity SET \"call\" = ? WHERE id = ?",
        arguments: [try JSONColumn.encode(forgetting.call(activity.call, isAlone: isAlone)), activity.id])
      let forms = try Row.fetchAll(
        db, sql: "SELECT number, \"call\" FROM activityRevision WHERE activity = ?", arguments: [activity.id])
      for form in forms {
        let call = try JSONColumn.decode(Activity.Call.self, from: form["call"])
        try db.execute(
          sql: "UPDATE activityRevision SET \"call\" = ? WHERE activity = ? AND number = ?",
          arguments: [
            try JSONColumn.encode(forgetting.call(call, isAlone: isAlone)), activity.id, form["number"] as Int,
          ])
      }
    }
  }

  // MARK: The rest

  private mutating func eraseRecords(_ db: Database) throws {
    for id in forgetting.records.map(\.description).sorted() {
      for table in ["crm_contact", "crm_lead"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
        report.records += db.changesCount
      }
      for table in ["crm_contact_address", "crm_contact_role"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE contact_id = ?", arguments: [id])
      }
    }
  }

  /// Every cell of text that still holds an address of theirs. An event's UID is left as its calendar has it: it is how
  /// an event is known again.
  private mutating func eraseCells(_ db: Database) throws {
    let forgetting = forgetting
    db.add(
      function: DatabaseFunction("forgotten_text", argumentCount: 1, pure: true) { values in
        guard let value = values.first else { return nil }
        if case .blob(let data) = value.storage {
          return forgetting.erased(String(decoding: data, as: UTF8.self)).data(using: .utf8)
        }
        return String.fromDatabaseValue(value).map(forgetting.erased)
      })
    let kept: Set<String> = ["uid", "recurrenceID", "source", "owner"]
    let tables = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    for table in tables {
      for column in try db.columns(in: table)
      where ["TEXT", "BLOB"].contains(column.type.uppercased()) && !kept.contains(column.name) {
        let name = "\"\(column.name)\""
        // A cell of a key may become like another's, which it then replaces.
        try db.execute(
          sql: """
            UPDATE OR REPLACE "\(table)" SET \(name) = forgotten_text(\(name))
            WHERE instr(CAST(\(name) AS TEXT), '@') > 0 AND forgotten_text(\(name)) IS NOT \(name)
            """)
        report.cells += db.changesCount
      }
    }
  }
}
