import Calendars

/// How the SA felt that this one meeting went: exactly three answers, never guessed for anybody.
package enum Sentiment: String, Sendable, Codable, CaseIterable {
  case positive = "Positive"
  case neutral = "Neutral"
  case negative = "Negative"

  /// Reads the word, or as much of its beginning as is unique, whatever its case.
  package init?(typed text: String) {
    let wanted = text.lowercased()
    let found = Self.allCases.filter { $0.rawValue.lowercased().hasPrefix(wanted) }
    guard found.count == 1, wanted.count >= 2 || found[0].rawValue.lowercased() == wanted else { return nil }
    self = found[0]
  }
}

/// The level of somebody who attended; vice presidents, C-level and economic buyers are executives.
package enum PersonaLevel: String, Sendable, Codable, CaseIterable {
  case individualContributor = "Individual Contributor"
  case manager = "Manager/Director"
  case executive = "Executive"
}

/// The fields of Log a Call, in the words that people see (product definition, section 7).
package enum ActivityField: String, Sendable, CaseIterable {
  case relatedTo = "Related To"
  case name = "Name"
  case subject = "Subject"
  case type = "Activity Type"
  case products = "Products Positioned"
  case personaFunctions = "Persona Functions"
  case description = "Description"
  case sentiment = "Customer Interaction Sentiment"
  case notesLink = "Notes Link"
}

/// An activity as it is being filled in: anything may still be missing.
package struct ActivityDraft: Hashable, Sendable, Codable {
  /// An opportunity (006), or an account (001) for types that are kept there.
  package var relatedTo: SalesforceID?
  /// Who attended: the first becomes the CRM's Name, the others are kept.
  package var contacts: [SalesforceID] = []
  /// People who attended and are to be created in the CRM first.
  package var newContacts: [NewContact] = []
  /// A lead that attended: only to be told that it has to be converted.
  package var lead: SalesforceID?
  package var subject = ""
  /// Names of `ActivityCatalogue`.
  package var types: [String] = []
  package var products: [String] = []
  package var personaLevels: [PersonaLevel] = []
  package var personaFunctions: [String] = []
  package var description = ""
  package var sentiment: Sentiment?
  package var notesLink: String?
  /// The SA's own day; the CRM keeps a date and never shifts it.
  package var day: CivilDate
  /// In seconds.
  package var duration: Int64 = 0

  package init(day: CivilDate) { self.day = day }

  /// The first field that still needs an answer before the description, which takes typing: where a form begins.
  package var nextMissing: ActivityField? {
    if relatedTo == nil { return .relatedTo }
    if contacts.isEmpty, newContacts.isEmpty { return .name }
    if types.isEmpty { return .type }
    return sentiment == nil ? .sentiment : nil
  }
}

/// Somebody who is not in the CRM yet.
package struct NewContact: Hashable, Sendable, Codable {
  package var email: String
  package var name: String
  package var account: SalesforceID?
  package var title: String?

  package init(email: String, name: String, account: SalesforceID? = nil, title: String? = nil) {
    self.email = email
    self.name = name
    self.account = account
    self.title = title
  }
}
