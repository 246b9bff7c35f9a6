/// One thing that `debrief rules check` says, with its place.
package struct RuleFinding: Hashable, Sendable, Codable {
  package enum Level: String, Sendable, Codable, Comparable {
    /// Something is wrong: a rule does not do what it says, or does more.
    case wrong
    /// Worth a look; nothing has to be done.
    case note

    package static func < (a: Self, b: Self) -> Bool { a == .wrong && b == .note }
  }

  package enum Code: String, Sendable, Codable, CaseIterable {
    case contradiction
    case shadowed
    case genericAlias = "generic_alias"
    case publicSuffix = "public_suffix"
    case missingAccount = "missing_account"
    case withoutEffect = "without_effect"
    case internalCustomer = "internal_customer"
    case expired
    case notYetInForce = "not_yet_in_force"
    case unused
    case matchesNothing = "matches_nothing"
    case sharedDomain = "shared_domain"
    case refusedWebsite = "refused_website"
    case noSnapshot = "no_snapshot"
  }

  package var level: Level
  package var code: Code
  /// The configuration, or the CRM export for what stands there.
  package var file: String
  /// 1-based; nil for a finding about the CRM.
  package var line: Int?
  /// The rule's domain or address, or the account's.
  package var subject: String
  package var message: String

  package init(_ level: Level, _ code: Code, file: String, line: Int?, subject: String, message: String) {
    self.level = level
    self.code = code
    self.file = file
    self.line = line
    self.subject = subject
    self.message = message
  }

  /// `pipeline.yml:41: wrong: …`, which editors know how to jump to.
  package var sentence: String {
    "\(line.map { "\(file):\($0)" } ?? file): \(level.rawValue): \(message) [\(code.rawValue)]"
  }
}

extension RuleFinding: Comparable {
  /// By place, rules before accounts.
  package static func < (a: RuleFinding, b: RuleFinding) -> Bool {
    (a.line ?? .max, a.level == .wrong ? 0 : 1, a.code.rawValue, a.subject, a.message)
      < (b.line ?? .max, b.level == .wrong ? 0 : 1, b.code.rawValue, b.subject, b.message)
  }
}
