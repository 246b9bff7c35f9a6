import DebriefCore
import DebriefPipeline
import DebriefStore

/// What was logged today, to look at or to change.
struct LoggedList {
  let context: PageContext
  let inbox: Inbox

  @HTMLBuilder var html: HTML {
    if inbox.logged.isEmpty {
      p(.class("empty soft")) { "Nothing was logged today yet." }
    } else {
      ol(.class("rows")) {
        for activity in inbox.logged { row(activity) }
      }
    }
  }

  private func row(_ activity: Activity) -> HTML {
    let record = try? context.store.record(id: activity.call.relatedTo)
    return li(.class("row logged")) {
      p(.class("when number")) {
        "Logged \(inbox.clock.time(activity.loggedAt))"
        span(.class("soft")) { " for \(activity.call.day.description)" }
      }
      div(.class("what")) {
        if let prompt = activity.prompt {
          a(.href(inbox.place.path("/prompts/\(prompt)")), Attribute(.dataRow, prompt), .id("t-\(activity.id)")) {
            bdi(activity.call.subject)
          }
        } else if !inbox.isOwn {
          bdi(activity.call.subject)
        } else {
          a(.href("/activities/\(activity.id)"), Attribute(.dataRow, activity.id), .id("t-\(activity.id)")) {
            bdi(activity.call.subject)
          }
        }
        p(.class("small soft")) { activity.call.types.joined(separator: ", ") }
      }
      div(.class("about")) {
        p { bdi(record?.label ?? activity.call.relatedTo.description) }
        p(.class("small soft")) { bdi("\(activity.call.sentiment.rawValue). \(activity.call.description.prefix(160))") }
      }
      if inbox.isOwn {
        div(.class("acts")) {
          if let prompt = activity.prompt {
            context.form(to: inbox.place.path("/prompts/\(prompt)/undo")) {
              button(.class("quiet"), Attribute(.ariaDescribedby, "t-\(activity.id)")) { "Take it back" }
            }
          } else {
            OnDemandForm.undo(context, activity, Attribute(.ariaDescribedby, "t-\(activity.id)"))
          }
        }
      }
    }
  }
}
