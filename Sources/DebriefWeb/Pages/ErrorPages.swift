import DebriefCore
import DebriefPipeline
import DebriefStore

/// What somebody sees when there is nothing to see: what is wrong, and what to do next.
enum ErrorPages {
  /// Nil for what is a fault of ours.
  static func page(for error: any Error) -> Page? {
    switch error {
    case is NoSuchPage, is NotYours:
      message(404, "Not here", "There is nothing under this address, or nothing that you may see.")
    case let wrong as WrongMethod: wrongMethod(wrong)
    case is NotSignedIn: SignInPages.needed
    case let unknown as UnknownPerson:
      message(
        403, "Debrief does not know you",
        "\(unknown.email.key) is no SA, no manager of one and no admin here. An admin adds people to pipeline.yml.")
    case is NotAllowed: message(403, "Not yours to see", "This page is for others. An admin can tell you whom to ask.")
    case is PastTheProxy:
      message(
        403, "Not through the proxy",
        "Requests are only taken from the proxy that signs people in. Use the address that your company gave you.")
    case is ForeignForm:
      message(
        403, "That form has expired",
        "It was made before you signed in the last time, or by another site. Go back, load the page again, and send it "
          + "once more: nothing was changed.")
    case let changed as PromptWasChanged:
      handledElsewhere(changed.prompt)
    case let refused as TransitionRefused:
      handledElsewhere(refused.prompt, state: refused.state)
    case is NothingToUndo: message(409, "Nothing to undo", "It was taken back already, here or elsewhere.")
    case is NothingLogged: message(409, "Already handled elsewhere", "There is no activity here any more.")
    case is ActivityWasChanged, is AlreadyTakenBack:
      message(
        409, "Already handled elsewhere",
        "Somebody, perhaps you in another window, was here first. Nothing was overwritten: look at it again under "
          + "Logged today.")
    case is AlreadyLogged: message(409, "Already logged", "The same activity is there already; nothing was added.")
    case let error as SnoozeInThePast: message(422, "That time is past", error.description)
    case let error as BadRequest: message(400, "That did not arrive well", error.description)
    case let error as UpdateRefused: message(422, "Not saved yet", error.description)
    case let error as ActivityRefused: message(422, "Not logged yet", error.description)
    case StoreError.busy:
      message(503, "One moment", "A run is writing. Nothing was lost: try again in a minute.")
    case StoreError.full:
      message(503, "The disk is full", "Nothing was changed. Whoever runs Debrief has to make room.")
    default: rulesPage(for: error) ?? deliveriesPage(for: error)
    }
  }

  static let fault = message(
    500, "That went wrong", "This is a fault of Debrief's, and nothing was changed. The server's log says more.")

  /// A page of ours that loads itself again, so that the browser sends its cookie.
  static func askAgain(_ request: WebRequest) -> Page {
    let here = request.path.reduce(OwnPath("/")) { $0.appending($1) }
      .query(request.query.all.map { ($0.name, $0.value) })
    return Page(title: "One moment") { p(.class("message")) { a(.href(here)) { "Continue" } } }
  }

  private static func wrongMethod(_ wrong: WrongMethod) -> Page {
    var page = message(405, "Not that way", "This address answers \(wrong.allowed) only.")
    page.headers = [("Allow", wrong.allowed)]
    return page
  }

  private static func handledElsewhere(_ id: Prompt.ID, state: Prompt.State? = nil) -> Page {
    Page(title: "Already handled elsewhere", status: 409) {
      section(.class("message")) {
        h1 { "Already handled elsewhere" }
        p {
          "Somebody, perhaps you in another window, was here first"
          if let state { ": it is \(state.rawValue) now" }
          ". Nothing was overwritten."
        }
        p {
          a(.class("button"), .href("/prompts/\(id)")) { "Look at it again" }
          " "
          a(.href("/inbox")) { "To the inbox" }
        }
      }
    }
  }

  static func message(_ status: Int, _ title: String, _ text: String) -> Page {
    Page(title: title, status: status) {
      section(.class("message")) {
        h1 { title }
        for line in text.split(separator: "\n") { p { String(line) } }
        p { a(.href("/")) { "To the start" } }
      }
    }
  }
}
