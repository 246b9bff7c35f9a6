import DebriefCore
import DebriefPipeline
import DebriefStore

/// Several meetings that need no activity, for one reason. Unlike those that are logged together they may have nothing to do
/// with each other: nothing is said of any of them but why it is left out.
enum BulkDismissPages {
  static let path: OwnPath = "/bulk/dismiss"

  static func show(_ context: PageContext) throws -> Page {
    let desk = try context.desk()
    let place = InboxPlace(context.request.query)
    let marked = try MarkedPrompts(query: context.request.query, context)
    guard !marked.prompts.isEmpty else {
      return ErrorPages.message(422, "Nothing is marked", "Mark the meetings that you want to dismiss together.")
    }
    let clock = context.site.clock(in: context.configuration.timeZone(of: desk.architect))
    let count = marked.prompts.count
    return Page(title: "Dismiss \(count)") {
      h1 { "Dismiss \(count) \(count == 1 ? "meeting" : "meetings")" }
      marked.list(clock)
      context.form(to: place.path(path), .class("sheet")) {
        // Return in the field below presses the first button there is; which of the reasons it was is said by it.
        button(
          .class("unseen"), .name("reason"), .value(DismissReason.other.rawValue), Attribute(.tabindex, "-1"),
          Attribute(.ariaHidden, "true")
        ) { "Dismiss" }
        marked.hidden
        fieldset(.class("field")) {
          legend { "No activity needed, because \(count == 1 ? "it was" : "each of them was")" }
          div(.class("actions")) {
            for (index, reason) in DismissReason.allCases.enumerated() {
              element(
                "button",
                [.name("reason"), .value(reason.rawValue), Attribute(.dataKey, String(index + 1))]
                  + (index == 0 ? [.autofocus] : [])
              ) { "Dismiss \(count): \(reason.words)" }
            }
          }
        }
        div(.class("field")) {
          label(.for("note")) { "A word about it" }
          input(.type("text"), .name("note"), .id("note"), Attribute(.autocomplete, "off"))
        }
        div(.class("actions")) { a(.href(place.path())) { "Back to the inbox" } }
      }
    }
  }

  static func dismiss(_ context: PageContext) throws -> Page {
    let form = context.request.form
    guard let reason = form["reason"].flatMap(DismissReason.init(rawValue:)) else {
      throw BadRequest("it gives no reason")
    }
    let marked = try MarkedPrompts(posted: form, context)
    guard !marked.prompts.isEmpty else { throw BadRequest("it names no meetings") }
    _ = try context.desk().dismiss(
      marked.items.map { ($0.prompt, $0.seenEvents ?? -1) }, reason, note: form["note"], at: context.now)
    return .redirect(
      to: InboxPlace(context.request.query).path("/inbox", marked.prompts.map { ("done", $0.id) }))
  }
}
