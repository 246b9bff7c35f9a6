import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// Makes the matcher of a run, of `explain` and of a simulation from what the store holds.
package struct MatcherFactory {
  private let context: RunContext
  private let accounts: [Account]
  private let domains: AccountDomains

  /// - Parameter people: how many participants there are to match, where that is known: it decides how lists are read.
  package init(_ context: RunContext, people: Int? = nil) throws {
    self.context = context
    let accounts = try context.store.accounts()
    self.accounts = accounts
    // A name is looked at from several sides: as it stands, against the lists of providers, for names that resemble it.
    let lookUps = people.map { 4 * ($0 + accounts.count) } ?? .max
    domains = AccountDomains(
      accounts: accounts.map {
        AccountDomains.Entry(
          id: $0.id.description, name: $0.name, website: $0.website ?? "", domainFields: $0.domainFields)
      },
      rules: context.configuration.rules.compactMap(\.domainRule), suffixes: try context.suffixes(lookUps: lookUps))
  }

  /// A matcher that knows everything in the snapshot that these people could lead to: all accounts, and the contacts,
  /// leads, roles, opportunities and tasks that they bring in.
  ///
  /// - Parameter earliest: the start of the earliest meeting, for what was logged before it.
  package func matcher(for addresses: [EmailAddress], earliest: Instant) throws -> Matcher {
    let configuration = context.configuration
    let keys = Set(addresses.flatMap { [$0.key, $0.withoutSubaddress?.key].compactMap { $0 } })
    let days = decisiveDays(since: earliest)
    let byDomain = Set(
      Set(addresses.map(\.host)).flatMap { host in days.flatMap { domains.decide(host, day: $0).accounts } })
    // A rule about a single address leads to its account without any domain.
    let byRule = configuration.rules.compactMap(\.account)
    let records = try context.store.records(
      addresses: keys, accounts: byDomain.union(byRule),
      architects: Set(configuration.solutionArchitects.map(\.email.key)),
      loggedSince: earliest.utc.date.advanced(byDays: -Int64(configuration.matching.loggedWithinDays) - 1))
    let index = SnapshotIndex(
      accounts: accounts, contacts: records.contacts, leads: records.leads, opportunities: records.opportunities,
      roles: records.roles, users: records.users, tasks: records.tasks, domains: domains)
    return Matcher(index: index, rules: configuration.rules, settings: configuration.matching)
  }

  /// The days on which a domain may begin to lead elsewhere: the first, and those on which a dated rule comes into
  /// force or ends.
  private func decisiveDays(since earliest: Instant) -> Set<Int> {
    let rules = context.configuration.rules
    let changes = rules.compactMap(\.from) + rules.compactMap { $0.until?.advanced(byDays: 1) }
    return Set(([earliest.utc.date] + changes).map { Int($0.daysSinceEpoch) })
  }
}

extension DomainDecision {
  /// The accounts that the domain leads to, firmly or perhaps.
  fileprivate var accounts: [SalesforceID] {
    switch outcome {
    case .match(let reference): [reference].compactMap { SalesforceID($0.accountID) }
    case .suggest(let references, _): references.compactMap { SalesforceID($0.accountID) }
    case .none: []
    }
  }
}
