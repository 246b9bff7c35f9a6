import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import SlackClient
import Testing

@testable import DebriefPipeline

/// The fake plays Slack and the person; its TLS, its signatures and its judgement of our answers are real.
@Suite("An SA in Slack", .serialized) struct SlackEndpointTests {
  let slack: SlackWorkspace

  init() throws { slack = try SlackWorkspace() }

  @Test func aPromptBecomesAMessageAFormAnActivityAndAnUpdatedMessage() throws {
    try slack.addPrompt()
    let place = try slack.sendPrompt()
    let asked = try #require(try slack.messages(to: "U0ADA").first)
    #expect(asked.text == "You just had a meeting: Pepsilo demo")
    let words = asked.blocks.map(\.words).joined(separator: "\n")
    for expected in ["You just had a meeting", "Pepsilo demo", "Ana Lee", "Log a Call", "Dismiss…", "Snooze…"] {
      #expect(words.contains(expected))
    }

    #expect(try slack.press("log", in: place).complaints == [])
    let form = try #require(try slack.state().views.first)
    #expect(form.title.text == "Log a Call")

    #expect(try slack.submit().complaints == [])
    #expect(try slack.prompt().state == .logged)
    let activity = try #require(try slack.store.activity(ofPrompt: "5ev7wtkwv2qt"))
    #expect(activity.call.types == ["Demo"] && activity.call.sentiment == .positive)
    #expect(activity.call.relatedTo == SalesforceID(SlackWorkspace.opportunity))
    #expect(activity.call.subject == "Pepsilo demo")
    #expect(try slack.store.outboxCounts().values.reduce(0, +) == 1)

    let answered = try #require(try slack.messages(to: "U0ADA").first)
    #expect(try slack.messages(to: "U0ADA").count == 1 && answered.edits == 1)
    let after = answered.blocks.map(\.words).joined(separator: "\n")
    #expect(after.contains("Logged by you ") && after.contains("Undo") && !after.contains("Dismiss…"))

    #expect(try slack.press("undo", in: place).complaints == [])
    #expect(try slack.prompt().state == .pending)
    #expect(try slack.messages(to: "U0ADA").first?.blocks.map(\.words).joined().contains("Log a Call") == true)
  }

  @Test func everythingThatIsMissingComesBackAtItsField() throws {
    try slack.addPrompt()
    _ = try slack.press("log", in: try slack.sendPrompt())
    // As a client of another kind would send it: Slack's own does not let required fields be empty.
    let reply = try slack.submit(#"{"subject": "", "name": [], "type": [], "description": ""}"#, unchecked: true)
    struct Errors: Decodable {
      var errors: [String: String]
    }
    let errors = try JSONDecoder().decode(Errors.self, from: Data(reply.body.utf8))
    #expect(reply.body.contains("\"response_action\":\"errors\""))
    #expect(Set(errors.errors.keys) == ["name", "subject", "type", "sentiment", "description"])
    #expect(reply.complaints == [])
    #expect(try slack.prompt().state == .pending)
    #expect(try slack.state().views.count == 1)
    #expect(try slack.submit().complaints == [])
    #expect(try slack.prompt().state == .logged && slack.state().views.isEmpty)
  }

  @Test func aConditionalRuleIsAskedForInTheForm() throws {
    try slack.addPrompt()
    _ = try slack.press("log", in: try slack.sendPrompt())
    let reply = try slack.submit(
      SlackWorkspace.filled.replacing("\"Demo\"", with: "\"Customer Strategy Plan Review\""))
    #expect(reply.body.contains("link to the plan"))
    #expect(reply.complaints == [])
  }

  @Test func onlyThePromptsOwnSAMayPress() throws {
    try slack.addPrompt()
    let place = try slack.sendPrompt()
    for user in ["U0BRUNO", "U0GUEST", "U0EVE"] {
      for (action, choice) in [("log", nil), ("dismiss", "personal"), ("snooze", "tomorrow")] as [(String, String?)] {
        #expect(try slack.press(action, in: place, by: user, choice: choice).status == 200)
        #expect(try slack.prompt().state == .pending, "\(user) \(action)")
      }
    }
    let titles = Set(try slack.state().views.map(\.title.text))
    #expect(titles == ["Debrief"])  // each was told why, and none got the form
    #expect(try slack.store.history(of: "5ev7wtkwv2qt").count == 1)
  }

  /// Eve's profile in her own workspace says that she is Ada.
  @Test func anAddressInAnotherWorkspaceIsNobody() throws {
    try slack.addPrompt()
    let reply = try slack.act("command", #"{"user": "U0EVE", "command": "/debrief", "text": ""}"#)
    #expect(reply.body.contains("its own workspace") && !reply.body.contains("Pepsilo"))
    #expect(try slack.store.slackAccount(user: "U0EVE") == nil)
  }

  @Test func dismissingSnoozingAndUndoingTakeOnePressEach() throws {
    try slack.addPrompt()
    let place = try slack.sendPrompt()
    #expect(try slack.press("dismiss", in: place, choice: "duplicate").complaints == [])
    #expect(try slack.prompt().state == .dismissed && slack.prompt().stateReason == "duplicate")
    _ = try slack.press("undo", in: place)
    #expect(try slack.prompt().state == .pending)
    _ = try slack.press("snooze", in: place, choice: "tomorrow")
    #expect(try slack.prompt().state == .snoozed)
    #expect(try slack.messages(to: "U0ADA").first?.text.hasPrefix("Put off until") == true)
  }

  @Test func whatWasHandledElsewhereIsSaidAndNotOverwritten() throws {
    try slack.addPrompt()
    let place = try slack.sendPrompt()
    _ = try slack.press("log", in: place)  // the form is open …
    _ = try slack.desk().dismiss(try slack.prompt(), .personal, at: SlackWorkspace.clock, seenEvents: nil)
    let reply = try slack.submit()  // … and elsewhere it was dismissed
    #expect(reply.body.contains("Already handled elsewhere") && reply.complaints == [])
    #expect(try slack.prompt().state == .dismissed)
    #expect(try slack.messages(to: "U0ADA").first?.text.hasPrefix("Dismissed") == true)
  }

  @Test func aMessageFollowsWhatHappensInTheTerminal() throws {
    try slack.addPrompt()
    try slack.sendPrompt()
    let refresher = SlackRefresher(configuration: slack.configuration, store: slack.store, api: slack.api)
    #expect(try refresher.refreshAll(limit: 100) == 0)
    _ = try slack.desk().dismiss(try slack.prompt(), .personal, at: SlackWorkspace.clock, seenEvents: nil)
    #expect(try refresher.refreshAll(limit: 100) == 1)
    #expect(try slack.messages(to: "U0ADA").first?.text.hasPrefix("Dismissed: personal") == true)
    #expect(try refresher.refreshAll(limit: 100) == 0)
  }

  @Test func theRegionsPostFollowsTheActivity() throws {
    try slack.addPrompt()
    let place = try slack.sendPrompt()
    _ = try slack.press("log", in: place)
    _ = try slack.submit()
    let post = try slack.parcel(.channel("#sa-activity-emea"), [.activity("p-5ev7wtkwv2qt")], key: "wf-02/1")
    guard case .done(let reference?) = slack.courier.send([post])[0] else { return #expect(Bool(false)) }
    let first = try #require(try slack.messages(in: "sa-activity-emea").first)
    #expect(first.text.contains("logged Demo: Pepsilo demo"))
    #expect(first.blocks.map(\.words).joined().contains("Update Activity"))

    let parts = reference.split(separator: "/").map(String.init)
    let inChannel = (channel: parts[0], ts: parts[1])
    _ = try slack.press("update", in: inChannel, by: "U0BRUNO")
    #expect(try slack.state().views.last?.title.text == "Debrief")  // not his
    #expect(try slack.press("update", in: inChannel).complaints == [])
    #expect(try slack.state().views.last?.title.text == "Update Activity")
    #expect(try slack.submit(#"{"sentiment": "Negative"}"#).complaints == [])
    #expect(try slack.prompt().state == .updated)
    #expect(try slack.store.activity(ofPrompt: "5ev7wtkwv2qt")?.call.description == "We showed it. They liked it.")
    let second = try #require(try slack.messages(in: "sa-activity-emea").first)
    #expect(second.edits == 1 && second.blocks.map(\.words).joined().contains("Negative"))
    _ = try slack.press("undo", in: place)
    _ = try slack.press("undo", in: place)
    #expect(try slack.messages(in: "sa-activity-emea").first?.text.hasPrefix("Withdrawn") == true)
  }

  @Test func theSlashCommandAnswersOnlyThePersonWhoAsked() throws {
    try slack.addPrompt()
    for (text, expected) in [
      ("", "Waiting for you: 1"), ("search nothing of that name", "Nothing in the CRM"), ("what", "/debrief search"),
    ] {
      let reply = try slack.act("command", #"{"user": "U0ADA", "command": "/debrief", "text": "\#(text)"}"#)
      #expect(reply.body.contains(expected) && reply.body.contains("\"ephemeral\""))
      #expect(reply.complaints == [])
    }
    #expect(try slack.act("command", #"{"user": "U0GUEST", "command": "/debrief"}"#).body.contains("does not know you"))
    for (text, title) in [("log", "Log a Call"), ("contact", "Create a contact"), ("pov", "Add a Proof of Value")] {
      #expect(
        try slack.act("command", #"{"user": "U0ADA", "command": "/debrief", "text": "\#(text)"}"#).complaints == [])
      #expect(try slack.state().views.last?.title.text == title)
    }
  }

  @Test func aMeetingThatWasInNoCalendarIsLoggedByTheCommand() throws {
    _ = try slack.act("command", #"{"user": "U0ADA", "command": "/debrief", "text": "log"}"#)
    let filled = SlackWorkspace.filled.replacing(
      "{\"related_to\"", with: "{\"subject\": \"Phone call\", \"related_to\"")
    #expect(try slack.submit(filled).complaints == [])
    let logged = try slack.store.activities(of: try slack.desk().owner, since: Instant(secondsSinceEpoch: 0))
    #expect(logged.map(\.call.subject) == ["Phone call"])
    _ = try slack.act("command", #"{"user": "U0ADA", "command": "/debrief", "text": "log"}"#)
    #expect(try slack.submit(filled).body.contains("logged already"))
  }

  @Test func aContactIsCreatedOnceItIsComplete() throws {
    _ = try slack.act("command", #"{"user": "U0ADA", "command": "/debrief", "text": "contact"}"#)
    let wrong = try slack.submit(#"{"contact_name": "Ana Lee", "email": "ana at pepsilo"}"#)
    #expect(wrong.body.contains("\"email\":\"give an e-mail address") && wrong.complaints == [])
    #expect(try slack.submit(#"{"contact_name": "Ana Lee", "email": "ana@pepsilo.example"}"#).complaints == [])
    #expect(try slack.store.outboxCounts().values.reduce(0, +) == 1)
  }

  @Test func anOpportunitysEndIsNeverInTheFuture() throws {
    try slack.addPrompt()
    _ = try slack.press("opportunity", in: try slack.sendPrompt())
    let reply = try slack.submit(#"{"end": "2999-01-01", "status": "Win"}"#)
    #expect(reply.body.contains("\"end\":") && reply.body.contains("\"status\":") && reply.complaints == [])
    #expect(try slack.submit(#"{"end": "2026-01-31", "status": "Win"}"#).complaints == [])
    #expect(try slack.store.outboxCounts().values.reduce(0, +) == 1)
  }

  @Test func theSelectsOfferWhatTheCRMKnows() throws {
    try slack.addPrompt()
    let place = try slack.sendPrompt()
    let typed = #"{"user": "U0ADA", "channel": "\#(place.channel)", "ts": "\#(place.ts)", "query": ""}"#
    #expect(try slack.act("suggest", typed).complaints == [])
    _ = try slack.press("log", in: place)
    let reply = try slack.act("suggest", #"{"user": "U0ADA", "block": "name", "query": ""}"#)
    #expect(reply.body.contains("new:ana.lee@pepsilo.example") && reply.complaints == [])
    #expect(try slack.act("suggest", #"{"user": "U0ADA", "block": "related_to", "query": "pep"}"#).complaints == [])
  }

  @Test func aReplayIsRefusedAndChangesNothing() throws {
    try slack.addPrompt()
    let place = try slack.sendPrompt()
    let request = try slack.request(
      "press",
      #"{"user": "U0ADA", "channel": "\#(place.channel)", "ts": "\#(place.ts)", "action": "dismiss", "choice": "other"}"#
    )
    #expect(slack.handle(headers: request.headers, body: request.body).status == 200)
    _ = try slack.desk().undo(try slack.prompt(), at: SlackWorkspace.clock)
    #expect(slack.handle(headers: request.headers, body: request.body).status == 401)
    #expect(try slack.prompt().state == .pending)
  }

  @Test func whatIsNotSlacksIsRefused() throws {
    try slack.addPrompt()
    let request = try slack.request("command", #"{"user": "U0ADA", "command": "/debrief"}"#)
    #expect(slack.handle(headers: [], body: request.body).status == 401)
    #expect(slack.handle(headers: request.headers, body: request.body + "&x=1").status == 401)
    let late = SlackWorkspace.clock.advanced(by: 400)
    #expect(slack.handle(headers: request.headers, body: request.body, at: late).status == 401)
    #expect(slack.handle(headers: request.headers, body: String(repeating: "x", count: 600_000)).status == 413)
    let upper = request.headers.map { (name: $0.name.uppercased(), value: $0.value) }
    #expect(slack.handle(headers: upper, body: request.body).status == 200)
    #expect(!slack.log.isEmpty)
  }
}
