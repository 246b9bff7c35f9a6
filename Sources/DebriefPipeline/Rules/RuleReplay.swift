import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// What a run would make of a stored meeting under a set of rules: the same classifier, the same screening and the same
/// matcher that a run uses, on what the store kept.
///
/// The store keeps every participant of a meeting with the address, the name and what decided its class, so participants
/// are classed anew from there. What rules cannot change (a cancellation, an all-day event) the run has settled already.
package final class RuleReplay {
  /// What comes of one meeting.
  package struct Outcome: Hashable, Sendable {
    /// Why there is no prompt; nil where there is one.
    package var reason: ReasonCode?
    package var match: Match?

    package init(reason: ReasonCode) { self.reason = reason }
    package init(match: Match) { self.match = match }
  }

  private let classifier: ParticipantClassifier
  private let matcher: Matcher
  private let architects: [EmailAddress: SolutionArchitect]
  private let hasDatedRules: Bool
  private var classes: [ClassKey: Participant] = [:]

  /// What a class depends on beside the rules, for everybody but the calendar's owner.
  private struct ClassKey: Hashable {
    var written: String
    var name: String?
    var userType: String?
    var day: CivilDate?
  }

  package init(classifier: ParticipantClassifier, matcher: Matcher, architects: [SolutionArchitect]) {
    self.classifier = classifier
    self.matcher = matcher
    self.architects = Dictionary(architects.map { ($0.email, $0) }) { first, _ in first }
    hasDatedRules = classifier.rules.contains { $0.from != nil || $0.until != nil }
  }

  package func outcome(of facts: SeatFacts, owner: EmailAddress) -> Outcome {
    let day = facts.startsAt.utc.date
    let participants = facts.participants.map { participant($0, on: day, owner: architects[owner]) }
    if let reason = Screening.reason(
      for: Self.occurrence(of: facts), participants: participants, settings: Self.settled)
    {
      return Outcome(reason: reason)
    }
    return Outcome(
      match: matcher.match(
        Matcher.Facts(
          participants: participants, startsAt: facts.startsAt, recordLinks: facts.recordLinks, owner: owner)))
  }

  // MARK: Participants

  private func participant(
    _ stored: Participant, on day: CivilDate, owner: SolutionArchitect?
  ) -> Participant {
    // Without an address no rule has a say: the class is the calendar's own.
    guard let address = stored.address else { return stored }
    var user = CalendarUser(email: stored.written)
    user.commonName = stored.name
    user.userType = Self.userType(stored)
    var participant: Participant
    if owner?.owns(address) == true {
      participant = classifier.classify(user, on: day, owner: owner)
    } else {
      let key = ClassKey(
        written: stored.written, name: stored.name, userType: user.userType, day: hasDatedRules ? day : nil)
      participant = classes[key] ?? classifier.classify(user, on: day, owner: nil)
      classes[key] = participant
    }
    participant.participationStatus = stored.participationStatus
    participant.isOrganizer = stored.isOrganizer
    return participant
  }

  /// CUTYPE as the class remembers it: the classifier's basis names it wherever it decided.
  private static func userType(_ stored: Participant) -> String? {
    for prefix in ["CUTYPE: ", "CUTYPE="] where stored.basis.hasPrefix(prefix) {
      return String(stored.basis.dropFirst(prefix.count))
    }
    return nil
  }

  // MARK: Screening

  /// The run let this occurrence through, so its status, class and length are no obstacle any more.
  private static func occurrence(of facts: SeatFacts) -> Occurrence {
    Occurrence(
      uid: "", recurrenceID: nil, start: facts.start, end: facts.end, startsAt: facts.startsAt, endsAt: facts.endsAt,
      timeZone: facts.timeZone, sequence: 0, line: 0, details: EventDetails(),
      origin: Occurrence.Origin(cause: .single))
  }

  private static var settled: MeetingSettings {
    var settings = MeetingSettings()
    settings.allDay = .include
    settings.privateEvents = .include
    return settings
  }
}
