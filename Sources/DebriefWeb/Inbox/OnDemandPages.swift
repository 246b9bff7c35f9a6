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
    return page(context, desk, ActivityFormState(item))
  }

  static func log(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let form = context.request.form
    let empty = ActivityDraft(day: desk.day(of: context.now))
    var state = try ActivityFormState(try desk.itemOnDemand(empty, at: context.now), form, desk: desk)
    try offerPeople(&state, form, context, desk)
    if form["do"] == "people" { return page(context, desk, state) }
    if try state.stays(form, context) { return page(context, desk, state) }
    do {
      _ = try desk.logOnDemand(state.draft, at: context.now)
    } catch let refused as ActivityRefused {
      state.refuse(refused.problems)
      return page(context, desk, state, status: 422)
    }
    return .redirect(to: "/inbox?tab=logged")
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

  private static func page(
    _ context: PageContext, _ desk: ReviewDesk, _ state: ActivityFormState, status: Int = 200
  ) -> Page {
    let form = ActivityForm(
      state: state, types: desk.types.map(\.name), products: desk.rules.products,
      templates: context.configuration.activities.templates)
    return Page(title: "Log something else", status: status) {
      h1 { "Log something else" }
      p(.class("soft")) {
        "For what was in no calendar. Search for the opportunity first; its people are then offered."
      }
      context.form(to: "/activities/new", .class("activity sheet")) {
        ActivityForm.defaultButton
        form.problemSummary
        div(.class("columns")) {
          div(.class("stacked")) {
            form.relatedTo
            form.people
            div(.class("search")) {
              input(
                .type("email"), .name("who"), .label("Who attended: an e-mail address"),
                Attribute(.placeholder, "Who attended: an e-mail address"), Attribute(.autocomplete, "off"))
              button(.name("do"), .value("people")) { "Look up" }
            }
            form.subject
            div(.class("field")) {
              label(.for("day")) { "Day" }
              input(.type("date"), .name("day"), .id("day"), .value(state.draft.day.description))
            }
            form.type
          }
          div(.class("stacked")) {
            form.sentiment
            form.description
            form.more
          }
        }
        div(.class("actions")) {
          button(.class("primary"), .name("do"), .value("log"), Attribute(.dataKey, "submit")) { "Log it" }
          a(.href("/inbox")) { "Back to the inbox" }
        }
      }
    }
  }
}
