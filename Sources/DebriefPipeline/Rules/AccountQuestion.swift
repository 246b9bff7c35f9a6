import Addresses
import Calendars
import DebriefCore

/// Why an address leads to one account, or does not. Pure.
package struct AccountQuestion {
  let account: Account
  let address: EmailAddress
  let match: Match?
  let index: SnapshotIndex
  let suffixes: PublicSuffixes
  /// How many opportunities the account has, open or closed.
  let opportunities: Int

  package init(
    account: Account, address: EmailAddress, match: Match?, index: SnapshotIndex, suffixes: PublicSuffixes,
    opportunities: Int
  ) {
    self.opportunities = opportunities
    self.account = account
    self.address = address
    self.match = match
    self.index = index
    self.suffixes = suffixes
  }

  /// Whether the account, or one of its family, is what the address leads to.
  package var isAnswer: Bool {
    guard let found = match?.account, match?.outcome == .matched || match?.outcome == .accountOnly else { return false }
    return index.customer(ofAccount: found) == index.customer(ofAccount: account.id)
  }

  package var sentences: [String] {
    guard let match else {
      return ["\(account.name): not asked, because the address is no outsider's."]
    }
    let evidence = match.evidence.filter { $0.account == account.id }
    var lines: [String] = []
    if isAnswer {
      lines.append("\(account.name): yes.")
      lines += evidence.map(\.sentence)
      if match.account != account.id, let other = match.accountName { lines.append("\(other) is of the same family.") }
      return lines
    }
    lines.append("\(account.name): no.")
    if !evidence.isEmpty {
      lines += evidence.map(\.sentence)
      lines.append("It does not decide, because the meeting would be: \(match.headline).")
      return lines
    }
    lines += domainSentences(match)
    lines.append("No contact of \(account.name) has the address \(address.key).")
    if opportunities == 0 {
      lines.append("\(account.name) has no opportunity in the snapshot, so a match would end at the account.")
    }
    return lines
  }

  private func domainSentences(_ match: Match) -> [String] {
    let asked = suffixes.registrableDomain(of: address.host)?.ascii ?? address.host.ascii
    let cleaner = WebsiteCleaner(suffixes: suffixes, generic: GenericDomains(), tenants: TenantSuffixes())
    var own: [String] = []
    var refused: [String] = []
    for field in [account.website ?? ""] + account.domainFields {
      switch cleaner.domains(fromWebsite: field, accountName: account.name) {
      case .domains(let domains): own += domains.map(\.ascii).filter { !own.contains($0) }
      case .refused(.empty): break
      case .refused(let why): refused.append("Its \"\(field)\" gives no domain: \(why).")
      }
    }
    var lines = [
      own.isEmpty
        ? "The CRM records no domain of it, so \(asked) cannot equal one."
        : "Its domains are \(own.joined(separator: ", ")); \(asked) is none of them, and likeness never matches."
    ]
    lines += refused
    lines += match.warnings.filter { $0.account == account.id }.map {
      "Look-alike: \($0.likeness) Make sure that it is no impostor's before you write a rule."
    }
    if let other = match.evidence.first(where: { $0.account != nil }) { lines.append(other.sentence) }
    return lines
  }

  /// The rule that would make it the answer; nil where it is, and where none could.
  package var rule: Rule? {
    guard !isAnswer, match != nil, let domain = suffixes.registrableDomain(of: address.host),
      GenericDomains().verdict(for: address.host, suffixes: suffixes) == nil
    else { return nil }
    return Rule(
      kind: .alias, subject: .domain(domain), account: account.id, reason: "say why \(account.name) uses it", line: 0)
  }
}
