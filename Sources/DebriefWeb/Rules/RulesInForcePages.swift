import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// The rules in force, how much each does, and what becomes of an address.
enum RulesInForcePages {
  static func show(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    let asked = context.request.query["address"].flatMap { $0.isEmpty ? nil : $0 }
    let answers = try asked.map { try RuleTestView(desk, $0, at: context.now).html }
    let usage = try RulesPages.usage(context, desk)
    let page = try RulesPages.frame("Rules", .inForce) {
      origin(context, desk)
      testForm(asked)
      if let answers { answers }
      if let usage {
        table(try desk.rulesAtWork(usage, at: context.now))
      } else {
        p(.class("notice"), Attribute(.role, "status")) {
          "Counting how often each rule was asked. This page goes on by itself."
        }
        table(desk.live.rules.map(RulesDesk.RuleAtWork.init), isCounted: false)
      }
    }
    return usage == nil ? RulesPages.again(page, after: 2) : page
  }

  /// Where the rules stand, and who put them there.
  private static func origin(_ context: PageContext, _ desk: RulesDesk) -> HTML {
    let last = desk.publications.last { $0.state == .done }
    let count = desk.live.rules.count
    return p(.class("small soft")) {
      "\(count) rule\(count == 1 ? "" : "s") in "
      code { desk.path }
      if let last, last.version == desk.live.version, let by = last.by {
        ", \(last.kind == .rolledBack ? "rolled back to" : "published") \(RulesPages.clock(context).short(last.at)) by "
        bdi(by.key)
        ": "
        bdi(last.note)
      } else {
        ", written by hand"
      }
    }
  }

  private static func testForm(_ asked: String?) -> HTML {
    form(.get, .action("/rules"), .class("ask"), Attribute(.role, "search")) {
      label(.for("address")) { "What becomes of an address, or of a domain?" }
      div(.class("actions")) {
        input(
          .id("address"), .name("address"), .type("text"), .value(asked ?? ""),
          Attribute(.placeholder, "nils@quokka.example"),
          Attribute(.autocomplete, "off"), Attribute(.maxlength, "320"), Attribute(.spellcheck, "false"))
        button { "Test" }
      }
    }
  }

  private static func table(_ rules: [RulesDesk.RuleAtWork], isCounted: Bool = true) -> HTML {
    guard !rules.isEmpty else {
      return p(.class("empty soft")) { "There are no rules yet. Begin a draft to write the first one." }
    }
    return element("table", [.class("stack rules")]) {
      thead {
        tr {
          for title in ["Rule", "Reason"] { th(Attribute(.scope, "col")) { title } }
          th(.class("number"), Attribute(.scope, "col")) { "In 90 days" }
          th(.class("number"), Attribute(.scope, "col")) { "Last" }
        }
      }
      tbody {
        for rule in rules {
          tr {
            td { RuleWords(rule.rule, account: rule.account).html }
            td {
              bdi(rule.rule.reason)
              for finding in rule.findings { RuleFindingView.html(finding) }
            }
            td(.class("number"), Attribute(.dataLabel, "Meetings in 90 days")) { isCounted ? String(rule.hits) : "…" }
            td(.class("number"), Attribute(.dataLabel, "Last")) {
              isCounted ? rule.lastHit?.description ?? "never" : "…"
            }
          }
        }
      }
    }
  }
}

/// A rule in words: what it is about, and what it says of it.
struct RuleWords {
  var rule: Rule
  /// The name of the account that it means.
  var account: String?

  init(_ rule: Rule, account: String? = nil) {
    self.rule = rule
    self.account = account
  }

  var html: HTML {
    div(.class("rule")) {
      strong { bdi(rule.target) }
      " "
      span(.class("tag")) { rule.kind.rawValue }
      div(.class("small soft")) {
        RulesPages.meaning(rule.kind)
        if let id = rule.account {
          ": "
          if let account {
            bdi(account)
            " "
          }
          code { id.description }
        }
        if let term = RulesPages.term(rule) { ", \(term)" }
      }
    }
  }
}

/// What `rules check` says of one rule.
enum RuleFindingView {
  static func html(_ finding: RuleFinding) -> HTML {
    p(.class(finding.level == .wrong ? "problem" : "hint")) { bdi(finding.message) }
  }
}

/// What becomes of an address now, and under the viewer's draft where that says something else.
struct RuleTestView {
  private let now: Result<AddressExplanation, NotAnAddress>
  private let drafted: AddressExplanation?

  init(_ desk: RulesDesk, _ text: String, at instant: Instant) throws {
    do {
      now = .success(try desk.test(text, at: instant))
    } catch let error as NotAnAddress {
      now = .failure(error)
      drafted = nil
      return
    }
    if let draft = try desk.draft(), let read = try? desk.read(draft), !read.difference.isEmpty {
      drafted = try desk.test(text, under: read, at: instant)
    } else {
      drafted = nil
    }
  }

  var html: HTML {
    section(.class("answer"), Attribute(.role, "status"), .label("Answer")) {
      switch now {
      case .failure(let error): p(.class("problem")) { bdi(error.description) }
      case .success(let explanation):
        if let drafted, drafted.sentences != explanation.sentences {
          h2 { "With the rules in force" }
          RulesPages.list(of: explanation.sentences)
          h2 { "With your draft" }
          RulesPages.list(of: drafted.sentences)
        } else {
          RulesPages.list(of: explanation.sentences)
          if drafted != nil { p(.class("hint")) { "Your draft changes nothing about it." } }
        }
      }
    }
  }
}
