import CRM
import DebriefCore
import DebriefStore

/// Brings the CRM export into the store.
///
/// An export that cannot be trusted (an object missing, a file cut short, far fewer rows than before) is refused whole,
/// and the snapshot before it stays in force.
struct ImportSnapshot: Stage {
  let name = StageName.snapshot

  func run(_ context: RunContext) throws {
    guard let path = context.configuration.crm.snapshot else { return }
    let reader = SnapshotReader(
      path: path, map: context.configuration.crm.fields, archiveLimits: context.configuration.limits.snapshotArchive)
    do {
      let reading = try context.store.importSnapshot(
        reader, maxShrinkPercent: context.configuration.crm.maxShrinkPercent, at: context.now)
      for refusal in reading.refusals {
        context.refuse(.init(file: refusal.file, line: refusal.line, message: refusal.description))
      }
      for note in reading.notes { context.warn(.init(file: note.file, message: note.description)) }
    } catch let refusal as SnapshotRefusal {
      context.refuse(
        .init(
          file: refusal.file, line: refusal.line, message: "\(refusal) The snapshot before this one stays in force."))
    }
  }
}
