import Testing

@testable import DebriefCore

/// What a person reads holds no name of the program's own.
@Suite("Words") struct WordsTests {
  /// `contact_role`, `knownContact`: names that only the code and its JSON use.
  private func programNames(in text: String) -> [String] {
    let codes =
      Tier.allCases.map(\.rawValue) + TieBreak.allCases.map(\.rawValue) + ReasonCode.allCases.map(\.rawValue)
      + Match.Outcome.allCases.map(\.rawValue)
    return codes.filter { $0.contains("_") && text.contains($0) }
      + ["knownContact", "Optional(", "nil", "  "].filter(text.contains)
  }

  @Test func everySituationIsToldInWords() throws {
    let all = [
      tierSituations, tieBreakSituations, recordSituations, customerSituations, domainSituations, meetingSituations,
    ].flatMap { $0 }
    for situation in all {
      let match = try World(situation).match()
      for text in [match.headline] + match.reasons + [match.whatWouldChangeIt ?? ""] {
        #expect(programNames(in: text) == [], "\(situation.title): \(text)")
        #expect(!text.hasSuffix("..") && !text.contains(" ."), "\(situation.title): \(text)")
      }
      for reason in match.reasons.filter({ !$0.hasPrefix("Look-alike") }) {
        #expect(reason.hasSuffix("."), "\(reason)")
      }
      // Whoever is asked to choose must be told why, and everybody what would change it.
      if match.outcome != .matched { #expect(match.whatWouldChangeIt != nil) }
      if match.outcome != .unmatched || !match.evidence.isEmpty { #expect(!match.reasons.isEmpty) }
    }
  }

  @Test func everyReasonForNoPromptIsASentence() {
    for code in ReasonCode.allCases {
      #expect(
        programNames(in: code.sentence.replacing("meetings.all_day", with: "")) == [] && code.sentence.hasSuffix("."))
      #expect(programNames(in: code.phrase) == [])
    }
  }

  @Test func severalCustomersAreNamedEvenIfOnlyOneHasSomethingOpen() throws {
    let world = try World(
      Situation(
        "",
        "account Acme web=acme.example\naccount Globex web=globex.example\nopportunity Renewal of Acme\n"
          + "guest a@acme.example\nguest g@globex.example"))
    #expect(try world.match().headline == "? several customers: Acme, Globex")
  }

  @Test func aTieWithinAFamilyIsNotSeveralCustomers() throws {
    let world = try World(
      Situation(
        "",
        "account Acme web=acme.example\naccount Bolt web=bolt.example parent=Acme\nopportunity Renewal of Acme\n"
          + "opportunity Pilot of Bolt\nguest a@acme.example\nguest b@bolt.example"))
    #expect(try world.match().headline.contains("stand equal"))
  }

  @Test func onlyThoseThatStandEqualAreCounted() throws {
    let world = try World(
      Situation(
        "",
        "account Acme\nopportunity Renewal of Acme\nopportunity Upsell of Acme\nopportunity Late of Acme "
          + "stage=6-Late\ncontact a@acme.example of Acme\nguest a@acme.example"))
    #expect(try world.match().headline == "? 2 opportunities of Acme stand equal")
  }

  @Test func aPartnerAloneIsNotNothing() throws {
    let world = try World(
      Situation("", "account Mill web=mill.example\nrule partner mill.example\nguest p@mill.example"))
    #expect(try world.match().headline == "a partner, and nobody of a customer")
  }
}
