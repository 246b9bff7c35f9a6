/// Reads a VTIMEZONE (RFC 5545, 3.6.5).
///
/// The onsets of its STANDARD and DAYLIGHT parts are local times in the offset before them; their rules go through the
/// same expansion as events' rules do.
struct TimeZoneComponent {
  let transitions: ZoneTransitions
  /// X-LIC-LOCATION, which libical and its kin write beside a TZID of their own making.
  private(set) var location: String?

  /// The rules of one zone that are followed, and what each may cost: a yearly one takes about 600 steps. The zone with
  /// the most in tzdata needs a few dozen rules.
  private static let maximumRules = 200
  private static let maximumSteps = 4_000
  /// Rules are followed from here on. Outlook begins them in 1601, when nobody met.
  private static let firstYear = 1900

  /// - Returns: nil where no part of `text` has both offsets and a start.
  init?(_ text: String) {
    var changes: [(at: Int64, offset: Int64)] = []
    var earliest: (at: Int64, from: Int64)?
    var observance: Observance?
    var rules = 0
    for line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      guard let colon = Self.colon(in: line) else { continue }
      let name = String(Substring(line[..<colon].prefix { $0 != UInt8(ascii: ";") })).uppercased()
      let value = line[line.index(after: colon)...]
      switch name {
      case "BEGIN": observance = Self.isObservance(value) ? Observance() : observance
      case "END":
        guard Self.isObservance(value), let done = observance else { continue }
        observance = nil
        rules += done.rules.count
        guard rules <= Self.maximumRules else { return nil }
        for onset in done.onsets(from: Self.firstYear, through: ZoneInfoFile.lastYear, steps: Self.maximumSteps) {
          changes.append((at: onset, offset: done.offsetTo ?? 0))
          if onset < earliest?.at ?? .max { earliest = (at: onset, from: done.offsetFrom ?? 0) }
        }
      case "X-LIC-LOCATION": location = String(Substring(trimmed(value)))
      default: observance?.add(name, value)
      }
    }
    guard let earliest else { return nil }
    transitions = ZoneTransitions(initialOffset: earliest.from, changes: changes)
  }

  private static func isObservance(_ value: Substring.UTF8View) -> Bool {
    ["STANDARD", "DAYLIGHT"].contains(String(Substring(trimmed(value))).uppercased())
  }

  /// The colon before the value; one in a quoted parameter is no such colon.
  private static func colon(in line: Substring.UTF8View) -> Substring.UTF8View.Index? {
    var isQuoted = false
    return line.indices.first { index in
      if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      return !isQuoted && line[index] == UInt8(ascii: ":")
    }
  }
}

/// STANDARD or DAYLIGHT.
private struct Observance {
  private(set) var offsetFrom: Int64?
  private(set) var offsetTo: Int64?
  private var start: CivilDateTime?
  private(set) var rules: [String] = []
  private var dates: [CivilDateTime] = []

  mutating func add(_ name: String, _ value: Substring.UTF8View) {
    switch name {
    case "DTSTART": start = Self.civil(value)
    case "TZOFFSETFROM": offsetFrom = utcOffset(value)
    case "TZOFFSETTO": offsetTo = utcOffset(value)
    case "RRULE": rules.append(String(Substring(value)))
    case "RDATE":
      for item in value.split(separator: UInt8(ascii: ",")).prefix(1000) {
        dates += [Self.civil(item)].compactMap { $0 }
      }
    default: break
    }
  }

  private static func civil(_ value: Substring.UTF8View) -> CivilDateTime? {
    switch TimeValue(value) {
    case .date(let date): CivilDateTime(secondsSinceEpoch: date.daysSinceEpoch * 86_400)
    case .local(let civil): civil
    case .utc(let instant): instant.utc
    case nil: nil
    }
  }

  /// Instants at which the observance begins. A rule that cannot be followed leaves its DTSTART.
  func onsets(from firstYear: Int, through lastYear: Int, steps: Int) -> [Int64] {
    guard let start, let offsetFrom, offsetTo != nil else { return [] }
    let range = newYearsDay(firstYear) * 86_400...newYearsDay(lastYear + 1) * 86_400
    var local = [start.secondsSinceEpoch] + dates.map(\.secondsSinceEpoch)
    for text in rules {
      guard var rule = try? RecurrenceRule(text), rule.frequency >= .monthly else { continue }
      // UNTIL is in UTC here (RFC 5545, 3.3.10); onsets are local.
      if case .utc(let until) = rule.until {
        rule.until = .local(CivilDateTime(secondsSinceEpoch: until.advanced(by: offsetFrom).secondsSinceEpoch))
      }
      let expansion = RecurrenceExpansion(rule, start: start, isDate: false, maximumSteps: steps)
      let instances = try? expansion.instances(from: range.lowerBound, through: range.upperBound)
      local += (instances ?? []).map(Int64.init)
    }
    return Set(local).sorted().map { $0 - offsetFrom }
  }
}

/// Reads `+0100`, `-0500`, `+013045` (RFC 5545, 3.3.14) and, leniently, `+01:00` and `0100`; seconds east of UTC.
func utcOffset(_ text: Substring.UTF8View) -> Int64? {
  var rest = trimmed(text)
  let sign: Int64 = rest.first == UInt8(ascii: "-") ? -1 : 1
  if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
  let digits = rest.filter { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ".") }
  guard [1, 2, 4, 6].contains(digits.count), let number = signedInteger(digits) else { return nil }
  let (hours, minutes, seconds) =
    switch digits.count {
    case 1, 2: (number, 0, 0)
    case 4: (number / 100, number % 100, 0)
    default: (number / 10_000, number / 100 % 100, number % 100)
    }
  guard hours <= 24, minutes < 60, seconds < 60 else { return nil }
  return sign * Int64(hours * 3600 + minutes * 60 + seconds)
}
