import ArgumentParser
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Log a meeting as an activity.",
    discussion: """
      The form is filled in as far as facts go (see it with 'debrief prompts show ID'); sentiment and description are \
      yours. Several ids of one series or one account are logged together, with the one sentiment you give for all. \
      Without an id, something that was in no calendar is logged: give --opportunity, --subject, --contact and --type.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions
  @OptionGroup var fields: ActivityOptions

  @Argument(help: "The prompts' ids, or as much of their beginnings as is unique.")
  var ids: [String] = []

  @Option(help: ArgumentHelp("Without an id: the day it took place; default: today.", valueName: "date"))
  var day: String?

  func run() throws {
    let desk = try reviewer.desk(options)
    let now = options.instant
    let activities: [Activity]
    if ids.isEmpty {
      guard let day = day.map({ CivilDate($0) }) ?? desk.day(of: now) else {
        throw ValidationError("'--day' is written 2026-03-31.")
      }
      var draft = ActivityDraft(day: day)
      try fields.apply(to: &draft, desk: desk)
      activities = [try desk.logOnDemand(draft, at: now)]
    } else {
      let prompts = try ids.map { try desk.store.prompt(withIDPrefix: $0) }
      guard desk.belongTogether(prompts) else {
        throw ValidationError("Only prompts of one series or of one account are logged together.")
      }
      let items = try prompts.map { prompt in
        let seen = try desk.store.history(of: prompt.id).count
        var draft = try desk.prefill(prompt).draft
        try fields.apply(to: &draft, desk: desk)
        return (prompt: prompt, draft: draft, seenEvents: Int?.some(seen))
      }
      activities = try desk.log(items, at: now)
    }
    try report(activities, desk)
  }

  private func report(_ activities: [Activity], _ desk: ReviewDesk) throws {
    if options.json {
      return try Output.standard.json(
        ActivityListJSON(
          activities: try activities.map { ActivityJSON($0, missingRoles: try desk.missingRoles(of: $0)) }))
    }
    for activity in activities {
      let record = try desk.store.record(id: activity.call.relatedTo)
      try Output.standard.done(
        "Logged \(activity.call.subject) on \(record?.name ?? activity.call.relatedTo.description): "
          + "\(activity.call.types.joined(separator: ", ")), \(activity.call.sentiment.rawValue).")
      if activity.prompt == nil {
        try Output.error.done(
          "To change it: debrief update \(activity.id); to take it back: debrief undo \(activity.id)")
      }
      for contact in try desk.missingRoles(of: activity) {
        try Output.error.done(
          "\(contact) has no role there yet: debrief opportunity \(activity.call.relatedTo) --add-role \(contact)")
      }
    }
  }
}

struct ActivityListJSON: Encodable {
  var schema = "debrief.activities/1"
  var activities: [ActivityJSON]
}

struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change what was logged; give only the fields that change.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions
  @OptionGroup var fields: ActivityOptions

  @Argument(
    help: "The prompt's id, or that of an activity without a meeting; or as much of its beginning as is unique.")
  var id: String

  func run() throws {
    let desk = try reviewer.desk(options)
    let activity =
      if let before = try desk.store.activityOnDemand(id) {
        try desk.update(before, try changed(before, desk), at: options.instant, seen: before.revision)
      } else {
        try update(try desk.store.prompt(withIDPrefix: id), desk)
      }
    if options.json {
      let json = ActivityJSON(activity, missingRoles: try desk.missingRoles(of: activity))
      return try Output.standard.json(ReviewResultJSON(activity: json))
    }
    try Output.standard.done("Updated \(activity.call.subject): revision \(activity.revision).")
  }

  private func update(_ prompt: Prompt, _ desk: ReviewDesk) throws -> Activity {
    let seen = try desk.store.history(of: prompt.id).count
    guard let before = try desk.store.activity(ofPrompt: prompt.id), !before.isWithdrawn else {
      throw NothingLogged(prompt: prompt.id)
    }
    return try desk.update(prompt, try changed(before, desk), at: options.instant, seenEvents: seen)
  }

  private func changed(_ before: Activity, _ desk: ReviewDesk) throws -> ActivityDraft {
    var draft = before.call.draft
    try fields.apply(to: &draft, desk: desk)
    return draft
  }
}
