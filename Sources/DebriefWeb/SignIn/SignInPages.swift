import DebriefCore
import DebriefStore

/// Signing in by a link, and out.
enum SignInPages {
  /// Looking at a link does not use it up: mail scanners and previews look at everything. A POST does.
  static func show(_ visit: Visit) throws -> Page {
    guard let secret = Secret(visit.parameters["secret"] ?? "") else { throw NoSuchPage() }
    return Page(title: "Sign in") {
      section(.class("message")) {
        h1 { "Sign in to Debrief" }
        p { "The link is good for once, and for ten minutes." }
        element("form", [.post, .action("/sign-in/\(secret.text)")]) {
          button(.class("primary"), .autofocus) { "Sign in" }
        }
      }
    }
  }

  static func use(_ visit: Visit) throws -> Page {
    guard visit.configuration.web.signIn == .link, let secret = Secret(visit.parameters["secret"] ?? "") else {
      throw NoSuchPage()
    }
    guard let email = try visit.store.use(signInLink: secret, at: visit.now) else {
      return ErrorPages.message(
        403, "That link is used up",
        "It was used before, or is older than ten minutes. Ask for another one.\n\(howToSignIn)")
    }
    guard visit.configuration.viewer(email) != nil else { throw UnknownPerson(email: email) }
    var page = Page.redirect(to: "/")
    page.headers = [("Set-Cookie", try visit.site.beginSession(of: email, visit).cookie)]
    return page
  }

  static func signOut(_ context: PageContext) throws -> Page {
    try context.store.end(session: context.session)
    var page = Page.redirect(to: "/sign-in")
    page.headers = [("Set-Cookie", context.site.cookie("", maxAge: 0))]
    return page
  }

  static func door(_ visit: Visit) throws -> Page {
    var page = needed
    page.status = 200
    return page
  }

  /// Shown in place of every page that needs somebody signed in.
  static let needed = Page(title: "Sign in", status: 401) {
    section(.class("message")) {
      h1 { "Sign in to Debrief" }
      p { howToSignIn }
      pre { code { "debrief sign-in you@your-company.example" } }
    }
  }

  private static let howToSignIn =
    "A link signs you in. Whoever runs Debrief makes one on its machine, and so do you if you have access there:"
}
