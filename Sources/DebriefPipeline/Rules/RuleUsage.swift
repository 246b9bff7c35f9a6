import Addresses
import Calendars
import DebriefCore

/// Whom the stored meetings and the CRM know: what tells a rule at work from an idle one.
package struct RuleUsage {
  /// The days, since 1970-01-01, on which a name, or an address, took part in a stored meeting.
  private var days: [String: Set<Int64>] = [:]
  /// Hosts of the CRM's people with all names above them, and their addresses.
  private var known: Set<String> = []

  package init() {}

  /// Counts the participants of one stored meeting.
  package mutating func add(_ participants: some Sequence<Participant>, on day: CivilDate) {
    for address in participants.lazy.compactMap(\.address) {
      days[address.key, default: []].insert(day.daysSinceEpoch)
      for name in address.host.selfAndParents { days[String(name), default: []].insert(day.daysSinceEpoch) }
    }
  }

  /// Counts an address of a contact or a lead.
  package mutating func add(known address: EmailAddress) {
    known.insert(address.key)
    for name in address.host.selfAndParents where !known.insert(String(name)).inserted { break }
  }

  func wasTouched(_ rule: Rule, since: CivilDate, until: CivilDate) -> Bool {
    (days[rule.target] ?? []).contains { day in
      since.daysSinceEpoch <= day && day <= until.daysSinceEpoch && rule.holds(on: CivilDate(daysSinceEpoch: day))
    }
  }

  func isKnown(_ rule: Rule) -> Bool { days[rule.target] != nil || known.contains(rule.target) }
}
