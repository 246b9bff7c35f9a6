import DebriefCore
import DebriefPipeline
import DebriefStore

/// The draft as text: `rules:` as it will stand in pipeline.yml.
enum RuleTextPages {
  static let path: OwnPath = "/rules/draft/text"

  static func show(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    guard let draft = try desk.draft() else { return .redirect(to: RuleDraftPages.path) }
    return try page(context, desk, draft, text: draft.text)
  }

  static func save(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    guard let text = context.request.form["text"], let seen = Int(context.request.form["seen"] ?? "") else {
      throw NoSuchPage()
    }
    do {
      let draft = try desk.save(text, seen: seen, at: context.now)
      return .redirect(to: (try? desk.read(draft)) == nil ? path : RuleDraftPages.path)
    } catch is RuleDraftWasChanged {
      // Nobody's typing is lost: it stands in the field, and can be saved over the other one.
      guard let draft = try desk.draft() else { throw RuleDraftWasChanged() }
      return try page(context, desk, draft, text: text, isConflict: true)
    }
  }

  private static func page(
    _ context: PageContext, _ desk: RulesDesk, _ draft: StoredRuleDraft, text: String, isConflict: Bool = false
  ) throws -> Page {
    var problems: [String] = []
    if !isConflict {
      do { _ = try desk.read(draft) } catch let error as ConfigurationError {
        problems = error.problems.map { problem in
          "Line \(problem.line): \(problem.key.isEmpty ? "" : "\(problem.key): ")\(problem.message)"
        }
      }
    }
    return RulesPages.frame("My draft as text", .draft, status: isConflict ? 409 : 200) {
      if isConflict {
        p(.class("notice wrong"), Attribute(.role, "alert")) {
          "The draft was saved in another window after you opened this one. Below is what you wrote here; nothing was "
            + "saved. Saving now puts it in the other one's place."
        }
      }
      if !problems.isEmpty {
        div(.class("notice wrong"), Attribute(.role, "alert")) {
          div {
            p { "It is saved, and cannot be simulated yet:" }
            RulesPages.list(of: problems)
          }
        }
      }
      context.form(to: path, .class("stacked")) {
        hiddenInput("seen", String(draft.revision))
        label(.for("text")) { "The rules, as they will stand in pipeline.yml" }
        textarea(
          .id("text"), .name("text"), .class("text"), Attribute(.rows, "24"), Attribute(.spellcheck, "false"),
          Attribute(.autocomplete, "off"), Attribute(.ariaDescribedby, "text-hint"), value: text)
        span(.id("text-hint"), .class("hint")) {
          "Comments stay, as long as they stand below rules: and are indented. Every rule has a kind, a domain or an "
            + "address, and a reason."
        }
        div(.class("actions")) {
          button(.class("primary")) { "Save the draft" }
          if problems.isEmpty {
            a(.href(RuleDraftPages.path)) { "Rule by rule" }
          } else {
            button(.class("quiet"), .formaction("/rules/draft/discard"), .formnovalidate) { "Discard the draft" }
          }
        }
      }
    }
  }
}
