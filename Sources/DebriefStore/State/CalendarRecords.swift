import Calendars
import DebriefCore
import Foundation

/// What tells of a calendar whether it has to be read again.
package struct SourceGate: Sendable {
  /// Where it is, `file.zip!member.ics` in an archive.
  package var path: String
  /// The key of the SA's address; nil where nobody could tell whose calendar it is.
  package var owner: String?
  /// Equal texts mean that reading the file again would give the same.
  package var text: String
  /// The window that its occurrences were worked out for.
  package var coverage: Range<Instant>
  /// VEVENTs that it had; nil where that is not known.
  package var events: Int?
  /// ``KnownSeries/column`` of the series that it had; nil where their rows have to be asked.
  var series: Data?

  package init(path: String, owner: String?, text: String, coverage: Range<Instant>, events: Int? = nil) {
    self.path = path
    self.owner = owner
    self.text = text
    self.coverage = coverage
    self.events = events
  }
}

/// One calendar file, or one file in an archive, as it was last read.
package struct StoredSource: Sendable {
  package var gate: SourceGate
  package var report: SourceReport

  package init(gate: SourceGate, report: SourceReport) {
    self.gate = gate
    self.report = report
  }

  package var path: String { gate.path }
  package var owner: String? { gate.owner }
}

/// What a reading of a source found, kept so that a run that skips the unchanged file still accounts for it.
package struct SourceReport: Sendable, Hashable, Codable {
  /// What could not be read. Line numbers are 1-based; nil where the whole file is meant.
  package struct Item: Sendable, Hashable, Codable {
    package var line: Int?
    package var uid: String?
    package var message: String
    /// Something to know of: nothing was lost by it.
    package var isRemark: Bool

    package init(line: Int?, uid: String? = nil, message: String, isRemark: Bool = false) {
      self.line = line
      self.uid = uid
      self.message = message
      self.isRemark = isRemark
    }
  }

  package var name: String?
  package var productID: String?
  /// VEVENTs in the file.
  package var events = 0
  package var eventsWithPeople = 0
  /// VEVENTs that the prefilter set aside, by reason code.
  package var setAside: [String: Int] = [:]
  /// VEVENTs that went on into series.
  package var expanded = 0
  package var refusedEvents = 0
  package var refused: [Item] = []
  /// Something to know of, although nothing was lost by it.
  package var warnings: [Item] = []

  package init() {}
}

/// What is known of a source's series since its last reading.
///
/// Most series are known again by their form. Their UIDs and fingerprints stay in the store until somebody asks for one.
package struct KnownSeries: Sendable, Equatable {
  /// How many there are.
  package private(set) var count = 0
  /// Hashes of bytes that tell everything of a series.
  package private(set) var forms: Set<UInt64> = []

  package init(count: Int = 0, forms: Set<UInt64> = []) {
    self.count = count
    self.forms = forms
  }

  /// Adds a series; nil is the form of one whose bytes do not tell everything.
  package mutating func add(form: UInt64?) {
    count += 1
    if let form { forms.insert(form) }
  }
}

/// Which of the known series of a source a reading came upon.
package struct SeenSeries: Sendable {
  package var forms: Set<UInt64> = []
  package var uids: Set<String> = []

  package init() {}

  package var count: Int { forms.count + uids.count }
}

/// What one reading of a source found, on its way into the store.
package struct SourceUpdate: Sendable {
  package var source: StoredSource
  /// The series that were expanded.
  package var changed: [SeriesUpdate] = []
  /// Series that are as they were in other bytes, with their present form.
  package var forms: [String: UInt64] = [:]
  /// All series that it holds now; nil where only the store can tell, as after a reading that was cut short.
  package var series: KnownSeries?
  /// The UIDs of series that it no longer holds.
  package var gone: [String] = []

  package init(source: StoredSource) { self.source = source }
}

/// One series of a source that was expanded anew.
package struct SeriesUpdate: Sendable {
  package var uid: String
  package var fingerprint: UInt64
  package var form: UInt64?
  /// Occurrences that are private: counted, never stored.
  package var privateOccurrences: Int
  package var refusals: [SourceReport.Item]
  package var seats: [SeatUpdate]

  package init(
    uid: String, fingerprint: UInt64, form: UInt64?, privateOccurrences: Int, refusals: [SourceReport.Item],
    seats: [SeatUpdate]
  ) {
    self.uid = uid
    self.fingerprint = fingerprint
    self.form = form
    self.privateOccurrences = privateOccurrences
    self.refusals = refusals
    self.seats = seats
  }
}

/// One occurrence in one source.
package struct SeatUpdate: Sendable {
  package var recurrenceID: String
  package var sequence: Int
  /// Nil for a meeting.
  package var reason: ReasonCode?
  package var facts: SeatFacts
  /// A private occurrence is written only where an earlier, public version of it already was: to take it back.
  package var onlyIfKnown: Bool

  package init(
    recurrenceID: String, sequence: Int, reason: ReasonCode?, facts: SeatFacts, onlyIfKnown: Bool
  ) {
    self.recurrenceID = recurrenceID
    self.sequence = sequence
    self.reason = reason
    self.facts = facts
    self.onlyIfKnown = onlyIfKnown
  }
}
