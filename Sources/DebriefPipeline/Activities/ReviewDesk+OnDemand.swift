import Calendars
import DebriefCore
import DebriefStore

/// What was in no calendar: logged, changed and taken back without a prompt, by the same rules as with one.
extension ReviewDesk {
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

  /// The form of an activity that was logged without a meeting, as it was logged.
  package func item(_ activity: Activity, at now: Instant) throws -> ReviewItem {
    try itemOnDemand(activity.call.draft, at: now)
  }

  /// The SA's own activity of that id, withdrawn or not.
  ///
  /// - Throws: ``NotYours``.
  package func activityOnDemand(_ id: Activity.ID) throws -> Activity? {
    guard let activity = try store.activity(id: id), activity.prompt == nil else { return nil }
    try checkOwner(activity)
    return activity
  }

  package func logOnDemand(_ draft: ActivityDraft, at now: Instant) throws -> Activity {
    let call = try check(draft)
    let (id, earlier) = try place(of: call)
    // Logged again after it was taken back, it goes on where it ended: the CRM knows it by its id.
    let activity = Activity(
      id: id, owner: owner, prompt: nil, call: call, revision: (earlier?.revision ?? 0) + 1, loggedAt: now)
    var change = ReviewChange(at: now, by: owner)
    change.activity = ReviewChange.ActivityChange(activity: activity, why: "logged without a meeting")
    change.deliveries = try deliveries(of: activity, at: now)
    try store.commit([change])
    return activity
  }

  /// Changes an activity that was logged without a meeting.
  ///
  /// - Parameter seen: the revision that the SA saw; nil where nobody looked.
  /// - Throws: ``ActivityRefused``, ``ActivityWasChanged``, ``AlreadyTakenBack``.
  package func update(
    _ activity: Activity, _ draft: ActivityDraft, at now: Instant, seen: Int?
  ) throws -> Activity {
    try checkOwner(activity)
    if let seen, seen != activity.revision { throw ActivityWasChanged(activity: activity.id) }
    guard !activity.isWithdrawn else { throw AlreadyTakenBack(activity: activity.id) }
    var next = activity
    next.call = try check(draft)
    next.revision += 1
    var change = ReviewChange(at: now, by: owner)
    change.activity = ReviewChange.ActivityChange(activity: next, why: "updated")
    change.deliveries = try deliveries(of: next, at: now)
    try store.commit([change])
    return next
  }

  /// Takes back the last thing that was done to an activity without a meeting: a change, then the logging of it.
  ///
  /// - Returns: the activity, and whether it had left already, so that a correction follows it.
  /// - Throws: ``ActivityWasChanged``, ``AlreadyTakenBack``.
  package func undo(
    _ activity: Activity, at now: Instant, seen: Int?
  ) throws -> (activity: Activity, isCorrection: Bool) {
    try checkOwner(activity)
    if let seen, seen != activity.revision { throw ActivityWasChanged(activity: activity.id) }
    guard let target = Activity.undoTarget(try store.revisions(of: activity.id)) else {
      throw AlreadyTakenBack(activity: activity.id)
    }
    var next = activity
    var restored: Int?
    switch target {
    case .withdrawn: next.isWithdrawn = true
    case .content(let number):
      guard let call = try store.call(of: activity.id, revision: number) else {
        throw AlreadyTakenBack(activity: activity.id)
      }
      next.call = call
      restored = number
    }
    next.revision += 1
    var change = ReviewChange(at: now, by: owner)
    change.activity = ReviewChange.ActivityChange(activity: next, why: "undone", restores: restored)
    change.deliveries = [try taskEntry(next, at: now)]
    try store.commit([change])
    return (next, try store.wasSent(activity: next.id))
  }

  /// Where something that was in no calendar is kept: the same thing, given twice by a double click, has one place; what
  /// was changed into something else leaves its place to others only where it was taken back.
  private func place(of call: Activity.Call) throws -> (id: Activity.ID, earlier: Activity?) {
    var hash = StableHash()
    for text in [owner.key, call.day.description, call.subject, call.relatedTo.description] { hash.combine(text) }
    hash.combine(call.description)
    while true {
      let id = "d-\(String(hash.value, radix: 36))"
      guard let known = try store.activity(id: id) else { return (id, nil) }
      if known.isWithdrawn { return (id, known) }
      if known.call.isSameEvent(as: call) { throw AlreadyLogged(activity: id) }
      hash.combine(id)
    }
  }

  private func checkOwner(_ activity: Activity) throws {
    guard activity.owner == owner else { throw NotYours(what: "Activity \(activity.id)", actor: owner.key) }
  }
}

extension Activity.Call {
  fileprivate func isSameEvent(as other: Activity.Call) -> Bool {
    day == other.day && subject == other.subject && relatedTo == other.relatedTo && description == other.description
  }
}
