import Addresses
import ArgumentParser
import DebriefCore
import DebriefPipeline
import DebriefStore
import Foundation

/// The fields of Log a Call as options. All of them may be left out: what is then missing is named all at once.
struct ActivityOptions: ParsableArguments {
  @Option(help: "How you feel the meeting went: positive, neutral or negative.")
  var sentiment: String?

  @Option(help: "Two or three sentences: the intent, the outcome, the next step. '-' reads standard input.")
  var description: String?

  @Option(name: .customLong("type"), help: "The type of activity, or a unique beginning; several: repeat it.")
  var types: [String] = []

  @Option(help: "Another opportunity: its id, or words that only one open opportunity has.")
  var opportunity: String?

  @Option(help: "The account instead (Ride Along): its id, or words of its name.")
  var account: String?

  @Option(name: .customLong("contact"), help: "Who attended: a contact's id or address; several: repeat it.")
  var contacts: [String] = []

  @Option(
    name: .customLong("new-contact"),
    help: ArgumentHelp("Have a contact created: 'Ana Lee <ana@acme.example>'.", valueName: "who"))
  var newContacts: [String] = []

  @Option(help: "The subject, if not the meeting's title.")
  var subject: String?

  @Option(name: .customLong("product"), help: "A product that was positioned; several: repeat it.")
  var products: [String] = []

  @Option(name: .customLong("level"), help: "A persona's level: individual, manager or executive.")
  var levels: [String] = []

  @Option(name: .customLong("function"), help: "A persona's function: Development, Security, DevOps …")
  var functions: [String] = []

  @Option(name: .customLong("notes"), help: ArgumentHelp("A link to notes.", valueName: "url"))
  var notes: String?

  /// Puts what was given into the draft; the rest stays as it is.
  func apply(to draft: inout ActivityDraft, desk: ReviewDesk) throws {
    if let sentiment {
      guard let value = Sentiment(typed: sentiment) else {
        throw ValidationError("'--sentiment' is positive, neutral or negative.")
      }
      draft.sentiment = value
    }
    if let description { draft.description = description == "-" ? try Self.standardInput() : description }
    if !types.isEmpty {
      draft.types = types.map { text in
        desk.rules.catalogue.type(named: text, forTeam: desk.rules.team)?.name ?? text
      }
    }
    if let opportunity { draft.relatedTo = try Self.record(opportunity, prefix: "006", desk) }
    if let account { draft.relatedTo = try Self.record(account, prefix: "001", desk) }
    if !contacts.isEmpty { draft.contacts = try contacts.map { try Self.contact($0, desk) } }
    for text in newContacts { draft.newContacts.append(try Self.newContact(text)) }
    if !contacts.isEmpty || !newContacts.isEmpty { draft.lead = nil }
    if let subject { draft.subject = subject }
    if !products.isEmpty { draft.products = products }
    if !levels.isEmpty { draft.personaLevels = try levels.map(Self.level) }
    if !functions.isEmpty { draft.personaFunctions = functions }
    if let notes { draft.notesLink = notes }
  }

  private static func standardInput() throws -> String {
    guard let data = try FileHandle.standardInput.read(upToCount: 200_000) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// An id as it is, or the one record that the words find; open opportunities come before closed ones.
  private static func record(_ text: String, prefix: String, _ desk: ReviewDesk) throws -> SalesforceID {
    if let id = SalesforceID(text), id.keyPrefix == prefix { return id }
    let hits = try desk.store.records(matching: text, limit: 200).filter { $0.id.keyPrefix == prefix }
    let open = hits.filter { !$0.isClosed }
    let found = open.isEmpty ? hits : open
    guard let first = found.first else { throw NotFound(description: "Nothing in the CRM is called \"\(text)\".") }
    guard found.count == 1 else {
      let names = found.prefix(5).map { "\($0.name) \($0.id)" }.joined(separator: ", ")
      throw ValidationError("\"\(text)\" is \(found.count) of them: \(names). Give the id.")
    }
    return first.id
  }

  private static func contact(_ text: String, _ desk: ReviewDesk) throws -> SalesforceID {
    if let id = SalesforceID(text) { return id }
    let found = try desk.contacts(withAddress: try EmailAddress(parsing: text))
    guard let contact = found.first else {
      throw NotFound(description: "No contact has \(text): have one created with --new-contact 'Name <\(text)>'.")
    }
    return contact.id
  }

  private static func newContact(_ text: String) throws -> NewContact {
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
      throw ValidationError("'--new-contact' is written 'Ana Lee <ana@acme.example>'.")
    }
    let address = try EmailAddress(parsing: String(text[text.index(after: open)...].dropLast()))
    let name = text[..<open].trimmingCharacters(in: .whitespaces)
    return NewContact(email: address.key, name: name)
  }

  private static func level(_ text: String) throws -> PersonaLevel {
    let wanted = text.lowercased()
    guard !wanted.isEmpty,
      let level = PersonaLevel.allCases.first(where: { $0.rawValue.lowercased().hasPrefix(wanted) })
    else { throw ValidationError("'--level' is individual, manager or executive.") }
    return level
  }
}
