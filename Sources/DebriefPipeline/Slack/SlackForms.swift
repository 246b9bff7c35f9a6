import Addresses
import Calendars
import DebriefCore
import DebriefStore
import SlackClient

/// Forms made of what the store holds, and what their selects offer.
struct SlackForms: Sendable {
  let configuration: Configuration
  let store: Store

  // MARK: Forms

  func log(
    _ prompt: Prompt, _ reference: PromptReference, _ desk: ReviewDesk, record: SalesforceID?
  ) throws -> ModalView {
    let prefill = try desk.prefill(prompt)
    var form = LogForm(reference: reference, draft: prefill.draft, types: desk.types)
    form.guesses = prefill.guesses
    if let record { form.draft.relatedTo = record }
    return try complete(form, prompt, desk).view
  }

  func update(_ prompt: Prompt, _ reference: PromptReference, _ desk: ReviewDesk) throws -> ModalView {
    guard let activity = try store.activity(ofPrompt: prompt.id), !activity.isWithdrawn else {
      throw NothingLogged(prompt: prompt.id)
    }
    var form = LogForm(reference: reference, draft: activity.call.draft, types: desk.types)
    form.isUpdate = true
    return try complete(form, prompt, desk).view
  }

  func logOnDemand(_ desk: ReviewDesk, at now: Instant) throws -> ModalView {
    var form = LogForm(reference: nil, draft: ActivityDraft(day: desk.day(of: now)), types: desk.types)
    form.products = configuration.activities.products
    return form.view
  }

  private func complete(_ form: LogForm, _ prompt: Prompt, _ desk: ReviewDesk) throws -> LogForm {
    var form = form
    let card = PromptCard(prompt: prompt, events: 0, timeZone: configuration.timeZone(of: desk.architect))
    form.heading = "\(card.title)\n\(card.when)"
    form.products = configuration.activities.products
    form.relatedTo = try form.draft.relatedTo.flatMap { try store.record(id: $0)?.label }
    let known = try store.attendingContacts(form.draft.contacts)
    // One that has left the CRM since is shown by its id: left out, it would be taken off without a word.
    form.people = form.draft.contacts.map { id in
      LogForm.Person(.contact(id), name: known.first { $0.id == id }?.name ?? id.description)
    }
    form.people += form.draft.newContacts.map { LogForm.Person(.new($0), name: $0.name) }
    return form
  }

  func opportunity(_ prompt: Prompt?, _ reference: PromptReference?) throws -> ModalView {
    let id = try opportunity(of: prompt)
    return OpportunityForm(
      reference: reference, opportunity: try id.map { ($0, try name($0)) },
      current: try id.flatMap { try store.opportunity(id: $0) }
    ).view
  }

  func proofOfValue(_ prompt: Prompt?, _ reference: PromptReference?) throws -> ModalView {
    let id = try opportunity(of: prompt)
    return ProofOfValueForm(reference: reference, opportunity: try id.map { ($0, try name($0)) }).view
  }

  func proofOfValueUpdate(_ id: SalesforceID?) throws -> ModalView {
    let known = try id.flatMap { try store.proofOfValue(id: $0) }
    return ProofOfValueUpdateForm(current: known?.proof, opportunity: known?.opportunity).view
  }

  /// What was logged goes before what was matched.
  private func opportunity(of prompt: Prompt?) throws -> SalesforceID? {
    guard let prompt else { return nil }
    if let activity = try store.activity(ofPrompt: prompt.id), !activity.isWithdrawn,
      activity.call.relatedTo.keyPrefix == "006"
    {
      return activity.call.relatedTo
    }
    return prompt.match.opportunity
  }

  private func name(_ id: SalesforceID) throws -> String { try store.record(id: id)?.label ?? id.description }

  // MARK: Choices

  /// Opportunities and accounts: of the prompt before anything was typed, of the whole snapshot afterwards.
  func records(_ query: String, for prompt: Prompt?) throws -> SlackAnswer {
    guard query.allSatisfy(\.isWhitespace) else {
      return .options(try store.records(matching: query, limit: BlockKitLimits.options).compactMap(Self.option))
    }
    guard let prompt else { return .options([]) }
    var ids = prompt.match.candidates.map(\.opportunity)
    if let account = prompt.match.account { ids.append(account) }
    return .options(try ids.compactMap { try store.record(id: $0) }.compactMap(Self.option))
  }

  /// Proofs of value by the words of their names, their opportunities' and accounts'.
  func proofsOfValue(_ query: String) throws -> SlackAnswer {
    .options(
      try store.proofsOfValue(matching: query, limit: BlockKitLimits.options).compactMap { proof, opportunity in
        Option(
          proof.name, value: proof.id.description,
          description: [opportunity, proof.status].compactMap { $0 }.joined(separator: " · "))
      })
  }

  /// The stage and the account stand below the name: 75 characters are soon full.
  private static func option(_ hit: RecordHit) -> Option? {
    let details = [hit.accountName, hit.stage, hit.isClosed ? "closed" : nil].compactMap { $0 }
    return Option(
      hit.name, value: hit.id.description,
      description: hit.stage == nil ? "account" : details.joined(separator: " · "))
  }

  /// Who attended before anything was typed: contacts, and people who would become some; any contact afterwards.
  func contacts(_ query: String, for prompt: Prompt?) throws -> SlackAnswer {
    if !query.allSatisfy(\.isWhitespace) {
      return .options(
        try store.contacts(matching: query, limit: BlockKitLimits.options).compactMap { contact in
          Option(
            contact.name, value: contact.id.description,
            description: contact.addresses.first.map { address in address.value })
        })
    }
    guard let prompt else { return .options([]) }
    let known = try store.attendingContacts(prompt.match.evidence.compactMap(\.contact))
    return .groups([
      OptionGroup(
        "Contacts who attended", known.compactMap { Option($0.name, value: $0.id.description, description: $0.title) }),
      OptionGroup(
        "To be created",
        try newcomers(prompt).compactMap { Option($0.name, value: "new:\($0.email)", description: $0.email) }),
    ])
  }

  /// The people from outside whom the CRM does not know as contacts.
  func newcomers(_ prompt: Prompt) throws -> [NewContact] {
    let known = Set(prompt.match.evidence.filter { $0.contact != nil }.map(\.participant))
    return prompt.facts.participants.compactMap { guest in
      guard guest.kind == .external, let address = guest.address, !known.contains(address.key) else { return nil }
      let name = guest.name.flatMap { $0.isEmpty || $0.contains("@") ? nil : $0 } ?? address.localPart
      return NewContact(email: address.key, name: SlackText.clean(name), account: prompt.match.account)
    }
  }

  func search(_ query: String) throws -> SlackMessage {
    let records = try store.records(matching: query, limit: 20).map { "\($0.label) · \($0.id)" }
    let proofs = try store.proofsOfValue(matching: query, limit: 10).map { proof, opportunity in
      let status = proof.status.map { ", \($0)" } ?? ""
      return (id: proof.id, line: "Proof of value \(proof.name) on \(opportunity)\(status) · \(proof.id)")
    }
    return SearchCard(query: query, hits: records, proofs: proofs).message
  }
}
