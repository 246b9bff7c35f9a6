import Addresses
import Calendars
import Testing

@testable import DebriefCore
@testable import SlackClient

/// Prompts, activities and forms to show.
enum Sample {
  /// Titles that strangers may write.
  static let hostileTitles = [
    "<!channel>", "<https://evil.example|Log call>", "*bold* _it_ ~no~ `code`", "@here <@U012AB3CD> #general",
    "gnp.\u{202E}exe\u{2066}", "Line\none\r\ntwo\u{2028}three", String(repeating: "<&>", count: 1700),
    String(repeating: "👩‍👩‍👧‍👦", count: 500), "Z" + String(repeating: "\u{0301}", count: 5000), "", "   ", "\u{0}\u{1B}[31m",
    "\"}]},{\"type\":\"section\"", "&lt;!here&gt; :tada:",
  ]

  static func id(_ text: String) throws -> SalesforceID { try #require(SalesforceID(text)) }
  static func opportunity() throws -> SalesforceID { try id("006Tk0000000AefIAE") }
  static func contact() throws -> SalesforceID { try id("003Tk0000000AefIAE") }
  static func owner() throws -> EmailAddress { try EmailAddress(parsing: "ada.fern@tanuki.example") }
  static func now() throws -> Instant { try #require(Instant("2026-03-31T18:00:00Z")) }

  static func prompt(
    title: String? = "Pepsilo demo", guests: Int = 2, candidates: Int = 3, outcome: Match.Outcome = .matched
  ) throws -> Prompt {
    let end = try now().advanced(by: -600)
    let start = end.advanced(by: -1800)
    let name = title ?? "Somebody"
    let participants = try (0..<guests).map { number in
      Participant(
        address: try EmailAddress(parsing: "guest\(number)@pepsilo.example"), written: "guest\(number)@pepsilo.example",
        name: name, kind: .external, basis: "domain")
    }
    let facts = SeatFacts(
      title: title, location: nil, start: .instant(start), end: .instant(end), startsAt: start, endsAt: end,
      timeZone: nil, participants: participants, recordLinks: [])
    var match = Match(outcome: outcome)
    match.tier = .contactRole
    match.accountName = name
    match.candidates = try (0..<candidates).map { number in
      Candidate(
        opportunity: try opportunity(), name: "\(name) \(number)", account: nil, accountName: name,
        stage: "3-Technical Evaluation", closeDate: nil, tier: .contactRole, standing: Standing())
    }
    if outcome == .matched { match.opportunity = try opportunity() }
    match.findings = (0..<guests).map { Finding(participant: "guest\($0)@pepsilo.example", nothing: "gave \(name)") }
    return Prompt(
      id: "5ev7wtkwv2qt", seat: Seat(owner: try owner(), uid: "u", recurrenceID: ""), facts: facts, dueAt: end,
      match: match, flags: [.probableNoShow, .vanished, .unconfirmed], state: .pending, createdAt: end)
  }

  static func activity(subject: String = "Pepsilo demo", description: String = "We showed it.") throws -> Activity {
    var draft = try Self.draft()
    draft.subject = subject
    draft.description = description
    draft.sentiment = .positive
    draft.types = ["Demo", "Technical Deep Dive"]
    return Activity(
      id: "p-5ev7wtkwv2qt", owner: try owner(), prompt: "5ev7wtkwv2qt", call: try ActivityRules(team: nil).check(draft),
      revision: 1, loggedAt: try now())
  }

  static func draft() throws -> ActivityDraft {
    var draft = ActivityDraft(day: try #require(CivilDate("2026-03-31")))
    draft.relatedTo = try opportunity()
    draft.contacts = [try contact()]
    draft.subject = "Pepsilo demo"
    return draft
  }

  static func card(_ prompt: Prompt) -> PromptCard {
    PromptCard(prompt: prompt, events: 1, timeZone: "Europe/Berlin")
  }

  /// A prompt's message in every state that it can be in.
  static func cards(title: String?) throws -> [SlackMessage] {
    var messages: [SlackMessage] = []
    for outcome in Match.Outcome.allCases {
      messages.append(card(try prompt(title: title, guests: 60, candidates: 30, outcome: outcome)).message)
    }
    for state in Prompt.State.allCases {
      var prompt = try prompt(title: title)
      prompt.state = state
      prompt.stateReason = title ?? "other"
      var card = card(prompt)
      if state == .logged || state == .updated {
        card.logged = PromptCard.Logged(
          activity: try activity(), relatedTo: title ?? "Pepsilo",
          missingRoles: [(id: try contact(), name: title ?? "Paula")])
      }
      messages.append(card.message)
    }
    return messages
  }

  static func forms(text: String) throws -> [ModalView] {
    var log = LogForm(
      reference: PromptReference(id: "5ev7wtkwv2qt", seenEvents: 1), draft: try draft(),
      types: ActivityCatalogue.standard.types(forTeam: nil))
    log.heading = text
    log.draft.subject = Prefill.subject(text)
    log.relatedTo = text
    log.guesses = [.type: text]
    log.draft.types = ["Demo", "no such type"]
    log.draft.personaFunctions = ["Operations"]
    log.people = [LogForm.Person(.contact(try contact()), name: text)]
    log.products = (0..<100).map { "Product \($0) \(text.prefix(200))" }
    var onDemand = log
    onDemand.reference = nil
    onDemand.products = []
    onDemand.draft.lead = try id("00QTk0000000AefIAE")
    onDemand.draft.contacts = []
    var update = log
    update.isUpdate = true
    update.draft.description = String(repeating: "d", count: 3001)
    update.draft.sentiment = .negative
    var pov = CRMProofOfValue(id: try id("a01Tk0000000AefIAE"), opportunityID: try opportunity(), name: text)
    (pov.status, pov.details, pov.start) = (text, text, CivilDate("2026-03-02"))
    return [
      ProofOfValueUpdateForm(current: pov, opportunity: text).view,
      ProofOfValueUpdateForm(current: nil, opportunity: nil).view, log.view, onDemand.view, update.view,
      OpportunityForm(reference: nil, opportunity: (try opportunity(), text), current: nil).view,
      ProofOfValueForm(reference: nil, opportunity: (try opportunity(), text)).view, ContactForm().view,
    ]
  }

  /// Everything else that leaves.
  static func notices(text: String) throws -> [SlackMessage] {
    let clock = WallClock(timeZone: "Asia/Tokyo")
    let prompts = try (0..<40).map { _ in (prompt: try prompt(title: text), events: 2) }
    let reference = PromptReference(id: "5ev7wtkwv2qt", seenEvents: 2)
    var withdrawn = try activity()
    withdrawn.isWithdrawn = true
    return [
      QueueCard(heading: text, prompts: prompts, clock: clock).message,
      QueueCard(heading: "Yours", prompts: [], clock: clock).message,
      ActivityCard(
        activity: try activity(subject: Prefill.subject(text + "x"), description: text + "x"), by: text,
        relatedTo: text,
        contacts: [text, text], reference: reference
      ).message,
      ActivityCard(activity: withdrawn, by: text, relatedTo: text, contacts: [], reference: reference).message,
      NoticeCard(lines: (0..<200).map { "\($0) \(text)" }).message,
      SearchCard(
        query: text, hits: Array(repeating: text, count: 20),
        proofs: Array(repeating: (id: try id("a01Tk0000000AefIAE"), line: text), count: 20)
      ).message, SearchCard(query: text, hits: [text]).message, SearchCard(query: text, hits: []).message,
    ]
  }
}
