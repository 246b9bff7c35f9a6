/// Reads a calendar file: bytes in, events out, times still unread.
///
/// One pass, in memory that does not grow with the file but with what is kept of it. Nothing in a file can make it
/// trap; what is wrong is refused by itself and named with its line.
package struct CalendarReader: Sendable {
  private let limits: CalendarLimits
  private let prefilter: Prefilter
  /// Bytes of the reading buffer; tests make it small.
  private let bufferBytes: Int

  /// Each reading costs the system some microseconds, and what it copies has to stay in the processor's second cache.
  package static var usualBufferBytes: Int { 384 << 10 }

  package init(
    limits: CalendarLimits = CalendarLimits(), prefilter: Prefilter = .none, bufferBytes: Int = usualBufferBytes
  ) {
    self.limits = limits
    self.prefilter = prefilter
    self.bufferBytes = bufferBytes
  }

  /// Everything at once. A calendar of gigabytes is better read by ``scan(_:)``, series by series.
  ///
  /// - Throws: what `source` throws. A file that is no calendar does not throw; its refusals say so.
  package func read(_ source: inout some ByteSource) throws -> CalendarContents {
    var scanned = try scan(&source)
    var series: [EventSeries] = []
    while let next = scanned.next() { series.append(next) }
    var contents = scanned.contents
    contents.series = series
    return contents
  }

  /// The file's properties, counts and refusals, and its series one by one.
  package func scan(_ source: inout some ByteSource) throws -> ScannedCalendar {
    let seed = UInt64.random(in: .min ... .max)
    var (scanner, splitter) = try pass(&source, seed: seed)
    guard !splitter.isUTF16 else {
      return .refused("This file is UTF-16; calendars are UTF-8 (RFC 5545, 3.1.4). Save it again as UTF-8.")
    }
    scanner.finish(line: splitter.lineNumber, isCutOff: splitter.isCutOff)
    guard scanner.sawComponent else {
      return .refused("This is no iCalendar file: no line begins a VCALENDAR. Export the calendar again as .ics.")
    }
    let outcome = scanner.takeOutcome()
    var calendar = ScannedCalendar(scanner, limits: limits)
    calendar.contents.setAside = outcome.setAside
    calendar.take(outcome.complete.union(outcome.noted.keys), from: scanner.store)
    if !outcome.noted.isEmpty {
      try fetch(&source, seed: seed, scanner.noted, of: outcome.noted, into: &calendar)
    }
    if !outcome.incomplete.isEmpty {
      try readAgain(&source, seed: seed, outcome.incomplete, whole: outcome.whole, into: &calendar)
    }
    calendar.sort()
    return calendar
  }

  private func pass(
    _ source: inout some ByteSource, seed: UInt64, wanted: Set<UInt64>? = nil, whole: Set<UInt64> = []
  ) throws -> (CalendarScanner, LineSplitter) {
    var splitter = LineSplitter(limits: limits, bufferBytes: bufferBytes)
    var scanner = CalendarScanner(
      limits: limits, prefilter: prefilter, seed: seed, isSeekable: source.isSeekable, wanted: wanted,
      whole: whole)
    try splitter.run(&source, into: &scanner)
    return (scanner, splitter)
  }

  /// Reads the noted events of some series where they stand.
  private func fetch<Source: ByteSource>(
    _ source: inout Source, seed: UInt64, _ noted: Blocks<NotedEvent>, of series: [UInt64: Int],
    into calendar: inout ScannedCalendar
  ) throws {
    let events = noted.blocks.flatMap { $0.filter { series[$0.key] != nil } }
    var bytes = NotedBytes(source, events)
    // Each is read by itself, so a large buffer would only have to be cleared.
    var splitter = LineSplitter(limits: limits, bufferBytes: min(bufferBytes, 16 << 10), isPart: true)
    var scanner = CalendarScanner(limits: limits, prefilter: prefilter, seed: seed, wanted: Set(series.keys))
    try splitter.run(&bytes, into: &scanner)
    var store = scanner.store
    guard store.entries.map({ SeriesLedger.key($0.uid) }) == events.map(\.key) else {
      calendar.drop(
        series, "The file changed while it was read. Run again when it is complete.")
      return
    }
    store.place(events)
    calendar.take(Set(series.keys), from: store)
  }

  /// Fetches the series of which the first reading did not keep every component.
  private func readAgain(
    _ source: inout some ByteSource, seed: UInt64, _ incomplete: [UInt64: Int], whole: Set<UInt64>,
    into calendar: inout ScannedCalendar
  ) throws {
    let expected = incomplete.values.reduce(0, +)
    guard try source.rewind() else {
      calendar.refuse(
        expected, "\(expected) events belong to series that lie too far apart in a source that can be read only once.")
      return
    }
    var (scanner, _) = try pass(&source, seed: seed, wanted: Set(incomplete.keys), whole: whole)
    let outcome = scanner.takeOutcome()
    guard scanner.store.entries.count == expected else {
      calendar.refuse(expected, "The file changed while it was read. Run again when it is complete.")
      return
    }
    calendar.contents.setAside.merge(outcome.setAside, uniquingKeysWith: +)
    calendar.take(outcome.complete, from: scanner.store)
  }
}
