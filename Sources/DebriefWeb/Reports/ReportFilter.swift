import Addresses
import Calendars
import DebriefCore
import DebriefPipeline

/// What a viewer asks of a report, as the address says it. Nothing in it can widen what the viewer may see.
struct ReportFilter {
  let kind: ReportKind
  let dimension: ReportDimension
  let window: ReportWindow
  /// The one SA that the report is narrowed to.
  let architect: SolutionArchitect?
  /// The one region that the report is narrowed to.
  let region: String?
  /// What of the address could not be used, in words.
  let problem: String?
  /// Whether the address says a window of its own.
  private let hasOwnWindow: Bool

  /// A page looks at this many days at most; the command line at any number.
  static let longestWindow: Int64 = 400

  /// - Throws: ``NoSuchPage`` for a report that there is none of, and for an SA whom the viewer may not see.
  init(_ context: PageContext, kind name: String) throws {
    guard let kind = ReportKind(rawValue: name) else { throw NoSuchPage() }
    self.kind = kind
    let query = context.request.query
    let wanted = query["by"].flatMap(ReportDimension.init(rawValue:))
    dimension = wanted.flatMap { kind.dimensions.contains($0) ? $0 : nil } ?? kind.dimensions[0]

    let everybody = context.viewer.people(in: context.configuration)
    if let key = query["sa"], !key.isEmpty {
      guard let found = everybody.architects.first(where: { $0.email.key == key }) else { throw NoSuchPage() }
      architect = found
    } else {
      architect = nil
    }
    region = query["region"].flatMap { $0.isEmpty ? nil : $0 }
    if let region, !everybody.architects.contains(where: { $0.profile.region == region }) { throw NoSuchPage() }

    let today = context.configuration.today(at: context.now)
    (window, problem) = Self.window(from: query["from"], to: query["to"], today: today)
    hasOwnWindow = window != ReportWindow(until: today)
  }

  private static func window(from: String?, to: String?, today: CivilDate) -> (ReportWindow, String?) {
    func day(_ text: String?) -> (day: CivilDate?, isWrong: Bool) {
      guard let text, !text.isEmpty else { return (nil, false) }
      let day = CivilDate(text)
      return (day, day == nil)
    }
    let (first, last) = (day(from), day(to))
    if first.isWrong || last.isWrong {
      return (ReportWindow(until: today), "A day is written 2026-03-31. These are the last 90 days.")
    }
    let end = last.day ?? today
    guard let start = first.day else { return (ReportWindow(until: end), nil) }
    guard let window = ReportWindow(from: start, to: end) else {
      return (ReportWindow(until: today), "The first day is after the last. These are the last 90 days.")
    }
    if end.daysSinceEpoch - start.daysSinceEpoch >= longestWindow {
      return (
        ReportWindow(last: longestWindow, until: end),
        "A page shows \(longestWindow) days at most; 'debrief report' shows any number."
      )
    }
    return (window, nil)
  }

  var question: ReportDesk.Question { ReportDesk.Question(kind, by: dimension, window: window) }

  /// Whose figures the report shows.
  func people(_ context: PageContext) -> ReportPeople {
    let all = context.viewer.people(in: context.configuration)
    guard architect != nil || region != nil else { return all }
    let narrowed = all.architects.filter { person in
      (architect.map { $0.email == person.email } ?? true) && (region.map { $0 == person.profile.region } ?? true)
    }
    return ReportPeople(architects: narrowed, regions: all.regions, includesNobodys: false)
  }

  // MARK: Addresses

  /// The same question, of another report or split another way; what is left nil stays as it is.
  func path(_ kind: ReportKind? = nil, by dimension: ReportDimension? = nil, file: String? = nil) -> OwnPath {
    let target = kind ?? self.kind
    var path = ("/reports" as OwnPath).appending(target.rawValue)
    if let file { path = path.appending(file) }
    let split = dimension ?? (kind == nil ? self.dimension : nil)
    return path.query([("by", split?.rawValue)] + narrowing(target))
  }

  /// The rows behind a number.
  func rows(_ measure: ReportMeasure, group: String, file: String = "rows") -> OwnPath {
    ("/reports" as OwnPath).appending(kind.rawValue).appending(file).query(
      [("by", dimension.rawValue), ("measure", measure.id), ("group", group)] + narrowing(kind))
  }

  private func narrowing(_ target: ReportKind) -> [(name: String, value: String?)] {
    let own = hasOwnWindow && target.hasWindow
    return [
      ("from", own ? window.from.description : nil), ("to", own ? window.to.description : nil),
      ("sa", architect?.email.key), ("region", region),
    ]
  }
}

extension Viewer {
  /// Whose figures the viewer may see: their own, their team's, or for an admin everybody's.
  func people(in configuration: Configuration) -> ReportPeople {
    let visible = configuration.solutionArchitects.filter { mayMeasure($0.email) }
    return ReportPeople(architects: visible, regions: configuration.regions, includesNobodys: isAdmin)
  }
}
