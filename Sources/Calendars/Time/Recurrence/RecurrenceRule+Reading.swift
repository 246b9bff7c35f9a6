extension RecurrenceRule {
  /// Reads the value of an RRULE.
  ///
  /// Case and the order of the parts do not matter (RFC 5545, 2 and 3.3.10). Beyond the grammar it reads what
  /// exporters write: spaces around values, a trailing semicolon, `COUNT=-1` for "no COUNT", COUNT beside UNTIL (the
  /// earlier end holds), numbers on weekdays where only plain ones are allowed (dropped) and `X-` parts (ignored); each
  /// leaves a remark, except for spaces and semicolons.
  ///
  /// - Throws: ``RecurrenceRuleError`` for what the RFC forbids and no two programs read alike.
  package init(_ text: String) throws(RecurrenceRuleError) {
    var parts = RuleParts()
    for part in text.utf8.split(separator: UInt8(ascii: ";")) {
      try parts.add(part)
    }
    guard let name = parts.take("FREQ") else {
      throw RecurrenceRuleError(description: "The rule has no FREQ (RFC 5545, 3.3.10).")
    }
    frequency = try Self.frequency(named: name)
    try readEnds(&parts)
    try readLists(&parts)
    try refuseOtherCalendars(&parts)
    if let leftover = parts.leftover {
      throw RecurrenceRuleError(description: "\(printable(leftover)) is not a part of a rule (RFC 5545, 3.3.10).")
    }
    remarks += parts.ignored.map { "\(printable($0)) was ignored: RFC 5545 knows no such part." }
    try checkCombinations()
  }

  private static func frequency(named name: String) throws(RecurrenceRuleError) -> Frequency {
    switch name {
    case "SECONDLY": .secondly
    case "MINUTELY": .minutely
    case "HOURLY": .hourly
    case "DAILY": .daily
    case "WEEKLY": .weekly
    case "MONTHLY": .monthly
    case "YEARLY": .yearly
    default: throw RecurrenceRuleError(description: "FREQ=\(printable(name)) is no frequency (RFC 5545, 3.3.10).")
    }
  }

  private mutating func readEnds(_ parts: inout RuleParts) throws(RecurrenceRuleError) {
    if let value = parts.take("INTERVAL") {
      interval = try number(value, of: "INTERVAL", in: 1...Self.largest)
    }
    if let value = parts.take("COUNT") {
      if value == "-1" {
        remarks.append("COUNT=-1 was read as no COUNT.")
      } else {
        count = try number(value, of: "COUNT", in: 1...Self.largest)
      }
    }
    if let value = parts.take("UNTIL") {
      switch TimeValue(value) {
      case .date(let date): until = .date(date)
      case .local(let civil): until = .local(civil)
      case .utc(let instant): until = .utc(instant)
      case nil:
        throw RecurrenceRuleError(description: "UNTIL=\(printable(value)) is no date or time (RFC 5545, 3.3.10).")
      }
      if count != nil {
        remarks.append("COUNT and UNTIL stand together against RFC 5545, 3.3.10: the earlier end holds.")
      }
    }
    if let value = parts.take("WKST") {
      guard let day = Weekday(abbreviation: value.utf8) else {
        throw RecurrenceRuleError(description: "WKST=\(printable(value)) is no weekday.")
      }
      weekStart = day
    }
  }

  /// The largest INTEGER of RFC 5545, 3.3.8.
  private static let largest = 2_147_483_647

  private mutating func readLists(_ parts: inout RuleParts) throws(RecurrenceRuleError) {
    byMonth = try parts.numbers("BYMONTH", in: 1...12)
    byWeekNumber = try parts.numbers("BYWEEKNO", in: 1...53, signed: true)
    byYearDay = try parts.numbers("BYYEARDAY", in: 1...366, signed: true)
    byMonthDay = try parts.numbers("BYMONTHDAY", in: 1...31, signed: true)
    byHour = try parts.numbers("BYHOUR", in: 0...23)
    byMinute = try parts.numbers("BYMINUTE", in: 0...59)
    bySecond = try parts.numbers("BYSECOND", in: 0...60)
    bySetPosition = try parts.numbers("BYSETPOS", in: 1...366, signed: true)
    if let value = parts.take("BYDAY") {
      for item in value.utf8.split(separator: UInt8(ascii: ",")) {
        guard let day = WeekdayInPeriod(item) else {
          throw RecurrenceRuleError(
            description: "BYDAY=\(printable(value)) holds what is no weekday (RFC 5545, 3.3.10).")
        }
        if !byDay.contains(day) { byDay.append(day) }
      }
    }
  }

  /// RFC 7529 adds other calendars' rules and SKIP; of those only the ones that change nothing are read.
  private func refuseOtherCalendars(_ parts: inout RuleParts) throws(RecurrenceRuleError) {
    if let scale = parts.take("RSCALE"), scale != "GREGORIAN" {
      throw RecurrenceRuleError(
        description:
          "RSCALE=\(printable(scale)): rules of other calendars than the Gregorian (RFC 7529) are not supported.")
    }
    if let skip = parts.take("SKIP"), skip != "OMIT" {
      throw RecurrenceRuleError(description: "SKIP=\(printable(skip)) (RFC 7529) is not supported.")
    }
  }

  /// The MUST NOTs of RFC 5545, 3.3.10: rules that break them mean something else to each program.
  private mutating func checkCombinations() throws(RecurrenceRuleError) {
    if !byWeekNumber.isEmpty && frequency != .yearly {
      throw RecurrenceRuleError(description: "BYWEEKNO belongs to FREQ=YEARLY only (RFC 5545, 3.3.10).")
    }
    if !byYearDay.isEmpty && [.daily, .weekly, .monthly].contains(frequency) {
      throw RecurrenceRuleError(
        description: "BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY (RFC 5545, 3.3.10).")
    }
    if !byMonthDay.isEmpty && frequency == .weekly {
      throw RecurrenceRuleError(description: "BYMONTHDAY does not go with FREQ=WEEKLY (RFC 5545, 3.3.10).")
    }
    let allowsOrdinals = frequency == .monthly || (frequency == .yearly && byWeekNumber.isEmpty)
    if !allowsOrdinals && byDay.contains(where: { $0.ordinal != 0 }) {
      remarks.append(
        "The numbers in BYDAY were ignored: they go with MONTHLY and YEARLY rules only (RFC 5545, 3.3.10).")
      byDay = byDay.reduce(into: []) { days, day in
        let plain = WeekdayInPeriod(ordinal: 0, weekday: day.weekday)
        if !days.contains(plain) { days.append(plain) }
      }
    }
  }
}

extension RecurrenceRule.Weekday {
  /// Reads `MO` to `SU`, in any case.
  init?(abbreviation: some Collection<UInt8>) {
    let letters = abbreviation.map { $0 & 0xDF }
    guard letters.count == 2,
      let index = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(where: { $0.utf8.elementsEqual(letters) })
    else { return nil }
    self.init(rawValue: index)
  }
}

extension RecurrenceRule.WeekdayInPeriod {
  /// Reads `MO`, `1MO`, `+1MO` or `-53SU`.
  fileprivate init?(_ item: Substring.UTF8View) {
    let text = trimmed(item)
    guard text.count >= 2, let weekday = RecurrenceRule.Weekday(abbreviation: text.suffix(2)) else { return nil }
    let prefix = text.dropLast(2)
    if prefix.isEmpty {
      self.init(ordinal: 0, weekday: weekday)
    } else {
      guard let ordinal = signedInteger(prefix), (1...53).contains(abs(ordinal)) else { return nil }
      self.init(ordinal: ordinal, weekday: weekday)
    }
  }
}

/// The `NAME=VALUE` parts of a rule, each to be taken once.
private struct RuleParts {
  private var values: [(name: String, value: String)] = []
  private(set) var ignored: [String] = []

  mutating func add(_ part: Substring.UTF8View) throws(RecurrenceRuleError) {
    let part = trimmed(part)
    guard !part.isEmpty else { return }
    guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else {
      throw RecurrenceRuleError(
        description: "\(printable(String(Substring(part)))) is not a part of a rule (RFC 5545, 3.3.10).")
    }
    let name = upperCased(String(Substring(trimmed(part[..<equals]))))
    let value = upperCased(String(Substring(trimmed(part[part.index(after: equals)...]))))
    if name.hasPrefix("X-") {
      ignored.append(name)
    } else if let other = values.first(where: { $0.name == name }) {
      guard other.value == value else {
        throw RecurrenceRuleError(description: "\(printable(name)) stands twice in the rule (RFC 5545, 3.3.10).")
      }
    } else {
      values.append((name, value))
    }
  }

  mutating func take(_ name: String) -> String? {
    guard let index = values.firstIndex(where: { $0.name == name }) else { return nil }
    return values.remove(at: index).value
  }

  /// The name of a part that nobody took.
  var leftover: String? { values.first?.name }

  /// The sorted, distinct numbers of a list; `signed` allows the range's negatives too.
  mutating func numbers(_ name: String, in range: ClosedRange<Int>, signed: Bool = false)
    throws(RecurrenceRuleError) -> [Int]
  {
    guard let value = take(name) else { return [] }
    var numbers: [Int] = []
    for item in value.utf8.split(separator: UInt8(ascii: ",")) {
      guard let number = signedInteger(trimmed(item)), range.contains(signed ? abs(number) : number) else {
        throw RecurrenceRuleError(
          description:
            "\(name)=\(printable(value)) holds a number outside \(signed ? "±" : "")\(range) (RFC 5545, 3.3.10).")
      }
      numbers.append(number)
    }
    return Set(numbers).sorted()
  }
}

private func number(_ value: String, of name: String, in range: ClosedRange<Int>)
  throws(RecurrenceRuleError) -> Int
{
  guard let number = signedInteger(value.utf8[...]), range.contains(number) else {
    throw RecurrenceRuleError(description: "\(name)=\(printable(value)) is not a number from 1 up (RFC 5545, 3.3.10).")
  }
  return number
}
