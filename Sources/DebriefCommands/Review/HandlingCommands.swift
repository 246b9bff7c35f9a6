import ArgumentParser
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

struct DismissCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss", abstract: "Say that a meeting needs no activity, and why.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions

  @Argument(help: "The prompt's id, or as much of its beginning as is unique.")
  var id: String

  @Option(help: "internal, no-show, personal, duplicate or other.")
  var reason: DismissReason

  @Option(help: "A word about it; for the admins who tune the rules.")
  var note: String?

  func run() throws {
    let desk = try reviewer.desk(options)
    let prompt = try desk.store.prompt(withIDPrefix: id)
    let seen = try desk.store.history(of: prompt.id).count
    let next = try desk.dismiss(prompt, reason, note: note, at: options.instant, seenEvents: seen)
    if options.json { return try Output.standard.json(ReviewResultJSON(prompt: PromptJSON(next))) }
    try Output.standard.done("Dismissed \(next.facts.title ?? next.id): \(next.stateReason ?? "").")
  }
}

extension DismissReason: ExpressibleByArgument {}

struct SnoozeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snooze", abstract: "Put a prompt off; without --until, to tomorrow morning.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions

  @Argument(help: "The prompt's id, or as much of its beginning as is unique.")
  var id: String

  @Option(help: ArgumentHelp("A time in RFC 3339, or how long from now: 4h, 2d.", valueName: "time"))
  var until: String?

  func run() throws {
    let desk = try reviewer.desk(options)
    let now = options.instant
    let prompt = try desk.store.prompt(withIDPrefix: id)
    let seen = try desk.store.history(of: prompt.id).count
    let next = try desk.snooze(prompt, until: try end(desk, now), at: now, seenEvents: seen)
    if options.json { return try Output.standard.json(ReviewResultJSON(prompt: PromptJSON(next))) }
    let clock = WallClock(timeZone: desk.configuration.timeZone)
    let back = next.snoozedUntil.map(clock.short) ?? ""
    try Output.standard.done("\(next.facts.title ?? next.id) comes back \(back).")
  }

  private func end(_ desk: ReviewDesk, _ now: Instant) throws -> Instant {
    guard let until else { return desk.tomorrow(after: now) }
    if let instant = Instant(until) { return instant }
    guard let seconds = Configuration.duration(until) else {
      throw ValidationError("'--until' is a time such as 2026-04-01T09:00:00+02:00, or a duration such as 4h.")
    }
    return now.advanced(by: seconds)
  }
}

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back the last thing you did to a prompt, or to an activity without a meeting.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions

  @Argument(
    help: "The prompt's id, or that of an activity without a meeting; or as much of its beginning as is unique.")
  var id: String

  func run() throws {
    let desk = try reviewer.desk(options)
    if let activity = try desk.store.activityOnDemand(id) { return try undo(activity, desk) }
    let result = try desk.undo(try desk.store.prompt(withIDPrefix: id), at: options.instant)
    if options.json {
      return try Output.standard.json(
        ReviewResultJSON(prompt: PromptJSON(result.prompt), isCorrection: result.isCorrection))
    }
    let title = result.prompt.facts.title ?? result.prompt.id
    try Output.standard.done("\(title) is \(result.prompt.state.rawValue) again. \(result.sentence)")
  }

  private func undo(_ activity: Activity, _ desk: ReviewDesk) throws {
    let (next, isCorrection) = try desk.undo(activity, at: options.instant, seen: activity.revision)
    if options.json {
      let json = ActivityJSON(next, missingRoles: try desk.missingRoles(of: next))
      return try Output.standard.json(ReviewResultJSON(activity: json, isCorrection: isCorrection))
    }
    let what = next.isWithdrawn ? "is taken back" : "is as it was before"
    let left = isCorrection ? " It had left already: a correction follows it." : ""
    try Output.standard.done("\(next.call.subject) \(what).\(left)")
  }
}

extension UndoResult {
  /// What became of an activity that was on its way.
  var sentence: String {
    isCorrection ? "The activity had left already: a correction follows it." : ""
  }
}
