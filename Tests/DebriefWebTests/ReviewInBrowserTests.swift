import Calendars
import DebriefCore
import DebriefStore
import Testing

@testable import DebriefWeb

@Suite("Reviewing in the browser") struct ReviewInBrowserTests {
  private func complete(_ prompt: Prompt, seen: Int = 1) -> [(String, String)] {
    [
      ("seen", String(seen)), ("do", "log"), ("related", prompt.match.opportunity?.description ?? ""),
      ("name", prompt.match.evidence.first?.contact?.description ?? ""), ("subject", "What it was about"),
      ("type", "Demo"), ("sentiment", "Positive"), ("description", "We showed it.\r\nThey liked it. Next: a trial."),
    ]
  }

  @Test func aCompleteFormIsLoggedAndUndoTakesItBack() throws {
    let world = try World()
    let session = try world.session(.owner)
    let prompt = try world.prompt(of: .owner)
    let answer = try world.post("/prompts/\(prompt.id)/log", complete(prompt), session)
    #expect(answer.status == 303)
    let activity = try #require(try world.store.activity(ofPrompt: prompt.id))
    #expect(activity.call.description == "We showed it.\nThey liked it. Next: a trial.")
    #expect(activity.call.sentiment == .positive)
    let inbox = try world.get(try #require(answer.header("Location")), session)
    #expect(inbox.text.contains("Logged “\(prompt.facts.title ?? "")”."))
    #expect(try world.post("/prompts/\(prompt.id)/undo", [], session).status == 303)
    #expect(try world.store.prompt(id: prompt.id)?.state == .pending)
  }

  @Test func everythingThatIsMissingIsNamedAtOnceAndWhatWasTypedStays() throws {
    let world = try World()
    let session = try world.session(.owner)
    let prompt = try world.prompt(of: .owner)
    let answer = try world.post(
      "/prompts/\(prompt.id)/log",
      [("seen", "1"), ("do", "log"), ("subject", "kept & <b>safe</b>"), ("notes", "notes here"), ("type", "Other")],
      session)
    #expect(answer.status == 422)
    for words in [
      "choose the opportunity", "name somebody who attended", "two or three sentences", "Positive, Neutral or Negative",
      "a link begins with https://",
    ] {
      #expect(answer.text.contains(words), "\(words)")
    }
    #expect(answer.text.contains("value=\"kept &amp; &lt;b&gt;safe&lt;/b&gt;\""))
    #expect(answer.text.contains("value=\"notes here\""))
    #expect(answer.text.contains("<option value=\"Other\" selected>"))
    #expect(try world.store.prompt(id: prompt.id)?.state == .pending)
  }

  @Test func sentimentAndDescriptionAreNeverFilledIn() throws {
    let world = try World()
    let session = try world.session(.owner)
    var filter = Store.PromptFilter(states: [.pending])
    filter.owner = try world.email(.owner)
    for prompt in try world.store.prompts(filter) {
      let page = try world.get("/prompts/\(prompt.id)", session).text
      for sentiment in Sentiment.allCases { #expect(!page.contains("value=\"\(sentiment.rawValue)\" checked")) }
      let form = try #require(page.range(of: "<textarea name=\"description\""))
      let field = page[form.upperBound...].prefix { $0 != "/" }
      #expect(field.hasSuffix(">\n<"), "\(field)")
    }
  }

  @Test func theSecondTabIsToldAndNothingIsOverwritten() throws {
    let world = try World()
    let session = try world.session(.owner)
    let prompt = try world.prompt(of: .owner)
    #expect(
      try world.post("/prompts/\(prompt.id)/dismiss", [("seen", "1"), ("reason", "internal")], session).status == 303)
    let late = try world.post("/prompts/\(prompt.id)/log", complete(prompt), session)
    #expect(late.status == 409)
    #expect(late.text.contains("Already handled elsewhere"))
    // And after an undo the form of before is still one of before.
    #expect(try world.post("/prompts/\(prompt.id)/undo", [], session).status == 303)
    #expect(try world.post("/prompts/\(prompt.id)/log", complete(prompt), session).status == 409)
    #expect(try world.store.activity(ofPrompt: prompt.id) == nil)
    #expect(try world.post("/prompts/\(prompt.id)/log", complete(prompt, seen: 3), session).status == 303)
  }

  @Test func aFormFromAnotherSiteOrWithoutItsSealIsRefused() throws {
    let world = try World()
    let session = try world.session(.owner)
    let path = "/prompts/\(try world.prompt(of: .owner).id)/snooze"
    let fields = [("seen", "1")]
    for site in ["cross-site", "same-site", "none", "nonsense"] {
      #expect(try world.post(path, fields, session, site: site).status == 403, "\(site)")
    }
    #expect(try world.post(path, fields, session, token: "").status == 403)
    #expect(try world.post(path, fields, session, token: Secret.random().seal("form")).status == 403)
    #expect(try world.post(path, fields, session, token: session.seal("another purpose")).status == 403)
    #expect(try world.post(path, fields, session).status == 303)
  }

  @Test func searchingAndTemplatesKeepTheForm() throws {
    let world = try World()
    let session = try world.session(.owner)
    let prompt = try world.prompt(of: .owner)
    let typed = [("seen", "1"), ("description", "half a sen"), ("sentiment", "Neutral")]
    let found = try world.post(
      "/prompts/\(prompt.id)/log", typed + [("do", "return"), ("q", "rookwood tills")], session)
    #expect(found.status == 200)
    #expect(found.text.contains("half a sen</textarea>"))
    #expect(found.text.contains("value=\"Neutral\" checked"))
    #expect(found.text.contains("Rookwood"))
    let template = try world.post("/prompts/\(prompt.id)/log", typed + [("do", "template.0")], session)
    #expect(template.text.contains("half a sen\nIntent: \nOutcome: \nNext step: </textarea>".escapedLines))
    #expect(try world.store.prompt(id: prompt.id)?.state == .pending)
  }

  @Test func oneSeriesIsLoggedTogetherAndTakenBackTogether() throws {
    let world = try World()
    let session = try world.session(.owner)
    let first = try world.prompt(of: .owner, titled: "Pepsilo fortnightly")
    let page = try world.get("/bulk?series=\(first.id)", session)
    let ids = page.text.matches(of: /name="prompt" value="([a-z0-9]+)\.1"/).map { String($0.1) }
    #expect(ids.count == 5)
    #expect(!page.text.contains("name=\"sentiment\" value=\"Positive\" checked"))
    let prompts = ids.map { ("prompt", "\($0).1") }
    // Without a sentiment nothing at all is logged.
    let missing = complete(first).filter { $0.0 != "sentiment" }
    #expect(try world.post("/bulk", missing + prompts, session).status == 422)
    #expect(try world.store.activities(of: world.email(.owner), since: World.now).isEmpty)
    #expect(try world.post("/bulk", complete(first) + prompts, session).status == 303)
    let logged = try world.store.activities(of: world.email(.owner), since: World.now)
    #expect(logged.count == 5)
    #expect(Set(logged.map(\.call.day)).count == 5)
    #expect(logged.allSatisfy { $0.call.subject == "Pepsilo fortnightly" })
    #expect(try world.post("/bulk/undo", ids.map { ("prompt", $0) }, session).status == 303)
    #expect(try world.store.activities(of: world.email(.owner), since: World.now).isEmpty)
  }

  @Test func severalAreDismissedForOneReasonAndTakenBackAtOnce() throws {
    let world = try World()
    let session = try world.session(.owner)
    var filter = Store.PromptFilter(states: [.pending])
    filter.owner = try world.email(.owner)
    let before = try world.store.prompts(filter)
    // They need have nothing to do with each other.
    let ids = before.prefix(7).map(\.id)
    let page = try world.get("/bulk/dismiss?" + ids.map { "prompt=\($0)" }.joined(separator: "&"), session).text
    #expect(page.contains("Dismiss 7: internal</button>"))
    let marked = page.matches(of: /name="prompt" value="([a-z0-9]+\.[0-9]+)"/).map { ("prompt", String($0.1)) }
    #expect(marked.count == 7)
    #expect(try world.post("/bulk/dismiss", marked, session).status == 400)  // no reason
    let answer = try world.post("/bulk/dismiss", marked + [("reason", "duplicate"), ("note", "twice")], session)
    #expect(answer.status == 303)
    #expect(try world.store.prompts(filter).count == before.count - 7)
    let inbox = try world.get(try #require(answer.header("Location")), session).text
    #expect(inbox.contains("7 meetings were dismissed together: duplicate: twice."))
    #expect(inbox.contains("Undo all 7"))
    // The form of before is one of before, for all of them.
    #expect(try world.post("/bulk/dismiss", marked + [("reason", "personal")], session).status == 409)
    let undo = inbox.matches(of: /name="prompt" value="([a-z0-9]+\.[0-9]+)"/).map { ("prompt", String($0.1)) }
    #expect(try world.post("/bulk/undo", undo, session).status == 303)
    #expect(try world.store.prompts(filter) == before)
    #expect(try world.post("/bulk/undo", undo, session).status == 409)
  }

  @Test func whereOneWasHandledElsewhereNoneOfSeveralIsDismissed() throws {
    let world = try World()
    let session = try world.session(.owner)
    var filter = Store.PromptFilter(states: [.pending])
    filter.owner = try world.email(.owner)
    let marked = try world.store.prompts(filter).prefix(3).map { ("prompt", "\($0.id).1") }
    let first = String(marked[0].1.dropLast(2))
    #expect(try world.post("/prompts/\(first)/snooze", [("seen", "1")], session).status == 303)
    let answer = try world.post("/bulk/dismiss", marked + [("reason", "internal")], session)
    #expect(answer.status == 409)
    #expect(answer.text.contains("Already handled elsewhere"))
    filter.states = [.dismissed]
    #expect(try world.store.prompts(filter).isEmpty)
  }

  @Test func meetingsOfDifferentCustomersAreNotLoggedTogether() throws {
    let world = try World()
    let session = try world.session(.owner)
    let a = try world.prompt(of: .owner, titled: "Pepsilo fortnightly")
    let b = try world.prompt(of: .owner, titled: "Wing data from Athens")
    #expect(try world.get("/bulk?prompt=\(a.id)&prompt=\(b.id)", session).status == 422)
    #expect(
      try world.post("/bulk", complete(a) + [("prompt", "\(a.id).1"), ("prompt", "\(b.id).1")], session).status == 400)
  }

  @Test func aMeetingThatWasInNoCalendarIsLogged() throws {
    let world = try World()
    let session = try world.session(.owner)
    let prompt = try world.prompt(of: .owner)
    let fields = complete(prompt).filter { $0.0 != "seen" } + [("day", "2026-03-30")]
    #expect(try world.post("/activities/new", fields, session).status == 303)
    let logged = try #require(try world.store.activities(of: world.email(.owner), since: World.now).first)
    #expect(logged.prompt == nil)
    #expect(logged.call.day.description == "2026-03-30")
    #expect(try world.post("/activities/new", fields, session).status == 409)
  }

  @Test func whatWasLoggedWithoutAMeetingIsChangedAndTakenBack() throws {
    let world = try World()
    let session = try world.session(.owner)
    let id = try world.activityOnDemand(of: .owner).id
    let list = try world.get("/inbox?tab=logged", session).text
    #expect(list.contains("href=\"/activities/\(id)\""))
    let page = try world.get("/activities/\(id)", session).text
    #expect(page.contains("value=\"A call &lt;b&gt;in between&lt;/b&gt;\""))
    #expect(page.contains("name=\"seen\" value=\"1\""))
    let fields = complete(try world.prompt(of: .owner)).filter { $0.0 != "do" } + [("day", "2026-03-30")]
    // Nothing of it is lost while something is missing.
    let wrong = try world.post("/activities/\(id)/update", fields.filter { $0.0 != "sentiment" }, session)
    #expect(wrong.status == 422 && wrong.text.contains("Save the changes") && wrong.text.contains("2026-03-30"))
    let changed = try world.post("/activities/\(id)/update", fields, session)
    #expect(changed.status == 303)
    let told = try world.get(try #require(changed.header("Location")), session).text
    #expect(told.contains("Changed “What it was about”."))
    #expect(try world.store.activity(id: id)?.call.day.description == "2026-03-30")
    // A tab of before.
    #expect(try world.post("/activities/\(id)/update", fields, session).status == 409)
    #expect(try world.post("/activities/\(id)/undo", [("seen", "1")], session).status == 409)
    #expect(try world.post("/activities/\(id)/undo", [("seen", "2")], session).status == 303)
    #expect(try world.store.activity(id: id)?.call.subject == "A call <b>in between</b>")
    let back = try world.post("/activities/\(id)/undo", [("seen", "3")], session)
    #expect(try world.get(try #require(back.header("Location")), session).text.contains("Took “A call"))
    #expect(try world.store.outboxCounts()[.queued] == nil)
    // From its page it can be logged again.
    #expect(try world.get("/activities/\(id)", session).text.contains("action=\"/activities/new\""))
  }

  @Test func anEvaluationsEndIsNeverInTheFuture() throws {
    let world = try World()
    let session = try world.session(.owner)
    let id = try #require(try world.prompt(of: .owner).match.opportunity)
    let wrong = try world.post("/opportunities/\(id)", [("end", "2026-04-01"), ("details", "kept")], session)
    #expect(wrong.status == 422)
    #expect(wrong.text.contains("is in the future") && wrong.text.contains("value=\"kept\""))
    #expect(try world.store.outboxCounts().isEmpty)
    #expect(try world.post("/opportunities/\(id)", [("start", "2026-01-13")], session).status == 303)
    #expect(try world.store.outboxCounts()[.queued] == 1)
  }

  @Test func pagesOfTheInboxHoldEveryPromptOnce() throws {
    let world = try World()
    let owner = try world.email(.owner)
    var seen: [Prompt.ID] = []
    var cursor: InboxCursor?
    while true {
      let rows = try world.store.inbox(of: owner, .pending, now: World.now, beyond: cursor, newestFirst: true, limit: 7)
      guard let last = rows.last else { break }
      seen += rows.map(\.id)
      cursor = InboxCursor(startsAt: last.startsAt, id: last.id)
    }
    var filter = Store.PromptFilter(states: [.pending])
    filter.owner = owner
    #expect(Set(seen) == Set(try world.store.prompts(filter).map(\.id)))
    #expect(Set(seen).count == seen.count)
  }

  @Test func meetingsSayWhyAndPrivateOnesAreNotThere() throws {
    let world = try World()
    let session = try world.session(.owner)
    let page = try world.get("/meetings", session)
    #expect(page.text.contains("Not listed"))
    #expect(page.text.contains("only colleagues"))
    let foreign = try world.store.seats(
      SeatFilter(owner: world.email(.otherArchitect), before: World.now), limit: 1
    ).first
    let uid = try #require(foreign?.uid)
    let answer = try world.get("/meetings/event?uid=\(uid)", session)
    #expect(answer.status == 404)
  }
}

extension String {
  /// Line ends inside a text field stand as references.
  fileprivate var escapedLines: String { replacing("\n", with: "&#10;") }
}
