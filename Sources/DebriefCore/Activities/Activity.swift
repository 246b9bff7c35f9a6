import Addresses
import Calendars

/// What an SA logged: a Salesforce Task of subtype Call. Only `ActivityRules` makes its `call`, so it is complete;
/// `Forgetting` takes people out of it.
package struct Activity: Hashable, Sendable {
  /// The same on every machine: also the key by which the CRM knows the task again.
  package typealias ID = String

  package var id: ID
  package var owner: EmailAddress
  /// Nil for an activity that was logged on demand, without a meeting in a calendar.
  package var prompt: Prompt.ID?
  package var call: Call
  /// Counts up from 1 with every change that is to reach the CRM.
  package var revision: Int
  /// Taken back by undo.
  package var isWithdrawn = false
  package var loggedAt: Instant

  package init(id: ID, owner: EmailAddress, prompt: Prompt.ID?, call: Call, revision: Int, loggedAt: Instant) {
    self.id = id
    self.owner = owner
    self.prompt = prompt
    self.call = call
    self.revision = revision
    self.loggedAt = loggedAt
  }

  /// The checked content: every field that has to be there, is.
  package struct Call: Hashable, Sendable, Codable {
    package let relatedTo: SalesforceID
    package let contacts: [SalesforceID]
    package let newContacts: [NewContact]
    package let subject: String
    package let types: [String]
    package let products: [String]
    package let personaLevels: [PersonaLevel]
    package let personaFunctions: [String]
    package let description: String
    package let sentiment: Sentiment
    package let notesLink: String?
    package let day: CivilDate
    package let duration: Int64

    /// The same as a form that can be edited and checked again.
    package var draft: ActivityDraft {
      var draft = ActivityDraft(day: day)
      draft.relatedTo = relatedTo
      draft.contacts = contacts
      draft.newContacts = newContacts
      draft.subject = subject
      draft.types = types
      draft.products = products
      draft.personaLevels = personaLevels
      draft.personaFunctions = personaFunctions
      draft.description = description
      draft.sentiment = sentiment
      draft.notesLink = notesLink
      draft.duration = duration
      return draft
    }
  }
}
