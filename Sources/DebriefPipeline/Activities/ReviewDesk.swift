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

  /// The form of something that was in no calendar, on `day`.
  package func itemOnDemand(_ draft: ActivityDraft, at now: Instant) throws -> ReviewItem {
    let facts = SeatFacts(
      title: nil, location: nil, start: .instant(now), end: .instant(now), startsAt: now, endsAt: now, timeZone: nil,
      participants: [], recordLinks: [])
    let nothing = Prompt(
      id: "", seat: Seat(owner: owner, uid: "", recurrenceID: ""), facts: facts, dueAt: now,
      match: Match(outcome: .unmatched), flags: [], state: .pending, createdAt: now)
    var item = ReviewItem(
      prompt: nothing, seenEvents: 0,
      prefill: Prefill(nothing, contacts: [], keywords: TypeKeywords(entries: []), types: [], day: draft.day),
      contacts: [])
    item.draft = draft
    try offer(draft, in: &item)
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

  /// Logs something that was in no calendar.
  package func logOnDemand(_ draft: ActivityDraft, at now: Instant) throws -> Activity {
    let call = try check(draft)
    var hash = StableHash()
    for text in [owner.key, call.day.description, call.subject, call.relatedTo.description] { hash.combine(text) }
    hash.combine(call.description)
    let activity = Activity(
      id: "d-\(String(hash.value, radix: 36))", owner: owner, prompt: nil, call: call, revision: 1, loggedAt: now)
    var change = ReviewChange(at: now, by: owner)
    change.activity = ReviewChange.ActivityChange(activity: activity, why: "logged without a meeting")
    change.deliveries = try deliveries(of: activity, at: now)
    try store.commit([change])
    return activity
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
    try act(.dismiss(reason: reason.text(note: note)), on: prompt, at: now, seenEvents: seenEvents)
  }

  package func snooze(_ prompt: Prompt, until: Instant, at now: Instant, seenEvents: Int?) throws -> Prompt {
    guard until > now else { throw SnoozeInThePast(until: until) }
    return try act(.snooze(until: until), on: prompt, at: now, seenEvents: seenEvents)
  }

  private func act(_ action: PromptAction, on prompt: Prompt, at now: Instant, seenEvents: Int?) throws -> Prompt {
    try checkOwner(prompt)
    let (next, event) = try prompt.apply(action, at: now, by: owner.key)
    var change = ReviewChange(at: now, by: owner)
    change.prompt = ReviewChange.PromptChange(prompt: next, event: event, seenEvents: seenEvents)
    try store.commit([change])
    return next
  }

  /// Takes back the last thing that the SA did to the prompt.
  package func undo(_ prompt: Prompt, at now: Instant) throws -> UndoResult {
    try checkOwner(prompt)
    let history = try store.history(of: prompt.id)
    guard let target = Prompt.undoTarget(history) else { throw NothingToUndo(prompt: prompt.id) }
    let (next, event) = try prompt.apply(.undo(to: target), at: now, by: owner.key)
    var change = ReviewChange(at: now, by: owner)
    change.prompt = ReviewChange.PromptChange(prompt: next, event: event, seenEvents: history.count)
    let wasLogged = prompt.state == .logged || prompt.state == .updated
    if wasLogged, var activity = try store.activity(ofPrompt: prompt.id) {
      var restored: Int?
      if next.state.isOpen {
        activity.isWithdrawn = true
      } else if let before = try store.callBefore(activity) {
        activity.call = before.call
        restored = before.revision
      }
      activity.revision += 1
      change.activity = ReviewChange.ActivityChange(activity: activity, why: "undone", restores: restored)
      change.deliveries = [try taskEntry(activity, at: now)]
    }
    try store.commit([change])
    guard wasLogged else { return UndoResult(prompt: next, isCorrection: false) }
    return UndoResult(prompt: next, isCorrection: try store.wasSent(activity: change.activity?.activity.id ?? ""))
  }

  /// Changes fields of an opportunity.
  package func update(_ update: OpportunityUpdate, at now: Instant) throws {
    let problems = update.problems(on: try store.opportunity(id: update.opportunity), today: day(of: now))
    guard problems.isEmpty else { throw UpdateRefused(problems: problems) }
    try enqueue(.opportunity(update), key: "opportunity/\(update.opportunity)/\(now)", at: now)
  }

  /// Adds a proof of value, or changes one.
  package func save(_ pov: ProofOfValue, at now: Instant) throws {
    let current = try pov.id.flatMap { try store.proofOfValue(id: $0)?.proof }
    let problems = pov.problems(on: current, today: day(of: now))
    guard problems.isEmpty else { throw UpdateRefused(problems: problems) }
    try enqueue(.proofOfValue(pov), key: "pov/\(pov.id ?? pov.opportunity)/\(now)", at: now)
  }

  /// Has somebody created in the CRM who was in no meeting.
  package func create(_ contact: NewContact, at now: Instant) throws {
    var problems: [FieldProblem] = []
    if (try? EmailAddress(parsing: contact.email)) == nil {
      problems.append(FieldProblem(field: "Email", message: "give an e-mail address, such as ana.lee@acme.example"))
    } else if try !store.contacts(withAddress: EmailAddress(parsing: contact.email)).isEmpty {
      problems.append(FieldProblem(field: "Email", message: "a contact with that address is in the CRM already"))
    }
    if contact.name.allSatisfy(\.isWhitespace) {
      problems.append(FieldProblem(field: "Name", message: "say who it is"))
    }
    if let account = contact.account, account.keyPrefix != "001" {
      problems.append(FieldProblem(field: "Account", message: "choose an account, not an opportunity"))
    }
    guard problems.isEmpty else { throw UpdateRefused(problems: problems) }
    try enqueue(.contact(contact), key: contact.outboxKey, at: now)
  }

  /// Asks for a contact's role on an opportunity; false where it is there already.
  package func addRole(_ request: ContactRoleRequest, at now: Instant) throws -> Bool {
    guard try !store.contactsWithRole(on: request.opportunity).contains(request.contact) else { return false }
    try enqueue(.contactRole(request), key: "role/\(request.opportunity)/\(request.contact)", at: now)
    return true
  }

  /// The contacts of an activity who have no role on its opportunity yet: worth offering.
  package func missingRoles(of activity: Activity) throws -> [SalesforceID] {
    guard activity.call.relatedTo.keyPrefix == "006" else { return [] }
    let present = try store.contactsWithRole(on: activity.call.relatedTo)
    return activity.call.contacts.filter { !present.contains($0) }
  }

  // MARK: Parts

  /// The contacts with that address: the snapshot's, else the CRM's own of this moment.
  package func contacts(withAddress address: EmailAddress) throws -> [Contact] {
    let known = try store.contacts(withAddress: address)
    return known.isEmpty ? fresh.contacts(withAddress: address) : known
  }

  /// The draft, complete; a converted lead has become its contact, and so has a new contact whom the CRM knows by now.
  private func check(_ draft: ActivityDraft) throws -> Activity.Call {
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

  private func checkOwner(_ prompt: Prompt) throws {
    guard prompt.seat.owner == owner else { throw NotYours(prompt: prompt.id, actor: owner.key) }
  }

  private func deliveries(of activity: Activity, at now: Instant) throws -> [OutboxEntry] {
    let contacts = activity.call.newContacts.map { contact in
      entry(
        .contact(contact), key: contact.outboxKey, subject: activity.id, at: now)
    }
    return contacts + [try taskEntry(activity, at: now)]
  }

  private func taskEntry(_ activity: Activity, at now: Instant) throws -> OutboxEntry {
    let delivery = Delivery.task(TaskDelivery(activity, ownerID: try store.user(of: owner)))
    return entry(delivery, key: "task/\(activity.id)/\(activity.revision)", subject: activity.id, at: now)
  }

  private func entry(_ delivery: Delivery, key: String, subject: String, at now: Instant) -> OutboxEntry {
    OutboxEntry(
      key: key, subject: subject, owner: owner, delivery: delivery, createdAt: now,
      dueAt: now.advanced(by: configuration.activities.hold))
  }

  private func enqueue(_ delivery: Delivery, key: String, at now: Instant) throws {
    // Two changes within one second are two; the same one given twice, by a double click, is one.
    var hash = StableHash()
    for field in configuration.activities.columns.fields(of: delivery) { hash.combine(field.value) }
    let key = "\(key)/\(String(hash.value, radix: 36))"
    var change = ReviewChange(at: now, by: owner)
    change.deliveries = [entry(delivery, key: key, subject: key, at: now)]
    try store.commit([change])
  }
}

/// What undo did.
package struct UndoResult: Sendable {
  package var prompt: Prompt
  /// The activity had left already, so a correction follows it.
  package var isCorrection: Bool
}

/// An SA acts on own prompts only.
package struct NotYours: Error, CustomStringConvertible {
  package var prompt: Prompt.ID
  package var actor: String
  package var description: String { "Prompt \(prompt) is not \(actor)'s." }
}

package struct NothingLogged: Error, CustomStringConvertible {
  package var prompt: Prompt.ID

  package init(prompt: Prompt.ID) { self.prompt = prompt }

  package var description: String { "There is no activity of prompt \(prompt) to update." }
}

package struct NothingToUndo: Error, CustomStringConvertible {
  package var prompt: Prompt.ID
  package var description: String { "Nobody has done anything to prompt \(prompt) that could be undone." }
}

package struct SnoozeInThePast: Error, CustomStringConvertible {
  package var until: Instant
  package var description: String { "\(until) is past: a snooze ends in the future." }
}

extension ReviewDesk {
  /// Whether prompts may be logged together: they are one series, or their meetings are about one account.
  package func belongTogether(_ prompts: [Prompt]) -> Bool {
    guard let first = prompts.first else { return false }
    return prompts.allSatisfy { $0.seat.uid == first.seat.uid }
      || first.match.account != nil && prompts.allSatisfy { $0.match.account == first.match.account }
  }
}

extension RecordHit {
  /// `Acme / New business (3-Technical Evaluation), closed`.
  package var label: String {
    "\(accountName.map { "\($0) / " } ?? "")\(name)\(stage.map { " (\($0))" } ?? ", account")"
      + (isClosed ? ", closed" : "")
  }
}
