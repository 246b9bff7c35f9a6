import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation

/// Where one SA works: every act on prompts and activities, one function each. Each checks first, then writes once.
package struct ReviewDesk: Sendable {
  package let configuration: Configuration
  package let store: Store
  package let architect: SolutionArchitect
  private let fresh: FreshCRM
  private let zone: ZoneTransitions

  /// - Parameter environment: where the CRM's secrets are, for what the snapshot does not know yet.
  package init(
    configuration: Configuration, store: Store, architect: SolutionArchitect,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    fresh = FreshCRM(configuration, environment: environment)
    self.configuration = configuration
    self.store = store
    self.architect = architect
    zone = TimeCache().zone(named: configuration.timeZone(of: architect)) ?? .utc
  }

  package var owner: EmailAddress { architect.email }

  package var rules: ActivityRules {
    var rules = ActivityRules(team: architect.profile.team)
    rules.products = configuration.activities.products
    return rules
  }

  /// The types that this SA chooses from.
  package var types: [ActivityType] { rules.catalogue.types(forTeam: rules.team) }

  /// What waits for the SA, oldest first.
  package func queue(at now: Instant) throws -> [Prompt] {
    var filter = Store.PromptFilter(states: [.pending, .snoozed])
    filter.owner = owner
    filter.dueBy = now
    return try store.prompts(filter).filter { ($0.snoozedUntil ?? now) <= now }
  }

  package func day(of instant: Instant) -> CivilDate { zone.wallClock(at: instant).date }

  /// Tomorrow at the configured hour, where the SA is.
  package func tomorrow(after now: Instant) -> Instant {
    let day = day(of: now).advanced(byDays: 1)
    guard let wall = CivilDateTime(date: day, hour: configuration.activities.snoozeHour, minute: 0, second: 0) else {
      return now.advanced(by: 86_400)
    }
    return zone.instant(of: wall)
  }

  /// The prompt's form, filled in as far as facts go.
  package func prefill(_ prompt: Prompt) throws -> Prefill {
    let contacts = try store.attendingContacts(prompt.match.evidence.compactMap(\.contact))
    return Prefill(
      prompt, contacts: contacts, keywords: configuration.activities.keywords, types: types,
      day: day(of: prompt.facts.startsAt))
  }

  /// The prompt with its form and the choices in it. Of one that was logged, the form says what was logged.
  package func item(_ prompt: Prompt) throws -> ReviewItem {
    var item = ReviewItem(
      prompt: prompt, seenEvents: try store.eventCounts(of: [prompt.id])[prompt.id] ?? 0, prefill: try prefill(prompt),
      contacts: try store.attendingContacts(prompt.match.evidence.compactMap(\.contact)))
    guard prompt.state == .logged || prompt.state == .updated, let activity = try store.activity(ofPrompt: prompt.id)
    else { return item }
    item.draft = activity.call.draft
    item.guesses = [:]
    try offer(item.draft, in: &item)
    return item
  }

  /// Makes everything that a draft holds a choice of its form.
  package func offer(_ draft: ActivityDraft, in item: inout ReviewItem) throws {
    if let id = draft.relatedTo, !item.records.contains(where: { $0.id == id }), let record = try store.record(id: id) {
      item.offer(ReviewItem.Choice(id: id, label: record.label))
    }
    let unknown = draft.contacts.filter { id in !item.people.contains { $0.contact == id } }
    for contact in try store.attendingContacts(unknown) {
      let title = contact.title.map { " (\($0))" } ?? ""
      item.offer(ReviewItem.Person(contact: contact.id, label: "\(contact.name)\(title)"))
    }
    for contact in draft.newContacts {
      item.offer(
        ReviewItem.Person(newContact: contact, label: "create contact \(contact.name) <\(contact.email)>"))
    }
  }

  // MARK: Acts

  /// Logs one activity for a prompt.
  ///
  /// - Parameter seenEvents: how long the prompt's history was when the SA saw it.
  /// - Throws: ``ActivityRefused`` with everything that is missing, ``PromptWasChanged``, ``TransitionRefused``.
  package func log(_ prompt: Prompt, _ draft: ActivityDraft, at now: Instant, seenEvents: Int?) throws -> Activity {
    try log([(prompt, draft, seenEvents)], at: now)[0]
  }

  /// Logs several at once: all, or none where one of them cannot be.
  package func log(
    _ items: [(prompt: Prompt, draft: ActivityDraft, seenEvents: Int?)], at now: Instant
  ) throws -> [Activity] {
    var changes: [ReviewChange] = []
    var activities: [Activity] = []
    for (prompt, draft, seen) in items {
      try checkOwner(prompt)
      let call = try check(draft)
      let (next, event) = try prompt.apply(.log, at: now, by: owner.key)
      let earlier = try store.activity(ofPrompt: prompt.id)
      let activity = Activity(
        id: earlier?.id ?? "p-\(prompt.id)", owner: owner, prompt: prompt.id, call: call,
        revision: (earlier?.revision ?? 0) + 1, loggedAt: now)
      var change = ReviewChange(at: now, by: owner)
      change.prompt = ReviewChange.PromptChange(prompt: next, event: event, seenEvents: seen)
      change.activity = ReviewChange.ActivityChange(activity: activity, why: "logged")
      change.deliveries = try deliveries(of: activity, at: now)
      changes.append(change)
      activities.append(activity)
    }
    try store.commit(changes)
    return activities
  }

  /// Changes what was logged.
  package func update(_ prompt: Prompt, _ draft: ActivityDraft, at now: Instant, seenEvents: Int?) throws -> Activity {
    try checkOwner(prompt)
    let (next, event) = try prompt.apply(.update, at: now, by: owner.key)
    guard var activity = try store.activity(ofPrompt: prompt.id), !activity.isWithdrawn else {
      throw NothingLogged(prompt: prompt.id)
    }
    activity.call = try check(draft)
    activity.revision += 1
    var change = ReviewChange(at: now, by: owner)
    change.prompt = ReviewChange.PromptChange(prompt: next, event: event, seenEvents: seenEvents)
    change.activity = ReviewChange.ActivityChange(activity: activity, why: "updated")
    change.deliveries = try deliveries(of: activity, at: now)
    try store.commit([change])
    return activity
  }

  package func dismiss(
    _ prompt: Prompt, _ reason: DismissReason, note: String? = nil, at now: Instant, seenEvents: Int?
  ) throws -> Prompt {
    try dismiss([(prompt, seenEvents)], reason, note: note, at: now)[0]
  }

  package func snooze(_ prompt: Prompt, until: Instant, at now: Instant, seenEvents: Int?) throws -> Prompt {
    try snooze([(prompt, seenEvents)], until: until, at: now)[0]
  }

  /// Puts several off: all, or none where one of them cannot be.
  package func snooze(
    _ items: [(prompt: Prompt, seenEvents: Int?)], until: Instant, at now: Instant
  ) throws -> [Prompt] {
    guard until > now else { throw SnoozeInThePast(until: until) }
    return try act(.snooze(until: until), on: items, at: now)
  }

  /// Dismisses several for one reason: all, or none where one of them cannot be.
  package func dismiss(
    _ items: [(prompt: Prompt, seenEvents: Int?)], _ reason: DismissReason, note: String? = nil, at now: Instant
  ) throws -> [Prompt] {
    try act(.dismiss(reason: reason.text(note: note)), on: items, at: now)
  }

  private func act(
    _ action: PromptAction, on items: [(prompt: Prompt, seenEvents: Int?)], at now: Instant
  ) throws -> [Prompt] {
    let changes = try items.map { prompt, seenEvents in
      try checkOwner(prompt)
      let (next, event) = try prompt.apply(action, at: now, by: owner.key)
      var change = ReviewChange(at: now, by: owner)
      change.prompt = ReviewChange.PromptChange(prompt: next, event: event, seenEvents: seenEvents)
      return change
    }
    try store.commit(changes)
    return changes.compactMap(\.prompt?.prompt)
  }

  // MARK: Parts

  /// The contacts with that address: the snapshot's, else the CRM's own of this moment.
  package func contacts(withAddress address: EmailAddress) throws -> [Contact] {
    let known = try store.contacts(withAddress: address)
    return known.isEmpty ? fresh.contacts(withAddress: address) : known
  }

  /// The draft, complete; a converted lead has become its contact, and so has a new contact whom the CRM knows by now.
  func check(_ draft: ActivityDraft) throws -> Activity.Call {
    var draft = draft.resolving(try draft.lead.flatMap(lead))
    draft.newContacts = try draft.newContacts.filter { person in
      guard let address = try? EmailAddress(parsing: person.email),
        let contact = try contacts(withAddress: address).first?.id
      else { return true }
      if !draft.contacts.contains(contact) { draft.contacts.append(contact) }
      return false
    }
    return try rules.check(draft)
  }

  /// A lead may have been converted since the snapshot.
  private func lead(_ id: SalesforceID) throws -> Lead? {
    let known = try store.lead(id: id)
    return known?.isConverted ?? false ? known : fresh.lead(id) ?? known
  }

  func checkOwner(_ prompt: Prompt) throws {
    guard prompt.seat.owner == owner else { throw NotYours(what: "Prompt \(prompt.id)", actor: owner.key) }
  }

  func deliveries(of activity: Activity, at now: Instant) throws -> [OutboxEntry] {
    let contacts = activity.call.newContacts.map { contact in
      entry(
        .contact(contact), key: contact.outboxKey, subject: activity.id, at: now)
    }
    return contacts + [try taskEntry(activity, at: now)]
  }

  func taskEntry(_ activity: Activity, at now: Instant) throws -> OutboxEntry {
    let delivery = Delivery.task(TaskDelivery(activity, ownerID: try store.user(of: owner)))
    return entry(delivery, key: "task/\(activity.id)/\(activity.revision)", subject: activity.id, at: now)
  }

  func entry(_ delivery: Delivery, key: String, subject: String, at now: Instant) -> OutboxEntry {
    OutboxEntry(
      key: key, subject: subject, owner: owner, delivery: delivery, createdAt: now,
      dueAt: now.advanced(by: configuration.activities.hold))
  }
}

extension ReviewDesk {
  /// Whether prompts may be logged together: they are one series, or their meetings are about one account.
  package func belongTogether(_ prompts: [Prompt]) -> Bool {
    guard let first = prompts.first else { return false }
    return prompts.allSatisfy { $0.seat.uid == first.seat.uid }
      || first.match.account != nil && prompts.allSatisfy { $0.match.account == first.match.account }
  }
}
