import Addresses
import Calendars
import CRM
import DebriefCore
import DebriefStore

/// What the rules' commands need of the snapshot and of the stored meetings.
package struct RuleRecords {
  package let context: RunContext
  package let records: SnapshotRecords

  package init(_ context: RunContext) throws {
    self.context = context
    records = try context.store.everySnapshotRecord()
  }

  /// The accounts' domains, with or without the admin's rules.
  package func domains(withRules: Bool) throws -> AccountDomains {
    AccountDomains(
      accounts: records.accounts.map {
        AccountDomains.Entry(
          id: $0.id.description, name: $0.name, website: $0.website ?? "", domainFields: $0.domainFields)
      },
      rules: withRules ? context.configuration.rules.compactMap(\.domainRule) : [],
      suffixes: try context.suffixes())
  }

  package var accounts: [SalesforceID: Account] {
    Dictionary(records.accounts.map { ($0.id, $0) }) { first, _ in first }
  }

  /// The index that the run matches with.
  package func index() throws -> SnapshotIndex {
    SnapshotIndex(
      accounts: records.accounts, contacts: records.contacts, leads: records.leads,
      opportunities: records.opportunities, roles: records.roles, users: records.users, tasks: records.tasks,
      domains: try domains(withRules: true))
  }

  /// The lint over the rules in force.
  package func check(unusedDays: Int) throws -> RuleCheck {
    let configuration = context.configuration
    let today = context.now.utc.date
    var check = RuleCheck(
      rules: configuration.rules, file: configuration.path, today: today, suffixes: try context.suffixes(),
      domains: try domains(withRules: false))
    check.companyDomains = configuration.internalDomains
    check.accounts = accounts
    check.snapshotSource = records.accounts.isEmpty ? nil : try context.store.currentSnapshot()?.source
    check.unusedDays = unusedDays
    let meetings = try context.store.meetingsToReplay(
      endedSince: Instant(secondsSinceEpoch: 0), startedBy: context.now)
    for meeting in meetings { check.usage.add(meeting.facts.participants, on: meeting.facts.startsAt.utc.date) }
    for contact in records.contacts {
      for address in contact.addresses { (try? EmailAddress(parsing: address.value)).map { check.usage.add(known: $0) } }
    }
    for lead in records.leads {
      if let address = lead.email.flatMap({ try? EmailAddress(parsing: $0) }) { check.usage.add(known: address) }
    }
    return check
  }

  /// The proposals from the CRM's contacts and from what SAs decided.
  package func proposals() throws -> [RuleProposal] {
    let index = try index()
    var facts = ProposalFacts()
    facts.internalDomains = context.configuration.internalDomains
    facts.rules = context.configuration.rules
    for account in records.accounts {
      facts.accountNames[account.id] = account.name
      facts.customers[account.id] = index.customer(ofAccount: account.id)
    }
    facts.people = records.contacts.compactMap { contact in
      guard contact.masterRecordID == nil, let account = contact.accountID, index.accounts[account] != nil
      else { return nil }
      return ProposalFacts.Person(
        account: account, addresses: contact.addresses.compactMap { try? EmailAddress(parsing: $0.value) })
    }
    facts.corrections = try context.store.decidedPrompts().compactMap { decided in
      guard let chosen = decided.opportunity.flatMap({ index.opportunities[$0]?.accountID }) else { return nil }
      let found = decided.match.opportunity.flatMap { index.opportunities[$0]?.accountID } ?? decided.match.account
      return ProposalFacts.Correction(
        prompt: decided.id,
        outsiders: decided.participants.filter { $0.kind == .external }.compactMap(\.address), found: found,
        chosen: chosen)
    }
    return RuleProposals(facts, domains: index.domains, suffixes: try context.suffixes()).all()
  }
}
