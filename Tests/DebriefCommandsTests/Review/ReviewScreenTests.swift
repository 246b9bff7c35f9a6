import Addresses
import Calendars
import DebriefCore
@testable import DebriefPipeline
import DebriefStore
import Testing

@testable import DebriefCommands

/// A queue of meetings whose forms lack nothing but what the SA has to say.
struct Queue {
  let store: Store
  let desk: ReviewDesk
  let now = Instant(secondsSinceEpoch: 1_774_980_000)  // 2026-03-31T18:00:00Z

  init(titles: [String], series: Set<Int> = []) throws {
    store = try Store()
    var architect = SolutionArchitect(email: try EmailAddress(parsing: "ada.fern@tanuki.example"))
    architect.profile.team = "enterprise"
    architect.profile.name = "Ada Fern"
    desk = ReviewDesk(configuration: Configuration(), store: store, architect: architect)
    try store.save(
      titles.enumerated().map { index, title in
        try update(index, title, uid: series.contains(index) ? "series" : "u\(index)")
      })
  }

  private func update(_ index: Int, _ title: String, uid: String) throws -> PromptUpdate {
    let start = now.advanced(by: Int64(index - 100) * 3600)
    let address = try EmailAddress(parsing: "ana@acme.example")
    let facts = SeatFacts(
      title: title, location: nil, start: .instant(start), end: .instant(start.advanced(by: 1800)), startsAt: start,
      endsAt: start.advanced(by: 1800), timeZone: nil,
      participants: [Participant(address: address, written: address.key, name: title, kind: .external, basis: "test")],
      recordLinks: [])
    var match = Match(outcome: .matched)
    match.opportunity = SalesforceID("006Tk0000000AefIAE")
    match.accountName = title
    var evidence = Evidence(tier: .contactRole, participant: address.key)
    evidence.contact = SalesforceID("003Tk0000000AefIAE")
    evidence.contactName = title
    match.evidence = [evidence]
    let id = "prompt\(index < 10 ? "0" : "")\(index)"
    let prompt = Prompt(
      id: id, seat: Seat(owner: desk.owner, uid: uid, recurrenceID: uid == "series" ? "\(index)" : ""), facts: facts,
      dueAt: start, match: match, flags: [], state: .pending, createdAt: start)
    return PromptUpdate(
      prompt: prompt, factsHash: nil, newMatch: nil,
      events: [PromptEvent(prompt: id, at: start, by: "debrief", from: nil, to: .pending, why: "ended")])
  }

  func session() throws -> ReviewSession { try ReviewSession(desk: desk) { [now] in now } }
}

extension ReviewSession {
  mutating func type(_ text: String) throws {
    var reader = KeyReader()
    for key in reader.feed(Array(text.utf8)) + reader.flush() { _ = try press(key) }
  }

  var screen: String { lines.map(\.text).joined(separator: "\n") }
}

@Suite("The review screen") struct ReviewScreenTests {
  /// Titles that try to move the cursor, colour the screen, turn the writing or break the columns.
  static let hostile = [
    "\u{1B}[31mred\u{1B}[2J", "\u{9B}31m", "a\r\nb", "\u{7}\u{8}\u{8}", "\u{202E}txt.exe", "漢字漢字漢字漢字漢字漢字漢字漢字",
    "👩‍👩‍👧‍👦 family 🇩🇪", "e\u{301}\u{302}\u{303}", "\u{1B}]0;title\u{7}", "\u{2066}x\u{2069}",
    String(repeating: "é", count: 500),
    "\u{E0041}tag", "\u{1B}[200~paste\u{1B}[201~", "{account} {contact}", "",
  ]

  @Test(arguments: [(80, 24), (40, 10), (200, 60), (81, 11), (10, 3), (1, 1)])
  func everyScreenIsExactlyAsLargeAsTheTerminalAndSafe(size: (Int, Int)) throws {
    var session = try Queue(titles: Self.hostile, series: [0, 1, 2]).session()
    session.resize(columns: size.0, rows: size.1)
    var screens = [session.lines]
    for key in [
      "j", "?", "x", "s", "\r", "\t", "\t", "3", "\t", "+", "\u{1B}[200~p\u{1B}[31m\u{1B}[201~", "\u{14}", "\u{0F}",
      "ac", "\u{1B}", "\u{1B}", "u", "j",
    ] {
      try session.type(key)
      screens.append(session.lines)
    }
    for lines in screens {
      #expect(lines.count == size.1)
      for line in lines {
        #expect(terminalWidth(line.text) == size.0)
        #expect(!line.text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        #expect(!line.text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
      }
    }
  }

  @Test func aDozenPromptsAreClearedInUnderSixtyKeystrokesBesideTheDescriptions() throws {
    let queue = try Queue(
      titles: [
        "Demo for the board", "Discovery", "Weekly", "Deep dive: runners", "PoV kickoff", "Lunch", "Weekly", "Weekly",
        "RFP answers", "Plan for Q2", "Intro", "Trial check",
      ], series: [2, 6, 7])
    var session = try queue.session()
    var keys = 0
    func press(_ text: String) throws {
      keys += text.count
      try session.type(text)
    }
    for (title, acts) in [
      ("Demo for the board", ["\r+", "\r"]), ("Discovery", ["\r0", "\r"]), ("Weekly", ["s\r6+", "\r"]),
      ("Deep dive: runners", ["\r-", "\r"]), ("PoV kickoff", ["\r+", "\r"]), ("Lunch", ["e3"]),
      ("RFP answers", ["\r0", "\r"]), ("Plan for Q2", ["h"]), ("Intro", ["\r+", "\r"]), ("Trial check", ["\r+", "\r"]),
    ] {
      #expect(session.state.current?.prompt.facts.title == title)
      try press(acts[0])
      if acts.count > 1 {
        try session.type("We went through it together. They asked for a follow-up.")  // the description: not counted
        try press(acts[1])
      }
    }
    #expect(session.state.items.isEmpty)
    #expect(keys < 60)
    #expect(try queue.store.promptCounts() == [.logged: 10, .dismissed: 1, .snoozed: 1])
  }

  @Test func undoTakesBackOneActAfterTheOther() throws {
    let queue = try Queue(titles: ["Demo", "Intro"])
    var session = try queue.session()
    try session.type("\r+Fine.\re1zz")
    #expect(try queue.store.promptCounts() == [.pending: 2])
    #expect(session.state.items.map(\.prompt.facts.title) == ["Demo", "Intro"])
    #expect(session.state.loggedToday == 0)
  }

  @Test func whatWasLoggedIsChangedAndTakenBackWithAMeetingOrWithout() throws {
    let queue = try Queue(titles: ["Demo"])
    var draft = try queue.desk.item(try #require(try queue.desk.queue(at: queue.now).first)).draft
    draft.subject = "Phone \u{1B}[31mcall"
    draft.types = ["Demo"]
    draft.sentiment = .neutral
    draft.description = "They rang up."
    let activity = try queue.desk.logOnDemand(draft, at: queue.now)
    var session = try queue.session()
    try session.type("\r+Fine.\ru")
    #expect(session.state.logged.count == 2)
    #expect(session.screen.contains("Demo") && session.screen.contains("Phone \\u{1b}[31mcall"))
    // The one without a meeting: its description goes on, and is the last thing that it says.
    let place = try #require(session.state.logged.firstIndex { $0.prompt.id == activity.id })
    try session.type((place == 1 ? "j" : "") + "\r")
    #expect(session.screen.contains("Changing what was logged"))
    try session.type(" We called back.\r")
    #expect(session.state.message?.hasPrefix("Changed Phone") == true)
    #expect(try queue.store.activity(id: activity.id)?.call.description == "They rang up. We called back.")
    // Somebody else changes it in the meantime: nothing is taken back.
    let other = try #require(try queue.desk.activityOnDemand(activity.id))
    _ = try queue.desk.update(other, draft, at: queue.now, seen: nil)
    try session.type("z")
    #expect(session.state.message?.contains("already handled") == true)
    try session.type("zzz")
    #expect(try queue.store.activity(id: activity.id)?.isWithdrawn == true)
    #expect(session.state.logged.map(\.prompt.id) == ["prompt00"])
    try session.type("z")
    #expect(try queue.store.promptCounts() == [.pending: 1])
    #expect(session.state.loggedToday == 0)
    try session.type("\u{1B}")
    #expect(session.state.items.map(\.prompt.facts.title) == ["Demo"])
  }

  @Test func whatWasDoneToSeveralIsTakenBackAtOnce() throws {
    let queue = try Queue(titles: ["Demo", "Weekly", "Weekly", "Weekly"], series: [1, 2, 3])
    var session = try queue.session()
    try session.type("e2se")
    #expect(session.screen.contains("Dismiss 3:"))
    try session.type("1")
    #expect(session.state.message?.hasPrefix("Dismissed 3: internal.") == true)
    #expect(try queue.store.promptCounts() == [.dismissed: 4])
    try session.type("z")
    #expect(session.state.message == "3 are pending again.")
    #expect(try queue.store.promptCounts() == [.dismissed: 1, .pending: 3])
    try session.type("sh")
    #expect(try queue.store.promptCounts() == [.dismissed: 1, .snoozed: 3])
    try session.type("zz")
    #expect(session.state.items.map(\.prompt.facts.title) == ["Demo", "Weekly", "Weekly", "Weekly"])
  }

  @Test func oneThatWasHandledElsewhereKeepsTheOthersFromBeingDismissed() throws {
    let queue = try Queue(titles: ["Weekly", "Weekly", "Weekly"], series: [0, 1, 2])
    var first = try queue.session()
    var second = try queue.session()
    try first.type("e3")
    try second.type("se1")
    #expect(second.state.message?.contains("already handled") == true)
    #expect(try queue.store.promptCounts() == [.dismissed: 1, .pending: 2])
    try second.type("e1z")  // what is left is marked still
    #expect(second.state.items.count == 2)
  }

  @Test func nothingIsLoggedWhileSomethingIsMissing() throws {
    let queue = try Queue(titles: ["Planning"])
    var session = try queue.session()
    try session.type("\r\r")
    #expect(session.state.message?.contains("Activity Type") == true)
    #expect(session.state.message?.contains("Sentiment") == true)
    #expect(session.state.message?.contains("Description") == true)
    #expect(try queue.store.promptCounts() == [.pending: 1])
  }

  @Test func sentimentForASeriesIsAlwaysAChoiceOfItsOwn() throws {
    let queue = try Queue(titles: ["Demo", "Demo"], series: [0, 1])
    var session = try queue.session()
    try session.type("\r+All fine.")
    try session.type("\u{1B}")
    try session.type("s\r")
    guard case .form(let form) = session.state.mode else {
      Issue.record("no form")
      return
    }
    #expect(form.ids.count == 2)
    #expect(form.draft.sentiment == nil)
  }

  @Test func aFormThatIsLeftKeepsWhatWasTyped() throws {
    var session = try Queue(titles: ["Demo", "Intro"]).session()
    try session.type("\r+Half a sent")
    try session.type("\u{1B}")
    try session.type("jk\rence.\r")
    #expect(session.state.message?.hasPrefix("Logged Demo") == true)
  }

  @Test func aPromptHandledElsewhereIsSaidToBe() throws {
    let queue = try Queue(titles: ["Demo", "Intro"])
    var first = try queue.session()
    var second = try queue.session()
    try first.type("\r+Fine.\r")
    try second.type("\r-Bad.\r")
    #expect(second.state.message?.contains("already handled") == true)
    #expect(second.state.items.map(\.prompt.facts.title) == ["Intro"])
    #expect(second.state.done.isEmpty)
    #expect(try queue.store.activity(ofPrompt: "prompt00")?.call.description == "Fine.")
  }

  @Test func aGuessIsShownAsOneAndATemplateOnlyWhenAskedFor() throws {
    var session = try Queue(titles: ["Demo of pipelines"]).session()
    try session.type("\r")
    #expect(session.screen.contains("(Demo?)"))
    #expect(!session.screen.contains("Outcome:"))
    try session.type("\u{14}")
    #expect(session.screen.contains("Outcome:"))
  }
}
