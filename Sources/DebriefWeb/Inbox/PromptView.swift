import Addresses
import DebriefCore
import DebriefPipeline
import DebriefStore

/// A prompt that is open: its form, and everything that led to it.
struct PromptView {
  let context: PageContext
  let inbox: Inbox
  let prompt: Prompt
  let history: [PromptEvent]
  let siblings: [Prompt]
  /// Nil where there is nothing to fill in, or nobody who may.
  var state: ActivityFormState?
  /// Begin with the reasons for dismissing.
  var isDismissing = false
  /// Whether its row stands above it already.
  var hasRow: Bool

  private var isLogged: Bool { prompt.state == .logged || prompt.state == .updated }

  var html: HTML {
    article(.class("prompt"), .label(prompt.facts.title ?? "(no title)")) {
      if !hasRow { heading }
      facts
      if inbox.isOwn {
        if !isLogged, !prompt.state.isOpen { closed }
        if isLogged { undoBar("Logged. What you change here is sent again.") }
        if prompt.state.isOpen, isDismissing { dismissPanel }
        if let state { activityForm(state) }
        if prompt.state.isOpen, !isDismissing { dismissPanel }
      }
      Evidence(context: context, clock: inbox.clock, prompt: prompt, history: history).html
    }
  }

  private var heading: HTML {
    h2 { bdi(prompt.facts.title ?? "(no title)") }
  }

  private var facts: HTML {
    div(.class("facts small soft")) {
      p {
        inbox.clock.range(prompt.facts.startsAt, prompt.facts.endsAt)
        if let place = prompt.facts.location, !place.isEmpty {
          " · "
          bdi(place)
        }
      }
      for flag in prompt.flags.map(\.sentence).sorted() { p(.class("guess")) { "Note: \(flag)." } }
      for sibling in siblings {
        p {
          bdi(context.configuration.name(of: sibling.seat.owner))
          " was there, too: their prompt is \(sibling.state.rawValue)."
        }
      }
    }
  }

  @HTMLBuilder private var closed: HTML {
    if Prompt.undoTarget(history) != nil {
      undoBar("It was \(prompt.state.rawValue)\(prompt.stateReason.map { ": \($0)" } ?? "").")
    } else {
      p(.class("notice doubt")) {
        "It is \(prompt.state.rawValue)\(prompt.stateReason.map { " (\($0))" } ?? ""), so there is nothing to do."
      }
    }
  }

  private func undoBar(_ words: String) -> HTML {
    div(.class("notice")) {
      span { bdi(words) }
      context.form(to: inbox.place.path("/prompts/\(prompt.id)/undo")) {
        hiddenInput("seen", String(history.count))
        button(.class("quiet")) { "Take it back" }
      }
    }
  }

  private func activityForm(_ state: ActivityFormState) -> HTML {
    let desk = context.desk(of: inbox.architect)
    var form = ActivityForm(
      state: state, types: desk.types.map(\.name), products: desk.rules.products,
      templates: context.configuration.activities.templates)
    form.takesFocus = !isDismissing
    let act = isLogged ? "update" : "log"
    return context.form(to: inbox.place.path("/prompts/\(prompt.id)/\(act)"), .class("activity")) {
      ActivityForm.defaultButton
      hiddenInput("seen", String(state.item.seenEvents))
      form.problemSummary
      div(.class("columns")) {
        div(.class("stacked")) {
          form.relatedTo
          form.people
          form.subject
          form.type
        }
        div(.class("stacked")) {
          form.sentiment
          form.description
          form.more
        }
      }
      div(.class("actions")) {
        button(.class("primary"), .name("do"), .value(act), Attribute(.dataKey, "submit")) {
          isLogged ? "Save the changes" : "Log it"
        }
        if prompt.state == .pending {
          button(
            .formaction(inbox.place.path("/prompts/\(prompt.id)/snooze")), .formnovalidate, Attribute(.dataKey, "h")
          ) { "Later" }
        }
        if let opportunity = state.draft.relatedTo, opportunity.keyPrefix == "006" {
          a(.href("/opportunities/\(opportunity.description)")) { "The opportunity's fields" }
        }
      }
    }
  }

  private var dismissPanel: HTML {
    context.form(to: inbox.place.path("/prompts/\(prompt.id)/dismiss"), .class("dismiss")) {
      button(
        .class("unseen"), .name("reason"), .value(DismissReason.other.rawValue), Attribute(.tabindex, "-1"),
        Attribute(.ariaHidden, "true")
      ) { "Dismiss" }
      hiddenInput("seen", String(history.count))
      fieldset(.class("field")) {
        legend { "No activity needed, because it was" }
        div(.class("actions")) {
          for (index, reason) in DismissReason.allCases.enumerated() {
            element(
              "button",
              [.name("reason"), .value(reason.rawValue), Attribute(.dataKey, String(index + 1))]
                + (isDismissing && index == 0 ? [.autofocus] : [])
            ) { reason.words }
          }
          input(
            .type("text"), .name("note"), .label("A word about it"), Attribute(.placeholder, "A word about it"),
            Attribute(.autocomplete, "off"))
        }
      }
    }
  }
}

extension DismissReason {
  var words: String {
    switch self {
    case .internal: "internal"
    case .noShow: "a no-show"
    case .personal: "personal"
    case .duplicate: "a duplicate"
    case .other: "something else"
    }
  }
}

extension Configuration {
  /// An SA's name, or the address of somebody who has none here.
  func name(of email: EmailAddress) -> String {
    solutionArchitects.first { $0.owns(email) }?.profile.name ?? email.key
  }
}
