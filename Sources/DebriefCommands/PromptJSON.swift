import Calendars
import DebriefCore

/// A prompt as every `--json` of the command line shows it.
struct PromptJSON: Encodable {
  var id: String
  var owner: String
  var uid: String
  var recurrenceID: String?
  var title: String?
  var location: String?
  var start: Instant
  var end: Instant
  var timeZone: String?
  var state: String
  var stateReason: String?
  var snoozedUntil: Instant?
  var dueAt: Instant
  var createdAt: Instant
  var flags: [String]
  var participants: [Participant]
  var match: Match
  var reasons: [String]
  var snapshot: String?
  var rulesVersion: String?

  init(_ prompt: Prompt) {
    id = prompt.id
    owner = prompt.seat.owner.key
    uid = prompt.seat.uid
    recurrenceID = prompt.seat.recurrenceID.isEmpty ? nil : prompt.seat.recurrenceID
    title = prompt.facts.title
    location = prompt.facts.location
    start = prompt.facts.startsAt
    end = prompt.facts.endsAt
    timeZone = prompt.facts.timeZone
    state = prompt.state.rawValue
    stateReason = prompt.stateReason
    snoozedUntil = prompt.snoozedUntil
    dueAt = prompt.dueAt
    createdAt = prompt.createdAt
    flags = prompt.flags.map(\.rawValue).sorted()
    participants = prompt.facts.participants
    match = prompt.match
    reasons = prompt.match.reasons
    snapshot = prompt.snapshot
    rulesVersion = prompt.rulesVersion
  }
}

struct PromptList: Encodable {
  var schema = "debrief.prompts/1"
  var prompts: [PromptJSON]
}

struct PromptDetail: Encodable {
  var schema = "debrief.prompt/1"
  var prompt: PromptJSON
  var history: [EventJSON]
}

struct EventJSON: Encodable {
  var at: Instant
  var by: String
  var from: String?
  var to: String
  var why: String

  init(_ event: PromptEvent) {
    at = event.at
    by = event.by
    from = event.from?.rawValue
    to = event.to.rawValue
    why = event.why
  }
}
