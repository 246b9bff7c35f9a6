extension Routes {
  /// The part of the table that is about rules.
  static let rules: [Route] = [
    Route(.get, "/rules", .admin, "The rules in force, and what becomes of an address.", RulesInForcePages.show),
    Route(.get, "/rules/draft", .admin, "The admin's draft, rule by rule.", RuleDraftPages.show),
    Route(.post, "/rules/draft", .admin, "Begins a draft.", RuleDraftPages.begin),
    Route(.post, "/rules/draft/rule", .admin, "Adds a rule to the draft, or changes one.", RuleDraftPages.put),
    Route(.post, "/rules/draft/remove", .admin, "Takes a rule out of the draft.", RuleDraftPages.remove),
    Route(.post, "/rules/draft/discard", .admin, "Throws the draft away.", RuleDraftPages.discard),
    Route(.get, "/rules/draft/text", .admin, "The draft as text.", RuleTextPages.show),
    Route(.post, "/rules/draft/text", .admin, "Saves the draft's text.", RuleTextPages.save),
    Route(.get, "/rules/simulation", .admin, "What the draft would change.", RuleSimulationPages.show),
    Route(.post, "/rules/simulation", .admin, "Simulates the draft on ninety days.", RuleSimulationPages.start),
    Route(.get, "/rules/simulation.csv", .admin, "The same as a table.", RuleSimulationPages.csv),
    Route(.get, "/rules/publish", .admin, "Asks for a note before the draft is published.", RulePublishingPages.ask),
    Route(.post, "/rules/publish", .admin, "Puts the draft in force.", RulePublishingPages.publish),
    Route(.get, "/rules/history", .admin, "The versions of the rules.", RulePublishingPages.history),
    Route(
      .get, "/rules/history/{version}", .admin, "One version, and rolling back to it.", RulePublishingPages.version),
    Route(.post, "/rules/history/{version}", .admin, "Puts that version in force again.", RulePublishingPages.rollBack),
  ]
}
