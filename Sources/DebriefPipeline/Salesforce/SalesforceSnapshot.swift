import CRM
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import SalesforceClient

/// Keeps the snapshot up to date from Salesforce itself: everything once a day, in between what changed.
///
/// Whatever goes wrong, the snapshot before stays in force.
struct SalesforceSnapshot {
  private let context: RunContext
  private let session: SalesforceSession
  private let stage: StageName

  init(_ context: RunContext, session: SalesforceSession, stage: StageName) {
    self.context = context
    self.session = session
    self.stage = stage
  }

  private var settings: SalesforceSettings { context.configuration.salesforce }
  private var folder: String { context.configuration.stateFolder + "/salesforce" }

  func bring() throws {
    let sync = try context.store.snapshotSync()
    let signature = signature
    let base = sync.flatMap { $0.settings == signature ? $0 : nil }
    if let base, context.now.seconds(since: base.readAt) < settings.interval, base.readAt <= context.now { return }
    let isFull = base.map { context.now.seconds(since: $0.fullAt) >= settings.fullInterval } ?? true
    do {
      if let base, !isFull {
        try bringChanges(base)
      } else {
        try bringEverything(signature)
      }
    } catch let failure as SalesforceFailure {
      try refuse(failure.description)
    } catch let missing as ColumnsMissing {
      try refuse(missing.description)
    } catch let refusal as SnapshotRefusal {
      try refuse("\(refusal.file): \(refusal.sentence)")
    }
  }

  private func bringEverything(_ signature: String) throws {
    context.progress("reading Salesforce …")
    let path = folder + "/everything"
    let result = try download.run(into: path, since: nil)
    let outcome = try context.store.importSnapshot(
      reader(path), maxShrinkPercent: context.configuration.crm.maxShrinkPercent, at: context.now)
    let snapshot: Snapshot
    var refused = 0
    switch outcome {
    case .unchanged(let current): snapshot = current
    case .imported(let current, let reading):
      snapshot = current
      refused = say(reading, at: path)
      for (object, counts) in reading.counts { context.count(object.rawValue, counts.records, in: stage) }
    }
    try context.store.save(
      SnapshotSync(
        changedUntil: result.changedUntil, fullAt: context.now, readAt: context.now, settings: signature,
        snapshot: snapshot.id))
    finish(path, refused: refused, result)
  }

  private func bringChanges(_ base: SnapshotSync) throws {
    context.progress("reading Salesforce's changes …")
    let path = folder + "/changes"
    let result = try download.run(into: path, since: base.changedUntil)
    var sync = base
    sync.changedUntil.merge(result.changedUntil) { _, new in new }
    sync.readAt = context.now
    let outcome = try context.store.importChanges(
      reader(path), sync: sync, maxShrinkPercent: context.configuration.crm.maxShrinkPercent, at: context.now)
    switch outcome {
    case .unchanged(_, let reading): finish(path, refused: say(reading, at: path), result)
    case .changed(_, let reading, let records, let deletions):
      context.count("changed", records, in: stage)
      if deletions > 0 { context.count("deleted", deletions, in: stage) }
      finish(path, refused: say(reading, at: path), result)
    }
  }

  private var download: SalesforceDownload {
    let firstDay = context.now.advanced(by: -settings.tasksSince).utc.date
    return SalesforceDownload(
      session: session,
      queries: SalesforceQueries(settings: settings, map: context.configuration.crm.fields, firstDay: firstDay))
  }

  private func reader(_ path: String) -> SnapshotReader {
    SnapshotReader(path: path, map: context.configuration.crm.fields, dateOrder: nil)
  }

  /// Reports rows that could not be used, and says how many there were.
  private func say(_ reading: SnapshotReading, at path: String) -> Int {
    for refusal in reading.refusals {
      context.refuse(.init(file: "\(path)/\(refusal.file)", line: refusal.line, message: refusal.fact.sentence))
    }
    for note in reading.notes where !note.isEmptiness {
      context.warn(.init(file: "\(path)/\(note.file)", message: note.sentence))
    }
    return reading.refusals.count
  }

  /// The files hold people's data, and everything in them is in the database now; they stay only where somebody has to
  /// look at a row.
  private func finish(_ path: String, refused: Int, _ result: SalesforceDownload.Result) {
    if refused == 0 { try? FileManager.default.removeItem(atPath: path) }
    for why in result.leftOut {
      context.warn(.init(file: settings.url ?? "", message: "not everything is read: \(why)"))
    }
  }

  private func refuse(_ message: String) throws {
    let consequence =
      try context.store.snapshotAsOf().map { "The snapshot of \($0) stays in force." }
      ?? "There is no snapshot before it, so nothing can be matched."
    let end = message.hasSuffix(".") ? "" : "."
    context.refuse(.init(file: settings.url ?? "Salesforce", message: "\(message)\(end) \(consequence)"))
  }

  /// What the records depend on beside the org: another value, and changes cannot be put onto what is there.
  private var signature: String {
    let fields = context.configuration.crm.fields
    var hash = StableHash()
    for text in [settings.url ?? "", String(settings.tasksSince)] { hash.combine(text) }
    hash.combine(fields.contactEmailFields.joined(separator: "\u{1F}"))
    hash.combine(fields.accountDomainFields.joined(separator: "\u{1F}"))
    for (key, value) in (fields.overrides.map { ("field \($0)", $1) } + settings.filters.map { ("filter \($0)", $1) })
      .sorted(by: { $0.0 < $1.0 })
    {
      hash.combine(key)
      hash.combine(value)
    }
    return String(hash.value, radix: 36)
  }
}

extension SnapshotNote {
  /// Among changes, an object without any is no news.
  fileprivate var isEmptiness: Bool { if case .noRows = fact { true } else { false } }
}
