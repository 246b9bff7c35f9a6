import Calendars
import Glibc

/// What `make bench` measures of the calendars, one measure a process, so that CPU time and memory are its own.
///
///     CalendarBench split|scan|build|expand|details [-j THREADS] [-w FROM UNTIL] FILE...
///
/// `split` cuts files into logical lines; `scan` does all that leads to the series that may matter; `build` builds
/// those, one at a time, and reads all that they say; `expand` gives key, times and status of every occurrence in the
/// window, and reads no text and no participant for that; `details` reads those of every occurrence as well.
/// The window is twenty days of February 2026, or from and until some seconds since 1970.
/// Prints what it found, for the runner to compare with what it expects.
@main enum CalendarBench {
  enum Mode: String { case split, scan, build, expand, details }

  static func main() async throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard let mode = arguments.first.flatMap(Mode.init(rawValue:)) else {
      print("usage: CalendarBench split|scan|build|expand|details [-j THREADS] FILE...")
      exit(64)
    }
    arguments.removeFirst()
    var threads = 1
    if arguments.first == "-j", arguments.count > 1 {
      threads = max(1, Int(arguments[1]) ?? 1)
      arguments.removeFirst(2)
    }
    var window = Findings.window
    if arguments.first == "-w", arguments.count > 2, let from = Int64(arguments[1]), let until = Int64(arguments[2]) {
      window = Instant(secondsSinceEpoch: from)..<Instant(secondsSinceEpoch: max(from, until))
      arguments.removeFirst(3)
    }
    let bounds = window
    let files = arguments
    let width = threads
    let total = try await withThrowingTaskGroup(of: Findings.self) { group in
      for first in 0..<width {
        group.addTask {
          var findings = Findings(bounds)
          let zones = TimeCache()
          for path in stride(from: first, to: files.count, by: width) { try findings.read(files[path], mode, zones) }
          return findings
        }
      }
      var total = Findings(bounds)
      for try await findings in group { total.add(findings) }
      return total
    }
    print(total)
  }
}

/// What was found in some files. The digests do not depend on the order of files and series.
struct Findings: Sendable, CustomStringConvertible {
  private var lines = 0
  private var events = 0
  private var series = 0
  private var components = 0
  private var occurrences = 0
  private var cancelled = 0
  private var participants = 0
  private var digest: UInt64 = 0
  /// Digest of the details.
  private var texts: UInt64 = 0

  // Twenty days in February 2026, of the seven years that generate_calendars.py fills.
  static let window = Instant(secondsSinceEpoch: 1_770_076_800)..<Instant(secondsSinceEpoch: 1_771_804_800)
  private let bounds: Range<Instant>
  private let reader: CalendarReader

  init(_ window: Range<Instant>) {
    bounds = window
    reader = CalendarReader(
      prefilter: Prefilter(window: window, internalDomains: ["tanuki.example", "resource.calendar.google.com"]))
  }

  mutating func read(_ path: String, _ mode: CalendarBench.Mode, _ zones: TimeCache) throws {
    var file = try File(path)
    if mode == .split {
      lines += try LineCount.logicalLines(&file)
      return
    }
    var calendar = try reader.scan(&file)
    events += calendar.contents.events
    series += calendar.seriesLeft
    if mode == .scan { return }
    let expander = SeriesExpander(zones: CalendarZones(calendar.contents, fallback: "UTC", cache: zones))
    while let next = calendar.next() {
      components += next.components.count
      if mode == .build {
        digest ^= next.fingerprint
      } else {
        for occurrence in expander.expand(next, in: bounds).occurrences {
          add(occurrence)
          if mode == .details { add(occurrence.details) }
        }
      }
    }
  }

  private mutating func add(_ occurrence: Occurrence) {
    occurrences += 1
    if occurrence.isCancelled { cancelled += 1 }
    var hash = StableHash()
    hash.combine(occurrence.uid)
    hash.combine(occurrence.start)
    hash.combine(occurrence.end)
    hash.combine(occurrence.recurrenceID)
    digest ^= hash.value
  }

  private mutating func add(_ details: EventDetails) {
    participants += details.attendees.count + (details.organizer == nil ? 0 : 1)
    var hash = StableHash()
    for text in [details.status, details.classification, details.transparency, details.summary, details.location] {
      hash.combine(text)
    }
    for link in details.recordLinks { hash.combine(link) }
    if let organizer = details.organizer { hash.combine(organizer) }
    for attendee in details.attendees { hash.combine(attendee) }
    // A sum: the instances of a series have the same.
    texts &+= hash.value
  }

  mutating func add(_ other: Findings) {
    lines += other.lines
    events += other.events
    series += other.series
    components += other.components
    occurrences += other.occurrences
    cancelled += other.cancelled
    participants += other.participants
    digest ^= other.digest
    texts &+= other.texts
  }

  var description: String {
    "lines=\(lines) events=\(events) series=\(series) components=\(components) occurrences=\(occurrences)"
      + " cancelled=\(cancelled) participants=\(participants)"
      + " digest=\(String(digest, radix: 16)) texts=\(String(texts, radix: 16))"
  }
}

extension StableHash {
  fileprivate mutating func combine(_ user: CalendarUser) {
    combine(user.email)
    combine(user.commonName)
    combine(user.role)
    combine(user.participationStatus)
    combine(user.userType)
  }

  fileprivate mutating func combine(_ time: CalendarTime?) {
    switch time {
    case nil: combine(0)
    case .date(let date): combine(Int(date.daysSinceEpoch) * 4 + 1)
    case .floating(let civil): combine(Int(civil.secondsSinceEpoch) * 4 + 2)
    case .instant(let instant): combine(Int(instant.secondsSinceEpoch) * 4 + 3)
    }
  }
}

/// A regular file, read by `read(2)`.
struct File: ByteSource {
  private let descriptor: Int32
  private let path: String

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY)
    if descriptor < 0 { throw ReadFailure(path: path, errno: errno, reason: String(cString: strerror(errno))) }
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    if count < 0 { throw ReadFailure(path: path, errno: errno, reason: String(cString: strerror(errno))) }
    return count
  }

  mutating func rewind() throws -> Bool {
    try seek(to: 0)
    return true
  }

  var isSeekable: Bool { true }

  mutating func seek(to offset: Int) throws {
    if lseek(descriptor, off_t(offset), SEEK_SET) < 0 {
      throw ReadFailure(path: path, errno: errno, reason: String(cString: strerror(errno)))
    }
  }
}
