import Calendars
import DebriefCore
import DebriefStore

/// Deliveries as lines for people.
enum OutboxText {
  static func line(_ record: OutboxRecord) -> String {
    var line = "\(state(record))  \(record.entry.key)  \(record.entry.owner.key)"
    if let courier = record.courier { line += "  \(courier)" }
    if let reference = record.reference { line += "  \(reference)" }
    switch record.state {
    case .queued: line += "  due \(record.entry.dueAt)"
    case .unknown where !record.isForPerson: line += "  looked up from \(record.entry.dueAt)"
    default: break
    }
    return line + (record.why.map { ": \($0)" } ?? "") + (record.field.map { " (\($0))" } ?? "")
  }

  static func line(_ event: OutboxEventLine) -> String {
    var line = "  \(event.at)  \(event.state.rawValue)"
    if event.attempt > 0 { line += ", attempt \(event.attempt)" }
    if let courier = event.courier { line += ", \(courier)" }
    if let by = event.by { line += ", by \(by)" }
    if let reference = event.reference { line += ", as \(reference)" }
    return line + (event.why.map { ": \($0)" } ?? "")
  }

  private static func state(_ record: OutboxRecord) -> String {
    let word = record.isForPerson ? "unknown!" : record.state.rawValue
    return word + String(repeating: " ", count: max(0, 9 - word.count))
  }
}

struct OutboxListJSON: Encodable {
  var schema = "debrief.outbox/1"
  var counts: [String: Int]
  var deliveries: [OutboxRecordJSON]
}

struct OutboxRecordJSON: Encodable {
  struct Line: Encodable {
    var at: Instant
    var state: String
    var attempt: Int
    var courier: String?
    var by: String?
    var reference: String?
    var why: String?
  }

  var schema = "debrief.delivery/1"
  var key: String
  var object: String
  var subject: String
  var owner: String
  var state: String
  var needsPerson: Bool
  var courier: String?
  var attempts: Int
  var createdAt: Instant
  var dueAt: Instant
  var reference: String?
  var why: String?
  var field: String?
  var waitsFor: [String]?
  var history: [Line]?

  init(_ record: OutboxRecord, history: [OutboxEventLine]? = nil, waitsFor: [String]? = nil) {
    key = record.entry.key
    object = record.entry.delivery.object
    subject = record.entry.subject
    owner = record.entry.owner.key
    state = record.state.rawValue
    needsPerson = record.isForPerson || record.state == .failed
    courier = record.courier
    attempts = record.attempts
    createdAt = record.entry.createdAt
    dueAt = record.entry.dueAt
    reference = record.reference
    why = record.why
    field = record.field
    self.waitsFor = waitsFor
    self.history = history?.map {
      Line(
        at: $0.at, state: $0.state.rawValue, attempt: $0.attempt, courier: $0.courier, by: $0.by,
        reference: $0.reference, why: $0.why)
    }
  }
}
