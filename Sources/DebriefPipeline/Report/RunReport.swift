import Calendars
import DebriefCore
import DebriefStore

/// What a run leaves to say: an account of every event, of every prompt, and of what could not be used.
package struct RunReport: Codable, Sendable {
  /// Counted up when the form changes in a way that a reader could stumble over.
  package var schema = "debrief.run/1"
  package var now: Instant
  package var snapshot: SnapshotLine?
  /// VEVENTs of all calendars: `read` equals the sum of `setAside`, `refused` and `expanded`.
  package var events = Events()
  /// Occurrences of the expanded VEVENTs in the run's window and up to its horizon, by what became of them.
  package var occurrences: [String: Int] = [:]
  package var prompts: [String: Int] = [:]
  /// What each stage did in this run; empty for a run that had nothing to do.
  package var work: [String: [String: Int]] = [:]
  package var refused: [RunContext.RefusedItem] = []
  package var warnings: [RunContext.RefusedItem] = []

  package struct Events: Codable, Sendable, Equatable {
    package var calendars = 0
    package var read = 0
    package var setAside: [String: Int] = [:]
    package var refused = 0
    package var expanded = 0
  }

  package struct SnapshotLine: Codable, Sendable {
    package var importedAt: Instant
    package var source: String
    package var rows: [String: Int]
  }

  init(_ context: RunContext) throws {
    now = context.now
    refused = context.refused
    warnings = context.warnings
    for (stage, counts) in context.work { work[stage.rawValue] = counts }
    let sources = try context.store.sources(onlyWithRefusals: !context.isAccountAsked).values
      .sorted { $0.path < $1.path }
    for source in sources { add(source) }
    for (source, item) in try context.store.seriesRefusals() {
      let said = RunContext.RefusedItem(file: source, line: item.line, uid: item.uid, message: item.message)
      if item.isRemark { warnings.append(said) } else { refused.append(said) }
    }
    guard context.isAccountAsked else { return }
    try addOccurrences(context, privateOccurrences: try context.store.privateOccurrences())
    for (state, count) in try context.store.promptCounts() { prompts[state.rawValue] = count }
    try addHealth(context, sources)
  }

  /// 3 where something was refused, else 0 (docs/exit-codes.md).
  package var exitCode: Int32 { refused.isEmpty ? 0 : 3 }

  private mutating func add(_ source: StoredSource) {
    let report = source.report
    events.calendars += 1
    events.read += report.events
    events.expanded += report.expanded
    for (reason, count) in report.setAside { events.setAside[reason, default: 0] += count }
    events.refused += report.refusedEvents
    refused += report.refused.map {
      .init(file: source.path, line: $0.line, uid: $0.uid, message: $0.message)
    }
    warnings += report.warnings.map { .init(file: source.path, line: $0.line, uid: $0.uid, message: $0.message) }
  }

  private mutating func addOccurrences(_ context: RunContext, privateOccurrences: Int) throws {
    for (reason, count) in try context.store.seatCounts() where count > 0 {
      if let reason { occurrences[reason.rawValue] = count }
    }
    if privateOccurrences > 0 { occurrences[ReasonCode.privateEvent.rawValue] = privateOccurrences }
    let meetings = try context.store.meetingCounts(
      endedSince: context.reconciliation.windowStart,
      now: context.now.advanced(by: -context.configuration.meetings.settle))
    occurrences["meeting"] = meetings.inWindow
    if meetings.toCome > 0 { occurrences[ReasonCode.notEnded.rawValue] = meetings.toCome }
    if meetings.past > 0 { occurrences[ReasonCode.outsideWindow.rawValue] = meetings.past }
  }

  /// Silence must never be mistaken for "no external meetings" (product definition, section 2).
  private mutating func addHealth(_ context: RunContext, _ sources: [StoredSource]) throws {
    let owners = Set(sources.compactMap(\.owner))
    for architect in context.configuration.solutionArchitects where !owners.contains(architect.email.key) {
      warnings.append(
        .init(file: context.configuration.path, message: "\(architect.email.key) has no calendar, so no prompts either")
      )
    }
    guard let current = try context.store.currentSnapshot() else {
      let crm = context.configuration.crm
      if crm.snapshot != nil || crm.readsSalesforce || !context.configuration.calendars.isEmpty {
        warnings.append(
          .init(
            file: context.configuration.path,
            message: "there is no CRM snapshot, so no meeting can be matched: "
              + (crm.snapshot == nil && !crm.readsSalesforce
                ? "set crm.snapshot" : "the one configured was refused")))
      }
      return
    }
    let asOf = try context.store.snapshotAsOf() ?? current.importedAt
    snapshot = SnapshotLine(
      importedAt: asOf, source: current.path,
      rows: Dictionary(uniqueKeysWithValues: current.counts.map { ($0.key.rawValue, $0.value.records) }))
    if context.now.seconds(since: asOf) > context.configuration.crm.maxAge {
      warnings.append(
        .init(
          file: current.path,
          message: "the CRM snapshot was imported at \(asOf), longer ago than crm.max_age allows"))
    }
  }
}
