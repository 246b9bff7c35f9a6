import Addresses
import Calendars
import Foundation
import Testing

@testable import DebriefCore
@testable import SlackClient

/// The shapes are those of slackapi/java-slack-sdk's recorded payloads (json-logs/samples/app-backend).
@Suite("What Slack sends") struct PayloadTests {
  func body(_ json: String) -> [UInt8] { FormBody.encode([("payload", json)]) }

  let pressed = """
    {"type":"block_actions","enterprise":null,"team":{"id":"T1","domain":"t"},"user":{"id":"U1","username":"a","name":"a",
    "team_id":"T1"},"api_app_id":"A1","token":"x","container":{"type":"message","message_ts":"1.2","channel_id":"D1",
    "is_ephemeral":false},"trigger_id":"t.1","channel":{"id":"D1","name":"directmessage"},"message":{"type":"message",
    "text":"x"},"state":{"values":{}},"response_url":"https://hooks.example","actions":[{"type":"button","action_id":
    "dismiss","block_id":"prompt|5ev7wtkwv2qt:3","selected_option":{"text":{"type":"plain_text","text":"x"},"value":
    "no-show"},"action_ts":"1.3"}]}
    """

  @Test func aChoiceInAMessageSaysWhoWhatAndWhere() throws {
    let payload = try #require(SlackPayload(body: body(pressed)))
    guard case .action(let action) = payload else { return #expect(Bool(false)) }
    #expect(action.user == SlackUser(id: "U1", team: "T1"))
    #expect(action.channel == "D1" && action.message == "1.2" && action.trigger == "t.1")
    #expect(
      SlackIntent(payload) == .dismiss(PromptReference(id: "5ev7wtkwv2qt", seenEvents: 3), .noShow))
  }

  @Test func aFormsFieldsComeByTheirBlocks() throws {
    let json = """
      {"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"view":{"id":"V1","callback_id":"log",
      "private_metadata":"5ev7wtkwv2qt:1","state":{"values":{
      "subject":{"value":{"type":"plain_text_input","value":"Sync"}},
      "type":{"value":{"type":"multi_static_select","selected_options":[{"value":"Demo"},{"value":"Other"}]}},
      "sentiment":{"value":{"type":"radio_buttons","selected_option":{"value":"Neutral"}}},
      "day":{"value":{"type":"datepicker","selected_date":"2026-03-30"}},
      "notes_link":{"value":{"type":"plain_text_input","value":null}},
      "persona_levels":{"value":{"type":"checkboxes","selected_options":[]}}}}}}
      """
    let payload = try #require(SlackPayload(body: body(json)))
    #expect(
      SlackIntent(payload)
        == .submit(
          .log, PromptReference(id: "5ev7wtkwv2qt", seenEvents: 1),
          values: [
            "subject": ["Sync"], "type": ["Demo", "Other"], "sentiment": ["Neutral"], "day": ["2026-03-30"],
          ]))
  }

  @Test(arguments: [
    ("", SlackIntent.showQueue), ("log", .openLog(nil, record: nil)), ("LOG now", .openLog(nil, record: nil)),
    ("search rookwood tills", .search("rookwood tills")), ("find  x", .search("x")), ("search", .help),
    ("contact", .openContact), ("pov", .openProofOfValue(nil)), ("opportunity", .openOpportunity(nil)),
    ("pov Update", .openProofOfValueUpdate(nil)),
    ("dance", .help),
  ]) func theSlashCommandHasAFewWords(text: String, intent: SlackIntent) throws {
    let fields = [
      ("token", "x"), ("team_id", "T1"), ("user_id", "U1"), ("command", "/debrief"), ("text", text),
      ("trigger_id", "t"),
    ]
    let payload = try #require(SlackPayload(body: FormBody.encode(fields.map { (name: $0.0, value: $0.1) })))
    #expect(SlackIntent(payload) == intent)
  }

  @Test func whatIsTypedIntoASelectIsASearch() throws {
    let json = """
      {"type":"block_suggestion","user":{"id":"U1"},"team":{"id":"T1"},"action_id":"contacts","block_id":"name","value":
      "paula","view":{"callback_id":"log","private_metadata":"p:2"},"container":{"type":"view"}}
      """
    let payload = try #require(SlackPayload(body: body(json)))
    #expect(SlackIntent(payload) == .suggestContacts(query: "paula", PromptReference(id: "p", seenEvents: 2)))
  }

  @Test func whatIsNoneOfThemIsNothing() throws {
    #expect(
      SlackPayload(body: body("{\"type\":\"message_action\",\"user\":{\"id\":\"U1\"}}"))
        == .other(type: "message_action"))
    #expect(SlackPayload(body: body("{\"type\":\"view_closed\"}")) == .closed)
    for text in ["", "payload=", "payload=%7B", "payload=[]", "payload=%ff", "a=%2", "x=y", "command=/d&user_id="] {
      #expect(SlackPayload(body: Array(text.utf8)) == nil, "\(text)")
    }
    #expect(SlackPayload(body: body("{\"type\":\"block_actions\",\"user\":{\"id\":\"\"},\"actions\":[]}")) == nil)
  }

  @Test func boundsHoldAgainstHostileBodies() {
    #expect(FormBody.fields([UInt8](repeating: 0x61, count: FormBody.maxBytes + 1)) == nil)
    #expect(FormBody.fields(Array((0...40).map { "f\($0)=1" }.joined(separator: "&").utf8)) == nil)
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(SlackPayload(body: body("{\"type\":\"block_actions\",\"x\":\(deep)}")) == nil)
    let far =
      "{\"type\":\"block_actions\",\"user\":{\"id\":\"U\"},\"actions\":[{\"action_id\":\"log\",\"value\":\"p:99999999999999999999\"}]}"
    #expect(SlackPayload(body: body(far)).map(SlackIntent.init) == .openLog(nil, record: nil))
  }

  /// The form bodies of Python's urllib, with everything that has to be encoded.
  @Test func formsAreReadAsOthersWriteThem() {
    let body = Array("text=a+b%26c%3Dd%2B%F0%9F%A6%8A&empty=&flag&text=second".utf8)
    #expect(FormBody.fields(body) == ["text": "a b&c=d+🦊", "empty": "", "flag": ""])
    let fields = [(name: "a b", value: "ü&=+%🦊\n")]
    #expect(FormBody.fields(FormBody.encode(fields)) == ["a b": "ü&=+%🦊\n"])
  }
}

@Suite("Who may press what") struct SlackDecisionTests {
  let reference = PromptReference(id: "5ev7wtkwv2qt", seenEvents: 1)

  func state(_ change: (inout SlackState) -> Void = { _ in }) throws -> SlackState {
    var state = SlackState(presser: try Sample.owner(), prompt: try Sample.prompt(), events: 1)
    change(&state)
    return state
  }

  @Test func thePromptsOwnSAMay() throws {
    for intent in [SlackIntent.openLog(reference, record: nil), .dismiss(reference, .other), .undo(reference)] {
      #expect(SlackDecision.decide(intent, try state()) == .allow)
    }
  }

  @Test func nobodyElseMay() throws {
    let intents: [SlackIntent] = [
      .openLog(reference, record: nil), .openUpdate(reference), .dismiss(reference, .other), .undo(reference),
      .snooze(reference, .tomorrow), .submit(.log, reference, values: [:]), .submit(.update, reference, values: [:]),
      .openOpportunity(reference), .suggestContacts(query: "", reference),
      .addRole(
        reference,
        ContactRoleRequest(opportunity: try Sample.opportunity(), contact: try Sample.contact(), role: "Other")),
    ]
    let other = try EmailAddress(parsing: "bruno.keller@tanuki.example")
    for intent in intents {
      for state in [
        try state { $0.presser = other }, try state { $0.presser = nil }, try state { $0.isOwnWorkspace = false },
        try state { $0.prompt = nil },
      ] {
        guard case .refuse = SlackDecision.decide(intent, state) else {
          Issue.record("\(intent) was allowed")
          continue
        }
      }
    }
    for intent in [SlackIntent.showQueue, .search("x"), .openContact, .openLog(nil, record: nil), .help] {
      #expect(SlackDecision.decide(intent, SlackState(presser: try Sample.owner())) == .allow)
      guard case .refuse = SlackDecision.decide(intent, SlackState(presser: nil)) else {
        Issue.record("\(intent) was allowed")
        continue
      }
    }
  }

  @Test func whatWasHandledElsewhereIsNotTouched() throws {
    let later = try state { $0.events = 2 }
    for intent in [
      SlackIntent.dismiss(reference, .other), .snooze(reference, .hour), .undo(reference),
      .submit(.log, reference, values: [:]), .submit(.update, reference, values: [:]),
    ] {
      guard case .outdated = SlackDecision.decide(intent, later) else {
        Issue.record("\(intent) was allowed")
        continue
      }
    }
    #expect(SlackDecision.decide(.openOpportunity(reference), later) == .allow)
  }
}

@Suite("A form that comes back") struct FormTests {
  @Test func everyFieldOfTheActivityIsRead() throws {
    let filled = try Sample.draft().filled(
      from: [
        "related_to": ["006Tk0000000AefIAE"],
        "name": ["003Tk0000000AefIAE", "new:ana@pepsilo.example", "new:eve@evil.example"],
        "subject": ["Sync"], "type": ["Demo"], "sentiment": ["Negative"], "description": ["One.\nTwo."],
        "products": ["Plan, Build", "Secure"], "persona_levels": ["Executive", "King"],
        "persona_functions": ["Security"],
        "notes_link": ["https://notes.example/1"], "day": ["2026-03-30"],
      ], people: [NewContact(email: "ana@pepsilo.example", name: "Ana Lee")])
    #expect(filled.contacts == [try Sample.contact()])
    // Only who was there: the choice comes from a browser.
    #expect(filled.newContacts.map(\.email) == ["ana@pepsilo.example"])
    #expect(filled.types == ["Demo"] && filled.sentiment == .negative && filled.description == "One.\nTwo.")
    #expect(filled.products == ["Plan", "Build", "Secure"] && filled.personaLevels == [.executive])
    #expect(filled.notesLink == "https://notes.example/1" && filled.day.description == "2026-03-30")
  }

  @Test func everyProblemComesBackAtItsField() throws {
    let empty = try Sample.draft().filled(from: [:], people: [])
    let problems = ActivityRules(team: nil).problems(of: empty)
    guard case .errors(let errors) = SlackAnswer.errors(of: ActivityRefused(problems: problems)) else {
      return #expect(Bool(false))
    }
    #expect(Set(errors.keys) == ["related_to", "name", "subject", "type", "description", "sentiment"])
    let view = LogForm(reference: nil, draft: empty, types: ActivityCatalogue.standard.types).view
    let blocks = Set(view.blocks.compactMap { $0.json["block_id"]?.string })
    #expect(Set(errors.keys).isSubset(of: blocks))
  }

  @Test func everyFieldThatTheRulesNameIsInItsForm() throws {
    var update = OpportunityUpdate(opportunity: try Sample.opportunity())
    update.evaluationEnd = CivilDate("2027-01-01")
    update.evaluationStatus = .win
    update.successPlanURL = "x"
    let refusal = UpdateRefused(problems: update.problems(on: nil, today: try Sample.draft().day))
    let form = OpportunityForm(reference: nil, opportunity: nil, current: nil).view
    try expect(refusal, in: form, count: 3)
    var pov = ProofOfValue(opportunity: try Sample.opportunity(), name: "")
    pov.status = .loss
    pov.end = CivilDate("2027-01-01")
    try expect(
      UpdateRefused(problems: pov.problems(today: try Sample.draft().day)),
      in: ProofOfValueForm(reference: nil, opportunity: nil).view, count: 2)
    let current = CRMProofOfValue(
      id: try Sample.id("a01Tk0000000AefIAE"), opportunityID: try Sample.opportunity(), name: "Pilot")
    let unchanged = ProofOfValue(form: [:], changing: current)
    try expect(
      UpdateRefused(problems: unchanged.problems(on: current, today: try Sample.draft().day)),
      in: ProofOfValueUpdateForm(current: nil, opportunity: nil).view, count: 1)
  }

  private func expect(_ refusal: UpdateRefused, in view: ModalView, count: Int) throws {
    guard case .errors(let errors) = SlackAnswer.errors(of: refusal) else { return #expect(Bool(false)) }
    #expect(errors.count == count)
    #expect(!errors.keys.contains("opportunity"))
    #expect(Set(errors.keys).isSubset(of: Set(view.blocks.compactMap { $0.json["block_id"]?.string })))
  }

  @Test func aDescriptionTooLongForSlackIsLeftAlone() throws {
    var draft = try Sample.draft()
    draft.description = String(repeating: "d", count: 3001)
    #expect(draft.filled(from: [:], people: []).description == draft.description)
    draft.description = "short"
    #expect(draft.filled(from: [:], people: []).description.isEmpty)
  }
}
