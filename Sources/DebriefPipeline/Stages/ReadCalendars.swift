import Archives
import Calendars
import DebriefCore
import DebriefStore

/// Turns calendar files into seats.
///
/// Takes the files whose size, date or settings changed, or whose window has moved on; of those it expands only the series
/// that changed. Leaves one seat for each occurrence that outsiders may have attended, with the reason where it is no
/// meeting.
struct ReadCalendars: Stage {
  let name = StageName.calendars

  func run(_ context: RunContext) throws {
    try context.renewFeeds()
    let files = CalendarFiles(context.configuration.calendars)
    // A feed without a copy has said why.
    for source in files.missing where source.feed == nil {
      context.refuse(
        .init(file: source.path, message: "no such calendar: nothing matches calendars (line \(source.line))"))
    }
    let reading = try CalendarReading(context, stored: try context.store.sourceGates())
    do {
      for (index, file) in files.files.enumerated() {
        context.progress("calendars \(index + 1)/\(files.files.count) \(file.path)")
        try Interruption.check()
        try reading.read(file)
      }
    } catch let interruption as Interrupted {
      // What has been read need not be read again.
      try reading.flush()
      throw interruption
    }
    try reading.flush()
    try context.store.removeSources(except: reading.seen)
  }
}

/// One pass over the calendars of a run.
final class CalendarReading {
  private let context: RunContext
  private let stored: [String: SourceGate]
  private let settings: String
  private let forgotten: ForgottenPeople
  private let classifier: ParticipantClassifier
  private let timeCache = TimeCache()
  /// What was read and not yet written: many files share one transaction, for each costs a wait for the disk.
  private var pending: [SourceUpdate] = []
  private var pendingSeats = 0
  private(set) var seen: Set<String> = []

  init(_ context: RunContext, stored: [String: SourceGate]) throws {
    self.context = context
    self.stored = stored
    forgotten = try context.store.forgottenPeople()
    classifier = context.classifier
    settings = ReadingSettings.hash(context.configuration, forgotten)
  }

  func read(_ file: CalendarFile) throws {
    let gate = FileGate(path: file.path, settings: settings + (file.source.owner?.key ?? ""))?.text
    switch file.kind {
    case .calendar:
      if try skip(file.path, gate: gate) { return }
      try keep(file.path, gate: gate, file) {
        try FileBytes(file: FileByteSource(path: file.path))
      }
    case .archive:
      let members = stored.keys.filter { $0.hasPrefix(file.path + "!") }.sorted()
      if !members.isEmpty, try members.allSatisfy({ try skip($0, gate: gate) }) { return }
      try readArchive(file, gate: gate)
    }
  }

  private func readArchive(_ file: CalendarFile, gate: String?) throws {
    var entries = 0
    do {
      let refused = try ZipArchive(path: file.path, limits: context.configuration.limits.calendarArchive)
        .forEachEntry(where: CalendarFiles.isCalendar) { entry in
          entries += 1
          try keep("\(file.path)!\(printable(entry.name))", gate: gate, file) { EntryBytes(entry: entry) }
        }
      for refusal in refused { context.refuse(.init(file: "\(file.path)!\(refusal.entry)", message: "\(refusal)")) }
      if entries == 0 && refused.isEmpty {
        context.refuse(.init(file: file.path, message: "holds no calendar; a Takeout archive has .ics files in it"))
      }
    } catch let failure as ArchiveFailure {
      context.refuse(.init(file: file.path, message: "\(failure)"))
      seen.formUnion(stored.keys.filter { $0.hasPrefix(file.path + "!") })
    } catch let failure as FileFailure {
      context.refuse(.init(file: file.path, message: "\(failure)"))
      seen.formUnion(stored.keys.filter { $0.hasPrefix(file.path + "!") })
    }
  }

  /// Whether the file is as it was and its occurrences reach far enough: then there is nothing to read.
  private func skip(_ path: String, gate: String?) throws -> Bool {
    guard let known = stored[path], let gate, known.text == gate, covers(known.coverage) else { return false }
    seen.insert(path)
    context.count("unchanged_files", 1, in: .calendars)
    return true
  }

  private var needed: Range<Instant> {
    let meetings = context.configuration.meetings
    // A day beyond what this run needs, so that a window is not outgrown by the next.
    return context.now.advanced(by: -meetings.since)..<context.now.advanced(by: meetings.lead + 86_400)
  }

  private func covers(_ coverage: Range<Instant>) -> Bool {
    coverage.lowerBound <= needed.lowerBound && needed.upperBound <= coverage.upperBound
  }

  private var freshCoverage: Range<Instant> {
    let from = context.now.advanced(by: -context.configuration.meetings.since)
    return from..<context.now.advanced(by: max(context.configuration.meetings.horizon, 2 * 86_400))
  }

  /// Reads one calendar and keeps what it says; whatever is wrong with it is reported and costs no other.
  private func keep<Source: ByteSource>(
    _ path: String, gate: String?, _ file: CalendarFile, _ open: () throws -> Source
  ) throws {
    seen.insert(path)
    let known = stored[path]
    let sameSettings = known.map { FileGate.settings(of: $0.text) == FileGate.settings(of: gate ?? "") } ?? false
    let coverage = known.map(\.coverage).flatMap { sameSettings && covers($0) ? $0 : nil } ?? freshCoverage
    var scanned: ScannedCalendar
    do {
      var source = try open()
      scanned = try CalendarReader(
        limits: context.configuration.limits.calendar, prefilter: prefilter(coverage)
      ).scan(&source)
    } catch let refusal as EntryRefusal {
      throw refusal
    } catch let failure as ArchiveFailure {
      throw failure
    } catch {
      // What the last good reading said stays.
      context.refuse(.init(file: path, message: "\(error)"))
      return
    }
    context.count("files_read", 1, in: .calendars)
    var result = CalendarResult()
    let before = try known.map(context.store.knownSeries) ?? KnownSeries()
    guard let owner = context.configuration.owner(of: scanned.contents, path: path, file) else {
      result.add(scanned.contents)
      result.report.refusedEvents = result.report.events - result.report.setAside.values.reduce(0, +)
      result.report.refused.append(
        .init(
          line: nil,
          message: "nobody can tell whose calendar this is: give calendars[].owner, name the file after the SA's "
            + "address, or set the calendar's name (X-WR-CALNAME) to it"))
      try save(result, after: before, owner: nil, gate, coverage, path)
      return
    }
    let isComparable = sameSettings && known?.coverage == coverage
    let expander = SeriesExpander(
      zones: CalendarZones(scanned.contents, fallback: context.configuration.timeZone, cache: timeCache),
      limits: context.configuration.limits.expansion)
    let seating = Seating(
      owner: owner, classifier: classifier, settings: context.configuration.meetings, forgotten: forgotten)
    while true {
      if isComparable, let (form, events) = scanned.passOver(where: before.forms.contains) {
        result.report.expanded += events
        result.leave(form)
        continue
      }
      guard let series = scanned.next() else { break }
      result.report.expanded += series.components.count
      // Worked out whenever it is asked for, so it is asked for once.
      let fingerprint = series.fingerprint
      let knownFingerprint =
        before.count == 0 ? nil : try context.store.knownFingerprint(ofSeries: series.uid, source: path)
      if isComparable, knownFingerprint == fingerprint {
        result.leave(series.uid, form: scanned.form)
      } else {
        result.change(
          seating.update(series, fingerprint, form: scanned.form, expander.expand(series, in: coverage)),
          isKnown: knownFingerprint != nil)
      }
    }
    // Building a series may add to what is to be said of the file.
    result.add(scanned.contents)
    context.count("series_unchanged", result.unchanged, in: .calendars)
    context.count("series_expanded", result.changed.count, in: .calendars)
    result.report = result.report(after: before, events: known?.events)
    try save(result, after: before, owner: owner, gate, coverage, path)
  }

  private func save(
    _ result: CalendarResult, after known: KnownSeries, owner: SolutionArchitect?, _ gate: String?,
    _ coverage: Range<Instant>, _ path: String
  ) throws {
    let source = StoredSource(
      gate: SourceGate(path: path, owner: owner?.email.key, text: gate ?? "", coverage: coverage),
      report: result.report)
    var update = SourceUpdate(source: source)
    update.changed = result.changed
    update.forms = result.forms
    update.series = result.held
    if !result.isIncomplete, result.seen.count < known.count {
      update.gone = try context.store.series(ofSource: path, except: result.seen)
    }
    pending.append(update)
    pendingSeats += result.changed.reduce(0) { $0 + $1.seats.count }
    if pendingSeats >= 2000 || pending.count >= 64 { try flush() }
  }

  /// Writes what was read.
  func flush() throws {
    guard !pending.isEmpty else { return }
    context.count("seats_written", try context.store.save(pending), in: .calendars)
    pending = []
    pendingSeats = 0
  }

  private func prefilter(_ coverage: Range<Instant>) -> Prefilter {
    let configuration = context.configuration
    // A rule that makes a domain internal may be dated: the prefilter is left to the undated truth and stays safe.
    // Google's rooms have a domain of their own; most internal meetings hold one, and no person ever has it.
    return Prefilter(
      window: coverage,
      internalDomains: configuration.internalDomains.map(\.ascii) + ["resource.calendar.google.com"],
      internalAddresses: configuration.internalAddresses.map(\.key), isEnabled: true)
  }
}

/// What the reading of a calendar depends on beside the file.
enum ReadingSettings {
  /// Counted up whenever scanning, expansion or classification changes, so that files are read anew after an upgrade.
  static let version = 1

  static func hash(_ configuration: Configuration, _ forgotten: ForgottenPeople) -> String {
    var hash = StableHash()
    hash.combine(version)
    hash.combine(configuration.timeZone)
    for domain in configuration.internalDomains { hash.combine(domain.ascii) }
    for address in configuration.internalAddresses { hash.combine(address.key) }
    for architect in configuration.solutionArchitects {
      hash.combine(architect.email.key)
      hash.combine(architect.profile.name)
      for address in architect.profile.also { hash.combine(address.key) }
    }
    hash.combine(configuration.meetings.privateEvents.rawValue)
    hash.combine(configuration.meetings.allDay.rawValue)
    hash.combine(MatchContext.rulesVersion(configuration.rules))
    hash.combine(String(describing: configuration.limits))
    for hashed in (forgotten.addresses.sorted() + forgotten.domains.sorted()) { hash.combine(hashed) }
    return String(hash.value, radix: 36)
  }
}
