import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefPipeline

extension SlackWorkspace {
  static let opportunity = "006Tk0000000AefIAE"
  static let contact = "003Tk0000000AefIAE"

  /// A prompt that waits, as a run would have left it.
  @discardableResult
  func addPrompt(_ id: String = "5ev7wtkwv2qt", title: String = "Pepsilo demo", owner: String = "ada.fern") throws
    -> Prompt
  {
    let end = Self.clock.advanced(by: -600)
    let start = end.advanced(by: -1800)
    let guest = Participant(
      address: try EmailAddress(parsing: "ana.lee@pepsilo.example"), written: "ana.lee@pepsilo.example",
      name: "Ana Lee",
      kind: .external, basis: "domain")
    let facts = SeatFacts(
      title: title, location: nil, start: .instant(start), end: .instant(end), startsAt: start, endsAt: end,
      timeZone: nil, participants: [guest], recordLinks: [])
    var match = Match(outcome: .matched)
    match.tier = .domain
    match.opportunity = SalesforceID(Self.opportunity)
    let prompt = Prompt(
      id: id, seat: Seat(owner: try desk(owner).owner, uid: id, recurrenceID: ""), facts: facts, dueAt: end,
      match: match,
      flags: [], state: .pending, createdAt: end)
    let event = PromptEvent(prompt: id, at: end, by: "debrief", from: nil, to: .pending, why: "ended")
    try store.save([PromptUpdate(prompt: prompt, factsHash: nil, newMatch: nil, events: [event])])
    return prompt
  }

  func prompt(_ id: String = "5ev7wtkwv2qt") throws -> Prompt { try #require(try store.prompt(id: id)) }

  func parcel(
    _ recipient: Message.Recipient, _ links: [Message.Link] = [], key: String = "m1",
    text: String = "Something changed",
    at now: Instant? = nil
  ) throws -> Parcel {
    let message = Message(
      recipient: recipient, workflow: "wf-01", cause: "test", lines: [MessageLine(.text, [.theirs(text)])], links: links
    )
    let now = now ?? Self.clock
    return Parcel(
      entry: OutboxEntry(
        key: key, subject: key, owner: try desk().owner, delivery: .message(message), createdAt: now, dueAt: now),
      now: now)
  }

  func ada() throws -> Message.Recipient { .person(try desk().owner) }

  /// The prompt as a direct message to Ada; returns its place.
  @discardableResult
  func sendPrompt(_ id: String = "5ev7wtkwv2qt", key: String? = nil) throws -> (channel: String, ts: String) {
    let results = courier.send([try parcel(ada(), [.prompt(id)], key: key ?? "wf-01/\(id)")])
    guard case .done(let reference?) = results[0] else {
      Issue.record("not sent: \(results)")
      return ("", "")
    }
    let parts = reference.split(separator: "/").map(String.init)
    return (parts[0], parts[1])
  }

  /// A press on what the message holds.
  func press(
    _ action: String, in place: (channel: String, ts: String), by user: String = "U0ADA", choice: String? = nil
  ) throws -> Reply {
    let chosen = choice.map { #", "choice": "\#($0)""# } ?? ""
    return try act(
      "press",
      #"{"user": "\#(user)", "channel": "\#(place.channel)", "ts": "\#(place.ts)", "action": "\#(action)"\#(chosen)}"#)
  }

  static let filled = """
    {"related_to": "006Tk0000000AefIAE", "name": ["003Tk0000000AefIAE"], "type": ["Demo"], "sentiment": "Positive",
     "description": "We showed it. They liked it."}
    """

  func submit(_ values: String = filled, by user: String = "U0ADA", unchecked: Bool = false) throws -> Reply {
    try act("submit", #"{"user": "\#(user)", "unchecked": \#(unchecked), "values": \#(values)}"#)
  }
}
