import DebriefCore

/// What tells two sets of rules apart. A rule that only got another reason, or stands on another line, does the same.
package struct RuleDifference: Sendable {
  package var added: [Rule] = []
  package var removed: [Rule] = []
  /// Rules that do the same and give another reason for it, as they are now.
  package var reworded: [Rule] = []

  package init(from before: [Rule], to after: [Rule]) {
    let old = Dictionary(before.map { ($0.effect, $0) }) { first, _ in first }
    let new = Dictionary(after.map { ($0.effect, $0) }) { first, _ in first }
    added = Self.unique(after).filter { old[$0.effect] == nil }
    removed = Self.unique(before).filter { new[$0.effect] == nil }
    reworded = Self.unique(after).filter { rule in old[rule.effect].map { $0.reason != rule.reason } ?? false }
  }

  private static func unique(_ rules: [Rule]) -> [Rule] {
    var seen: Set<Rule.Effect> = []
    return rules.filter { seen.insert($0.effect).inserted }
  }

  package var isEmpty: Bool { added.isEmpty && removed.isEmpty }

  /// The added and removed rules that are about one of the participants: no other rule can change their meeting.
  package func rules(about participants: [Participant]) -> (added: [Rule], removed: [Rule]) {
    func touches(_ rule: Rule) -> Bool {
      participants.contains { $0.address.map(rule.covers) ?? false }
    }
    return (added.filter(touches), removed.filter(touches))
  }

  /// Whether the new rules can make an outsider of somebody who was none, or let a blocked one in again: then events
  /// count of which the store keeps no participants.
  package var canAddMeetings: Bool { removed.contains(where: \.decidesParticipants) }

  /// The difference in words, one line each.
  package var sentences: [String] {
    var lines: [String] = []
    var gone = removed
    for rule in added {
      let before = gone.firstIndex { $0.kind == rule.kind && $0.subject == rule.subject }
      if let before {
        lines.append("changed: \(Self.words(gone[before])) → \(Self.words(rule))")
        gone.remove(at: before)
      } else {
        lines.append("added: \(Self.words(rule)) (\(rule.reason))")
      }
    }
    lines += gone.map { "removed: \(Self.words($0)) (\($0.reason))" }
    lines += reworded.map { "reason of \(Self.words($0)) is now: \($0.reason)" }
    return lines
  }

  /// `alias corpmail.example → 001…, until 2026-12-31`.
  package static func words(_ rule: Rule) -> String {
    var words = "\(rule.kind.rawValue) \(rule.target)"
    if let account = rule.account { words += " for \(account)" }
    if let from = rule.from { words += ", from \(from)" }
    if let until = rule.until { words += ", until \(until)" }
    return words
  }
}
