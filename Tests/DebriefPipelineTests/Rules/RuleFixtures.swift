import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation

@testable import DebriefPipeline

/// The fictional company of `Fixtures/`, and small builders of rules.
enum RuleFixtures {
  static let now = Instant("2026-03-31T18:00:00Z") ?? Instant(secondsSinceEpoch: 0)
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let rookwood = "001Tk0000000FpiIAE"

  static func configuration() throws -> Configuration { try Configuration(file: root + "/pipeline.yml") }

  /// The configuration with other rules, in the way an admin would write them.
  static func draft(_ yaml: String) throws -> Configuration {
    try Configuration(yaml: yaml.isEmpty ? "rules: []" : "rules:\n" + yaml, path: "draft.yml")
  }

  /// A store after a whole run.
  static func run(_ configuration: Configuration) throws -> RunContext {
    let context = RunContext(configuration: configuration, store: try Store(), now: now)
    _ = try Pipeline.run(context)
    return context
  }

  static func rules(_ yaml: String) throws -> [Rule] { try draft(yaml).rules }

  static func domains(_ accounts: [(id: String, name: String, website: String)] = [], rules: [Rule] = []) throws
    -> AccountDomains
  {
    AccountDomains(
      accounts: accounts.map { AccountDomains.Entry(id: $0.id, name: $0.name, website: $0.website) },
      rules: rules.compactMap(\.domainRule), suffixes: try PublicSuffixes.load(file: nil))
  }
}
