import Calendars
import DebriefCore
import DebriefStore

/// Sends what is due: the one loop over the outbox, whoever carries what.
package struct OutboxPush {
  private let store: Store
  private let couriers: DeliveryCouriers
  private let files: OutboxFiles?
  private let clock: () -> Instant
  private let sleep: (Int64) -> Void
  private let patience: Int64

  /// - Parameters:
  ///   - files: where what no courier takes is written; nil leaves it waiting.
  ///   - clock: the time, asked before every attempt. A clock that stands still makes the push deterministic.
  ///   - patience: for how long to wait, in seconds and altogether, for services that asked for a pause.
  package init(
    store: Store, couriers: DeliveryCouriers, files: OutboxFiles?, clock: @escaping () -> Instant, patience: Int64 = 0,
    sleep: @escaping (Int64) -> Void = { _ in }
  ) {
    self.store = store
    self.couriers = couriers
    self.files = files
    self.clock = clock
    self.patience = patience
    self.sleep = sleep
  }

  /// What one push did.
  package struct Report: Sendable, Encodable {
    package var schema = "debrief.push/1"
    package var files: [String] = []
    /// What was delivered, to files or by couriers.
    package var deliveries = 0
    package var byCourier: [String: Int] = [:]
    /// What is still queued: it may be taken back, or waits for its next attempt.
    package var waiting = 0
    /// What nobody knows the fate of.
    package var unknown = 0
    /// What failed in this push and needs a person.
    package var failed: [Failed] = []
    /// Couriers whose service takes nothing at the moment, with the reason.
    package var unavailable: [String: String] = [:]

    package struct Failed: Sendable, Encodable {
      package var key: String
      package var courier: String
      package var why: String
      package var field: String?
    }

    /// 69 where a service takes nothing, else 3 where something needs a person, else 0 (docs/exit-codes.md).
    package var exitCode: Int32 { !unavailable.isEmpty ? 69 : failed.isEmpty ? 0 : 3 }
  }

  /// - Parameter isAlone: no other process is sending, since the caller holds the installation's lock: what is still
  ///   marked as being sent was left behind by one that died.
  package func run(isAlone: Bool) throws -> Report {
    var report = Report()
    _ = try store.recoverOrphans(isAlone: isAlone, now: clock())
    try writeFiles(into: &report)
    let end = clock().advanced(by: patience)
    while !couriers.isEmpty {
      for courier in couriers.couriers where report.unavailable[courier.name] == nil {
        try lookUp(courier, &report)
        try send(courier, &report)
      }
      // What is due by now has had its turn, or waits for something else.
      let now = clock()
      guard report.unavailable.count < couriers.couriers.count, let due = try store.nextDue(after: now, by: end) else {
        break
      }
      sleep(due.seconds(since: now))
      try Interruption.check()
      // A clock that stands still would keep us here for ever.
      if clock() < due { break }
    }
    let counts = try store.outboxCounts()
    report.waiting = counts[.queued] ?? 0
    report.unknown = counts[.unknown] ?? 0
    return report
  }

  private func writeFiles(into report: inout Report) throws {
    guard let files else { return }
    let couriers = couriers
    let written = try files.push(from: store, now: clock()) { couriers.courier(for: $0) == nil }
    report.files = written.files
    report.deliveries += written.deliveries
    if written.deliveries > 0 { report.byCourier["files"] = written.deliveries }
  }

  private func lookUp(_ courier: any Courier, _ report: inout Report) throws {
    for item in try store.toLookUp(by: courier.name, now: clock()) {
      try Interruption.check()
      let answer = courier.lookUp(item.parcel)
      let settled = try store.settle(item.held, .lookedUp(answer), at: clock())
      if let settled { note(settled, courier, &report) }
    }
  }

  private func send(_ courier: any Courier, _ report: inout Report) throws {
    let couriers = couriers
    while report.unavailable[courier.name] == nil {
      try Interruption.check()
      let claimed = try store.claim(for: courier.name, limit: max(courier.batchSize, 1), now: clock()) {
        couriers.courier(for: $0)?.name == courier.name
      }
      if claimed.isEmpty { return }
      let results = courier.send(claimed.map(\.parcel))
      for (index, item) in claimed.enumerated() {
        let result = index < results.count ? results[index] : .unknown(why: "\(courier.name) gave no answer for it")
        let settled = try store.settle(item.held, .answered(result), at: clock())
        if case .unavailable(_, let why) = result { report.unavailable[courier.name] = why }
        if let settled { note(settled, courier, &report) }
      }
    }
  }

  private func note(_ record: OutboxRecord, _ courier: any Courier, _ report: inout Report) {
    switch record.state {
    case .done:
      report.deliveries += 1
      report.byCourier[courier.name, default: 0] += 1
    case .failed:
      report.failed.append(
        .init(key: record.entry.key, courier: courier.name, why: record.why ?? "", field: record.field))
    case .unknown where record.isForPerson:
      report.failed.append(.init(key: record.entry.key, courier: courier.name, why: record.why ?? "", field: nil))
    default: break
    }
  }
}
