import Addresses
import Calendars
import DebriefCore
import DebriefStore
import SlackClient

/// Messages made of what the store holds now.
struct SlackCards: Sendable {
  let configuration: Configuration
  let store: Store

  /// A prompt's message; nil where the prompt is gone.
  func prompt(_ id: Prompt.ID) throws -> (message: SlackMessage, prompt: Prompt, events: Int)? {
    guard let prompt = try store.prompt(id: id) else { return nil }
    let events = try store.eventCounts(of: [id])[id] ?? 0
    let zone = self.zone(of: prompt.seat.owner)
    var card = PromptCard(prompt: prompt, events: events, timeZone: zone)
    card.snapshotAt = try store.currentSnapshot()?.importedAt
    card.siblings = try store.siblings(of: prompt)
    if let activity = try store.activity(ofPrompt: id), !activity.isWithdrawn {
      card.logged = PromptCard.Logged(
        activity: activity, relatedTo: try name(of: activity.call.relatedTo), missingRoles: try missingRoles(activity))
    }
    return (card.message, prompt, events)
  }

  /// An activity's post; nil where the activity is gone.
  func activity(_ id: Activity.ID) throws -> (message: SlackMessage, activity: Activity)? {
    guard let activity = try store.activity(id: id) else { return nil }
    var reference: PromptReference?
    if let prompt = activity.prompt {
      reference = PromptReference(id: prompt, seenEvents: try store.eventCounts(of: [prompt])[prompt] ?? 0)
    }
    let architect = configuration.solutionArchitects.first { $0.owns(activity.owner) }
    let contacts = try store.attendingContacts(activity.call.contacts).map(\.name)
    let card = ActivityCard(
      activity: activity, by: architect?.profile.name ?? activity.owner.key,
      relatedTo: try name(of: activity.call.relatedTo), contacts: contacts + activity.call.newContacts.map(\.name),
      reference: reference)
    return (card.message, activity)
  }

  /// A day's digest: meetings to be logged, and notices as lines.
  func digest(_ items: [SlackDigestItem], for owner: EmailAddress) throws -> SlackMessage {
    var prompts: [(prompt: Prompt, events: Int)] = []
    for id in items.compactMap(\.prompt) {
      guard let prompt = try store.prompt(id: id), prompt.state.isOpen else { continue }
      prompts.append((prompt, try store.eventCounts(of: [id])[id] ?? 0))
    }
    var card = QueueCard(
      heading: "More from today: \(items.count)", prompts: prompts, clock: WallClock(timeZone: zone(of: owner)))
    card.notices = items.filter { $0.prompt == nil }.map(\.text)
    return card.message
  }

  /// What waits for an SA.
  func queue(of desk: ReviewDesk, at now: Instant) throws -> SlackMessage {
    let waiting = try desk.queue(at: now)
    let events = try store.eventCounts(of: waiting.map(\.id))
    return QueueCard(
      heading: "Waiting for you: \(waiting.count)", prompts: waiting.map { ($0, events[$0.id] ?? 0) },
      clock: WallClock(timeZone: zone(of: desk.owner))
    ).message
  }

  func name(of record: SalesforceID) throws -> String { try store.record(id: record)?.label ?? record.description }

  func zone(of owner: EmailAddress) -> String {
    configuration.solutionArchitects.first { $0.owns(owner) }.map(configuration.timeZone) ?? configuration.timeZone
  }

  private func missingRoles(_ activity: Activity) throws -> [(id: SalesforceID, name: String)] {
    guard activity.call.relatedTo.keyPrefix == "006" else { return [] }
    let present = try store.contactsWithRole(on: activity.call.relatedTo)
    return try store.attendingContacts(activity.call.contacts.filter { !present.contains($0) }).map { ($0.id, $0.name) }
  }
}
