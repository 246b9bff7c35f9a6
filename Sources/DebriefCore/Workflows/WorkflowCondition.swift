import Calendars

/// One line of a workflow's `if`: it holds where one of its comparisons does.
package struct WorkflowCondition: Hashable, Sendable {
  /// As it was written.
  package var text: String
  package var alternatives: [Comparison]

  package struct Comparison: Hashable, Sendable {
    package var operand: Operand
    package var test: Test

    package init(operand: Operand, test: Test) {
      self.operand = operand
      self.test = test
    }
  }

  package enum Operand: Hashable, Sendable {
    case field(WorkflowField)
    /// Whole days on the recipient's calendar, calendar months, or exact hours.
    case since(Unit, WorkflowField)

    package enum Unit: String, Hashable, Sendable, CaseIterable { case hours, days, months }

    package var field: WorkflowField {
      switch self {
      case .field(let field), .since(_, let field): field
      }
    }
  }

  package enum Test: Hashable, Sendable {
    case isBlank, isSet
    case number(Relation, Double)
    case day(Relation, CivilDate)
    case flag(Bool)
    /// Compared without case and outer spaces; a person by name or address.
    case text(String, isEqual: Bool)
  }

  package enum Relation: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case atMost = "<="
    case equal = "="
    case unequal = "!="
    case atLeast = ">="
    case more = ">"

    func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
      switch self {
      case .less: a < b
      case .atMost: a <= b
      case .equal: a == b
      case .unequal: a != b
      case .atLeast: a >= b
      case .more: a > b
      }
    }
  }

  /// The clock that a condition is read with: the moment, and where the recipient is.
  package struct Clock: Sendable {
    package var now: Instant
    package var zone: ZoneTransitions
    package var today: CivilDate { zone.wallClock(at: now).date }

    package init(now: Instant, zone: ZoneTransitions) {
      self.now = now
      self.zone = zone
    }
  }

  /// A comparison with a field that is blank never holds, whatever the relation.
  package func holds(for subject: WorkflowSubject, _ clock: Clock) -> Bool {
    alternatives.contains { $0.holds(for: subject[$0.operand.field], clock) }
  }

  /// The fields that it reads.
  package var fields: [WorkflowField] { alternatives.map(\.operand.field) }
}

extension WorkflowCondition.Comparison {
  func holds(for value: FieldValue, _ clock: WorkflowCondition.Clock) -> Bool {
    switch (operand, test, value) {
    case (.field, .isBlank, _): value.isBlank
    case (.field, .isSet, _): !value.isBlank
    case (_, _, .blank): false
    case (.since(let unit, _), .number(let relation, let number), _):
      elapsed(unit, since: value, clock).map { relation.holds($0, number) } ?? false
    case (.field, .number(let relation, let wanted), .number(let number)): relation.holds(number, wanted)
    case (.field, .day(let relation, let wanted), _):
      value.day(in: clock.zone).map { relation.holds($0, wanted) } ?? false
    case (.field, .flag(let wanted), .flag(let flag)): flag == wanted
    case (.field, .text(let wanted, let isEqual), .text(let text)): (folded(text) == folded(wanted)) == isEqual
    case (.field, .text(let wanted, let isEqual), .person(let name, let address)):
      (folded(name) == folded(wanted) || address == folded(wanted)) == isEqual
    default: false
    }
  }

  private func elapsed(
    _ unit: WorkflowCondition.Operand.Unit, since value: FieldValue, _ clock: WorkflowCondition.Clock
  ) -> Double? {
    switch unit {
    case .hours:
      guard case .instant(let instant) = value else { return nil }
      return Double(clock.now.seconds(since: instant)) / 3600
    case .days:
      return value.day(in: clock.zone).map { Double(clock.today.daysSinceEpoch - $0.daysSinceEpoch) }
    case .months:
      return value.day(in: clock.zone).map { Double(clock.today.months(since: $0)) }
    }
  }

  private func folded(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let body = scalars.drop { $0.properties.isWhitespace }
    guard let last = body.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(body[...last]).lowercased()
  }
}

extension CivilDate {
  /// The day `count` months later; the month's last where it is shorter: 31 January and one month is 28 February.
  package func advanced(byMonths count: Int) -> CivilDate {
    let months = year * 12 + month - 1 + count
    let (year, month) = (months / 12, months % 12 + 1)
    let last = CivilDate.days(inMonth: month, of: year)
    return CivilDate(year: year, month: month, day: min(day, last)) ?? self
  }

  /// Whole calendar months from `earlier` to this day; negative where it lies ahead.
  package func months(since earlier: CivilDate) -> Int {
    var months = (year - earlier.year) * 12 + month - earlier.month
    if earlier.advanced(byMonths: months) > self { months -= 1 }
    return months
  }
}
