import Addresses
import Calendars
import Testing

@testable import DebriefCore

@Suite("What a form is filled in with") struct PrefillTests {
  let opportunity: SalesforceID
  let ana: SalesforceID
  let ben: SalesforceID

  init() throws {
    opportunity = try #require(SalesforceID("006Tk0000000AefIAE"))
    ana = try #require(SalesforceID("003Tk0000000AefIAE"))
    ben = try #require(SalesforceID("003Tk0000000B04IAE"))
  }

  func prompt(title: String?, organizer: String? = nil, flags: Set<Prompt.Flag> = []) throws -> Prompt {
    let start = try #require(Instant("2026-03-31T08:00:00Z"))
    var match = Match(outcome: .matched)
    match.opportunity = opportunity
    var participants: [Participant] = []
    for (address, id) in [("ana@acme.example", ana), ("ben@acme.example", ben)] {
      participants.append(
        Participant(
          address: try EmailAddress(parsing: address), written: address, kind: .external, basis: "test",
          isOrganizer: address == organizer))
      var evidence = Evidence(tier: .contactRole, participant: address)
      evidence.contact = id
      match.evidence.append(evidence)
    }
    let facts = SeatFacts(
      title: title, location: nil, start: .instant(start), end: .instant(start.advanced(by: 2700)), startsAt: start,
      endsAt: start.advanced(by: 2700), timeZone: nil, participants: participants, recordLinks: [])
    let seat = Seat(owner: try EmailAddress(parsing: "sa@tanuki.example"), uid: "1", recurrenceID: "")
    return Prompt(
      id: "p", seat: seat, facts: facts, dueAt: start, match: match, flags: flags, state: .pending, createdAt: start)
  }

  func prefill(_ prompt: Prompt, _ contacts: [AttendingContact] = []) throws -> Prefill {
    Prefill(
      prompt, contacts: contacts, keywords: .standard,
      types: ActivityCatalogue.standard.types(forTeam: "enterprise"), day: try #require(CivilDate("2026-03-31")))
  }

  @Test(arguments: ["Positive demo: great success", "Negative outcome", "Intent: Outcome: Next step:", ""])
  func sentimentAndDescriptionAreNeverPrefilled(title: String) throws {
    let draft = try prefill(try prompt(title: title)).draft
    #expect(draft.sentiment == nil)
    #expect(draft.description.isEmpty)
  }

  @Test func thePrimaryContactComesFirstThenTheOrganiserThenTheFirst() throws {
    #expect(try prefill(try prompt(title: "Sync")).draft.contacts == [ana, ben])
    #expect(try prefill(try prompt(title: "Sync", organizer: "ben@acme.example")).draft.contacts == [ben, ana])
    let primary = AttendingContact(id: ana, name: "Ana", primaryOn: [opportunity])
    let both = try prefill(try prompt(title: "Sync", organizer: "ben@acme.example"), [primary])
    #expect(both.draft.contacts == [ana, ben])
  }

  @Test func aTypeIsAGuessWithAReason() throws {
    let guess = try prefill(try prompt(title: "Acme: CI deep-dive, part 2"))
    #expect(guess.draft.types == ["Technical Deep Dive"])
    #expect(guess.guesses[.type]?.contains("deep dive") == true)
    #expect(try prefill(try prompt(title: "Demolition of the old site")).draft.types.isEmpty)
    #expect(try prefill(try prompt(title: nil)).draft.types.isEmpty)
  }

  @Test func whenEverybodyDeclinedANoShowIsGuessed() throws {
    let guess = try prefill(try prompt(title: "Demo", flags: [.probableNoShow]))
    #expect(guess.draft.types == ["Customer No Show"])
  }

  @Test func theSubjectIsTheTitleWithinTheCRMsLimits() throws {
    let hostile = "Plan\u{1B}[31m\r\n" + String(repeating: "é", count: 400)
    let subject = try prefill(try prompt(title: hostile)).draft.subject
    #expect(subject.unicodeScalars.count == 255)
    #expect(!subject.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test func aTitleTellsTheLevel() {
    #expect(Persona.level(ofTitle: "VP Engineering") == .executive)
    #expect(Persona.level(ofTitle: "Head of IT") == .manager)
    #expect(Persona.level(ofTitle: "Staff Engineer") == .individualContributor)
    #expect(Persona.level(ofTitle: "Records") == nil)
    #expect(Persona.level(ofTitle: "Evpatorian translator") == nil)
    #expect(Persona.function(ofTitle: "CISO") == "Security")
  }

  @Test func aTemplateIsFilledInOnePass() {
    let template = DescriptionTemplate(name: "t", text: "{account} and {opp} met {contact}: {")
    #expect(
      template.filled(account: "{contact}", opportunity: nil, contact: "Ana") == "{contact} and {opp} met Ana: {")
  }
}

@Suite("Undo") struct UndoTargetTests {
  func event(_ from: Prompt.State?, _ to: Prompt.State, _ why: String, by: String = "sa@tanuki.example") -> PromptEvent
  {
    PromptEvent(
      prompt: "p", at: Instant(secondsSinceEpoch: 0), by: by, from: from, to: to, why: why)
  }

  @Test func undoGoesBackOneActAtATime() {
    var history = [event(nil, .pending, "ended", by: "debrief")]
    #expect(Prompt.undoTarget(history) == nil)
    history.append(event(.pending, .logged, "logged"))
    #expect(Prompt.undoTarget(history) == .pending)
    history.append(event(.logged, .updated, "updated"))
    #expect(Prompt.undoTarget(history) == .logged)
    history.append(event(.updated, .logged, "undone"))
    #expect(Prompt.undoTarget(history) == .pending)
    history.append(event(.logged, .pending, "undone"))
    #expect(Prompt.undoTarget(history) == nil)
  }

  @Test func whatDebriefDidIsNotUndone() {
    let history = [
      event(nil, .pending, "ended", by: "debrief"), event(.pending, .snoozed, "until"),
      event(.snoozed, .pending, "the snooze is over", by: "debrief"),
    ]
    #expect(Prompt.undoTarget(history) == nil)
  }

  @Test func whatWasSnoozedBecomesPending() {
    let history = [
      event(nil, .pending, "ended", by: "debrief"), event(.pending, .snoozed, "until"),
      event(.snoozed, .dismissed, "personal"),
    ]
    #expect(Prompt.undoTarget(history) == .pending)
  }
}
