import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// The parts of the meetings' pages.
struct MeetingsView {
  let context: PageContext
  let architect: SolutionArchitect
  let clock: WallClock
  let filter: SeatFilter

  private var isOwn: Bool { context.viewer.mayAct(for: architect.email) }
  private var sa: String? { isOwn ? nil : architect.email.key }

  var title: String { isOwn ? "Meetings" : "Meetings of \(architect.profile.name ?? architect.email.key)" }

  var head: HTML {
    div(.class("title")) {
      h1 { title }
      form(.get, .action("/meetings"), .class("actions filter")) {
        if !context.viewer.team.isEmpty { whose }
        label(.for("q"), .class("unseen")) { "Words of the title" }
        input(
          .type("search"), .name("q"), .id("q"), .value(filter.text), Attribute(.placeholder, "Words of the title"),
          Attribute(.dataKey, "/"))
        label(.class("choice")) {
          voidElement(
            "input",
            [.type("checkbox"), .name("only"), .value("unasked")] + (filter.onlyWithoutPrompt ? [.checked] : []))
          span { "without a prompt" }
        }
        button { "Show" }
      }
    }
  }

  @HTMLBuilder private var whose: HTML {
    label(.for("sa"), .class("unseen")) { "Whose meetings" }
    select(.id("sa"), .name("sa")) {
      for architect in [context.viewer.architect].compactMap(\.self) + context.viewer.team {
        element(
          "option", [.value(architect.email.key)] + (architect.email == self.architect.email ? [.selected] : [])
        ) { architect.profile.name ?? architect.email.key }
      }
    }
  }

  func table(_ rows: [SeatRow]) -> HTML {
    listed {
      for row in rows {
        line(row.startsAt, row.endsAt, row.title, uid: row.uid) {
          if let prompt = row.prompt, let state = row.promptState {
            a(.href("/prompts/\(prompt)")) { "Prompt" }
            " "
            span(.class(state.isOpen ? "tag doubt" : "tag sure")) { state.rawValue }
          } else if let reason = row.reason {
            span(.class("tag")) { reason.title }
            p(.class("small soft")) { reason.sentence }
          } else {
            toCome(row)
          }
        }
      }
    }
  }

  func table(_ found: [OwnEvents.Found]) -> HTML {
    listed {
      for event in found {
        line(event.startsAt, event.endsAt, event.title, uid: event.uid) {
          if let reason = event.reason {
            span(.class("tag")) { reason.title }
            p(.class("small soft")) { reason.sentence }
          } else {
            span(.class("tag sure")) { "a meeting" }
          }
        }
      }
    }
  }

  /// A meeting that has no prompt: too early for one, or too late.
  @HTMLBuilder private func toCome(_ row: SeatRow) -> HTML {
    let reason: ReasonCode =
      row.endsAt > context.now.advanced(by: -context.configuration.meetings.settle)
      ? .notEnded : .outsideWindow
    span(.class("tag")) { reason.title }
    p(.class("small soft")) { reason.sentence }
  }

  private func listed(@HTMLBuilder _ rows: () -> HTML) -> HTML {
    div(.class("scroll")) {
      element("table", [.class("meetings")]) {
        thead {
          tr {
            th(Attribute(.scope, "col")) { "When" }
            th(Attribute(.scope, "col")) { "What" }
            th(Attribute(.scope, "col")) { "What became of it" }
            th(Attribute(.scope, "col")) { span(.class("unseen")) { "More" } }
          }
        }
        tbody { rows() }
      }
    }
  }

  private func line(
    _ startsAt: Instant, _ endsAt: Instant, _ title: String?, uid: String, @HTMLBuilder _ outcome: () -> HTML
  ) -> HTML {
    tr {
      td(.class("number")) {
        time(Attribute(.datetime, startsAt.description)) { clock.short(startsAt) }
        span(.class("soft")) { " \(WallClock.duration(startsAt, endsAt))" }
      }
      td { bdi(title ?? "(no title)") }
      td { outcome() }
      td {
        a(.class("small"), .href(("/meetings/event" as OwnPath).query([("uid", uid), ("sa", sa)]))) { "Why?" }
      }
    }
  }

  func older(_ last: SeatRow) -> HTML {
    p(.class("actions")) {
      element(
        "a",
        [
          Attribute(.rel, "next"),
          .href(
            ("/meetings" as OwnPath).query([
              ("sa", sa), ("q", filter.text.isEmpty ? nil : filter.text),
              ("only", filter.onlyWithoutPrompt ? "unasked" : nil), ("before", last.startsAt.description),
              ("uid", last.uid), ("instance", last.recurrenceID),
            ])),
        ]
      ) { "Earlier" }
    }
  }

  /// What stands in no list, and the way to it.
  var setAside: HTML {
    get throws {
      let counts = try context.store.setAside(of: architect.email)
      return section(.class("panel sheet")) {
        h2 { "Not listed" }
        p {
          if counts.isEmpty {
            "Nothing was set aside."
          } else {
            "These events were set aside before anything of them was kept: "
            counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
              .map { "\($0.value) × \($0.key.title)" }.joined(separator: ", ")
            ". Private events are never shown."
          }
        }
        lookForm("")
      }
    }
  }

  func lookForm(_ text: String) -> HTML {
    form(.get, .action("/meetings/look"), .class("search")) {
      if let sa { hiddenInput("sa", sa) }
      label(.for("look"), .class("unseen")) { "Words of a title" }
      input(
        .type("search"), .name("q"), .id("look"), .value(text),
        Attribute(.placeholder, "Look for one in the calendars themselves"))
      button { "Look" }
    }
  }
}

/// What `debrief explain` says of an event in one calendar.
struct EventStory {
  let calendar: EventExplanation.Calendar

  var html: HTML {
    section(.class("panel sheet story")) {
      h2 { "In \(calendar.file.split(separator: "/").last.map(String.init) ?? calendar.file)" }
      ul(.class("small soft")) {
        for event in calendar.events { li { bdi(event) } }
        for refused in calendar.refused { li { bdi("Refused, \(refused)") } }
        for excluded in calendar.excluded { li { bdi(excluded) } }
      }
      if calendar.occurrences.isEmpty {
        p { "No instance in the window of the run. \(ReasonCode.outsideWindow.sentence)" }
      }
      for instance in calendar.occurrences.suffix(60) {
        div {
          h3(.class("number")) { "\(instance.start) to \(instance.end)" }
          p { bdi(instance.sentence) }
          if let prompt = instance.prompt { p { a(.href("/prompts/\(prompt)")) { "The prompt" } } }
          ul(.class("small")) {
            for participant in instance.participants where participant.kind != .internal {
              li { bdi("\(participant.written): \(participant.kind.rawValue) (\(participant.basis))") }
            }
          }
        }
      }
    }
  }
}
