import Archives
import ArgumentParser
import Calendars
import DebriefPipeline
import Glibc

/// What takes place when, as read from calendar files alone: for admins who look into a calendar, and for comparing
/// Debrief with other programs.
struct OccurrencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "occurrences",
    abstract: "Print the occurrences of calendar files, one JSON object a line.",
    discussion: """
      Times with a zone are printed in UTC, floating ones without a Z, days as dates with an exclusive end. Cancelled \
      occurrences are printed with their status. What is refused is printed as an object with file, line and error; \
      then the exit code is 3.
      """)

  @Argument(help: "Calendar files, or folders whose .ics files are read.")
  var paths: [String]

  @Option(help: "The first instant, 2026-04-01T00:00:00Z or a day (its midnight in UTC).", transform: Self.instant)
  var from: Instant

  @Option(help: "The first instant after the last, in the same form.", transform: Self.instant)
  var to: Instant

  @Option(help: "The IANA zone in which calendars that name none mean their floating times and days.")
  var timeZone = "UTC"

  @Option(help: "The most instances of one series, and how many steps each rule may take to find them.")
  var maxInstances = ExpansionLimits().instances
  @Option(help: .hidden)
  var maxSteps = ExpansionLimits().steps

  func validate() throws {
    guard from <= to else { throw ValidationError("'--from' must not lie after '--to'.") }
    guard maxInstances > 0, maxSteps > 0 else { throw ValidationError("'--max-instances' must be 1 or more.") }
  }

  func run() throws {
    var output = LineWriter()
    let cache = TimeCache()
    guard cache.zone(named: timeZone) != nil else {
      throw ValidationError("'--time-zone \(timeZone)' is no zone that this system knows.")
    }
    var refused = false
    for path in paths {
      let files = try CalendarPaths.files(at: path)
      for file in files { refused = try printOccurrences(of: file, cache: cache, to: &output) || refused }
    }
    try output.flush()
    if refused { throw ExitCode(3) }
  }

  /// - Returns: whether anything was refused.
  private func printOccurrences(of file: String, cache: TimeCache, to output: inout LineWriter) throws -> Bool {
    var calendar: ScannedCalendar
    do {
      var source = FileBytes(file: try FileByteSource(path: file))
      calendar = try CalendarReader().scan(&source)
    } catch let failure as FileFailure {
      try output.write(Self.line(Refusal(scope: .file, line: nil, message: "\(failure)"), in: file))
      return true
    }
    let limits = ExpansionLimits(instances: maxInstances, steps: maxSteps)
    let zones = CalendarZones(calendar.contents, fallback: timeZone, cache: cache)
    let expander = SeriesExpander(zones: zones, limits: limits)
    var refused = false
    while let series = calendar.next() {
      let expansion = expander.expand(series, in: from..<to)
      let hasUID = !(series.components.first?.isUIDMade ?? false)
      for occurrence in expansion.occurrences {
        try output.write(Self.line(occurrence, hasUID: hasUID, in: file))
      }
      for refusal in expansion.refusals { try output.write(Self.line(refusal, in: file)) }
      refused = refused || !expansion.refusals.isEmpty
    }
    for refusal in calendar.contents.refusals { try output.write(Self.line(refusal, in: file)) }
    return refused || !calendar.contents.refusals.isEmpty
  }

  private static func instant(_ text: String) throws -> Instant {
    if let instant = Instant(text) { return instant }
    if let midnight = CivilDateTime(text + "T00:00:00") { return Instant(utc: midnight) }
    throw ValidationError("'\(text)' is neither a day (2026-04-01) nor an instant (2026-04-01T00:00:00Z).")
  }
}

// MARK: - One line of JSON each

extension OccurrencesCommand {
  private static func line(_ refusal: Refusal, in file: String) -> String {
    var object = JSONLine()
    object.add("file", file)
    object.add("line", number: refusal.line)
    object.add("uid", refusal.uid)
    object.add("scope", refusal.scope.rawValue)
    object.add("error", refusal.message)
    return object.text
  }

  private static func line(_ occurrence: Occurrence, hasUID: Bool, in file: String) -> String {
    var object = JSONLine()
    object.add("file", file)
    object.add("uid", hasUID ? occurrence.uid : nil)
    object.add("recurrence_id", occurrence.recurrenceID?.description)
    object.add("start", occurrence.start.description)
    object.add("end", occurrence.end.description)
    object.add("all_day", raw: occurrence.isAllDay ? "true" : "false")
    if case .floating = occurrence.start {
      object.add("floating", raw: "true")
    } else {
      object.add("floating", raw: "false")
    }
    object.add("status", occurrence.details.status)
    object.add("summary", occurrence.details.summary)
    object.add("organizer", occurrence.details.organizer.flatMap { $0.email ?? $0.uri })
    object.add("attendees", raw: "[" + occurrence.details.attendees.map(person).joined(separator: ",") + "]")
    object.add("line", number: occurrence.line)
    return object.text
  }

  /// With the defaults of RFC 5545: 3.2.3, 3.2.12 and 3.2.16.
  private static func person(_ attendee: CalendarUser) -> String {
    var object = JSONLine()
    object.add("email", attendee.email)
    if let uri = attendee.uri { object.add("uri", uri) }
    if let name = attendee.commonName { object.add("cn", name) }
    object.add("role", attendee.role ?? "REQ-PARTICIPANT")
    object.add("partstat", attendee.participationStatus ?? "NEEDS-ACTION")
    object.add("cutype", attendee.userType ?? "INDIVIDUAL")
    return object.text
  }
}

/// A JSON object (RFC 8259) on one line, its keys in the order of the calls.
private struct JSONLine {
  private var fields: [String] = []

  var text: String { "{" + fields.joined(separator: ",") + "}" }

  mutating func add(_ key: String, _ value: String?) { add(key, raw: value.map(Self.quoted) ?? "null") }
  mutating func add(_ key: String, number: Int?) { add(key, raw: number.map(String.init) ?? "null") }
  mutating func add(_ key: String, raw: String) { fields.append("\"\(key)\":\(raw)") }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      // Controls, and what a terminal or a script would take for one.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Standard output in large pieces: a calendar of decades gives a hundred thousand lines.
private struct LineWriter {
  private var buffer: [UInt8] = []

  mutating func write(_ line: String) throws {
    buffer.append(contentsOf: line.utf8)
    buffer.append(10)
    if buffer.count >= 1 << 16 { try flush() }
  }

  mutating func flush() throws {
    try Output.standard.write(String(decoding: buffer, as: UTF8.self))
    buffer.removeAll(keepingCapacity: true)
  }
}

/// The calendar files that a path stands for.
private enum CalendarPaths {
  /// A file as it is; of a folder and what lies in it, the files that end in .ics, in the order of their names.
  static func files(at path: String) throws -> [String] {
    guard isFolder(path) else { return [path] }
    guard let folder = opendir(path) else {
      throw FileFailure(path: path, fact: .system(errno))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return try names.sorted().flatMap { name -> [String] in
      let inside = "\(path)/\(name)"
      if isFolder(inside) { return try files(at: inside) }
      return name.lowercased().hasSuffix(".ics") ? [inside] : []
    }
  }

  /// Links to folders are not followed: they may lead round in a circle.
  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
