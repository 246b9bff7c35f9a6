import Calendars
import DebriefCore
import DebriefPipeline

/// A simulation for a person: what the draft changes, how many meetings, against what SAs decided, and which.
struct RuleSimulationText {
  private(set) var text = ""
  private let clock: WallClock

  init(_ simulation: RuleSimulation, _ configuration: Configuration, limit: Int) {
    clock = WallClock(timeZone: configuration.timeZone)
    add("Draft \(simulation.draft), against the rules in \(configuration.path):")
    if simulation.differences.isEmpty { add("  the same rules") }
    for line in simulation.differences { add("  \(line)") }
    add("")
    add(
      "\(simulation.meetings) stored meetings from \(clock.short(simulation.since)) to \(clock.short(simulation.until)):"
    )
    for change in RuleChange.allCases { add(count(simulation.counts[change.rawValue] ?? 0, change.words)) }
    if let found = simulation.readAnew { add("  (the calendars were read anew, which found \(found) of them)") }
    scores(simulation)
    for caveat in simulation.caveats { add(caveat) }
    flips(simulation, limit: limit)
  }

  private mutating func scores(_ simulation: RuleSimulation) {
    let (before, after) = (simulation.before, simulation.after)
    guard before.logged + before.loggedElsewhere + before.dismissed > 0 else { return }
    add("")
    add("Against what SAs decided       before    after")
    func row(_ name: String, _ old: String, _ new: String) {
      add("  \(fitted(name, to: 27))\(right(old, 8)) \(right(new, 8))")
    }
    row("precision", percent(before.precision), percent(after.precision))
    row("recall", percent(before.recall), percent(after.recall))
    row("abstention", percent(before.abstention), percent(after.abstention))
    row("logged: kept", "\(before.kept)", "\(after.kept)")
    row("logged: would be changed", "\(before.changed)", "\(after.changed)")
    row("logged: asked", "\(before.asked)", "\(after.asked)")
    row("logged: no prompt", "\(before.missed)", "\(after.missed)")
    row("logged to no opportunity", "\(before.loggedElsewhere)", "\(after.loggedElsewhere)")
    row("  with one preselected", "\(before.preselectedElsewhere)", "\(after.preselectedElsewhere)")
    row("dismissed, still prompted", "\(before.dismissedStillPrompted)", "\(after.dismissedStillPrompted)")
  }

  private mutating func flips(_ simulation: RuleSimulation, limit: Int) {
    guard !simulation.flips.isEmpty else { return }
    add("")
    for (index, flip) in simulation.flips.prefix(limit).enumerated() {
      if index == 0 || simulation.flips[index - 1].change != flip.change { add("\(flip.change.words):") }
      add("  \(clock.short(flip.start)) \(flip.owner)  \(flip.title ?? "(no title)")")
      add("      \(flip.before) → \(flip.after)")
      for reason in flip.because { add("      \(reason)") }
      if let decided = flip.decided {
        add("      The SA \(decided)\(flip.effect.map { ": \($0.words)" } ?? "").")
      }
    }
    let left = simulation.flips.count - limit
    if left > 0 { add("… and \(left) more: --limit, --csv or --json show them.") }
  }

  private mutating func add(_ line: String) { text += terminalText(line) + "\n" }

  private func count(_ count: Int, _ words: String) -> String { "  \(right("\(count)", 7)) \(words)" }

  private func right(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - text.count)) + text
  }

  private func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
