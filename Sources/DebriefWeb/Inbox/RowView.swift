import Calendars
import DebriefCore
import DebriefStore

/// One row: when, what and who, about which opportunity, how sure and why; and the two acts that need no form.
struct RowView {
  let inbox: Inbox
  let row: InboxRow
  let words: RowWords?
  let inSeries: Int
  /// What stands under the row where it is open.
  let open: HTML?

  var html: HTML {
    element("li", [.class(open == nil ? "row" : "row open"), .id(row.id)]) {
      if inbox.isOwn {
        voidElement(
          "input",
          [
            .type("checkbox"), .name("prompt"), .value(row.id), .form("bulk"), .class("mark"),
            Attribute(.ariaLabelledby, "t-\(row.id)"), Attribute(.dataKey, "x"),
          ])
      }
      when
      what
      about
      if inbox.isOwn { acts }
      if let open { open }
    }
  }

  private var when: HTML {
    p(.class("when number")) {
      time(Attribute(.datetime, row.startsAt.description)) {
        span(.class("day")) { inbox.clock.day(row.startsAt) }
        " \(inbox.clock.time(row.startsAt))"
      }
      span(.class("soft")) { " \(WallClock.duration(row.startsAt, row.endsAt))" }
    }
  }

  private var what: HTML {
    div(.class("what")) {
      a(.href(inbox.place.path("/prompts/\(row.id)")), .id("t-\(row.id)"), Attribute(.dataRow, row.id)) {
        bdi(row.title ?? "(no title)")
      }
      if let who = words?.who, !who.isEmpty { p(.class("small soft")) { bdi(who) } }
      if inSeries > 1, inbox.isOwn {
        a(.class("small"), .href(("/bulk" as OwnPath).query([("series", row.id)]))) { "\(inSeries) of this series" }
      }
      if let until = row.snoozedUntil, row.state == .snoozed {
        span(.class("tag")) { "until \(inbox.clock.short(until))" }
      }
      for flag in row.flags.map(\.label).sorted() {
        " "
        span(.class("tag doubt")) { flag }
      }
    }
  }

  private var about: HTML {
    div(.class("about")) {
      if let words {
        p {
          bdi(words.about)
          " "
          span(.class(words.certainty.kind == .sure ? "tag sure" : "tag doubt")) { words.certainty.words }
        }
        if let why = words.why { p(.class("small soft why")) { bdi(why) } }
      }
    }
  }

  private var acts: HTML {
    div(.class("acts")) {
      if row.state == .pending {
        button(
          .class("quiet"), .form("act"), .formaction(inbox.place.path("/prompts/\(row.id)/snooze")), .name("seen"),
          .value(String(row.seenEvents)), Attribute(.dataKey, "h"), Attribute(.ariaDescribedby, "t-\(row.id)")
        ) { "Later" }
      }
      a(
        .class("quiet"), .href(inbox.place.path("/prompts/\(row.id)", [("do", "dismiss")])),
        Attribute(.dataKey, "e"), Attribute(.ariaDescribedby, "t-\(row.id)")
      ) { "Dismiss" }
    }
  }
}

extension Prompt.Flag {
  /// In a word or two; `sentence` says it in full.
  fileprivate var label: String {
    switch self {
    case .probableNoShow: "no-show?"
    case .vanished: "gone from the calendar"
    case .unconfirmed: "not accepted"
    }
  }
}
