/// The switches of matching (docs/configuration.md, `matching`).
package struct MatchingSettings: Hashable, Sendable {
  /// Tier 2, the known contact; off, matching goes from contact roles straight to domains.
  package var usesKnownContacts = true
  /// How long before its creation an opportunity counts as open, in seconds: people meet, then it is entered.
  package var graceBeforeCreation: Int64 = 7 * 86_400
  /// How many days after its close date a closed opportunity still counts as open.
  package var graceDaysAfterClose = 0
  /// How many days before the meeting an activity counts as "logged lately".
  package var loggedWithinDays = 90
  /// The leading numbers of the stages that SAs work in.
  package var workingStages: Set<Int> = [1, 2, 3, 4]
  package init() {}
}

/// The number that a stage's name starts with: 3 of `3-Technical Evaluation`.
package func stageNumber(_ stage: String) -> Int? {
  let digits = stage.utf8.prefix { (48...57).contains($0) }
  return digits.isEmpty || digits.count > 3 ? nil : Int(String(decoding: digits, as: UTF8.self))
}
