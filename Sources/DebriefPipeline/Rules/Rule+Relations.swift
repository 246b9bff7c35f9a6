import Addresses
import Calendars
import DebriefCore

/// How two rules stand to each other. Pure; `rules check`, `simulate` and `history` ask.
extension Rule {
  /// The domain or the address, as text.
  package var target: String {
    switch subject {
    case .domain(let host): host.ascii
    case .address(let address): address.key
    }
  }

  /// What the rule does, whoever wrote it and why: two rules with equal effects are one.
  struct Effect: Hashable {
    var kind: Kind
    var subject: Subject
    var account: SalesforceID?
    var from: CivilDate?
    var until: CivilDate?
  }

  var effect: Effect { Effect(kind: kind, subject: subject, account: account, from: from, until: until) }

  /// Whether every address that `other` is about is one that this rule is about.
  func reaches(_ other: Rule) -> Bool {
    switch (subject, other.subject) {
    case (.domain(let mine), .domain(let theirs)): theirs.isWithin(mine)
    case (.domain(let mine), .address(let theirs)): theirs.host.isWithin(mine)
    case (.address(let mine), .address(let theirs)): mine == theirs
    case (.address, .domain): false
    }
  }

  private var days: ClosedRange<Int64> {
    let first = from?.daysSinceEpoch ?? .min
    return first...max(first, until?.daysSinceEpoch ?? .max)
  }

  /// Whether this rule is in force on every day on which `other` is.
  func holdsThroughout(_ other: Rule) -> Bool {
    days.lowerBound <= other.days.lowerBound && other.days.upperBound <= days.upperBound
  }

  /// Whether there is a day on which both are in force.
  func holdsTogether(with other: Rule) -> Bool { days.overlaps(other.days) }

  var pointsAtAccount: Bool { kind == .alias || kind == .subsidiary }

  /// Whether this kind decides who is a participant at all, before anything is matched.
  var decidesParticipants: Bool { kind == .internal || kind == .notAPerson || kind == .block }
}

extension Rule {
  /// The line to put below `rules:`, quoted so that it reads back as the same rule.
  package var yaml: String {
    var fields = ["kind: \(kind.rawValue)"]
    switch subject {
    case .domain(let host): fields.append("domain: \(host.ascii)")
    case .address(let address): fields.append("address: \(YAMLText.quoted(address.key))")
    }
    if let account { fields.append("account: \(account)") }
    fields.append("reason: \(YAMLText.quoted(reason))")
    if let from { fields.append("from: \(from)") }
    if let until { fields.append("until: \(until)") }
    return "  - { \(fields.joined(separator: ", ")) }"
  }
}
