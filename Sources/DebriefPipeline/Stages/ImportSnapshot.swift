import Archives
import CRM
import Calendars
import DebriefCore
import DebriefStore
import Foundation

/// Brings the CRM export into the store.
///
/// An export that cannot be trusted (an object missing, a file cut short, far fewer rows than before) is refused whole,
/// and the snapshot before it stays in force.
struct ImportSnapshot: Stage {
  let name = StageName.snapshot

  private static let gate = "snapshot"

  func run(_ context: RunContext) throws {
    if context.configuration.crm.readsSalesforce {
      let session = try SalesforceConnection.session(
        context.configuration.salesforce, environment: context.environment)
      if let session { try SalesforceSnapshot(context, session: session, stage: name).bring() }
      return
    }
    guard let path = context.configuration.crm.snapshot else { return }
    let gate = gate(of: path, context.configuration)
    if let gate, try context.store.gate(Self.gate) == gate, let current = try context.store.currentSnapshot() {
      return refuseBadRows(of: current, context)
    }
    let reader = SnapshotReader(
      path: path, map: context.configuration.crm.fields, dateOrder: context.configuration.crm.dateOrder,
      archiveLimits: context.configuration.limits.snapshotArchive)
    do {
      switch try context.store.importSnapshot(
        reader, maxShrinkPercent: context.configuration.crm.maxShrinkPercent, at: context.now)
      {
      case .unchanged(let snapshot): refuseBadRows(of: snapshot, context)
      case .imported(_, let reading):
        for refusal in reading.refusals {
          let file = place(of: refusal.file, in: path)
          context.refuse(.init(file: file, line: refusal.line, message: refusal.fact.sentence))
        }
        for note in reading.notes {
          context.warn(.init(file: place(of: note.file, in: path), message: note.sentence))
        }
        for (object, counts) in reading.counts { context.count(object.rawValue, counts.records, in: name) }
      }
      if let gate { try context.store.setGate(Self.gate, to: gate) }
    } catch let refusal as SnapshotRefusal {
      let consequence =
        try context.store.currentSnapshot().map { "The snapshot of \($0.importedAt) stays in force." }
        ?? "There is no snapshot before it, so nothing can be matched."
      context.refuse(
        .init(
          file: place(of: refusal.file, in: path), line: refusal.line, message: "\(refusal.sentence) \(consequence)"))
    }
  }

  /// Where a person finds the file: its name within the snapshot, behind the snapshot's path.
  private func place(of file: String, in path: String) -> String {
    file == path ? path : path.hasSuffix("/") ? path + file : "\(path)/\(file)"
  }

  /// Rows that were refused at the import are still missing today: a run that skips the unchanged export says so.
  private func refuseBadRows(of snapshot: Snapshot, _ context: RunContext) {
    for (object, counts) in snapshot.counts.sorted(by: { $0.key < $1.key }) where counts.refused > 0 {
      context.refuse(
        .init(
          file: snapshot.path,
          message: "\(counts.refused) rows of \(object.rawValue) were refused when it was imported at "
            + "\(snapshot.importedAt), as was said then"))
    }
  }

  /// Name, size and date of every file, and the settings that reading depends on; nil where nothing is there.
  private func gate(of path: String, _ configuration: Configuration) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    let names = isFolder.boolValue ? (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] : [""]
    let fields = configuration.crm.fields
    var hash = StableHash()
    hash.combine(configuration.crm.maxShrinkPercent)
    hash.combine(fields.contactEmailFields.joined(separator: "\u{1F}"))
    hash.combine(fields.accountDomainFields.joined(separator: "\u{1F}"))
    // A dictionary has another order in every process.
    for (field, column) in fields.overrides.sorted(by: { $0.key < $1.key }) {
      hash.combine(field)
      hash.combine(column)
    }
    hash.combine(configuration.crm.dateOrder?.rawValue)
    hash.combine(String(describing: configuration.limits.snapshotArchive))
    for name in names.sorted() {
      hash.combine(name)
      hash.combine(FileGate(path: name.isEmpty ? path : "\(path)/\(name)", settings: "")?.text)
    }
    return String(hash.value, radix: 36)
  }
}
