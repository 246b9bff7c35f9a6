import DebriefCore
import DebriefPipeline
import DebriefStore

/// The form of what was in no calendar: empty, or of an activity that is to be changed.
struct OnDemandForm {
  let context: PageContext
  let desk: ReviewDesk
  let state: ActivityFormState
  /// Nil for one that is to be logged.
  var activity: Activity?

  /// One that was taken back is logged again from here, as it was.
  private var isNew: Bool { activity?.isWithdrawn ?? true }

  func page(status: Int = 200) -> Page {
    let title = activity?.call.subject ?? "Log something else"
    return Page(title: title, status: status) {
      h1 { bdi(title) }
      if let activity { standing(activity) } else { introduction }
      form
    }
  }

  private var introduction: HTML {
    p(.class("soft")) { "For what was in no calendar. Search for the opportunity first; its people are then offered." }
  }

  @HTMLBuilder private func standing(_ activity: Activity) -> HTML {
    if activity.isWithdrawn {
      p(.class("notice doubt")) { "It was taken back. What stands here can be logged again." }
    } else {
      div(.class("notice")) {
        span { "Logged without a meeting. What you change here is sent again." }
        OnDemandForm.undo(context, activity)
      }
    }
  }

  /// The button that takes the last act back.
  static func undo(_ context: PageContext, _ activity: Activity, _ attributes: Attribute...) -> HTML {
    context.form(to: "/activities/\(activity.id)/undo") {
      hiddenInput("seen", String(activity.revision))
      element("button", [.class("quiet")] + attributes) { "Take it back" }
    }
  }

  private var form: HTML {
    let form = ActivityForm(
      state: state, types: desk.types.map(\.name), products: desk.rules.products,
      templates: context.configuration.activities.templates)
    let path: OwnPath = if let activity, !isNew { "/activities/\(activity.id)/update" } else { "/activities/new" }
    return context.form(to: path, .class("activity sheet")) {
      ActivityForm.defaultButton
      if let activity, !isNew { hiddenInput("seen", String(activity.revision)) }
      form.problemSummary
      div(.class("columns")) {
        div(.class("stacked")) {
          form.relatedTo
          form.people
          lookUp
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
        button(.class("primary"), .name("do"), .value(isNew ? "log" : "update"), Attribute(.dataKey, "submit")) {
          isNew ? "Log it" : "Save the changes"
        }
        a(.href(isNew && activity == nil ? "/inbox" : "/inbox?tab=logged")) { "Back to the inbox" }
      }
    }
  }

  private var lookUp: HTML {
    div(.class("search")) {
      input(
        .type("email"), .name("who"), .label("Who attended: an e-mail address"),
        Attribute(.placeholder, "Who attended: an e-mail address"), Attribute(.autocomplete, "off"))
      button(.name("do"), .value("people")) { "Look up" }
    }
  }
}
