import Addresses
import Calendars
import DebriefCore
import DebriefPipeline

/// How many meetings change, and how.
struct RuleCountsView {
  private let counts: [String: Int]
  private let link: (RuleChange) -> Attribute

  /// - Parameter link: where the meetings of a kind are listed.
  init(_ counts: [String: Int], link: @escaping (RuleChange) -> Attribute) {
    self.counts = counts
    self.link = link
  }

  var html: HTML {
    element("dl", [.class("counts")]) {
      for change in RuleChange.allCases {
        let count = counts[change.rawValue] ?? 0
        div(.class(count > 0 && change != .same ? "some" : "none")) {
          dt { change.words }
          dd(.class("number")) {
            if count > 0, change != .same { a(link(change)) { String(count) } } else { String(count) }
          }
        }
      }
    }
  }
}

/// The rules before and after against what SAs decided; nothing where nobody has decided anything yet.
struct RuleScoresView {
  private let before: RuleScore
  private let after: RuleScore

  init(_ simulation: RuleSimulation) { (before, after) = (simulation.before, simulation.after) }

  var html: HTML {
    guard before.logged + before.loggedElsewhere + before.dismissed > 0 else { return .nothing }
    return div(.class("narrow")) {
      table {
        element("caption", []) { "Against what SAs decided" }
        thead {
          tr {
            th(Attribute(.scope, "col")) { "Figure" }
            th(.class("number"), Attribute(.scope, "col")) { "before" }
            th(.class("number"), Attribute(.scope, "col")) { "after" }
          }
        }
        tbody {
          row("precision", percent(before.precision), percent(after.precision))
          row("recall", percent(before.recall), percent(after.recall))
          row("abstention", percent(before.abstention), percent(after.abstention))
          row("logged: kept", "\(before.kept)", "\(after.kept)")
          row("logged: would be changed", "\(before.changed)", "\(after.changed)")
          row("logged: asked", "\(before.asked)", "\(after.asked)")
          row("logged: no prompt", "\(before.missed)", "\(after.missed)")
          row("dismissed, still prompted", "\(before.dismissedStillPrompted)", "\(after.dismissedStillPrompted)")
        }
      }
    }
  }

  private func row(_ name: String, _ old: String, _ new: String) -> HTML {
    tr {
      th(Attribute(.scope, "row")) { name }
      td(.class("number")) { old }
      td(.class("number")) { new }
    }
  }

  private func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}

/// One meeting whose answer changes, and why.
struct RuleFlipView {
  private let context: PageContext
  private let flip: RuleFlip

  init(_ context: PageContext, _ flip: RuleFlip) {
    self.context = context
    self.flip = flip
  }

  var html: HTML {
    li {
      div(.class("when")) {
        span(.class("number")) { RulesPages.clock(context).short(flip.start) }
        " "
        span(.class("soft")) { bdi(flip.owner) }
      }
      div {
        strong { title }
        p {
          bdi(flip.before)
          " → "
          bdi(flip.after)
        }
        for reason in flip.because { p(.class("small soft")) { bdi(reason) } }
        if let decided = flip.decided {
          p(.class("small")) {
            "The SA \(decided)"
            if let effect = flip.effect {
              ": "
              span(.class("tag \(effect == .better ? "sure" : effect == .worse ? "wrong" : "")")) { effect.words }
            }
          }
        }
      }
    }
  }

  /// A link where the viewer may see the prompt: an admin sees rules and reports, and no colleague's inbox.
  private var title: HTML {
    let words = bdi(flip.title ?? "(no title)")
    guard let prompt = flip.prompt, let owner = try? EmailAddress(parsing: flip.owner), context.viewer.mayRead(owner)
    else { return words }
    return a(.href("/prompts/\(prompt)")) { words }
  }
}
