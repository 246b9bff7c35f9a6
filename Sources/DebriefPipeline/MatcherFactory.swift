import Addresses
import DebriefCore
import DebriefStore

/// Makes the matcher of a run, of `explain` and of a simulation from what the store holds.
package struct MatcherFactory {
  private let context: RunContext

  package init(_ context: RunContext) { self.context = context }

  /// A matcher that knows everything in the snapshot that `addresses` could lead to: all accounts, and the contacts,
  /// leads, roles, opportunities and tasks that those addresses and accounts bring in.
  package func matcher(for addresses: [EmailAddress]) throws -> Matcher {
    let keys = Set(addresses.flatMap { [$0.key, $0.withoutSubaddress?.key].compactMap { $0 } })
    let records = try context.store.snapshotRecords(forAddresses: keys)
    let configuration = context.configuration
    let rules = configuration.rules.compactMap(\.domainRule)
    let domains = AccountDomains(
      accounts: records.accounts.map {
        AccountDomains.Entry(
          id: $0.id.description, name: $0.name, website: $0.website ?? "", domainFields: $0.domainFields)
      },
      rules: rules, suffixes: try context.suffixes())
    let index = SnapshotIndex(
      accounts: records.accounts, contacts: records.contacts, leads: records.leads,
      opportunities: records.opportunities, roles: records.roles, users: records.users, tasks: records.tasks,
      domains: domains)
    return Matcher(index: index, rules: configuration.rules, settings: configuration.matching)
  }
}
