import Calendars
import Testing

@testable import DebriefCore

@Suite("When an activity is complete") struct ActivityRulesTests {
  static let opportunity = SalesforceID("006Tk0000000AefIAE")
  static let account = SalesforceID("001Tk0000000AefIAE")
  static let contact = SalesforceID("003Tk0000000AefIAE")
  static let lead = SalesforceID("00QTk0000000AefIAE")

  static func complete() throws -> ActivityDraft {
    var draft = ActivityDraft(day: try #require(CivilDate("2026-03-31")))
    draft.relatedTo = opportunity
    draft.contacts = [try #require(contact)]
    draft.subject = "Pipeline review"
    draft.types = ["Demo"]
    draft.description = "We showed the pipeline. They liked it."
    draft.sentiment = .positive
    return draft
  }

  func fields(_ draft: ActivityDraft, team: String? = "enterprise") -> [ActivityField] {
    ActivityRules(team: team).problems(of: draft).map(\.field)
  }

  @Test func aCompleteDraftBecomesACall() throws {
    let call = try ActivityRules(team: "enterprise").check(try Self.complete())
    #expect(call.sentiment == .positive)
    #expect(call.draft == (try Self.complete()))
  }

  @Test func everyMissingFieldIsNamedAtOnce() throws {
    let empty = ActivityDraft(day: try #require(CivilDate("2026-03-31")))
    #expect(fields(empty) == [.relatedTo, .name, .subject, .type, .description, .sentiment])
    let error = ActivityRefused(problems: ActivityRules(team: nil).problems(of: empty))
    for field in [ActivityField.relatedTo, .name, .subject, .type, .description, .sentiment] {
      #expect(error.description.contains(field.rawValue))
    }
  }

  @Test func blanksAreNoDescription() throws {
    var draft = try Self.complete()
    draft.description = " \n\t "
    #expect(fields(draft) == [.description])
  }

  @Test func aRideAlongIsKeptAtTheAccountAndNothingElseIs() throws {
    var draft = try Self.complete()
    draft.types = ["Ride Along"]
    #expect(fields(draft) == [.relatedTo])
    draft.relatedTo = Self.account
    #expect(fields(draft).isEmpty)
    draft.types = ["Demo"]
    #expect(fields(draft) == [.relatedTo])
  }

  @Test func aNoShowWantsItsReasonAndOtherWantsPrecision() throws {
    var draft = try Self.complete()
    draft.types = ["Customer No Show"]
    draft.description = "No show"
    #expect(fields(draft) == [.description])
    draft.description = "They had an outage that morning."
    #expect(fields(draft).isEmpty)
    draft.types = ["Other"]
    #expect(fields(draft) == [.description])
  }

  @Test func aPlanReviewWantsALink() throws {
    var draft = try Self.complete()
    draft.types = ["Customer Strategy Plan Review"]
    #expect(fields(draft) == [.description])
    draft.notesLink = "https://docs.example.com/plan"
    #expect(fields(draft).isEmpty)
    draft.notesLink = nil
    draft.description += " (https://docs.example.com/plan)"
    #expect(fields(draft).isEmpty)
  }

  @Test func aLeadAndAnOpportunityAreNeverBothSet() throws {
    var draft = try Self.complete()
    draft.lead = Self.lead
    let problems = ActivityRules(team: nil).problems(of: draft)
    #expect(problems.map(\.field) == [.name])
    #expect(problems.first?.message.contains("cannot both be set") == true)
  }

  @Test func aConvertedLeadIsItsContact() throws {
    var draft = try Self.complete()
    draft.contacts = []
    draft.lead = Self.lead
    var lead = Lead(id: try #require(Self.lead), name: "Lia")
    #expect(fields(draft.resolving(lead)) == [.name])
    lead.isConverted = true
    lead.convertedContactID = Self.contact
    let resolved = draft.resolving(lead)
    #expect(resolved.lead == nil)
    #expect(resolved.contacts == [Self.contact])
    #expect(fields(resolved).isEmpty)
  }

  @Test func aChoiceWithASemicolonWouldBecomeTwo() throws {
    var draft = try Self.complete()
    draft.products = ["Plan; Ultimate"]
    #expect(fields(draft) == [.products])
  }

  @Test func salesforceTakes255CharactersOfSubject() throws {
    var draft = try Self.complete()
    draft.subject = String(repeating: "a", count: 255)
    #expect(fields(draft).isEmpty)
    draft.subject += "a"
    #expect(fields(draft) == [.subject])
  }

  // Product definition, section 7: 17 for enterprise and commercial, 2 more for strategic, 9 ecosystem, 2 value stream.
  @Test func theCatalogueHasThirtyTypesInFourGroups() {
    let types = ActivityCatalogue.standard.types
    #expect(types.count == 30)
    #expect(Set(types.map(\.name)).count == 30)
    #expect(ActivityCatalogue.standard.types(forTeam: "enterprise").count == 17)
    #expect(ActivityCatalogue.standard.types(forTeam: "commercial").count == 17)
    #expect(ActivityCatalogue.standard.types(forTeam: "strategic").count == 19)
    #expect(types.count { $0.group == .ecosystem } == 9)
    #expect(types.count { $0.group == .valueStream } == 2)
  }

  @Test func everyConditionIsAboutATypeThatExists() {
    let names = Set(ActivityCatalogue.standard.types.map(\.name))
    for rule in ConditionalRule.standard { #expect(names.contains(rule.type)) }
    for entry in TypeKeywords.standard.entries { #expect(names.contains(entry.type)) }
  }

  @Test func aTypeOfAnotherTeamIsRefused() throws {
    var draft = try Self.complete()
    draft.types = ["Partner Cadence calls"]
    #expect(fields(draft) == [.type])
    #expect(fields(draft, team: "ecosystem").isEmpty)
  }

  @Test func olderSpellingsAreAccepted() {
    let catalogue = ActivityCatalogue.standard
    #expect(catalogue.type(named: "Positioned PS", forTeam: "enterprise")?.name == "Positioned Professional Services")
    #expect(catalogue.type(named: "POV", forTeam: "enterprise")?.name == "PoV related activity")
    #expect(catalogue.type(named: "disc", forTeam: "enterprise")?.name == "Discovery Session")
    #expect(catalogue.type(named: "Technical", forTeam: "enterprise") == nil)  // two types begin so
  }

  @Test func thereAreExactlyThreeSentiments() {
    #expect(Sentiment.allCases.map(\.rawValue) == ["Positive", "Neutral", "Negative"])
    #expect(Sentiment(typed: "neg") == .negative)
    #expect(Sentiment(typed: "n") == nil)
    #expect(Sentiment(typed: "great") == nil)
  }
}
