import CRM
import Calendars
import DebriefCore
import Foundation
import SalesforceClient

/// Looks an org over before anything depends on it: the login, the fields, the permissions and the picklists. Nothing is
/// changed there.
package struct SalesforceInspection {
  package struct Finding: Sendable, Hashable {
    package enum State: Sendable { case fine, note, attention }
    package var subject: String
    package var state: State
    package var message: String
  }

  package private(set) var findings: [Finding] = []
  private let configuration: Configuration
  private let environment: [String: String]
  private let now: Instant

  /// - Parameter triesTask: have Salesforce check a task, in a request that it must roll back.
  package init(_ configuration: Configuration, environment: [String: String], now: Instant, triesTask: Bool) {
    self.configuration = configuration
    self.environment = environment
    self.now = now
    run(triesTask: triesTask)
  }

  private mutating func add(_ subject: String, _ state: Finding.State, _ message: String) {
    findings.append(Finding(subject: subject, state: state, message: message))
  }

  private mutating func run(triesTask: Bool) {
    let settings = configuration.salesforce
    let session: SalesforceSession
    do {
      guard let made = try SalesforceConnection.session(settings, environment: environment) else {
        return add("salesforce", .attention, "salesforce.url is not set: see docs/salesforce.md")
      }
      session = made
    } catch {
      return add("salesforce", .attention, "\(error)")
    }
    checkKey(settings)
    do {
      try session.logIn()
      add("login", .fine, "\(settings.url ?? "") lets us in\(settings.username.map { " as \($0)" } ?? "")")
      try checkVersion(session, settings)
      try checkReading(session)
      if settings.isWritten { try checkWriting(session) }
      if triesTask { try tryTask(session) }
      if let limit = session.limit {
        let isShort = limit.used * 5 > limit.allowed * 4
        add(
          "requests", isShort ? .attention : .fine,
          "\(limit.used) of \(limit.allowed) in the last 24 hours\(isShort ? ": hardly any are left" : "")")
      }
    } catch let failure as SalesforceFailure {
      add("salesforce", .attention, failure.description)
    } catch {
      add("salesforce", .attention, "\(error)")
    }
  }

  private mutating func checkKey(_ settings: SalesforceSettings) {
    guard settings.login == .jwt, environment[SalesforceSettings.keyVariable] == nil,
      let path = settings.privateKeyFile
    else { return }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
      add("private key", .attention, "other users can read \(path): chmod 600 \(path)")
    }
  }

  private mutating func checkVersion(_ session: SalesforceSession, _ settings: SalesforceSettings) throws {
    let versions = try session.json("GET", "/services/data/").array?.compactMap { $0["version"]?.string } ?? []
    if versions.contains(settings.apiVersion) {
      add("API", .fine, "version \(settings.apiVersion) of \(versions.last ?? "")")
    } else {
      add(
        "API", .attention,
        "the org has no version \(settings.apiVersion): set salesforce.api_version to \(versions.last ?? "one of its own")"
      )
    }
  }

  // MARK: Reading

  private mutating func checkReading(_ session: SalesforceSession) throws {
    let queries = SalesforceQueries(
      settings: configuration.salesforce, map: configuration.crm.fields, firstDay: now.utc.date)
    for object in SnapshotObject.allCases {
      let name = queries.name(of: object)
      guard let description = try describe(name, session) else {
        add(
          "read \(name)", object.isRequired ? .attention : .note,
          "the org has no such object, or the user may not see it\(object.isRequired ? "" : ": it is left out")")
        continue
      }
      do {
        let columns = try queries.columns(object, description)
        let missing = queries.missing(object, description)
        let rest = missing.isEmpty ? "" : "; without \(missing.joined(separator: ", "))"
        add("read \(name)", .fine, "\(columns.count) fields\(rest)")
      } catch {
        add("read \(name)", .attention, "\(error)")
      }
    }
  }

  private func describe(_ name: String, _ session: SalesforceSession) throws -> ObjectDescription? {
    do {
      return try session.describe(name)
    } catch {
      if case .refused(.refuse, _) = error { return nil }
      throw error
    }
  }

  // MARK: Writing

  private mutating func checkWriting(_ session: SalesforceSession) throws {
    let columns = configuration.activities.columns
    try checkFields(session, of: "Task", prefix: "Task.", needsUpdate: true)
    if let task = try describe("Task", session) {
      checkTaskKey(task, columns)
      checkChoices(task, columns)
    }
    try checkFields(session, of: "Contact", prefix: "Contact.", needsUpdate: false)
    try checkFields(session, of: "OpportunityContactRole", prefix: "ContactRole.", needsUpdate: false)
    if let role = try describe("OpportunityContactRole", session)?.field(columns.column("ContactRole.role")) {
      compare("roles", ContactRoleRequest.roles, with: role)
    }
    try checkFields(session, of: "Opportunity", prefix: "Opportunity.", needsUpdate: true, onlyUpdate: true)
    if let status = try describe("Opportunity", session)?.field(columns.column("Opportunity.evaluation_status")) {
      compare("evaluation's close status", EvaluationStatus.allCases.map(\.rawValue), with: status)
    }
    try checkFields(
      session, of: configuration.salesforce.proofOfValueObject, prefix: "POV.", needsUpdate: true, isOptional: true)
  }

  private mutating func checkFields(
    _ session: SalesforceSession, of name: String, prefix: String, needsUpdate: Bool, onlyUpdate: Bool = false,
    isOptional: Bool = false
  ) throws {
    guard let object = try describe(name, session) else {
      return add(
        "write \(name)", isOptional ? .note : .attention, "the org has no such object, or the user may not see it")
    }
    let keys = DeliveryColumns.defaults.keys.filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".id") }.sorted()
    var absent: [String] = []
    var closed: [String] = []
    for column in keys.map(configuration.activities.columns.column) {
      guard let field = object.field(column) else {
        absent.append(column)
        continue
      }
      // Some can be set once only; those are right where the record is.
      if onlyUpdate ? !field.isUpdatable : !field.isCreatable { closed.append(column) }
    }
    if !absent.isEmpty {
      add(
        "write \(name)", .attention,
        "no field \(absent.joined(separator: ", ")), or the user may not see it: make it, or name another in "
          + "activities.fields; whatever has a value there cannot be written")
    }
    if !closed.isEmpty { add("write \(name)", .attention, "the user may not write \(closed.joined(separator: ", "))") }
    let mayWrite = onlyUpdate ? object.isUpdatable : object.isCreatable && (object.isUpdatable || !needsUpdate)
    if !mayWrite {
      add("write \(name)", .attention, "the user may not \(onlyUpdate ? "edit" : "create") records")
    } else if absent.isEmpty, closed.isEmpty {
      add("write \(name)", .fine, "\(keys.count) fields")
    }
  }

  private mutating func checkTaskKey(_ task: ObjectDescription, _ columns: DeliveryColumns) {
    let name = columns.column("Task.key")
    guard let key = task.field(name) else { return }
    if !key.isFilterable {
      add("task's key", .attention, "\(name) cannot be searched: make it a text field, not a long one")
    } else if key.isExternalID, key.isUnique {
      add("task's key", .fine, "\(name) is a unique external id: a call can never be there twice")
    } else if key.isExternalID {
      add("task's key", .note, "\(name) is an external id but not unique: tick \"Unique\", so that none can be twice")
    } else {
      add(
        "task's key", .note,
        "\(name) is plain text: looked up before each write; two programs at once could write twice")
    }
    if key.length > 0, key.length < 40 {
      add("task's key", .attention, "\(name) takes \(key.length) characters; make it 80")
    }
  }

  private mutating func checkChoices(_ task: ObjectDescription, _ columns: DeliveryColumns) {
    let wanted: [(String, String, [String])] = [
      ("activity types", "Task.activity_type", ActivityCatalogue.standard.types.map(\.name)),
      ("sentiments", "Task.sentiment", Sentiment.allCases.map(\.rawValue)),
      ("persona levels", "Task.persona_levels", PersonaLevel.allCases.map(\.rawValue)),
      ("products", "Task.products", configuration.activities.products),
      ("statuses", "Task.status", ["Completed", "Deferred"]), ("subtypes", "Task.subtype", ["Call"]),
      ("priorities", "Task.priority", ["Normal"]),
    ]
    for (what, key, values) in wanted {
      if let field = task.field(columns.column(key)) { compare(what, values, with: field) }
    }
  }

  private mutating func compare(_ what: String, _ values: [String], with field: ObjectDescription.Field) {
    guard !field.choices.isEmpty else { return }
    let missing = values.filter { !field.choices.contains($0) }
    guard !missing.isEmpty else { return }
    add(
      "picklist", field.isRestrictedPicklist ? .attention : .note,
      "\(field.name) lacks \(missing.map { "\"\($0)\"" }.joined(separator: ", ")) of our \(what)"
        + (field.isRestrictedPicklist ? ", and takes no other: add them" : ""))
  }

  // MARK: A task that is not saved

  /// Salesforce runs everything that a save runs, validation rules and flows, and takes it back, because the second
  /// record of the request cannot be saved.
  private mutating func tryTask(_ session: SalesforceSession) throws {
    let columns = configuration.activities.columns
    let day = now.utc.date.description
    var task: [String: JSONValue] = [
      "attributes": ["type": "Task"], columns.column("Task.key"): "debrief-dry-run",
      columns.column("Task.subject"): "Debrief dry run, never saved", columns.column("Task.day"): .string(day),
      columns.column("Task.status"): "Completed", columns.column("Task.priority"): "Normal",
      columns.column("Task.subtype"): "Call", columns.column("Task.description"): "Taken back at once.",
    ]
    let owner = try configuration.solutionArchitects.first.flatMap {
      try FreshRecords(session: session).user(withEmail: $0.email.key)
    }
    if let owner { task[columns.column("Task.owner")] = .string(owner.description) }
    var impossible = task
    impossible[columns.column("Task.key")] = "debrief-dry-run-2"
    impossible[columns.column("Task.name")] = "003000000000000AAA"
    let answer = try session.json(
      "POST", "\(session.base)/composite/sobjects",
      body: ["allOrNone": true, "records": [.object(task), .object(impossible)]])
    guard let first = answer.array?.first else { throw SalesforceFailure.unreadable("the answer to the dry run") }
    let error = (first["errors"]?.array ?? []).compactMap(APIError.init).first
    if first["success"]?.bool ?? false {
      add("dry run", .attention, "Salesforce saved it after all: delete the task \(first["id"]?.string ?? "")")
    } else if error?.code == "ALL_OR_NONE_OPERATION_ROLLED_BACK" {
      add("dry run", .fine, "a task would be saved; it was taken back")
    } else {
      add("dry run", .attention, "a task would not be saved: \(error.map { "\($0)" } ?? "no reason was given")")
    }
  }
}
