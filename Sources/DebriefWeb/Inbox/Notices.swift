import DebriefCore
import DebriefPipeline
import DebriefStore

/// What is said after an act, with the way back. It is read from the prompt's history, so an address can make no page
/// say what did not happen.
enum Notices {
  static func afterActs(_ context: PageContext, _ inbox: Inbox) throws -> HTML {
    if let id = context.request.query["activity"] { return try onDemand(context, id) }
    let ids = context.request.query.values("done").prefix(InboxPlace.pageLength)
    let prompts = try ids.compactMap { try context.store.prompt(id: $0) }
      .filter { context.viewer.mayAct(for: $0.seat.owner) }
    guard let first = prompts.first else { return .nothing }
    let history = try context.store.history(of: first.id)
    let words =
      prompts.count > 1
      ? severally(prompts, history, isCorrection: context.request.query["correction"] != nil)
      : sentence(first, history, inbox.clock, isCorrection: context.request.query["correction"] != nil)
    return try div(.class("notice"), Attribute(.role, "status")) {
      span { bdi(words) }
      if Prompt.undoTarget(history) != nil {
        if prompts.count > 1 {
          try context.form(to: inbox.place.path("/bulk/undo")) {
            try MarkedPrompts(prompts.map(\.id), context).hidden
            button(.class("quiet"), Attribute(.dataKey, "z")) { "Undo all \(prompts.count)" }
          }
        } else {
          context.form(to: inbox.place.path("/prompts/\(first.id)/undo")) {
            hiddenInput("seen", String(history.count))
            button(.class("quiet"), Attribute(.dataKey, "z")) { "Undo" }
          }
        }
      }
      if first.state == .logged || first.state == .updated { try missingRoles(context, first) }
    }
  }

  /// Of what was logged without a meeting.
  private static func onDemand(_ context: PageContext, _ id: Activity.ID) throws -> HTML {
    guard let desk = try? context.desk(), let activity = try? desk.activityOnDemand(id),
      let last = try context.store.revisions(of: id).last
    else { return .nothing }
    let title = "“\(activity.call.subject)”"
    let isCorrection = context.request.query["correction"] != nil
    let words =
      switch last.why {
      case "undone" where activity.isWithdrawn: "Took \(title) back."
      case "undone": "\(title) is as it was before."
      case "updated": "Changed \(title)."
      default: "Logged \(title)."
      }
    return div(.class("notice"), Attribute(.role, "status")) {
      span { bdi(words + (isCorrection ? " It had left already: a correction follows it." : "")) }
      if activity.isWithdrawn {
        a(.href("/activities/\(id)")) { "Look at it" }
      } else {
        OnDemandForm.undo(context, activity, Attribute(.dataKey, "z"))
      }
    }
  }

  private static func severally(_ prompts: [Prompt], _ history: [PromptEvent], isCorrection: Bool) -> String {
    if history.last?.isUndo == true {
      return "\(prompts.count) meetings are \(prompts[0].state.rawValue) again."
        + (isCorrection ? " Activities had left already: corrections follow them." : "")
    }
    return "\(prompts.count) meetings were \(prompts[0].state.rawValue) together"
      + (prompts[0].state == .dismissed ? prompts[0].stateReason.map { ": \($0)." } ?? "." : ".")
  }

  private static func sentence(
    _ prompt: Prompt, _ history: [PromptEvent], _ clock: WallClock, isCorrection: Bool
  ) -> String {
    let title = "“\(prompt.facts.title ?? "(no title)")”"
    if history.last?.isUndo == true {
      return "\(title) is \(prompt.state.rawValue) again."
        + (isCorrection ? " The activity had left already: a correction follows it." : "")
    }
    switch prompt.state {
    case .logged: return "Logged \(title)."
    case .updated: return "Changed what was logged of \(title)."
    case .dismissed: return "Dismissed \(title)\(prompt.stateReason.map { ": \($0)" } ?? "")."
    case .snoozed: return "\(title) comes back \(prompt.snoozedUntil.map(clock.short) ?? "later")."
    case .pending, .expired, .withdrawn: return "\(title) is \(prompt.state.rawValue)."
    }
  }

  /// Somebody attended who has no role on the opportunity: worth a click while it is fresh.
  private static func missingRoles(_ context: PageContext, _ prompt: Prompt) throws -> HTML {
    guard let desk = try? context.desk(), let activity = try context.store.activity(ofPrompt: prompt.id) else {
      return .nothing
    }
    let missing = try desk.missingRoles(of: activity)
    guard !missing.isEmpty else { return .nothing }
    return a(.href("/opportunities/\(activity.call.relatedTo.description)")) {
      "\(missing.count) who attended \(missing.count == 1 ? "has" : "have") no role on the opportunity"
    }
  }
}
