import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// What the rules' commands need of the snapshot and of the stored meetings.
package struct RuleRecords {
  package let context: RunContext
  private let allAccounts: [Account]

  package init(_ context: RunContext) throws {
    self.context = context
    allAccounts = try context.store.accounts()
  }

  /// The accounts' domains, with or without the admin's rules.
  package func domains(withRules: Bool) throws -> AccountDomains {
    AccountDomains(
      accounts: allAccounts.map {
        AccountDomains.Entry(
          id: $0.id.description, name: $0.name, website: $0.website ?? "", domainFields: $0.domainFields)
      },
      rules: withRules ? context.configuration.rules.compactMap(\.domainRule) : [],
      suffixes: try context.suffixes())
  }

  package var accounts: [SalesforceID: Account] {
    Dictionary(allAccounts.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Whom the stored meetings and the CRM know. It reads every stored meeting.
  package func usage() throws -> RuleUsage {
    var usage = RuleUsage()
    let meetings = try context.store.meetingsToReplay(
      endedSince: Instant(secondsSinceEpoch: 0), startedBy: context.now)
    for meeting in meetings { usage.add(meeting.facts.participants, on: meeting.facts.startsAt.utc.date) }
    for key in try context.store.peopleAddresses() {
      if let address = try? EmailAddress(parsing: key) { usage.add(known: address) }
    }
    return usage
  }

  /// The lint over the rules in force.
  ///
  /// - Parameter usage: as ``usage()`` gives it, where it has been counted already.
  package func check(unusedDays: Int, usage: RuleUsage? = nil) throws -> RuleCheck {
    let configuration = context.configuration
    let today = context.now.utc.date
    var check = RuleCheck(
      rules: configuration.rules, file: configuration.path, today: today, suffixes: try context.suffixes(),
      domains: try domains(withRules: false))
    check.companyDomains = configuration.internalDomains
    check.accounts = accounts
    check.snapshotSource = try context.store.currentSnapshot()?.path
    check.unusedDays = unusedDays
    check.usage = try usage ?? self.usage()
    return check
  }

  /// The proposals from the CRM's contacts and from what SAs decided.
  package func proposals() throws -> [RuleProposal] {
    let store = context.store
    let accounts = accounts
    let domains = try domains(withRules: true)
    // Families are the index's to tell; it needs no more than the accounts for that.
    let families = SnapshotIndex(
      accounts: allAccounts, contacts: [], leads: [], opportunities: [], roles: [], users: [], tasks: [],
      domains: domains)
    var facts = ProposalFacts()
    facts.internalDomains = context.configuration.internalDomains
    facts.rules = context.configuration.rules
    for account in allAccounts {
      facts.accountNames[account.id] = account.name
      facts.customers[account.id] = families.customer(ofAccount: account.id)
    }
    facts.people = try store.contacts(ofAccounts: Set(accounts.keys)).compactMap { contact in
      guard contact.masterRecordID == nil, let account = contact.accountID else { return nil }
      return ProposalFacts.Person(
        account: account, addresses: contact.addresses.compactMap { try? EmailAddress(parsing: $0.value) })
    }
    let decided = try store.decidedPrompts()
    let owners = try store.accounts(
      ofOpportunities: Set(decided.flatMap { [$0.relatedTo, $0.match.opportunity].compactMap { $0 } }))
    facts.corrections = decided.compactMap { decided in
      guard let chosen = accounts[decided.relatedTo]?.id ?? owners[decided.relatedTo] else { return nil }
      return ProposalFacts.Correction(
        prompt: decided.id,
        outsiders: decided.participants.filter { $0.kind == .external }.compactMap(\.address),
        found: decided.match.opportunity.flatMap { owners[$0] } ?? decided.match.account, chosen: chosen)
    }
    return RuleProposals(facts, domains: domains, suffixes: try context.suffixes()).all()
  }
}
