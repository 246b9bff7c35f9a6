import Calendars
import DebriefCore
import DebriefStore

/// The whole of `debrief run`: five stages, in this order, each of which takes what the one before left in the store.
///
/// Newcomers start here. A stage reads what waits, decides with `DebriefCore`, writes in transactions and reports; it
/// keeps nothing between runs. docs/architecture.md draws the way of one event through the stages.
package struct Pipeline {
  /// What a run does, first to last.
  package static let stages: [any Stage] = [
    ImportSnapshot(),  // CRM export        → accounts, contacts, opportunities …
    ReadCalendars(),  // calendar files    → seats: who met whom and when, or why it is no meeting
    MatchMeetings(),  // seats, snapshot   → the opportunity of each, with the evidence
    WritePrompts(),  // seats, matches    → pending prompts; moved, cancelled and vanished ones follow
    RunWorkflows(),  // all of the above  → messages for people and channels, each cause once
  ]

  /// Runs every stage, or the one named; the report accounts for every event, whatever was run.
  package static func run(_ context: RunContext, only name: StageName? = nil) throws -> RunReport {
    context.isWhole = name == nil
    for stage in stages where name == nil || stage.name == name {
      try Interruption.check()
      context.progress("\(stage.name.rawValue) …")
      do {
        try stage.run(context)
      } catch {
        throw context.store.explained(error)
      }
    }
    if context.isWhole { try Retention(context: context).apply() }
    return try RunReport(context)
  }
}
