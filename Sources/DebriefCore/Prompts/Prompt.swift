import Addresses
import Calendars

/// What one SA is asked about one meeting: one per seat (product definition, section 6).
package struct Prompt: Hashable, Sendable {
  /// Twelve characters, the same on every machine: a hash of owner, UID and RECURRENCE-ID.
  package typealias ID = String

  package enum State: String, Sendable, Codable, CaseIterable {
    case pending, logged, updated, dismissed, snoozed, expired, withdrawn

    /// Whether the meeting's facts and its match still flow into the prompt.
    package var isOpen: Bool { self == .pending || self == .snoozed }
  }

  package enum Flag: String, Sendable, Codable, CaseIterable {
    /// Everybody from outside declined.
    case probableNoShow = "probable_no_show"
    /// The meeting began and then disappeared from the calendar: it may not have taken place.
    case vanished
    /// The SA neither accepted nor organises it: anybody can mail an invitation.
    case unconfirmed
  }

  package var id: ID
  package var seat: Seat
  package var facts: SeatFacts
  package var dueAt: Instant
  package var match: Match
  package var flags: Set<Flag>
  package var state: State
  package var snoozedUntil: Instant?
  /// Why it was dismissed or withdrawn.
  package var stateReason: String?
  package var createdAt: Instant
  /// The snapshot and the version of the rules that the match was made with.
  package var snapshot: String?
  package var rulesVersion: String?

  package init(
    id: ID, seat: Seat, facts: SeatFacts, dueAt: Instant, match: Match, flags: Set<Flag>, state: State,
    snoozedUntil: Instant? = nil, stateReason: String? = nil, createdAt: Instant, snapshot: String? = nil,
    rulesVersion: String? = nil
  ) {
    self.id = id
    self.seat = seat
    self.facts = facts
    self.dueAt = dueAt
    self.match = match
    self.flags = flags
    self.state = state
    self.snoozedUntil = snoozedUntil
    self.stateReason = stateReason
    self.createdAt = createdAt
    self.snapshot = snapshot
    self.rulesVersion = rulesVersion
  }
}

/// One SA's part in one occurrence: the key of a prompt.
package struct Seat: Hashable, Sendable, Comparable {
  package var owner: EmailAddress
  package var uid: String
  /// `CalendarTime`'s text; empty for an event that does not recur.
  package var recurrenceID: String

  package init(owner: EmailAddress, uid: String, recurrenceID: String) {
    self.owner = owner
    self.uid = uid
    self.recurrenceID = recurrenceID
  }

  package static func < (a: Seat, b: Seat) -> Bool {
    (a.owner.key, a.uid, a.recurrenceID) < (b.owner.key, b.uid, b.recurrenceID)
  }
}

/// What instances of one series have in common: all of a seat's facts but its times.
package struct SeatDetails: Hashable, Sendable {
  package var title: String?
  package var location: String?
  package var timeZone: String?
  package var participants: [Participant]
  package var recordLinks: [SalesforceID]

  package init(
    title: String?, location: String?, timeZone: String?, participants: [Participant], recordLinks: [SalesforceID]
  ) {
    self.title = title
    self.location = location
    self.timeZone = timeZone
    self.participants = participants
    self.recordLinks = recordLinks
  }
}

/// What a seat's prompt takes from the calendar.
package struct SeatFacts: Hashable, Sendable {
  /// As in the calendar: instants, floating times or days.
  package var start: CalendarTime
  package var end: CalendarTime
  package var startsAt: Instant
  package var endsAt: Instant
  package var details: SeatDetails

  package init(start: CalendarTime, end: CalendarTime, startsAt: Instant, endsAt: Instant, details: SeatDetails) {
    self.start = start
    self.end = end
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.details = details
  }

  package init(
    title: String?, location: String?, start: CalendarTime, end: CalendarTime, startsAt: Instant, endsAt: Instant,
    timeZone: String?, participants: [Participant], recordLinks: [SalesforceID]
  ) {
    self.init(
      start: start, end: end, startsAt: startsAt, endsAt: endsAt,
      details: SeatDetails(
        title: title, location: location, timeZone: timeZone, participants: participants, recordLinks: recordLinks))
  }

  package var title: String? { details.title }
  package var location: String? { details.location }
  package var timeZone: String? { details.timeZone }
  package var participants: [Participant] { details.participants }
  package var recordLinks: [SalesforceID] { details.recordLinks }

  /// What the calendar alone says of the prompt.
  package var flags: Set<Prompt.Flag> {
    var flags: Set<Prompt.Flag> = []
    let externals = participants.filter { $0.kind == .external }
    if !externals.isEmpty, externals.allSatisfy(\.hasDeclined) { flags.insert(.probableNoShow) }
    if let owner = participants.first(where: \.isOwner), !owner.isOrganizer, let answer = owner.participationStatus,
      answer != "ACCEPTED"
    {
      flags.insert(.unconfirmed)
    }
    return flags
  }
}
