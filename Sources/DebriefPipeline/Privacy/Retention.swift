import Calendars
import DebriefStore

/// Takes away what is older than `retention` (docs/privacy.md), once a day: a run costs what changed, and looking for old
/// rows goes through all of them.
struct Retention {
  private static let gate = "retention"

  let context: RunContext

  func apply() throws {
    guard let retention = context.configuration.retention else { return }
    let mark = "\(context.now.utc.date) \(retention)"
    guard try context.store.gate(Self.gate) != mark else { return }
    let removed = try context.store.removeEnded(before: context.now.advanced(by: -retention))
    try context.store.setGate(Self.gate, to: mark)
    if removed > 0 { context.count("removed", removed, in: .prompts) }
  }
}
