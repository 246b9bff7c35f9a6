import Addresses
import Calendars
import DebriefCore

/// Finds what is wrong, idle or worth a look in a set of rules and in the accounts' domains. Pure: everything it looks
/// at is in its properties (product definition, section 5, `rules check`).
package struct RuleCheck {
  package var rules: [Rule]
  /// The configuration's path, for the findings.
  package var file: String
  package var companyDomains: [HostName] = []
  package var companyLine: Int?
  package var today: CivilDate
  package var suffixes: PublicSuffixes
  /// What the CRM alone says of domains: built without the rules.
  package var domains: AccountDomains
  package var accounts: [SalesforceID: Account] = [:]
  /// Where the snapshot came from; nil where there is none.
  package var snapshotSource: String?
  /// Who was in the stored meetings, and which hosts the CRM's people have.
  package var usage = RuleUsage()
  /// A rule that touched no meeting in so many days is called unused.
  package var unusedDays = 90

  package init(
    rules: [Rule], file: String, today: CivilDate, suffixes: PublicSuffixes, domains: AccountDomains
  ) {
    self.rules = rules
    self.file = file
    self.today = today
    self.suffixes = suffixes
    self.domains = domains
  }

  /// All findings, by place.
  package func findings() -> [RuleFinding] {
    var findings = conflicts()
    let generic = GenericDomains()
    let people = NonPeople()
    for rule in rules {
      let silenced = findings.contains { $0.code == .shadowed && $0.line == rule.line && $0.subject == rule.target }
      let outOfForce = dates(rule)
      findings += outOfForce
      findings += accounts(rule)
      findings += domain(rule, generic)
      if !silenced {
        findings += withoutEffect(rule, generic, people)
        if outOfForce.isEmpty { findings += idle(rule) }
      }
    }
    findings += company(generic)
    findings += crm()
    return findings.sorted()
  }

  func finding(
    _ level: RuleFinding.Level, _ code: RuleFinding.Code, _ rule: Rule, _ message: String
  ) -> RuleFinding {
    RuleFinding(level, code, file: file, line: rule.line, subject: rule.target, message: message)
  }

  // MARK: One rule

  private func dates(_ rule: Rule) -> [RuleFinding] {
    if let until = rule.until, until < today {
      return [
        finding(
          .note, .expired, rule,
          "\(rule.kind.rawValue) \(rule.target) ended on \(until); it still counts for meetings before that day")
      ]
    }
    if let from = rule.from, from > today {
      return [finding(.note, .notYetInForce, rule, "\(rule.kind.rawValue) \(rule.target) begins on \(from)")]
    }
    return []
  }

  private func accounts(_ rule: Rule) -> [RuleFinding] {
    guard let id = rule.account, snapshotSource != nil else { return [] }
    guard let account = accounts[id] else {
      return [
        finding(
          .wrong, .missingAccount, rule,
          "\(rule.kind.rawValue) \(rule.target) points at \(id), which the snapshot does not hold: it matches nothing")
      ]
    }
    guard let master = account.masterRecordID else { return [] }
    return [
      finding(
        .wrong, .missingAccount, rule,
        "\(rule.kind.rawValue) \(rule.target) points at \(id), which was merged into \(master): point it there")
    ]
  }

  private func domain(_ rule: Rule, _ generic: GenericDomains) -> [RuleFinding] {
    guard case .domain(let host) = rule.subject else { return [] }
    if suffixes.isPublicSuffix(host) {
      return [
        finding(
          .wrong, .publicSuffix, rule,
          "\(host.ascii) is a public suffix: \(rule.kind.rawValue) would cover every company that registers below it")
      ]
    }
    let isAllowed = rules.contains { $0.kind == .allow && $0.reaches(rule) && $0.holdsThroughout(rule) }
    let claimsPeople = rule.pointsAtAccount || rule.kind == .internal
    if claimsPeople, !isAllowed, let verdict = generic.verdict(for: host, suffixes: suffixes) {
      let advice =
        rule.pointsAtAccount
        ? "anybody with an address there would count as the account's; if it is the company's own, add an allow rule"
        : "anybody with an address there would count as one of us"
      return [finding(.wrong, .genericAlias, rule, "\(verdict): \(advice)")]
    }
    return []
  }

  private func withoutEffect(_ rule: Rule, _ generic: GenericDomains, _ people: NonPeople) -> [RuleFinding] {
    func note(_ message: String) -> [RuleFinding] {
      [finding(.note, .withoutEffect, rule, "\(rule.kind.rawValue) \(rule.target) changes nothing: \(message)")]
    }
    switch (rule.kind, rule.subject) {
    case (.allow, .domain(let host)) where generic.verdict(for: host, suffixes: suffixes) == nil:
      return note("no list calls it generic")
    case (.generic, .domain(let host)):
      return generic.verdict(for: host, suffixes: suffixes).map { note("\($0) already") } ?? []
    case (.notAPerson, .address(let address)):
      let verdict = people.verdict(address: address)
      guard verdict.kind == .automation || verdict.kind == .resource || verdict.kind == .group else { return [] }
      return note("\(verdict.list ?? "a list") has it already (\(verdict.entry ?? address.key))")
    case (.alias, .domain(let host)), (.subsidiary, .domain(let host)):
      guard case .match(let reference) = domains.decide(host).outcome, reference.accountID == rule.account?.description
      else { return [] }
      return note("the account's own \(reference.basis == .website ? "website" : "domain field") says so")
    case (.internal, .domain(let host)):
      guard case .match(let reference) = domains.decide(host).outcome else { return [] }
      let name = SalesforceID(reference.accountID).flatMap { accounts[$0]?.name } ?? reference.accountID
      return [
        finding(
          .note, .internalCustomer, rule,
          "internal \(host.ascii) is the domain of the account \(name): meetings with it lead to no prompt")
      ]
    default: return []
    }
  }

  /// Unused, or about something that nobody has ever seen.
  private func idle(_ rule: Rule) -> [RuleFinding] {
    let name = "\(rule.kind.rawValue) \(rule.target)"
    if usage.wasTouched(rule, since: today.advanced(byDays: -Int64(unusedDays)), until: today) { return [] }
    if rule.decidesParticipants {
      // An event without outsiders is stored without its guests, so that this rule may be at work unseen.
      return [
        finding(
          .note, .unused, rule,
          "\(name) touched no stored meeting in the last \(unusedDays) days; events that it leaves without outsiders "
            + "are stored without their guests, so simulate before you remove it")
      ]
    }
    if !usage.isKnown(rule) {
      return [
        finding(
          .note, .matchesNothing, rule,
          "\(name) matches nothing: no participant of a stored meeting, no contact and no lead has it; a typing error?")
      ]
    }
    return [finding(.note, .unused, rule, "\(name) touched no stored meeting in the last \(unusedDays) days")]
  }

  // MARK: Company and CRM

  private func company(_ generic: GenericDomains) -> [RuleFinding] {
    companyDomains.compactMap { host in
      let problem: String
      if suffixes.isPublicSuffix(host) {
        problem = "\(host.ascii) is a public suffix"
      } else if let verdict = generic.verdict(for: host, suffixes: suffixes) {
        problem = "\(verdict)"
      } else {
        return nil
      }
      return RuleFinding(
        .wrong, suffixes.isPublicSuffix(host) ? .publicSuffix : .genericAlias, file: file, line: companyLine,
        subject: host.ascii,
        message: "company.domains: \(problem), so every guest with an address there counts as one of us")
    }
  }

  private func crm() -> [RuleFinding] {
    guard let snapshotSource else {
      return [
        RuleFinding(
          .note, .noSnapshot, file: file, line: nil, subject: "",
          message: "there is no CRM snapshot yet, so accounts were not checked")
      ]
    }
    func name(_ id: String) -> String { SalesforceID(id).flatMap { accounts[$0]?.name } ?? id }
    let shared = domains.sharedDomains.compactMap { shared -> RuleFinding? in
      // A rule that names the account has settled it.
      let settled = rules.contains { rule in
        guard case .domain(let host) = rule.subject, rule.kind != .allow, rule.kind != .partner else { return false }
        return rule.holds(on: today) && shared.domain.isWithin(host)
      }
      if settled { return nil }
      let names = shared.accountIDs.map { "\(name($0)) (\($0))" }.joined(separator: ", ")
      return RuleFinding(
        .note, .sharedDomain, file: snapshotSource, line: nil, subject: shared.domain.ascii,
        message: "\(shared.domain.ascii) is claimed by \(shared.accountIDs.count) accounts, so it is only suggested: "
          + "\(names). Correct the CRM, or name one with an alias rule")
    }
    let refused = domains.refusedFields.map { field in
      RuleFinding(
        .note, .refusedWebsite, file: snapshotSource, line: nil, subject: field.accountID,
        message: "\"\(field.value)\" of \(name(field.accountID)) (\(field.accountID)) gives no domain: "
          + "\(field.refusal)")
    }
    return shared + refused
  }
}
