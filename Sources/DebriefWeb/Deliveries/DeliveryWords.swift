import DebriefCore
import DebriefPipeline
import DebriefStore

/// A delivery in words: what it is, whose, where it stands. All of it may hold strangers' texts.
struct DeliveryWords {
  let record: OutboxRecord
  private let clock: WallClock
  private let owner: String

  init(_ context: PageContext, _ record: OutboxRecord) {
    self.record = record
    clock = context.site.clock(in: context.configuration.timeZone)
    owner = context.configuration.name(of: record.entry.owner)
  }

  /// In a few words what it is about.
  var title: String {
    switch record.entry.delivery {
    case .task(let task): task.isWithdrawn ? "Withdrawn: \(task.call.subject)" : task.call.subject
    case .contact(let contact): "\(contact.name) <\(contact.email)>"
    case .contactRole(let role): "\(role.role) on \(role.opportunity)"
    case .opportunity(let update): "Fields of \(update.opportunity)"
    case .proofOfValue(let pov): pov.name
    case .message(let message): "To \(message.recipient.description): \(message.lines.first?.plainText ?? "")"
    }
  }

  /// `Task of 2026-01-06 · Bruno Keller · salesforce`: meetings of one series have one title.
  var origin: String {
    var object = record.entry.delivery.object
    if case .task(let task) = record.entry.delivery { object += " of \(task.call.day)" }
    return [object, owner, record.courier].compactMap(\.self).joined(separator: " · ")
  }

  var tag: HTML {
    switch record.state {
    case .failed: span(.class("tag wrong")) { "failed" }
    case .unknown where record.isForPerson: span(.class("tag wrong")) { "unknown: needs you" }
    case .unknown: span(.class("tag doubt")) { "unknown" }
    case .sending: span(.class("tag")) { "being sent" }
    case .queued: span(.class("tag")) { "queued" }
    case .done: span(.class("tag sure")) { "delivered" }
    case .cancelled: span(.class("tag")) { "cancelled" }
    }
  }

  /// What comes next, or what it came to.
  var standing: String {
    switch record.state {
    case .failed: "\(attempts), and it stays here until somebody decides."
    case .unknown where record.isForPerson: "\(attempts). Look there whether it has arrived, then say so here."
    case .unknown: "\(attempts). Looked up from \(clock.short(record.entry.dueAt))."
    case .sending: "Handed over\(record.lease.map { " \(clock.short($0.since))" } ?? ""); no answer yet."
    case .queued: record.attempts == 0 ? "Due \(due)." : "\(attempts), the next \(due)."
    case .done: "Delivered\(record.reference.map { " as \($0)" } ?? "")."
    case .cancelled: "Nobody will send it."
    }
  }

  private var due: String { clock.short(record.entry.dueAt) }

  private var attempts: String {
    switch record.attempts {
    case 0: "Not tried since"
    case 1: "Tried once"
    case 2: "Tried twice"
    default: "Tried \(record.attempts) times"
    }
  }

  /// One line of its history.
  func sentence(_ line: OutboxEventLine) -> String {
    let courier = line.courier ?? "a courier"
    let by = line.by.map { " by \($0)" } ?? ""
    let what =
      switch line.state {
      case .queued where line.by != nil: line.attempt == 0 ? "Queued\(by)" : "Asked for again\(by)"
      case .queued: line.attempt == 0 ? "Queued" : "Waits for another attempt"
      case .sending: "Attempt \(line.attempt): handed to \(courier)"
      case .done: "Delivered\(line.reference.map { " as \($0)" } ?? "")\(line.by.map { ", says \($0)" } ?? "")"
      case .unknown: "No answer: it may have arrived"
      case .failed: "Failed"
      case .cancelled: "Cancelled\(by)"
      }
    return what + (line.why.map { ": \($0)" } ?? "") + "."
  }

  func when(_ line: OutboxEventLine) -> String { clock.short(line.at) }

  var asked: String { "Asked for \(clock.short(record.entry.createdAt)) by \(owner)." }
}
