import Addresses
import Calendars

/// What the CRM knows of a contact who attended.
package struct AttendingContact: Hashable, Sendable {
  package var id: SalesforceID
  package var name: String
  package var title: String?
  /// The opportunities on which this is the primary contact.
  package var primaryOn: Set<SalesforceID>

  package init(id: SalesforceID, name: String, title: String? = nil, primaryOn: Set<SalesforceID> = []) {
    self.id = id
    self.name = name
    self.title = title
    self.primaryOn = primaryOn
  }
}

/// A prompt's form, filled in as far as facts go (product definition, section 7). Sentiment and description are the
/// SA's to say and stay empty, always.
package struct Prefill: Hashable, Sendable {
  package var draft: ActivityDraft
  /// What was not known but guessed, with the reason: shown as a guess until the SA accepts it.
  package var guesses: [ActivityField: String] = [:]

  /// - Parameters:
  ///   - contacts: what the snapshot says of the contacts in the match's evidence.
  ///   - day: the meeting's day where the SA is.
  package init(
    _ prompt: Prompt, contacts: [AttendingContact], keywords: TypeKeywords, types: [ActivityType], day: CivilDate
  ) {
    draft = ActivityDraft(day: day)
    draft.relatedTo = prompt.match.opportunity
    draft.subject = Self.subject(prompt.facts.title)
    draft.duration = max(0, prompt.facts.endsAt.seconds(since: prompt.facts.startsAt))
    draft.contacts = Self.order(prompt, contacts, on: draft.relatedTo)
    if draft.contacts.isEmpty { draft.lead = prompt.match.lead }
    guessType(prompt, keywords, Set(types.map(\.name)))
    guessPersona(contacts.filter { draft.contacts.contains($0.id) })
  }

  /// The contact who holds the primary role, else the organiser, else the first from outside; then the others.
  private static func order(
    _ prompt: Prompt, _ contacts: [AttendingContact], on opportunity: SalesforceID?
  ) -> [SalesforceID] {
    let attending = prompt.facts.participants.filter { $0.kind == .external && !$0.hasDeclined }
    var ranked: [(rank: Int, position: Int, id: SalesforceID)] = []
    for evidence in prompt.match.evidence {
      guard let id = evidence.contact, !ranked.contains(where: { $0.id == id }),
        let position = attending.firstIndex(where: { ($0.address?.key ?? $0.written) == evidence.participant })
      else { continue }
      let isPrimary = opportunity.map { on in
        contacts.contains { $0.id == id && $0.primaryOn.contains(on) }
      }
      let rank = isPrimary == true ? 0 : attending[position].isOrganizer ? 1 : 2
      ranked.append((rank, position, id))
    }
    return ranked.sorted { ($0.rank, $0.position) < ($1.rank, $1.position) }.map(\.id)
  }

  /// A title, cut to what the CRM takes, without the characters that no field should hold.
  static func subject(_ title: String?) -> String {
    let scalars = (title ?? "").unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? " " : scalar
    }
    let plain = trimmed(String(String.UnicodeScalarView(scalars)))
    return String(String.UnicodeScalarView(plain.unicodeScalars.prefix(ActivityRules.subjectLength)))
  }

  private mutating func guessType(_ prompt: Prompt, _ keywords: TypeKeywords, _ offered: Set<String>) {
    if prompt.flags.contains(.probableNoShow), offered.contains("Customer No Show") {
      draft.types = ["Customer No Show"]
      guesses[.type] = "everybody from outside declined"
    } else if let entry = keywords.guess(prompt.facts.title ?? ""), offered.contains(entry.type) {
      draft.types = [entry.type]
      guesses[.type] = "the title says \"\(entry.words)\""
    }
    // A guess must not make a form contradict itself: a Ride Along is kept at the account.
    if draft.types == ["Ride Along"], let account = prompt.match.account { draft.relatedTo = account }
  }

  private mutating func guessPersona(_ contacts: [AttendingContact]) {
    let titles = contacts.compactMap(\.title)
    let levels = Set(titles.compactMap(Persona.level))
    draft.personaLevels = PersonaLevel.allCases.filter(levels.contains)
    for function in titles.compactMap(Persona.function) where !draft.personaFunctions.contains(function) {
      draft.personaFunctions.append(function)
    }
    if !draft.personaFunctions.isEmpty { guesses[.personaFunctions] = "from the contacts' titles" }
  }
}

extension ActivityDraft {
  /// A converted lead is its contact (a CRM refuses a task on the lead itself).
  package func resolving(_ lead: Lead?) -> ActivityDraft {
    guard let lead, lead.id == self.lead, lead.isConverted, let contact = lead.convertedContactID else { return self }
    var draft = self
    draft.lead = nil
    if !draft.contacts.contains(contact) { draft.contacts.append(contact) }
    return draft
  }
}
