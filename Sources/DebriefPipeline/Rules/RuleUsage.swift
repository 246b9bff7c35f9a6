import Addresses
import Calendars
import DebriefCore

/// Whom the stored meetings and the CRM know: what tells a rule at work from an idle one.
package struct RuleUsage: Sendable {
  /// How many stored meetings of each day, counted since 1970-01-01, a name or an address took part in.
  private var meetings: [String: [Int64: Int]] = [:]
  /// Hosts of the CRM's people with all names above them, and their addresses.
  private var known: Set<String> = []

  package init() {}

  /// Counts the participants of one stored meeting.
  package mutating func add(_ participants: some Sequence<Participant>, on day: CivilDate) {
    var counted: Set<String> = []
    for address in participants.lazy.compactMap(\.address) {
      counted.insert(address.key)
      for name in address.host.selfAndParents { counted.insert(String(name)) }
    }
    for name in counted { meetings[name, default: [:]][day.daysSinceEpoch, default: 0] += 1 }
  }

  /// Counts an address of a contact or a lead.
  package mutating func add(known address: EmailAddress) {
    known.insert(address.key)
    for name in address.host.selfAndParents where !known.insert(String(name)).inserted { break }
  }

  /// How many stored meetings of these days, both included, the rule was about while it was in force.
  package func hits(of rule: Rule, since: CivilDate, until: CivilDate) -> Int {
    (meetings[rule.target] ?? [:]).reduce(0) { sum, entry in
      let (day, count) = entry
      guard since.daysSinceEpoch <= day, day <= until.daysSinceEpoch, rule.holds(on: CivilDate(daysSinceEpoch: day))
      else { return sum }
      return sum + count
    }
  }

  /// The last day until `day` of a stored meeting that the rule was about while it was in force.
  package func lastHit(of rule: Rule, until day: CivilDate) -> CivilDate? {
    (meetings[rule.target] ?? [:]).keys.filter { $0 <= day.daysSinceEpoch }.map { CivilDate(daysSinceEpoch: $0) }
      .filter(rule.holds).max()
  }

  func wasTouched(_ rule: Rule, since: CivilDate, until: CivilDate) -> Bool {
    hits(of: rule, since: since, until: until) > 0
  }

  func isKnown(_ rule: Rule) -> Bool { meetings[rule.target] != nil || known.contains(rule.target) }
}
