import Addresses
import Calendars
import DebriefCore
import DebriefStore
import SlackClient

/// Does what an SA asks for in Slack, with the same ``ReviewDesk`` as the terminal and the browser.
struct SlackDesk: Sendable {
  let configuration: Configuration
  let store: Store
  let directory: SlackDirectory

  private var cards: SlackCards { SlackCards(configuration: configuration, store: store) }
  private var forms: SlackForms { SlackForms(configuration: configuration, store: store) }

  init(configuration: Configuration, store: Store, api: SlackAPI) {
    self.configuration = configuration
    self.store = store
    directory = SlackDirectory(configuration: configuration, store: store, api: api)
  }

  func answer(_ payload: SlackPayload, at now: Instant) throws -> SlackOutcome {
    let intent = SlackIntent(payload)
    guard intent != .nothing, let user = payload.user else { return SlackOutcome(.done) }
    let (state, architect) = try state(of: intent, user, at: now)
    switch SlackDecision.decide(intent, state) {
    case .refuse(let why): return tell(why, payload)
    case .outdated(let why): return tell(why, payload, refreshing: state.prompt?.id)
    case .allow: break
    }
    guard let architect else { return SlackOutcome(.done) }
    let desk = ReviewDesk(configuration: configuration, store: store, architect: architect)
    do {
      return try perform(intent, state.prompt, desk, payload, at: now)
    } catch let refusal as ActivityRefused {
      return SlackOutcome(.errors(of: refusal))
    } catch let refusal as UpdateRefused {
      return SlackOutcome(.errors(of: refusal))
    } catch let error as PromptWasChanged {
      return tell("\(error)", payload, refreshing: state.prompt?.id)
    } catch let error as TransitionRefused {
      return tell(
        "It is \(error.state.rawValue) now, so it cannot be \(error.action).", payload, refreshing: state.prompt?.id)
    } catch let error where error is NothingToUndo || error is NothingLogged || error is AlreadyLogged {
      return tell("\(error)", payload, refreshing: state.prompt?.id)
    }
  }

  private func state(
    of intent: SlackIntent, _ user: SlackUser, at now: Instant
  ) throws -> (SlackState, SolutionArchitect?) {
    guard try directory.isOwn(user) else {
      var state = SlackState(presser: nil)
      state.isOwnWorkspace = false
      return (state, nil)
    }
    let architect = try directory.architect(user: user.id, at: now)
    var state = SlackState(presser: architect?.email)
    if let id = intent.reference?.id {
      state.prompt = try store.prompt(id: id)
      state.events = try store.eventCounts(of: [id])[id] ?? 0
    }
    return (state, architect)
  }

  /// Says why nothing happened, in the way that the request has for it.
  private func tell(_ text: String, _ payload: SlackPayload, refreshing prompt: Prompt.ID? = nil) -> SlackOutcome {
    let refresh = prompt.map { [SlackErrand.refresh(prompt: $0)] } ?? []
    switch payload {
    case .submission: return SlackOutcome(.replaceView(NoticeView.view(text)), errands: refresh)
    case .command: return SlackOutcome(.message(NoticeCard(lines: [text]).message), errands: refresh)
    case .suggestion: return SlackOutcome(.options([]))
    case .action(let action):
      let open = action.trigger.map { [SlackErrand.open(NoticeView.view(text), trigger: $0)] } ?? []
      return SlackOutcome(.done, errands: open + refresh)
    case .closed, .other: return SlackOutcome(.done)
    }
  }

  // MARK: Acts

  private func perform(
    _ intent: SlackIntent, _ prompt: Prompt?, _ desk: ReviewDesk, _ payload: SlackPayload, at now: Instant
  ) throws -> SlackOutcome {
    let seen = intent.reference?.seenEvents
    switch (intent, prompt) {
    case (.openLog(let reference?, let record), let prompt?):
      guard prompt.state.isOpen else { return try open(forms.update(prompt, reference, desk), payload) }
      return try open(forms.log(prompt, reference, desk, record: record), payload)
    case (.openLog, _): return try open(forms.logOnDemand(desk, at: now), payload)
    case (.openUpdate(let reference), let prompt?): return try open(forms.update(prompt, reference, desk), payload)
    case (.openOpportunity(let reference), _): return try open(forms.opportunity(prompt, reference), payload)
    case (.openProofOfValue(let reference), _): return try open(forms.proofOfValue(prompt, reference), payload)
    case (.openProofOfValueUpdate(let id), _): return try open(forms.proofOfValueUpdate(id), payload)
    case (.openContact, _): return open(ContactForm().view, payload)
    case (.dismiss(_, let reason), let prompt?):
      _ = try desk.dismiss(prompt, reason, at: now, seenEvents: seen)
      return done(prompt)
    case (.snooze(_, let choice), let prompt?):
      _ = try desk.snooze(prompt, until: until(choice, desk, now), at: now, seenEvents: seen)
      return done(prompt)
    case (.undo, let prompt?):
      _ = try desk.undo(prompt, at: now)
      return done(prompt)
    case (.addRole(_, let request), .some):
      let isNew = try desk.addRole(request, at: now)
      return isNew
        ? tell("The role \(request.role) is on its way to the CRM.", payload)
        : tell("That contact has a role on it already.", payload)
    case (.submit(let form, let reference, let values), _):
      return try submit(form, reference, values, prompt, desk, payload, at: now)
    case (.suggestRecords(let query, _), _): return SlackOutcome(try forms.records(query, for: prompt))
    case (.suggestContacts(let query, _), _): return SlackOutcome(try forms.contacts(query, for: prompt))
    case (.suggestProofsOfValue(let query), _): return SlackOutcome(try forms.proofsOfValue(query))
    case (.showQueue, _): return SlackOutcome(.message(try cards.queue(of: desk, at: now)))
    case (.search(let query), _): return SlackOutcome(.message(try forms.search(query)))
    case (.help, _): return tell(help, payload)
    default: return SlackOutcome(.done)
    }
  }

  private func submit(
    _ form: FormKind, _ reference: PromptReference?, _ values: [String: [String]], _ prompt: Prompt?,
    _ desk: ReviewDesk,
    _ payload: SlackPayload, at now: Instant
  ) throws -> SlackOutcome {
    switch (form, prompt) {
    case (.log, let prompt?):
      let draft = try desk.prefill(prompt).draft.filled(from: values, people: forms.newcomers(prompt))
      _ = try desk.log(prompt, draft, at: now, seenEvents: reference?.seenEvents)
      return done(prompt)
    case (.log, nil):
      let draft = ActivityDraft(day: desk.day(of: now)).filled(from: values, people: [])
      _ = try desk.logOnDemand(draft, at: now)
      return SlackOutcome(.done)
    case (.update, let prompt?):
      guard let activity = try store.activity(ofPrompt: prompt.id) else { throw NothingLogged(prompt: prompt.id) }
      let draft = activity.call.draft.filled(
        from: values, people: activity.call.newContacts + (try forms.newcomers(prompt)))
      _ = try desk.update(prompt, draft, at: now, seenEvents: reference?.seenEvents)
      return done(prompt)
    case (.opportunity, _):
      guard let update = OpportunityUpdate(form: values, me: try store.user(of: desk.owner)) else {
        throw UpdateRefused(problems: [FieldProblem(field: "Opportunity", message: "choose the opportunity")])
      }
      try desk.update(update, at: now)
    case (.proofOfValue, _):
      guard let pov = ProofOfValue(form: values) else {
        throw UpdateRefused(problems: [FieldProblem(field: "Opportunity", message: "choose the opportunity")])
      }
      try desk.save(pov, at: now)
    case (.proofOfValueUpdate, _):
      let chosen = ProofOfValueUpdateForm.chosen(values)
      guard let current = try chosen.flatMap({ try store.proofOfValue(id: $0)?.proof }) else {
        throw UpdateRefused(problems: [FieldProblem(field: "POV", message: "choose the proof of value")])
      }
      try desk.save(ProofOfValue(form: values, changing: current), at: now)
    case (.contact, _): try desk.create(NewContact(form: values), at: now)
    case (.update, nil): break
    }
    return SlackOutcome(.done)
  }

  private func until(_ choice: SnoozeChoice, _ desk: ReviewDesk, _ now: Instant) -> Instant {
    switch choice {
    case .hour: now.advanced(by: 3600)
    case .hours: now.advanced(by: 4 * 3600)
    case .tomorrow: desk.tomorrow(after: now)
    case .week: desk.tomorrow(after: now.advanced(by: 6 * 86_400))
    }
  }

  private func open(_ view: ModalView, _ payload: SlackPayload) -> SlackOutcome {
    SlackOutcome(.done, errands: payload.trigger.map { [.open(view, trigger: $0)] } ?? [])
  }

  private func done(_ prompt: Prompt) -> SlackOutcome {
    SlackOutcome(.done, errands: [.refresh(prompt: prompt.id)])
  }

  private var help: String {
    let command = configuration.slack.command
    return """
      \(command) shows what waits for you. \(command) log logs a meeting that was in no calendar. \(command) search WORDS \
      finds opportunities, accounts and proofs of value. \(command) opportunity, \(command) pov, \(command) pov update \
      and \(command) contact open their forms.
      """
  }
}

extension SlackPayload {
  fileprivate var user: SlackUser? {
    switch self {
    case .action(let action): action.user
    case .submission(let submission): submission.user
    case .suggestion(let suggestion): suggestion.user
    case .command(let command): command.user
    case .closed, .other: nil
    }
  }

  fileprivate var trigger: String? {
    switch self {
    case .action(let action): action.trigger
    case .command(let command): command.trigger
    case .submission, .suggestion, .closed, .other: nil
    }
  }
}
