import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// The inbox: the list, and one prompt open in it.
enum InboxPages {
  static func show(_ context: PageContext) throws -> Page {
    let inbox = try Inbox(context, architect: try context.subject(), place: InboxPlace(context.request.query))
    return try page(context, inbox, open: nil)
  }

  /// - Parameter open: the prompt that is open, with what is shown of it.
  static func page(
    _ context: PageContext, _ inbox: Inbox, open: (prompt: Prompt, view: HTML)?, status: Int = 200
  ) throws -> Page {
    let title = inbox.isOwn ? "Inbox" : "Inbox of \(inbox.architect.profile.name ?? inbox.architect.email.key)"
    let notice = try Notices.afterActs(context, inbox)
    return Page(title: title, status: status) {
      head(context, inbox, title: title)
      tabs(inbox)
      notice
      // Every row's buttons belong to these two, so that the seal stands on the page once.
      if inbox.isOwn {
        context.form(to: "/inbox", .id("act")) { HTML.nothing }
        form(.get, .action("/bulk"), .id("bulk")) { inbox.place.hidden }
      }
      if let open, !inbox.rows.contains(where: { $0.id == open.prompt.id }) { open.view }
      if inbox.place.tab == .logged { LoggedList(context: context, inbox: inbox).html } else { list(inbox, open) }
      foot(inbox)
    }
  }

  private static func head(_ context: PageContext, _ inbox: Inbox, title: String) -> HTML {
    div(.class("title")) {
      h1 { title }
      p(.class("small soft")) {
        snapshotAge(inbox, now: context.now, maxAge: context.configuration.crm.maxAge)
        if inbox.isOwn {
          " · "
          a(.href("/activities/new")) { "Log something else" }
        }
      }
      if !context.viewer.team.isEmpty { switcher(context, inbox) }
    }
  }

  private static func snapshotAge(_ inbox: Inbox, now: Instant, maxAge: Int64) -> HTML {
    guard let at = inbox.snapshotAt else { return span(.class("tag wrong")) { "No CRM snapshot" } }
    let isOld = now.seconds(since: at) > maxAge
    return span(isOld ? .class("tag wrong") : .class("number")) {
      "CRM of \(inbox.clock.short(at)), \(WallClock.duration(at, now)) old"
    }
  }

  /// A manager looks into the inboxes of the team.
  private static func switcher(_ context: PageContext, _ inbox: Inbox) -> HTML {
    form(.get, .action("/inbox"), .class("actions")) {
      label(.for("sa"), .class("unseen")) { "Whose inbox" }
      select(.id("sa"), .name("sa")) {
        for architect in [context.viewer.architect].compactMap(\.self) + context.viewer.team {
          element(
            "option", [.value(architect.email.key)] + (architect.email == inbox.architect.email ? [.selected] : [])
          ) { architect.profile.name ?? architect.email.key }
        }
      }
      button { "Show" }
    }
  }

  private static func tabs(_ inbox: Inbox) -> HTML {
    nav(.class("tabs"), .label("Lists")) {
      for tab in InboxTab.allCases {
        element(
          "a",
          [.href(inbox.place.at(tab).path())] + (tab == inbox.place.tab ? [Attribute(.ariaCurrent, "page")] : [])
        ) {
          tab.title
          span(.class("count")) { String(inbox.counts[tab]) }
        }
      }
    }
  }

  private static func list(_ inbox: Inbox, _ open: (prompt: Prompt, view: HTML)?) -> HTML {
    if inbox.rows.isEmpty { return p(.class("empty soft")) { inbox.place.tab.emptiness } }
    let series = Dictionary(inbox.rows.map { ($0.uid, 1) }, uniquingKeysWith: +)
    return element("ol", [.class("rows")]) {
      for row in inbox.rows {
        RowView(
          inbox: inbox, row: row, words: inbox.words[row.id], inSeries: series[row.uid] ?? 1,
          open: open?.prompt.id == row.id ? open?.view : nil
        ).html
      }
    }
  }

  private static func foot(_ inbox: Inbox) -> HTML {
    footer(.class("foot")) {
      if inbox.isOwn, inbox.place.tab != .logged, !inbox.rows.isEmpty {
        div(.class("actions marked")) {
          button(.form("bulk"), Attribute(.dataKey, "l"), Attribute(.dataCounted, "Log # together")) {
            "Log the marked together"
          }
          button(
            .form("bulk"), .formaction(BulkDismissPages.path), Attribute(.dataMarkedKey, "e"),
            Attribute(.dataCounted, "Dismiss #")
          ) { "Dismiss the marked" }
        }
      }
      if inbox.place.tab != .logged {
        nav(.class("actions"), .label("Pages")) {
          if inbox.place.beyond != nil {
            a(.href(inbox.place.at(inbox.place.tab).path())) { inbox.place.oldestFirst ? "Oldest" : "Newest" }
          }
          if inbox.hasMore, let last = inbox.rows.last {
            element("a", [Attribute(.rel, "next"), .href(inbox.place.beyond(last).path())]) {
              inbox.place.oldestFirst ? "Newer meetings" : "Older meetings"
            }
          }
          if inbox.rows.count > 1 || inbox.place.beyond != nil {
            a(.class("soft"), .href(inbox.place.turned().path())) {
              inbox.place.oldestFirst ? "Newest first" : "Oldest first"
            }
          }
        }
      }
      KeyHelp.html
    }
  }
}

extension InboxTab {
  fileprivate var title: String {
    switch self {
    case .pending: "Pending"
    case .undecided: "Needs an opportunity"
    case .snoozed: "Later"
    case .logged: "Logged today"
    }
  }

  fileprivate var emptiness: String {
    switch self {
    case .pending: "Nothing is waiting. Prompts come a few minutes after a meeting has ended."
    case .undecided: "Every prompt that waits has its opportunity."
    case .snoozed: "Nothing was put off."
    case .logged: "Nothing was logged today yet."
    }
  }
}
