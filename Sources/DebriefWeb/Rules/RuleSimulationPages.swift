import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// What the draft would change: it is worked out in the background, and shown until the draft, the rules in force or the
/// snapshot are others.
enum RuleSimulationPages {
  static let path: OwnPath = "/rules/simulation"

  static func start(_ context: PageContext) throws -> Page {
    let (desk, read) = try draft(context)
    let now = context.now
    context.site.ruleSimulations.start(try key(desk, read), at: now) {
      _ = try desk.simulate(read, at: now)
    }
    return .redirect(to: path)
  }

  static func show(_ context: PageContext) throws -> Page {
    let (desk, read) = try draft(context)
    if let kept = try desk.simulation(of: read) { return result(context, desk, read, kept) }
    switch context.site.ruleSimulations.progress(of: try key(desk, read), waiting: 700) {
    case .done:
      if let kept = try desk.simulation(of: read) { return result(context, desk, read, kept) }
      return notYet(context)
    case .running(let since): return running(context, since)
    case .failed(let error):
      context.site.report("simulating rules: \(error)")
      return failed(context, error)
    case nil: return notYet(context)
    }
  }

  /// Every change as a table for a spreadsheet.
  static func csv(_ context: PageContext) throws -> Page {
    let (desk, read) = try draft(context)
    guard let kept = try desk.simulation(of: read) else { throw NoSuchPage() }
    let text = RuleSimulationCSV(kept.result.simulation).text
    return .file(Page.File(bytes: Array(text.utf8), type: "text/csv; charset=utf-8", name: "rules-simulation.csv"))
  }

  private static func draft(_ context: PageContext) throws -> (RulesDesk, RuleDraft) {
    let desk = try RulesPages.desk(context)
    guard let stored = try desk.draft() else { throw NoSuchPage() }
    return (desk, try desk.read(stored))
  }

  private static func key(_ desk: RulesDesk, _ read: RuleDraft) throws -> String {
    let key = try desk.key(read)
    return "\(key.draft)/\(key.live)/\(key.context)"
  }

  // MARK: Waiting

  private static func running(_ context: PageContext, _ since: Instant) -> Page {
    RulesPages.again(
      RulesPages.frame("Simulating", .draft) {
        p(.class("notice"), Attribute(.role, "status")) {
          "Replaying the meetings of the last \(RulesDesk.period) days, since "
            + "\(RulesPages.clock(context).time(since)). A hundred thousand take a quarter of a minute. "
            + "This page goes on by itself; leave it if you like, and come back."
        }
        p { a(.href(path)) { "Look now" } }
      }, after: 2)
  }

  private static func notYet(_ context: PageContext) -> Page {
    RulesPages.frame("Simulation", .draft) {
      p {
        "This draft has not been simulated yet, or not against the rules and the CRM snapshot that are in force now."
      }
      div(.class("actions")) {
        context.form(to: path) { button(.class("primary")) { "Simulate on \(RulesDesk.period) days" } }
        a(.href(RuleDraftPages.path)) { "Back to the draft" }
      }
    }
  }

  private static func failed(_ context: PageContext, _ error: any Error) -> Page {
    RulesPages.frame("Simulation", .draft, status: 500) {
      p(.class("notice wrong"), Attribute(.role, "alert")) {
        "The simulation could not be finished. The server's log says why; nothing was changed."
      }
      div(.class("actions")) {
        context.form(to: path) { button { "Try again" } }
        a(.href(RuleDraftPages.path)) { "Back to the draft" }
      }
    }
  }

  // MARK: The result

  private static func result(
    _ context: PageContext, _ desk: RulesDesk, _ read: RuleDraft, _ kept: StoredSimulation<KeptSimulation>
  ) -> Page {
    let simulation = kept.result.simulation
    let clock = RulesPages.clock(context)
    let change = context.request.query["change"].flatMap(RuleChange.init(rawValue:))
    return RulesPages.frame("What would change", .draft) {
      p(.class("small soft")) {
        "\(simulation.meetings) stored meetings from \(clock.short(simulation.since)) to \(clock.short(simulation.until))"
        ", simulated \(clock.short(kept.ranAt))"
      }
      RulesPages.list(of: simulation.differences, class: "plain changes")
      RuleCountsView(simulation.counts) { .href(here: $0.rawValue) }.html
      RuleScoresView(simulation).html
      for caveat in simulation.caveats { p(.class("hint")) { bdi(caveat) } }
      div(.class("actions")) {
        if desk.live.version != (try? desk.key(read).draft) {
          a(.class("button primary"), .href("/rules/publish")) { "Publish…" }
        }
        a(.class("button"), .href(RuleDraftPages.path)) { "Back to the draft" }
        if !simulation.flips.isEmpty { a(.href("/rules/simulation.csv")) { "All as CSV" } }
      }
      for group in RuleChange.allCases where change == nil || change == group {
        flips(context, group, simulation.flips.filter { $0.change == group }, isAlone: change != nil)
      }
      if kept.result.flipsLeftOut > 0 {
        p(.class("notice doubt")) {
          "\(kept.result.flipsLeftOut) more meetings change and are only counted here: "
          code { "debrief rules simulate --csv" }
          " lists them all."
        }
      }
    }
  }

  /// So many of each kind stand on the first page.
  private static let shown = 25

  private static func flips(
    _ context: PageContext, _ change: RuleChange, _ flips: [RuleFlip], isAlone: Bool
  ) -> HTML {
    guard !flips.isEmpty else { return .nothing }
    let all = isAlone ? flips[...] : flips.prefix(shown)
    return section(.id(change.rawValue)) {
      h2 {
        change.words
        span(.class("count")) { String(flips.count) }
      }
      element("ol", [.class("cards flips")]) {
        for flip in all { RuleFlipView(context, flip).html }
      }
      if all.count < flips.count {
        p {
          a(.href(path.query([("change", change.rawValue)]))) { "All \(flips.count)" }
        }
      } else if isAlone {
        p { a(.href(path)) { "Back to every kind of change" } }
      }
    }
  }
}
