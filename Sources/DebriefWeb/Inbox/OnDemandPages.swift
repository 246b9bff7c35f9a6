import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// Logging what was in no calendar: a call, a hallway, a questionnaire.
enum OnDemandPages {
  static func show(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let item = try desk.itemOnDemand(ActivityDraft(day: desk.day(of: context.now)), at: context.now)
    return OnDemandForm(context: context, desk: desk, state: ActivityFormState(item)).page()
  }

  static func log(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let form = context.request.form
    let empty = ActivityDraft(day: desk.day(of: context.now))
    var state = try ActivityFormState(try desk.itemOnDemand(empty, at: context.now), form, desk: desk)
    try offerPeople(&state, form, context, desk)
    if try form["do"] == "people" || state.stays(form, context) {
      return OnDemandForm(context: context, desk: desk, state: state).page()
    }
    do {
      return done(try desk.logOnDemand(state.draft, at: context.now))
    } catch let refused as ActivityRefused {
      state.refuse(refused.problems)
      return OnDemandForm(context: context, desk: desk, state: state).page(status: 422)
    }
  }

  // MARK: What was logged

  /// The viewer's activity that the path names; any other is answered as one that does not exist.
  private static func activity(_ context: PageContext, _ desk: ReviewDesk) throws -> Activity {
    guard let activity = try desk.activityOnDemand(try context.parameter("activity")) else { throw NoSuchPage() }
    return activity
  }

  static func open(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let activity = try activity(context, desk)
    let state = ActivityFormState(try desk.item(activity, at: context.now))
    return OnDemandForm(context: context, desk: desk, state: state, activity: activity).page()
  }

  static func update(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    var activity = try activity(context, desk)
    let form = context.request.form
    var state = try ActivityFormState(try desk.item(activity, at: context.now), form, desk: desk)
    let seen = form["seen"].flatMap { Int($0) } ?? -1
    try offerPeople(&state, form, context, desk)
    do {
      if try form["do"] != "people" && !state.stays(form, context) {
        return done(try desk.update(activity, state.draft, at: context.now, seen: seen))
      }
    } catch let refused as ActivityRefused {
      state.refuse(refused.problems)
    }
    // The form goes on being one of what was seen.
    activity.revision = seen
    return OnDemandForm(context: context, desk: desk, state: state, activity: activity)
      .page(status: state.problems.isEmpty ? 200 : 422)
  }

  static func undo(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let seen = context.request.form["seen"].flatMap { Int($0) } ?? -1
    let (activity, isCorrection) = try desk.undo(try activity(context, desk), at: context.now, seen: seen)
    return done(activity, isCorrection: isCorrection)
  }

  private static func done(_ activity: Activity, isCorrection: Bool = false) -> Page {
    .redirect(
      to: InboxPlace(tab: .logged).path(
        "/inbox", [("activity", activity.id), ("at", activity.id), ("correction", isCorrection ? "1" : nil)]))
  }

  /// Those who have a role on the opportunity, and the contact with the address that was typed.
  private static func offerPeople(
    _ state: inout ActivityFormState, _ form: Fields, _ context: PageContext, _ desk: ReviewDesk
  ) throws {
    var ids: [SalesforceID] = []
    if let opportunity = state.draft.relatedTo, opportunity.keyPrefix == "006" {
      ids = Array(try context.store.contactsWithRole(on: opportunity)).sorted()
    }
    if let text = form["who"], !text.isEmpty, let address = try? EmailAddress(parsing: text) {
      let found = try context.store.contacts(withAddress: address).map(\.id)
      if let first = found.first {
        ids += found
        if !state.draft.contacts.contains(first) { state.draft.contacts.append(first) }
      } else if !state.draft.newContacts.contains(where: { $0.email == address.key }) {
        state.draft.newContacts.append(NewContact(email: address.key, name: address.localPart))
      }
    }
    var offered = state.draft
    offered.contacts += ids
    try desk.offer(offered, in: &state.item)
  }
}
