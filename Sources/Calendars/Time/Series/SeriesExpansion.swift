/// What became of a series inside a window.
package struct SeriesExpansion: Sendable, Equatable {
  /// By start, then by recurrence id.
  package var occurrences: [Occurrence] = []
  /// What could not be read or was too much. An event refusal cost that VEVENT, a property refusal only the property.
  package var refusals: [Refusal] = []
  /// What was read against the letter of RFC 5545 or by a guess; nothing is missing because of it.
  package var remarks: [Refusal] = []
  /// Instances of the window that the series would have had but for an EXDATE or an override.
  package var excluded: [Exclusion] = []

  package init() {}

  package struct Exclusion: Sendable, Equatable {
    package enum Cause: Sendable, Equatable {
      /// An EXDATE of the VEVENT at this line, as written.
      case exceptionDate(String, line: Int)
      /// An instance of an EXRULE of the VEVENT at this line.
      case exceptionRule(String, line: Int)
      /// The VEVENT at this line, which stands in the instance's place.
      case override(line: Int)
    }
    /// The instance's original start.
    package var recurrenceID: CalendarTime
    package var cause: Cause
  }
}

/// Bounds on what one series may cost, whatever a stranger wrote.
package struct ExpansionLimits: Sendable, Equatable {
  /// Instances of one series inside the window; the first ones are kept.
  package var instances: Int
  /// Periods looked at and instances made on the way, for each rule.
  package var steps: Int
  /// RRULEs and EXRULEs of one event; RFC 5545 wants at most one.
  package var rules: Int
  /// Values of one RDATE or EXDATE line; the reader bounds the lines.
  package var dates: Int

  package init(instances: Int = 5_000, steps: Int = 100_000, rules: Int = 10, dates: Int = 100_000) {
    self.instances = instances
    self.steps = steps
    self.rules = rules
    self.dates = dates
  }
}
