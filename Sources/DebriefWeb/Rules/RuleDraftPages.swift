import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// An admin's draft: rule by rule, or as text.
enum RuleDraftPages {
  static let path: OwnPath = "/rules/draft"

  // MARK: Looking

  static func show(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    guard let draft = try desk.draft() else { return try none(context, desk) }
    let read: RuleDraft
    do {
      read = try desk.read(draft)
    } catch is ConfigurationError {
      // There are no rules to show yet, only the text and what is wrong in it.
      return .redirect(to: "/rules/draft/text")
    }
    let edited = context.request.query["edit"]
    let index = edited.flatMap { Int($0) }.flatMap { read.configuration.rules.indices.contains($0) ? $0 : nil }
    let form = index.map { RuleFormView(context, draft, index: $0, RuleForm(read.configuration.rules[$0])) }
    let added = edited == "new" ? RuleFormView(context, draft, index: nil, RuleForm()) : nil
    return try page(context, desk, draft, read, form: form ?? added)
  }

  private static func none(_ context: PageContext, _ desk: RulesDesk) throws -> Page {
    try RulesPages.frame("My draft", .draft) {
      p { "A draft begins with the rules in force. Nothing changes for anybody until you publish it." }
      context.form(to: path, .class("actions")) { button(.class("primary")) { "Begin a draft" } }
      try others(context, desk)
    }
  }

  static func page(
    _ context: PageContext, _ desk: RulesDesk, _ draft: StoredRuleDraft, _ read: RuleDraft, form: RuleFormView?,
    status: Int = 200
  ) throws -> Page {
    let usage = try RulesPages.usage(context, desk)
    let findings = try usage.map { try desk.findings(read, $0, at: context.now) }
    let names = Dictionary(try context.store.accounts().map { ($0.id, $0.name) }) { first, _ in first }
    let isSimulated = try desk.simulation(of: read) != nil
    let page = try RulesPages.frame("My draft", .draft, status: status) {
      try warnings(context, desk, draft)
      difference(read)
      actions(context, read, isSimulated: isSimulated)
      context.form(to: "/rules/draft/remove", .id("remove")) { hiddenInput("seen", String(draft.revision)) }
      if let findings { summary(findings) }
      list(read.configuration.rules, names, findings ?? [], form)
      if let form, form.index == nil {
        form.html
      } else {
        p(.class("actions")) {
          a(.class("button"), .href(path.query([("edit", "new")]).fragment("form"))) { "Add a rule" }
        }
      }
      try others(context, desk)
    }
    return usage == nil && form == nil ? RulesPages.again(page, after: 2) : page
  }

  /// What happened to the rules in force since the draft was begun.
  private static func warnings(_ context: PageContext, _ desk: RulesDesk, _ draft: StoredRuleDraft) throws -> HTML {
    guard draft.basedOn != desk.live.version else { return .nothing }
    return div(.class("notice doubt"), Attribute(.role, "status")) {
      p {
        "The rules in force have changed since you began this draft. What is called removed or changed below may be a "
          + "colleague's work: publishing the draft as it is would undo it."
      }
      a(.href("/rules/history")) { "See the history" }
    }
  }

  private static func difference(_ read: RuleDraft) -> HTML {
    section {
      h2 { "Against the rules in force" }
      if read.difference.sentences.isEmpty {
        p(.class("soft")) { "The same rules." }
      } else {
        RulesPages.list(of: read.difference.sentences, class: "plain changes")
      }
    }
  }

  private static func actions(_ context: PageContext, _ read: RuleDraft, isSimulated: Bool) -> HTML {
    div(.class("actions")) {
      if isSimulated {
        a(.class("button primary"), .href("/rules/simulation")) { "See what would change" }
      } else if !read.difference.sentences.isEmpty {
        context.form(to: "/rules/simulation") { button(.class("primary")) { "Simulate on 90 days" } }
      }
      a(.class("button"), .href("/rules/draft/text")) { "Edit as text" }
      context.form(to: "/rules/draft/discard") { button(.class("quiet")) { "Discard the draft" } }
    }
  }

  private static func summary(_ findings: [RuleFinding]) -> HTML {
    let wrong = findings.count { $0.level == .wrong }
    let noted = findings.count - wrong
    guard wrong > 0 else {
      return p(.class("small soft")) {
        "Checked: nothing is wrong\(noted > 0 ? ", \(noted) note\(noted == 1 ? "" : "s")" : "")."
      }
    }
    return p(.class("notice wrong"), Attribute(.role, "status")) {
      "\(wrong) rule\(wrong == 1 ? " does" : "s do") not do what \(wrong == 1 ? "it says" : "they say"): see below."
    }
  }

  private static func list(
    _ rules: [Rule], _ names: [SalesforceID: String], _ findings: [RuleFinding], _ form: RuleFormView?
  ) -> HTML {
    element("ol", [.class("cards")]) {
      for (index, rule) in rules.enumerated() {
        li(.id("rule-\(index + 1)")) {
          if let form, form.index == index {
            form.html
          } else {
            RuleWords(rule, account: rule.account.flatMap { names[$0] }).html
            div(.class("why")) {
              bdi(rule.reason)
              for finding in findings where finding.line == rule.line && finding.subject == rule.target {
                RuleFindingView.html(finding)
              }
            }
            div(.class("actions")) {
              a(
                .class("button"), .href(path.query([("edit", String(index))]).fragment("form")),
                .label("Edit \(rule.target)")
              ) { "Edit" }
              button(
                .class("quiet"), .form("remove"), .name("index"), .value(String(index)), .label("Remove \(rule.target)")
              ) { "Remove" }
            }
          }
        }
      }
    }
  }

  /// Colleagues who are about to publish, too.
  private static func others(_ context: PageContext, _ desk: RulesDesk) throws -> HTML {
    let others = try context.store.ruleDrafts().filter { $0.admin != desk.admin.key }
    if others.isEmpty { return .nothing }
    let clock = RulesPages.clock(context)
    return p(.class("small soft")) {
      "Other drafts: "
      for (index, other) in others.enumerated() {
        if index > 0 { ", " }
        bdi(other.admin)
        " (saved \(clock.short(other.savedAt)))"
      }
      "."
    }
  }

  // MARK: Changing

  static func begin(_ context: PageContext) throws -> Page {
    _ = try RulesPages.desk(context).beginDraft(at: context.now)
    return .redirect(to: path)
  }

  static func discard(_ context: PageContext) throws -> Page {
    try RulesPages.desk(context).discardDraft()
    return .redirect(to: path)
  }

  static func remove(_ context: PageContext) throws -> Page {
    let fields = context.request.form
    guard let index = Int(fields["index"] ?? ""), let seen = Int(fields["seen"] ?? "") else { throw NoSuchPage() }
    try RulesPages.desk(context).removeRule(at: index, seen: seen, at: context.now)
    return .redirect(to: path)
  }

  static func put(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    guard let draft = try desk.draft(), let seen = Int(context.request.form["seen"] ?? "") else { throw NoSuchPage() }
    let index = context.request.form["index"].flatMap { Int($0) }
    let form = RuleForm(context.request.form)
    do {
      let rule = try form.rule(accounts: context.store.accounts())
      try desk.put(rule, at: index, seen: seen, at: context.now)
      let count = try desk.draft().map { try desk.read($0).configuration.rules.count } ?? 0
      return .redirect(to: path.fragment("rule-\((index ?? count - 1) + 1)"))
    } catch let wrong as RuleForm.Wrong {
      return try page(
        context, desk, draft, desk.read(draft),
        form: RuleFormView(context, draft, index: index, form, problems: wrong.problems), status: 422)
    }
  }
}

extension RuleForm {
  fileprivate init(_ fields: Fields) {
    self.init()
    kind = fields["kind"] ?? ""
    target = fields["target"] ?? ""
    account = fields["account"] ?? ""
    reason = fields["reason"] ?? ""
    from = fields["from"] ?? ""
    until = fields["until"] ?? ""
  }
}
