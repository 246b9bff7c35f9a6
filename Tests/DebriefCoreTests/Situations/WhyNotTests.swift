import Testing

@testable import DebriefCore

/// "Why not that one?", asked of the opportunity that each title names.
@Suite("Why not") struct WhyNotTests {
  private func answer(_ name: String, _ text: String) throws -> String {
    let world = try World(Situation("", text))
    let opportunity = try #require(world.opportunities.first { $0.name == name })
    let facts = try world.facts()
    // The index of a run holds only what the guests lead to: the one that is asked about may be missing.
    let matcher = world.matcher(SharedSuffixes.list)
    let account = world.accounts.first { $0.id == opportunity.accountID }
    return matcher.whyNot(opportunity, accountName: account?.name, facts: facts, match: matcher.match(facts))
      .joined(separator: " ")
  }

  @Test func chosen() throws {
    #expect(try answer("Renewal", acme).contains("is the one that was chosen"))
  }

  @Test func notOpenThen() throws {
    let text = acme + "\nopportunity Old of Acme closed closes=2025-06-30\nopportunity New of Acme created=2026-03-20"
    #expect(try answer("Old", text).contains("had been closed on 2025-06-30"))
    #expect(try answer("New", text).contains("was created on 2026-03-20"))
  }

  @Test func rankedBelow() throws {
    #expect(
      try answer("Renewal", acme + "\nopportunity Upsell of Acme sa=ada")
        == "Renewal is a candidate, but Upsell comes before it: you are its Primary SA.")
  }

  @Test func equal() throws {
    #expect(try answer("Renewal", acme + "\nopportunity Upsell of Acme").contains("Upsell stands equal with it"))
  }

  @Test func severalCustomers() throws {
    let text = acme + "\naccount Globex web=globex.example\nopportunity Portal of Globex\nguest g@globex.example"
    #expect(try answer("Renewal", text).contains("several customers"))
  }

  @Test func anEarlierTierCameFirst() throws {
    let text = acme + "\nopportunity Upsell of Acme\ncontact b@acme.example of Acme roles=Upsell\nguest b@acme.example"
    #expect(
      try answer("Renewal", text).contains(
        "a@acme.example leads to Renewal only by the account's domain, and a contact role comes first."))
  }

  @Test func noRoleOnIt() throws {
    let text = """
      account Acme
      opportunity Renewal of Acme
      opportunity Upsell of Acme
      contact b@acme.example of Acme roles=Upsell
      guest b@acme.example
      """
    #expect(try answer("Renewal", text).contains("b@acme.example holds no contact role on Renewal"))
  }

  @Test func onlyAPartnerPointsAtIt() throws {
    let text =
      acme
      + "\naccount Mill web=mill.example\nopportunity Resale of Mill\nrule partner mill.example\nguest p@mill.example"
    #expect(try answer("Resale", text).contains("that is a partner, who never decides"))
  }

  @Test func onlyALookAlikePointsAtIt() throws {
    let text = "account Pepsilon web=pepsilon.example\nopportunity Renewal of Pepsilon\nguest x@epsilon.example"
    #expect(try answer("Renewal", text).contains("Only a look-alike points at Pepsilon: epsilon.example is not"))
  }

  @Test func onlyAResemblancePointsAtIt() throws {
    let text = acme + "\naccount Pepsilon web=pepsilon.com\nopportunity Portal of Pepsilon\nguest x@pepsilon.co.uk"
    #expect(try answer("Portal", text).contains("only perhaps leads to Portal"))
  }

  @Test func nobodyLeadsToIt() throws {
    let text = acme + "\naccount Globex web=globex.example\nopportunity Portal of Globex"
    #expect(try answer("Portal", text).contains("None of the guests leads to Portal of Globex."))
  }

  private let acme = "account Acme web=acme.example\nopportunity Renewal of Acme\nguest a@acme.example"
}
