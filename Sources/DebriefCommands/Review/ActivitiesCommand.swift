import ArgumentParser
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

struct ActivitiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activities",
    abstract: "List what you logged, the latest first, with the ids that update and undo take.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions

  @Option(help: ArgumentHelp("Logged in so long a time until now.", valueName: "duration"))
  var since = "7d"

  func run() throws {
    let desk = try reviewer.desk(options)
    guard let seconds = Configuration.duration(since) else {
      throw ValidationError("'--since' is a duration such as 7d or 12h.")
    }
    let activities = try desk.store.activities(of: desk.owner, since: options.instant.advanced(by: -seconds))
    if options.json {
      return try Output.standard.json(
        ActivityListJSON(
          activities: try activities.map { ActivityJSON($0, missingRoles: try desk.missingRoles(of: $0)) }))
    }
    for activity in activities {
      let record = try desk.store.record(id: activity.call.relatedTo)
      let about = record?.name ?? activity.call.relatedTo.description
      try Output.standard.done(
        "\(activity.prompt ?? activity.id)  \(activity.call.day)  \(activity.call.subject)  \(about)"
          + (activity.prompt == nil ? "  (no meeting)" : ""))
    }
  }
}

extension Store {
  /// The activity without a meeting that `id` means, where it is none of a prompt: their ids begin with `d-`.
  ///
  /// - Throws: ``NotFound``.
  func activityOnDemand(_ id: String) throws -> Activity? {
    guard id.hasPrefix("d-") else { return nil }
    let found = try activitiesOnDemand(idPrefix: id)
    guard let activity = found.first else { throw NotFound(description: "There is no activity \(id).") }
    guard found.count == 1 else {
      throw NotFound(
        description: "\(id) begins \(found.count) ids: \(found.prefix(5).map(\.id).joined(separator: ", ")).")
    }
    return activity
  }
}
