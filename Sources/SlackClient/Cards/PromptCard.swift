import Calendars
import DebriefCore

/// A prompt as a direct message: the question while it is open, and what came of it afterwards.
package struct PromptCard: Sendable {
  package var prompt: Prompt
  /// How long the prompt's history is: what the buttons were shown with.
  package var events: Int
  /// Where the SA is.
  package var clock: WallClock
  package var timeZone: String
  /// When the CRM's records were imported.
  package var snapshotAt: Instant?
  /// The other SAs who were there, and the states of their prompts.
  package var siblings: [Prompt] = []
  /// What was logged, where something was.
  package var logged: Logged?

  /// An activity in the words of its card.
  package struct Logged: Sendable {
    package var activity: Activity
    /// The name of what it is related to.
    package var relatedTo: String
    /// Contacts who attended and have no role on the opportunity yet, with their names.
    package var missingRoles: [(id: SalesforceID, name: String)] = []

    package init(activity: Activity, relatedTo: String, missingRoles: [(id: SalesforceID, name: String)] = []) {
      self.activity = activity
      self.relatedTo = relatedTo
      self.missingRoles = missingRoles
    }
  }

  package init(prompt: Prompt, events: Int, timeZone: String) {
    self.prompt = prompt
    self.events = events
    self.timeZone = timeZone
    clock = WallClock(timeZone: timeZone)
  }

  package var reference: PromptReference { PromptReference(id: prompt.id, seenEvents: events) }

  package var title: String { prompt.facts.title.flatMap { $0.isEmpty ? nil : $0 } ?? "(no title)" }

  package var when: String { "\(clock.range(prompt.facts.startsAt, prompt.facts.endsAt)) (\(timeZone))" }

  package var message: SlackMessage {
    switch prompt.state {
    case .pending: question
    case .logged, .updated: answered
    case .dismissed: closed("Dismissed: \(prompt.stateReason ?? "")", undo: true)
    case .snoozed: closed("Put off until \(prompt.snoozedUntil.map(clock.short) ?? "later")", undo: true)
    case .expired: closed("Nobody answered in time.", undo: false)
    case .withdrawn: closed("Withdrawn: the meeting was cancelled, or is in no calendar any more.", undo: false)
    }
  }

  // MARK: The question

  private var question: SlackMessage {
    var blocks: [Block] = [.header("You just had a meeting"), .section(title)]
    blocks.append(.fields([("When", when), ("Who", who)]))
    blocks.append(.fields([("About", about), ("How sure", howSure)]))
    if let why { blocks.append(.section(why)) }
    blocks.append(
      .actions(
        id: BlockName("prompt", reference).text,
        [
          .button(action: SlackAction.log, text: "Log a Call", value: reference.description, style: .primary),
          .externalSelect(action: SlackAction.record, placeholder: "Another opportunity…"),
          .select(action: SlackAction.dismiss, placeholder: "Dismiss…", options: Self.reasons),
          .select(action: SlackAction.snooze, placeholder: "Snooze…", options: Self.snoozes),
        ]))
    blocks.append(.actions(id: BlockName("records", reference).text, records))
    blocks.append(.context(notes))
    return SlackMessage(text: "You just had a meeting: \(title)", blocks: blocks)
  }

  private var records: [Element] {
    [
      .button(action: SlackAction.opportunity, text: "Update Opportunity", value: reference.description),
      .button(action: SlackAction.proofOfValue, text: "Add a Proof of Value", value: reference.description),
    ]
  }

  static let reasons: [Option] = [
    (DismissReason.internal, "Internal"), (.noShow, "No show"), (.personal, "Personal"), (.duplicate, "Duplicate"),
    (.other, "Other"),
  ].compactMap { Option($0.1, value: $0.0.rawValue) }

  static let snoozes: [Option] = SnoozeChoice.allCases.compactMap { Option($0.words, value: $0.rawValue) }

  /// The people from outside by name, everybody else by number.
  private var who: String {
    let external = prompt.facts.participants.filter { $0.kind == .external }
    let shown = external.prefix(Self.guests).map { guest in
      let address = guest.address?.key ?? guest.written
      let name = guest.name.flatMap { $0.isEmpty ? nil : "\($0) <\(address)>" } ?? address
      return guest.hasDeclined ? "\(name), declined" : name
    }
    let more = external.count > Self.guests ? ["and \(external.count - Self.guests) more from outside"] : []
    let colleagues = prompt.facts.participants.count { $0.kind == .internal && !$0.isOwner }
    let rest = colleagues == 0 ? [] : ["\(colleagues) colleague\(colleagues == 1 ? "" : "s")"]
    return (shown + more + rest).joined(separator: "\n")
  }

  /// How many people a message names.
  static let guests = 12

  private var about: String {
    let candidates = prompt.match.candidates
    guard prompt.match.opportunity == nil, !candidates.isEmpty else { return prompt.match.headline }
    let more = candidates.count > 5 ? ["and \(candidates.count - 5) more"] : []
    return ([prompt.match.headline] + candidates.prefix(5).map { "• \($0.title)" } + more).joined(separator: "\n")
  }

  private var howSure: String {
    let certainty = prompt.match.certainty
    return certainty.kind == .sure ? "Matched \(certainty.words)" : "Open: \(certainty.words)"
  }

  private var why: String? {
    let reasons = prompt.match.reasons.prefix(6)
    return reasons.isEmpty ? nil : "Why\n" + reasons.joined(separator: "\n")
  }

  private var notes: [String] {
    var notes = prompt.flags.map(\.sentence).sorted()
    for sibling in siblings.prefix(3) {
      notes.append("\(sibling.seat.owner.key) was there, too: their prompt is \(sibling.state.rawValue)")
    }
    notes.append(snapshotAt.map { "CRM as of \(clock.short($0))" } ?? "No CRM records were imported yet")
    return notes
  }

  // MARK: What came of it

  private var answered: SlackMessage {
    guard let logged else { return closed("Logged.", undo: true) }
    let call = logged.activity.call
    let line = "Logged by you \(clock.time(logged.activity.loggedAt)) · \(call.types.joined(separator: ", "))"
    var blocks: [Block] = [
      .section("\(title)\n\(when)"), .section("\(line)\n\(logged.relatedTo) · \(call.sentiment.rawValue)"),
      .actions(
        id: BlockName("prompt", reference).text,
        [
          .button(action: SlackAction.undo, text: "Undo", value: reference.description),
          .button(action: SlackAction.update, text: "Update Activity", value: reference.description),
        ] + records),
    ]
    for contact in logged.missingRoles.prefix(3) {
      let place = BlockName("role", reference, records: [call.relatedTo.description, contact.id.description])
      blocks.append(
        .section(
          "\(contact.name) has no contact role on it. Add one?",
          accessory: .select(
            action: SlackAction.role, placeholder: "Role…",
            options: ContactRoleRequest.roles.compactMap { Option($0, value: $0) }),
          id: place.text))
    }
    return SlackMessage(text: "\(line): \(title)", blocks: blocks)
  }

  private func closed(_ line: String, undo: Bool) -> SlackMessage {
    var blocks: [Block] = [.section("\(title)\n\(when)"), .section(line)]
    if undo {
      var buttons: [Element] = [.button(action: SlackAction.undo, text: "Undo", value: reference.description)]
      if prompt.state == .snoozed {
        buttons.append(.button(action: SlackAction.log, text: "Log a Call", value: reference.description))
      }
      blocks.append(.actions(id: BlockName("prompt", reference).text, buttons))
    }
    return SlackMessage(text: "\(line) \(title)", blocks: blocks)
  }
}
