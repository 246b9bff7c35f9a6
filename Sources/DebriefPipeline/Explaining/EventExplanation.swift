import Archives
import Calendars
import DebriefCore
import DebriefStore

/// Everything that Debrief can say of one UID: read anew from the calendars, without the prefilter and without the store,
/// so that an event that never came near a prompt is explained as well as one that did.
package struct EventExplanation: Codable, Sendable {
  package var schema = "debrief.event/1"
  package var uid: String
  package var calendars: [Calendar] = []

  package struct Calendar: Codable, Sendable {
    package var file: String
    package var owner: String?
    package var events: [String] = []
    package var occurrences: [Instance] = []
    /// Instances that the series would have had.
    package var excluded: [String] = []
    package var refused: [String] = []
  }

  package struct Instance: Codable, Sendable {
    package var recurrenceID: String?
    package var start: String
    package var end: String
    package var title: String?
    /// What made this instance, and how its zone was found.
    package var origin: String
    package var participants: [Participant]
    /// A reason code; nil where there is, or will be, a prompt.
    package var reason: String?
    package var sentence: String
    package var prompt: String?
  }

  /// - Returns: nil where no calendar holds the UID.
  package init?(uid: String, in context: RunContext) throws {
    try self.init(uid: uid, in: context, files: CalendarFiles(context.configuration.calendars).files) { _, _ in true }
  }

  /// - Parameter isShown: whether an event of that owner may be told of.
  init?(
    uid: String, in context: RunContext, files: [CalendarFile],
    isShown: (SolutionArchitect?, EventDetails) -> Bool
  ) throws {
    self.uid = uid
    for file in files {
      try CalendarLooker(context).each(file) { path, contents, owner in
        guard let series = contents.series.first(where: { $0.uid == uid }) else { return }
        // One component that may not be told of hides the series: what is said of the rest could give it away.
        guard series.components.allSatisfy({ isShown(owner, $0.details) }) else { return }
        calendars.append(try Self.explain(series, path, contents, owner, context))
      }
    }
    if calendars.isEmpty { return nil }
  }

  private static func explain(
    _ series: EventSeries, _ path: String, _ contents: CalendarContents, _ owner: SolutionArchitect?,
    _ context: RunContext
  ) throws -> Calendar {
    let meetings = context.configuration.meetings
    let window = context.now.advanced(by: -meetings.since)..<context.now.advanced(by: meetings.horizon)
    let zones = CalendarZones(contents, fallback: context.configuration.timeZone, cache: TimeCache())
    let expansion = SeriesExpander(zones: zones, limits: context.configuration.limits.expansion).expand(
      series, in: window)
    var calendar = Calendar(file: path, owner: owner?.email.key)
    calendar.events = series.components.map(\.summaryLine)
    calendar.refused = expansion.refusals.map { "line \($0.line.map(String.init) ?? "?"): \($0.message)" }
    calendar.excluded = expansion.excluded.map(\.sentence)
    for occurrence in expansion.occurrences {
      calendar.occurrences.append(try explain(occurrence, owner, context))
    }
    return calendar
  }

  private static func explain(
    _ occurrence: Occurrence, _ owner: SolutionArchitect?, _ context: RunContext
  ) throws -> Instance {
    let recurrenceID = occurrence.recurrenceID?.description
    var instance = Instance(
      recurrenceID: recurrenceID, start: occurrence.start.description, end: occurrence.end.description,
      title: occurrence.details.summary, origin: occurrence.origin.sentence, participants: [], sentence: "")
    guard let owner else {
      instance.reason = ReasonCode.refused.rawValue
      instance.sentence = "Nobody can tell whose calendar this is."
      return instance
    }
    instance.participants = context.classifier.participants(
      in: occurrence.details, on: occurrence.startsAt.utc.date, owner: owner)
    let reason = Screening.reason(
      for: occurrence, participants: instance.participants, settings: context.configuration.meetings)
    let seat = Seat(owner: owner.email, uid: occurrence.uid, recurrenceID: recurrenceID ?? "")
    let reconciliation = context.reconciliation
    if let prompt = try context.store.prompts(idPrefix: seat.promptID).first {
      instance.prompt = prompt.id
      instance.sentence = "Prompt \(prompt.id) is \(prompt.state.rawValue): \(prompt.match.headline)."
      if let reason { instance.reason = reason.rawValue }
    } else if let reason {
      instance.reason = reason.rawValue
      instance.sentence = reason.sentence
    } else if occurrence.endsAt < reconciliation.windowStart {
      instance.reason = ReasonCode.outsideWindow.rawValue
      instance.sentence = ReasonCode.outsideWindow.sentence
    } else if Screening.dueAt(
      startsAt: occurrence.startsAt, endsAt: occurrence.endsAt, promptTime: owner.profile.promptTime,
      settings: context.configuration.meetings) > context.now
    {
      instance.reason = ReasonCode.notEnded.rawValue
      instance.sentence = ReasonCode.notEnded.sentence
    } else {
      instance.sentence = "It is a meeting; the next run makes its prompt."
    }
    return instance
  }
}

/// Reads calendars for looking at: no prefilter, no store, nothing kept.
struct CalendarLooker {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Hands over each calendar of `file` that can be read, with its owner.
  func each(
    _ file: CalendarFile, _ body: (String, CalendarContents, SolutionArchitect?) throws -> Void
  ) throws {
    let reader = CalendarReader(limits: context.configuration.limits.calendar)
    func look(_ path: String, _ source: inout some ByteSource) throws {
      let contents = try reader.read(&source)
      try body(path, contents, context.configuration.owner(of: contents, path: path, file))
    }
    do {
      switch file.kind {
      case .calendar:
        var source = FileBytes(file: try FileByteSource(path: file.path))
        try look(file.path, &source)
      case .archive:
        let limits = context.configuration.limits.calendarArchive
        _ = try ZipArchive(path: file.path, limits: limits).forEachEntry(where: CalendarFiles.isCalendar) { entry in
          var source = EntryBytes(entry: entry)
          try look("\(file.path)!\(printable(entry.name))", &source)
        }
      }
    } catch is FileFailure {
      // The run names what it cannot read; looking for an event goes on with the next calendar.
    } catch is ArchiveFailure {
    }
  }
}

extension EventComponent {
  fileprivate var summaryLine: String {
    var parts = ["line \(line)"]
    if let recurrenceID {
      parts.append("replaces \(recurrenceID.value)\(recurrenceID.coversFuture ? " and all after it" : "")")
    }
    parts += recurrenceRules.map { "repeats \($0)" }
    if !recurrenceDates.isEmpty { parts.append("\(recurrenceDates.count) RDATE") }
    if !exceptionDates.isEmpty { parts.append("\(exceptionDates.count) EXDATE") }
    if let start { parts.append("starts \(start.value)\(start.timeZoneID.map { " (\($0))" } ?? "")") }
    if let status = details.status { parts.append(status.lowercased()) }
    return parts.joined(separator: ", ")
  }
}

extension Occurrence.Origin {
  fileprivate var sentence: String {
    let made: String =
      switch cause {
      case .single: "a single event"
      case .rule(let rule): "made by the rule \(rule)"
      case .date: "made by an RDATE"
      case .override: "an override of one instance"
      case .shifted: "shifted by an override of this and all later instances"
      case .orphan: "an override whose series is not in the file"
      }
    return zone.map { "\(made); zone: \($0)" } ?? made
  }
}

extension SeriesExpansion.Exclusion {
  fileprivate var sentence: String {
    switch cause {
    case .exceptionDate(let value, let line):
      "\(recurrenceID): excluded by EXDATE \(value) of the event at line \(line)"
    case .exceptionRule(let rule, let line):
      "\(recurrenceID): excluded by EXRULE \(rule) of the event at line \(line)"
    case .override(let line): "\(recurrenceID): replaced by the override at line \(line)"
    }
  }
}
