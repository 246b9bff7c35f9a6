import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// What the pages of the rules share: the desk, the tabs, and how often each rule was asked.
enum RulesPages {
  enum Tab { case inForce, draft, history }

  static func desk(_ context: PageContext) throws -> RulesDesk {
    try RulesDesk(path: context.configuration.path, store: context.store, admin: context.viewer.email)
  }

  static func frame(
    _ title: String, _ tab: Tab, status: Int = 200, @HTMLBuilder _ content: () throws -> HTML
  ) rethrows -> Page {
    try Page(title: title, status: status) {
      div(.class("title")) { h1 { title } }
      nav(.class("tabs"), .label("Rules")) {
        link("In force", "/rules", tab == .inForce)
        link("My draft", "/rules/draft", tab == .draft)
        link("History", "/rules/history", tab == .history)
      }
      try content()
    }
  }

  private static func link(_ title: String, _ path: OwnPath, _ isHere: Bool) -> HTML {
    element("a", [.href(path)] + (isHere ? [Attribute(.ariaCurrent, "page")] : [])) { title }
  }

  static func clock(_ context: PageContext) -> WallClock { WallClock(timeZone: context.configuration.timeZone) }

  /// How often each rule was asked: it is counted over every stored meeting, so for five minutes the same counts serve.
  /// Nil while they are being counted for the first time.
  static func usage(_ context: PageContext, _ desk: RulesDesk) throws -> RuleUsage? {
    let snapshot = try context.store.currentSnapshot().map { String($0.id) } ?? "none"
    let key = "\(snapshot)/\(context.now.secondsSinceEpoch / 300)"
    let work = context.site.ruleUsage
    if work.progress(of: key) == nil {
      let now = context.now
      work.start(key, at: now) { try desk.usage(at: now) }
    }
    switch work.progress(of: key, waiting: 700) {
    case .done(let usage): return usage
    case .failed(let error): throw error
    case .running, nil: return nil
    }
  }

  /// A page that asks for itself again, without any script, until what it waits for is there.
  static func again(_ page: Page, after seconds: Int) -> Page {
    var page = page
    page.headers.append(("Refresh", String(seconds)))
    return page
  }

  /// What a kind of rule says, in words.
  static func meaning(_ kind: Rule.Kind) -> String {
    switch kind {
    case .internal: "is one of us"
    case .alias: "is the account's"
    case .subsidiary: "is of a company that the account owns"
    case .partner: "is a partner's: never decides alone"
    case .sharedHost: "is several companies': never matches by domain"
    case .generic: "is anybody's: never matches by domain"
    case .block: "is left out of every match"
    case .allow: "is a company's own, although a list calls it generic"
    case .notAPerson: "is no person: a bot, a room, a list"
    }
  }

  /// When a rule holds; nil for always.
  static func term(_ rule: Rule) -> String? {
    switch (rule.from, rule.until) {
    case (nil, nil): nil
    case (let from?, nil): "from \(from)"
    case (nil, let until?): "until \(until)"
    case (let from?, let until?): "\(from) to \(until)"
    }
  }

  static func list(of sentences: [String], class name: String = "plain") -> HTML {
    ul(.class(name)) { for sentence in sentences { li { bdi(sentence) } } }
  }
}
