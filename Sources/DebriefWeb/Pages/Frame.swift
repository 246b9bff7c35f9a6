import DebriefCore

/// What is around every page: head, navigation, the way out.
struct Frame {
  var viewer: Viewer?
  var request: WebRequest
  /// The session's seal, for the sign-out button.
  var token: String? = nil
  var canSignOut = false
  /// How many deliveries need a person: shown to admins.
  var needsPerson = 0
  /// Nothing but the page, which loads itself anew.
  var isBare = false

  static let empty = Frame(viewer: nil, request: WebRequest(method: .get, path: []))

  func document(title: String, _ content: HTML) -> HTML {
    DebriefWeb.document(lang: "en") {
      element("head", []) {
        voidElement("meta", [Attribute(.charset, "utf-8")])
        voidElement("meta", [.name("viewport"), Attribute(.content, "width=device-width, initial-scale=1")])
        voidElement("meta", [.name("color-scheme"), Attribute(.content, "light dark")])
        if isBare { voidElement("meta", [.refresh, Attribute(.content, "0")]) }
        element("title", []) { "\(title) · Debrief" }
        voidElement("link", [Attribute(.rel, "stylesheet"), .href(Assets.style.path)])
        voidElement("link", [Attribute(.rel, "icon"), .href(Assets.icon.path)])
        for script in Assets.scripts { element("script", [.src(script.path), .defer]) { HTML.nothing } }
      }
      element("body", []) {
        a(.class("skip"), .href(here: "main")) { "To the content" }
        bar
        main(.id("main")) { content }
      }
    }
  }

  private var bar: HTML {
    header(.class("bar")) {
      a(.class("brand"), .href("/")) { "Debrief" }
      if let viewer {
        nav(.label("Main")) {
          for item in NavigationItem.all where item.isShown(viewer) { link(item) }
        }
        details(.class("me")) {
          summary { bdi(viewer.name) }
          div {
            p { bdi(viewer.email.key) }
            if canSignOut, let token {
              form(.post, .action("/sign-out")) {
                hiddenInput(FormToken.field, token)
                button(.class("quiet")) { "Sign out" }
              }
            }
          }
        }
      }
    }
  }

  private func link(_ item: NavigationItem) -> HTML {
    let isHere = request.path.first == item.segment
    return element("a", [.href(item.path)] + (isHere ? [Attribute(.ariaCurrent, "page")] : [])) {
      item.title
      if item.isDeliveries, needsPerson > 0 {
        span(.class("tag wrong")) {
          String(needsPerson)
          span(.class("unseen")) { " need\(needsPerson == 1 ? "s" : "") a person" }
        }
      }
    }
  }
}

/// One entry of the navigation.
struct NavigationItem: Sendable {
  var title: String
  var path: OwnPath
  /// The first segment of the pages under it.
  var segment: String
  var isShown: @Sendable (Viewer) -> Bool

  fileprivate var isDeliveries: Bool { segment == "deliveries" }

  static let all = [
    NavigationItem(title: "Inbox", path: "/inbox", segment: "inbox") { $0.architect != nil || !$0.team.isEmpty },
    NavigationItem(title: "Meetings", path: "/meetings", segment: "meetings") {
      $0.architect != nil || !$0.team.isEmpty
    },
    NavigationItem(title: "Reports", path: "/reports", segment: "reports") { _ in true },
    NavigationItem(title: "Rules", path: "/rules", segment: "rules") { $0.isAdmin },
    NavigationItem(title: "Deliveries", path: DeliveriesPages.path, segment: "deliveries") { $0.isAdmin },
  ]
}
