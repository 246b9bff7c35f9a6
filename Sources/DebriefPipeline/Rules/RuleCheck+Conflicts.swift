import Addresses
import DebriefCore

extension RuleCheck {
  /// What rules do to each other.
  func conflicts() -> [RuleFinding] {
    var findings: [RuleFinding] = []
    for (index, rule) in rules.enumerated() {
      if let ours = companyDomains.first(where: { Self.isCovered(rule, by: $0) }), rule.kind != .notAPerson {
        findings.append(
          finding(
            rule.kind == .internal ? .note : .wrong, .shadowed, rule,
            "\(rule.kind.rawValue) \(rule.target) is never asked: company.domains holds \(ours.ascii)"))
        continue
      }
      let others = rules.enumerated().filter { $0.offset != index }
      if let other = others.first(where: { silences($0.element, $0.offset, rule, index) })?.element {
        let isSame = Self.meansTheSame(other, rule)
        findings.append(
          finding(
            isSame ? .note : .wrong, .shadowed, rule,
            "\(rule.kind.rawValue) \(rule.target) is never asked: line \(other.line), \(other.kind.rawValue) "
              + "\(other.target), \(isSame ? "says it already" : "comes first")"))
      }
      for other in rules[(index + 1)...] where contradicts(rule, other) {
        findings.append(
          finding(
            .wrong, .contradiction, other,
            "\(other.kind.rawValue) \(other.target) names another account than line \(rule.line): while both hold, "
              + "the domain is only suggested"))
      }
    }
    return findings
  }

  private static func isCovered(_ rule: Rule, by domain: HostName) -> Bool {
    switch rule.subject {
    case .domain(let host): host.isWithin(domain)
    case .address(let address): address.host.isWithin(domain)
    }
  }

  private static func meansTheSame(_ a: Rule, _ b: Rule) -> Bool {
    if a.pointsAtAccount && b.pointsAtAccount { return a.account == b.account }
    if a.kind == b.kind { return true }
    return [a.kind, b.kind].allSatisfy { $0 == .generic || $0 == .sharedHost }
  }

  /// Whether `first` makes `second` idle: it reaches as far, holds as long, and is asked before it.
  private func silences(_ first: Rule, _ firstIndex: Int, _ second: Rule, _ secondIndex: Int) -> Bool {
    guard first.reaches(second), first.holdsThroughout(second) else { return false }
    // Of two that silence each other, the later one is the idle one.
    let isMutual = second.reaches(first) && second.holdsThroughout(first)
    switch (first.kind, second.kind) {
    case (.notAPerson, .notAPerson), (.internal, .internal), (.block, .block), (.partner, .partner),
      (.generic, .generic), (.sharedHost, .sharedHost), (.allow, .allow):
      return !isMutual || firstIndex < secondIndex
    case (.notAPerson, _): return true
    case (.internal, .notAPerson): return false
    case (.internal, _): return true
    // A block leaves the participant out before anything is asked of the CRM.
    case (.block, .notAPerson), (.block, .internal): return false
    case (.block, _): return true
    // Among domains the most specific entry decides, so a wider one silences nothing but permission.
    case (.sharedHost, .allow), (.generic, .allow): return true
    case (.sharedHost, .generic), (.sharedHost, .alias), (.sharedHost, .subsidiary), (.generic, .alias),
      (.generic, .subsidiary):
      return isSameDomain(first, second)
    case (.alias, .alias), (.subsidiary, .subsidiary), (.alias, .subsidiary), (.subsidiary, .alias):
      return first.account == second.account && (!isMutual || firstIndex < secondIndex)
        && !isInterrupted(second, below: first)
    default: return false
    }
  }

  private func isSameDomain(_ a: Rule, _ b: Rule) -> Bool { a.subject == b.subject }

  /// Whether another rule decides between a wide domain and a narrower one of the same account, so that the narrow one
  /// has something to say.
  private func isInterrupted(_ narrow: Rule, below wide: Rule) -> Bool {
    rules.contains { rule in
      rule.subject != wide.subject && rule.effect != narrow.effect && wide.reaches(rule) && rule.reaches(narrow)
        && (rule.pointsAtAccount ? rule.account != narrow.account : rule.kind == .generic || rule.kind == .sharedHost)
    }
  }

  private func contradicts(_ a: Rule, _ b: Rule) -> Bool {
    a.pointsAtAccount && b.pointsAtAccount && a.account != b.account && a.subject == b.subject
      && a.holdsTogether(with: b)
  }
}
