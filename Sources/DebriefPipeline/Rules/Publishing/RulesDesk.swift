import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// Where an admin works on the rules: looks, drafts, tries, publishes, rolls back. One function for each act; each checks
/// first, then writes once. The counterpart of ``ReviewDesk``.
package struct RulesDesk: Sendable {
  /// A simulation that allows a publication replays so many days.
  package static let period = 90

  package let store: Store
  package let admin: EmailAddress
  /// The configuration's path, as given.
  package let path: String
  /// The rules in force when the desk was opened.
  package let live: LiveRules
  package let publications: [RulePublication]

  /// - Throws: ``NotAnAdmin``; ``ConfigurationError`` where the file has errors now.
  package init(path: String, store: Store, admin: EmailAddress) throws {
    let all = try store.rulePublications()
    let live = try LiveRules(path: path, known: all.map(\.block))
    guard live.configuration.admins.contains(admin) else { throw NotAnAdmin(who: admin.key, path: path) }
    self.path = path
    self.store = store
    self.admin = admin
    self.live = live
    // Somebody was killed between announcing and writing: the file itself tells which came to be.
    publications = all.map { publication in
      var publication = publication
      if publication.state == .writing {
        publication.state = publication.block == live.text.block ? .done : .abandoned
      }
      return publication
    }
  }

  package func context(_ configuration: Configuration? = nil, at now: Instant) -> RunContext {
    RunContext(configuration: configuration ?? live.configuration, store: store, now: now)
  }

  // MARK: Looking

  /// One rule in force, and how much it does.
  package struct RuleAtWork: Sendable {
    package var rule: Rule
    /// Stored meetings of the last ninety days with somebody whom the rule is about.
    package var hits = 0
    package var lastHit: CivilDate?
    package var account: String?
    package var findings: [RuleFinding] = []

    /// A rule of which nothing has been counted yet.
    package init(_ rule: Rule) { self.rule = rule }
  }

  /// The rules in force, in the order of the file.
  ///
  /// - Parameter usage: from ``usage(at:)``, which reads every stored meeting: worth keeping for a while.
  package func rulesAtWork(_ usage: RuleUsage, at now: Instant) throws -> [RuleAtWork] {
    let records = try RuleRecords(context(at: now))
    let findings = try records.check(unusedDays: Self.period, usage: usage).findings()
    let accounts = records.accounts
    let today = now.utc.date
    return live.rules.map { rule in
      var work = RuleAtWork(rule)
      work.hits = usage.hits(of: rule, since: today.advanced(byDays: -Int64(Self.period)), until: today)
      work.lastHit = usage.lastHit(of: rule, until: today)
      work.account = rule.account.flatMap { accounts[$0]?.name }
      work.findings = findings.filter { $0.line == rule.line && $0.subject == rule.target }
      return work
    }
  }

  package func usage(at now: Instant) throws -> RuleUsage { try RuleRecords(context(at: now)).usage() }

  /// What becomes of an address, or of a domain, under the rules in force.
  ///
  /// - Throws: ``NotAnAddress``.
  package func test(_ text: String, at now: Instant) throws -> AddressExplanation {
    try Self.test(text, in: context(at: now))
  }

  /// The same under a draft.
  package func test(_ text: String, under draft: RuleDraft, at now: Instant) throws -> AddressExplanation {
    try Self.test(text, in: context(draft.configuration, at: now))
  }

  private static func test(_ text: String, in context: RunContext) throws -> AddressExplanation {
    let text = text.trimmingPrefix { $0.isWhitespace }
    guard text.utf8.count <= 320 else { throw NotAnAddress(text: String(text.prefix(80)), why: "it is too long") }
    do {
      return text.contains("@")
        ? try AddressExplanation(address: EmailAddress(parsing: String(text)), in: context)
        : try AddressExplanation(domain: HostName(parsing: String(text)), in: context)
    } catch let error as AddressError {
      throw NotAnAddress(text: String(text), why: "\(error)")
    }
  }
}

/// Rules are changed by those whom `admins` names.
package struct NotAnAdmin: Error, CustomStringConvertible {
  package var who: String
  package var path: String
  package var description: String { "\(who) is not among admins in \(path): only they change rules." }
}

package struct NotAnAddress: Error, CustomStringConvertible {
  package var text: String
  package var why: String
  package var description: String { "\"\(text)\" is neither an address nor a domain: \(why)." }
}
