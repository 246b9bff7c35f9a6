import DebriefCore

/// How long a prompt is put off from Slack.
package enum SnoozeChoice: String, Sendable, CaseIterable {
  case hour, hours, tomorrow, week

  package var words: String {
    switch self {
    case .hour: "for an hour"
    case .hours: "for four hours"
    case .tomorrow: "until tomorrow"
    case .week: "for a week"
    }
  }
}

/// What a person wants, read from what they pressed: no state has been looked at yet.
package enum SlackIntent: Hashable, Sendable {
  /// The log form: for a prompt, perhaps with another record; or for a meeting that was in no calendar.
  case openLog(PromptReference?, record: SalesforceID?)
  case openUpdate(PromptReference)
  case openOpportunity(PromptReference?)
  case openProofOfValue(PromptReference?)
  /// The form that changes one; nil leaves the choice to the form.
  case openProofOfValueUpdate(SalesforceID?)
  case openContact
  case dismiss(PromptReference, DismissReason)
  case snooze(PromptReference, SnoozeChoice)
  case undo(PromptReference)
  case addRole(PromptReference, ContactRoleRequest)
  case submit(FormKind, PromptReference?, values: [String: [String]])
  case suggestRecords(query: String, PromptReference?)
  case suggestContacts(query: String, PromptReference?)
  case suggestProofsOfValue(query: String)
  case showQueue
  case search(String)
  case help
  /// Nothing to do: a form that was closed, a press that means nothing any more.
  case nothing

  /// The prompt that it is about.
  package var reference: PromptReference? {
    switch self {
    case .openLog(let reference, _), .openOpportunity(let reference), .openProofOfValue(let reference),
      .submit(_, let reference, _), .suggestRecords(_, let reference), .suggestContacts(_, let reference):
      reference
    case .openUpdate(let reference), .dismiss(let reference, _), .snooze(let reference, _), .undo(let reference),
      .addRole(let reference, _):
      reference
    case .openContact, .openProofOfValueUpdate, .suggestProofsOfValue, .showQueue, .search, .help, .nothing: nil
    }
  }

  /// Whether it changes the prompt, so that a prompt that has changed meanwhile is not touched.
  package var changesPrompt: Bool {
    switch self {
    case .dismiss, .snooze, .undo, .submit(.log, .some, _), .submit(.update, .some, _): true
    default: false
    }
  }
}

/// The forms, by the callback that they come back with.
package enum FormKind: String, Sendable, CaseIterable {
  case log, update, opportunity, proofOfValue, proofOfValueUpdate, contact
}

extension SlackIntent {
  package init(_ payload: SlackPayload) {
    switch payload {
    case .action(let action): self = Self.intent(of: action)
    case .submission(let submission):
      guard let form = FormKind(rawValue: submission.callback) else {
        self = .nothing
        return
      }
      self = .submit(form, PromptReference(submission.metadata), values: submission.values)
    case .suggestion(let suggestion):
      let reference = suggestion.metadata.flatMap(PromptReference.init) ?? BlockName(suggestion.block)?.reference
      let query = SlackText.cut(SlackText.clean(suggestion.query), to: 100)
      switch suggestion.action {
      case SlackAction.contacts: self = .suggestContacts(query: query, reference)
      case SlackAction.proofsOfValue: self = .suggestProofsOfValue(query: query)
      default: self = .suggestRecords(query: query, reference)
      }
    case .command(let command): self = Self.intent(of: command)
    case .closed, .other: self = .nothing
    }
  }

  private static func intent(of action: SlackPayload.Action) -> SlackIntent {
    let block = BlockName(action.block)
    let value = action.value ?? ""
    let reference = PromptReference(value) ?? block?.reference
    switch (action.action, reference) {
    case (SlackAction.log, let reference): return .openLog(reference, record: nil)
    case (SlackAction.record, let reference?): return .openLog(reference, record: SalesforceID(value))
    case (SlackAction.update, let reference?): return .openUpdate(reference)
    case (SlackAction.opportunity, let reference): return .openOpportunity(reference)
    case (SlackAction.proofOfValue, let reference): return .openProofOfValue(reference)
    case (SlackAction.contact, _): return .openContact
    case (SlackAction.changeProofOfValue, _): return .openProofOfValueUpdate(SalesforceID(value))
    case (SlackAction.undo, let reference?): return .undo(reference)
    case (SlackAction.dismiss, let reference?):
      return DismissReason(rawValue: value).map { .dismiss(reference, $0) } ?? .nothing
    case (SlackAction.snooze, let reference?):
      return SnoozeChoice(rawValue: value).map { .snooze(reference, $0) } ?? .nothing
    case (SlackAction.role, let reference?):
      guard let records = block?.records, records.count == 2, let opportunity = SalesforceID(records[0]),
        let contact = SalesforceID(records[1]), ContactRoleRequest.roles.contains(value)
      else { return .nothing }
      return .addRole(reference, ContactRoleRequest(opportunity: opportunity, contact: contact, role: value))
    default: return .nothing
    }
  }

  /// `/debrief`, `/debrief log`, `/debrief search rookwood tills`, `/debrief contact`.
  private static func intent(of command: SlackPayload.Command) -> SlackIntent {
    let text = SlackText.cut(SlackText.clean(command.text), to: 200)
    let words = text.split(separator: " ")
    let rest = words.dropFirst().joined(separator: " ")
    switch words.first?.lowercased() {
    case nil, "prompts": return .showQueue
    case "log": return .openLog(nil, record: nil)
    case "search" where !rest.isEmpty, "find" where !rest.isEmpty: return .search(rest)
    case "contact": return .openContact
    case "opportunity": return .openOpportunity(nil)
    case "pov": return rest.lowercased() == "update" ? .openProofOfValueUpdate(nil) : .openProofOfValue(nil)
    default: return .help
    }
  }
}

/// The action_ids of buttons and selects.
enum SlackAction {
  static let log = "log"
  static let record = "record"
  static let update = "update"
  static let opportunity = "opportunity"
  static let proofOfValue = "pov"
  static let changeProofOfValue = "pov_update"
  static let contact = "contact"
  static let dismiss = "dismiss"
  static let snooze = "snooze"
  static let undo = "undo"
  static let role = "role"
  /// In forms: whatever is filled in.
  static let value = "value"
  static let contacts = "contacts"
  static let proofsOfValue = "povs"
}
