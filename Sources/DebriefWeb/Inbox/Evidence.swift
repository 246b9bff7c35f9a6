import DebriefCore
import DebriefStore

/// Why the match is what it is: the steps, who was there and counts as what, the other candidates, the history.
struct Evidence {
  let context: PageContext
  let clock: WallClock
  let prompt: Prompt
  let history: [PromptEvent]

  var html: HTML {
    details(.class("evidence")) {
      summary { "Why this match, and who was there" }
      div(.class("columns")) {
        section {
          h2 { "Why" }
          ul {
            for reason in prompt.match.reasons { li { bdi(reason) } }
            if let change = prompt.match.whatWouldChangeIt { li { bdi("What would change it: \(change).") } }
          }
          if let version = prompt.rulesVersion {
            p(.class("small soft")) { "Matched with rules \(version), snapshot \(prompt.snapshot ?? "none")." }
          }
          h2 { "History" }
          ul {
            for event in history {
              li {
                span(.class("soft number")) { clock.short(event.at) }
                " "
                bdi("\(event.by): \(event.from.map { "\($0.rawValue) → " } ?? "")\(event.to.rawValue), \(event.why)")
              }
            }
          }
        }
        section {
          h2 { "Who" }
          ul {
            for participant in prompt.facts.participants {
              li {
                bdi(participant.name ?? participant.address?.key ?? participant.written)
                " "
                span(.class(participant.kind == .external ? "tag sure" : "tag")) { participant.kind.rawValue }
                span(.class("small soft")) { bdi(" \(participant.remarks)") }
              }
            }
          }
        }
      }
    }
  }
}

extension Participant {
  fileprivate var remarks: String {
    var remarks = name == nil ? [] : [address?.key ?? written]
    if isOrganizer { remarks.append("organiser") }
    if let participationStatus { remarks.append(participationStatus.lowercased()) }
    remarks.append(basis)
    return remarks.joined(separator: ", ")
  }
}
