import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// Putting a simulated draft in force, and earlier rules again.
enum RulePublishingPages {
  // MARK: Publishing

  static func ask(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    guard let draft = try desk.draft() else { throw NoSuchPage() }
    return try question(context, desk, draft, note: "", problem: nil)
  }

  static func publish(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    let fields = context.request.form
    guard let draft = try desk.draft() else { throw NoSuchPage() }
    guard fields["seen"] == String(draft.revision), fields["live"] == desk.live.version else {
      throw RuleDraftWasChanged()
    }
    let note = fields["note"] ?? ""
    do {
      guard fields["sure"] == "yes" else {
        return try question(context, desk, draft, note: note, problem: "Say that you have looked at what changes.")
      }
      try desk.publish(draft.text, note: note, at: context.now)
      return .redirect(to: "/rules")
    } catch let error as NotPublishable {
      return try question(context, desk, draft, note: note, problem: error.description)
    }
  }

  private static func question(
    _ context: PageContext, _ desk: RulesDesk, _ draft: StoredRuleDraft, note: String, problem: String?
  ) throws -> Page {
    let read = try desk.read(draft)
    guard let kept = try desk.simulation(of: read) else { return .redirect(to: RuleSimulationPages.path) }
    let wrong = try RulesPages.usage(context, desk).map { usage in
      try desk.findings(read, usage, at: context.now).filter { $0.level == .wrong }
    }
    let changed = kept.result.simulation.counts.filter { $0.key != RuleChange.same.rawValue }.values.reduce(0, +)
    return RulesPages.frame("Publish the draft", .draft, status: problem == nil ? 200 : 422) {
      RulesPages.list(of: read.difference.sentences, class: "plain changes")
      RuleCountsView(kept.result.simulation.counts) {
        .href(RuleSimulationPages.path.query([("change", $0.rawValue)]))
      }.html
      if let wrong, !wrong.isEmpty {
        div(.class("notice wrong")) {
          div {
            p { "Not everything is right with this draft:" }
            RulesPages.list(of: wrong.map(\.message))
          }
        }
      }
      p {
        "The lines of "
        code { "rules:" }
        " in "
        code { desk.path }
        " are written, and nothing else in it. The next run matches every open prompt anew; what was logged stays."
      }
      confirmation(
        context, to: "/rules/publish", note: note, problem: problem,
        sure: "I have looked at the \(changed) meeting\(changed == 1 ? "" : "s") that change\(changed == 1 ? "s" : "")",
        button: "Publish", back: RuleSimulationPages.path
      ) {
        hiddenInput("seen", String(draft.revision))
        hiddenInput("live", desk.live.version)
      }
    }
  }

  // MARK: Looking back, and rolling back

  static func history(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    let clock = RulesPages.clock(context)
    let versions = try RuleHistory(desk.context(at: context.now)).versions
    return RulesPages.frame("History of the rules", .history) {
      element("ol", [.class("cards")]) {
        for version in versions.reversed() {
          li {
            div {
              h2(.class("plain")) {
                a(.href("/rules/history/\(version.version)")) { version.version }
                if version.isCurrent {
                  " "
                  span(.class("tag sure")) { "in force" }
                }
              }
              p(.class("small soft")) {
                "\(version.rules) rule\(version.rules == 1 ? "" : "s")"
                if let used = version.firstUsedAt {
                  ", first used \(clock.short(used))"
                } else {
                  ", not used by a run yet"
                }
                ", \(version.prompts) prompt\(version.prompts == 1 ? "" : "s")"
              }
            }
            div {
              for publication in version.publications {
                p {
                  "\(publication.isRollback ? "Rolled back to" : "Published") \(clock.short(publication.at)) by "
                  bdi(publication.by)
                  ": "
                  bdi(publication.note)
                }
              }
              RulesPages.list(of: version.differences, class: "plain changes small")
            }
          }
        }
      }
    }
  }

  static func version(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    return try version(context, desk, context.parameter("version"), note: "", problem: nil)
  }

  static func rollBack(_ context: PageContext) throws -> Page {
    let desk = try RulesPages.desk(context)
    let version = try context.parameter("version")
    let fields = context.request.form
    guard fields["live"] == desk.live.version else { throw RuleDraftWasChanged() }
    let note = fields["note"] ?? ""
    do {
      guard fields["sure"] == "yes" else {
        return try self.version(context, desk, version, note: note, problem: "Say that these rules are the right ones.")
      }
      try desk.rollBack(to: version, note: note, at: context.now)
      return .redirect(to: "/rules")
    } catch NotPublishable.noSuchVersion {
      throw NoSuchPage()
    } catch let error as NotPublishable {
      return try self.version(context, desk, version, note: note, problem: error.description)
    }
  }

  private static func version(
    _ context: PageContext, _ desk: RulesDesk, _ version: String, note: String, problem: String?
  ) throws -> Page {
    guard let earlier = try desk.earlier(version) else { throw NoSuchPage() }
    let differences = RuleDifference(from: desk.live.rules, to: earlier.rules).sentences
    return RulesPages.frame("Rules \(version)", .history, status: problem == nil ? 200 : 422) {
      pre(Attribute(.tabindex, "0"), .label("The rules as text")) { code { earlier.text } }
      if version == desk.live.version {
        p { span(.class("tag sure")) { "in force" } }
      } else {
        h2 { "Rolling back to it" }
        if differences.isEmpty { p(.class("soft")) { "These rules do the same as those in force." } }
        RulesPages.list(of: differences, class: "plain changes")
        confirmation(
          context, to: "/rules/history/\(version)", note: note, problem: problem,
          sure: "Put these rules in force again",
          button: "Roll back", back: "/rules/history"
        ) { hiddenInput("live", desk.live.version) }
      }
    }
  }

  // MARK: Being sure

  private static func confirmation(
    _ context: PageContext, to path: OwnPath, note: String, problem: String?, sure: String, button title: String,
    back: OwnPath, @HTMLBuilder hidden: () -> HTML
  ) -> HTML {
    context.form(to: path, .class("stacked confirm")) {
      hidden()
      if let problem { p(.class("problem"), Attribute(.role, "alert"), .id("problem")) { bdi(problem) } }
      div(.class("field")) {
        label(.for("note")) { "Why, for the next admin" }
        input(
          .id("note"), .name("note"), .type("text"), .value(note), Attribute(.autocomplete, "off"),
          Attribute(.maxlength, String(RulesDesk.longestNote)), Attribute(.ariaRequired, "true"))
      }
      label(.class("choice")) {
        input(.type("checkbox"), .name("sure"), .value("yes"))
        sure
      }
      div(.class("actions")) {
        button(.class("primary")) { title }
        a(.href(back)) { "Back" }
      }
    }
  }
}
