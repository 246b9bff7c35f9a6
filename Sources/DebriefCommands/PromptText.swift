import Calendars
import DebriefCore
import DebriefPipeline

/// Prompts as a terminal shows them. Titles and names come from strangers, so every line goes through `terminalText`.
struct PromptText {
  private let clock: WallClock
  private let timeZone: String

  init(_ configuration: Configuration) {
    timeZone = configuration.timeZone
    clock = WallClock(timeZone: configuration.timeZone)
  }

  func list(_ prompts: [Prompt]) -> String {
    guard !prompts.isEmpty else { return "No prompts.\n" }
    var lines: [String] = []
    for (index, prompt) in prompts.enumerated() {
      if index == 0 || prompts[index - 1].seat.owner != prompt.seat.owner {
        let count = prompts.count { $0.seat.owner == prompt.seat.owner }
        if index > 0 { lines.append("") }
        lines.append("\(prompt.seat.owner.key): \(count) prompt\(count == 1 ? "" : "s")")
      }
      let facts = prompt.facts
      let length = WallClock.duration(facts.startsAt, facts.endsAt)
      let title = fitted(terminalText(facts.title ?? "(no title)"), to: 34)
      lines.append(
        "  \(prompt.id)  \(clock.short(facts.startsAt)) \(fitted(length, to: 7))\(title) \(terminalText(prompt.match.headline))"
      )
      if let why = prompt.match.firstReason {
        lines.append("      \(terminalText(why))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func detail(_ prompt: Prompt, history: [PromptEvent], siblings: [Prompt]) -> String {
    let facts = prompt.facts
    var lines = ["You just had a meeting: \(facts.title ?? "(no title)")"]
    lines.append("  when      \(clock.range(facts.startsAt, facts.endsAt)) (\(timeZone))")
    if let location = facts.location, !location.isEmpty { lines.append("  where     \(location)") }
    lines.append("  whose     \(prompt.seat.owner.key), prompt \(prompt.id), \(prompt.state.rawValue)")
    for flag in prompt.flags.map(\.sentence).sorted() { lines.append("  note      \(flag)") }
    for sibling in siblings {
      lines.append("  also      \(sibling.seat.owner.key) was there, too: their prompt is \(sibling.state.rawValue)")
    }
    lines.append("  who")
    lines += facts.participants.map { "            \($0.line)" }
    lines.append("  about     \(prompt.match.headline)")
    lines += prompt.match.reasons.map { "            \($0)" }
    if let change = prompt.match.whatWouldChangeIt { lines.append("            What would change it: \(change).") }
    let others = prompt.match.candidates.filter { $0.opportunity != prompt.match.opportunity }
    if !others.isEmpty {
      lines.append("  others")
      lines += others.map { "            \($0.title) \($0.opportunity)" }
    }
    lines.append("  history")
    lines += history.map {
      "            \($0.at) \($0.by): \($0.from.map { "\($0.rawValue) → " } ?? "")\($0.to.rawValue), \($0.why)"
    }
    if let version = prompt.rulesVersion {
      lines.append("  matched   with rules \(version), snapshot \(prompt.snapshot ?? "none")")
    }
    return lines.map(terminalText).joined(separator: "\n") + "\n"
  }
}

extension Participant {
  fileprivate var line: String {
    var line = "\(name.map { "\($0) " } ?? "")<\(address?.key ?? written)> \(kind.rawValue)"
    if isOrganizer { line += ", organiser" }
    if let participationStatus { line += ", \(participationStatus.lowercased())" }
    return "\(line) (\(basis))"
  }
}
