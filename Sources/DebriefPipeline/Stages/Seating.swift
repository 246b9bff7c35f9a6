import Calendars
import DebriefCore
import DebriefStore

/// Turns the occurrences of one series into the owner's seats.
struct Seating {
  let owner: SolutionArchitect
  let classifier: ParticipantClassifier
  let settings: MeetingSettings
  /// Who is left out of whatever a calendar says.
  let forgotten: ForgottenPeople

  func update(_ series: EventSeries, _ fingerprint: UInt64, form: UInt64?, _ expansion: SeriesExpansion) -> SeriesUpdate
  {
    var seats: [SeatUpdate] = []
    var privateOccurrences = 0
    var last: (occurrence: Occurrence, participants: [Participant])?
    for occurrence in expansion.occurrences {
      // Most instances of a series have the same people.
      let participants: [Participant]
      if let last, occurrence.hasDetails(of: last.occurrence),
        classifier.judgesAlike(on: occurrence.startsAt.utc.date, last.occurrence.startsAt.utc.date)
      {
        participants = last.participants
      } else {
        participants = classifier.participants(
          in: occurrence.details, on: occurrence.startsAt.utc.date, owner: owner)
        last = (occurrence, participants)
      }
      let seat = seat(of: occurrence, participants)
      if seat.reason == .privateEvent { privateOccurrences += 1 }
      seats.append(seat)
    }
    return SeriesUpdate(
      uid: series.uid, fingerprint: fingerprint, form: form, privateOccurrences: privateOccurrences,
      refusals: expansion.refusals.map { .init(line: $0.line, uid: $0.uid, message: $0.message) }
        + expansion.remarks.map { .init(line: $0.line, uid: $0.uid, message: $0.message, isRemark: true) },
      seats: seats)
  }

  private func seat(of occurrence: Occurrence, _ participants: [Participant]) -> SeatUpdate {
    var reason = Screening.reason(for: occurrence, participants: participants, settings: settings)
    // What is no meeting keeps its times and its title, so that a person finds it; who was there is nobody's business.
    let isMeeting = reason == nil
    let hidesText = Screening.isPrivate(occurrence.details) && settings.privateEvents != .include
    var details = SeatDetails(
      title: hidesText ? nil : occurrence.details.summary,
      location: hidesText || !isMeeting ? nil : occurrence.details.location, timeZone: occurrence.timeZone,
      participants: participants,
      recordLinks: isMeeting && !hidesText ? occurrence.details.recordLinks.compactMap { SalesforceID($0) } : [])
    if !forgotten.isEmpty, let rest = details.forgetting(where: forgotten.covers) {
      details = rest.details
      if rest.isNobodyLeft, isMeeting { reason = .forgotten }
    }
    if !isMeeting { details.participants = [] }
    return SeatUpdate(
      recurrenceID: occurrence.recurrenceID?.description ?? "", sequence: occurrence.sequence, reason: reason,
      facts: SeatFacts(
        start: occurrence.start, end: occurrence.end, startsAt: occurrence.startsAt, endsAt: occurrence.endsAt,
        details: details),
      onlyIfKnown: reason == .privateEvent)
  }
}
