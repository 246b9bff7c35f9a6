import Addresses

/// What is to be forgotten, and how it goes from everything that Debrief keeps. Pure.
package struct Forgetting: Sendable {
  package enum Person: Sendable, Hashable, CustomStringConvertible {
    case address(EmailAddress)
    /// Everybody at a domain and below it.
    case domain(HostName)

    package var description: String {
      switch self {
      case .address(let address): address.key
      case .domain(let domain): domain.ascii
      }
    }

    package func covers(_ address: EmailAddress) -> Bool {
      switch self {
      case .address(let wanted): address == wanted || address.withoutSubaddress == wanted
      case .domain(let domain): address.host.isWithin(domain)
      }
    }
  }

  package var person: Person
  /// The CRM's contacts and leads that they are.
  package var records: Set<SalesforceID> = []
  /// Names that records and calendars have for them.
  package var names: Set<String> = []

  package init(_ person: Person) { self.person = person }

  package func covers(_ text: String) -> Bool {
    (try? EmailAddress(parsing: text)).map(person.covers) ?? false
  }

  /// Whether the text holds an address of theirs.
  package func isNamed(in text: String) -> Bool { erased(text) != text }

  /// The text without their addresses, whatever stands around them: JSON, a key, a sentence.
  package func erased(_ text: String) -> String {
    guard text.contains("@") else { return text }
    var result = ""
    var rest = text[...]
    while let at = rest.firstIndex(of: "@") {
      let local = rest[..<at].reversed().prefix { Self.isInLocalPart($0) }.count
      let start = rest.index(at, offsetBy: -local)
      var end = rest[rest.index(after: at)...].firstIndex { !Self.isInHost($0) } ?? rest.endIndex
      while end > at, let before = rest[..<end].last, before == "." || before == "-" { end = rest.index(before: end) }
      let candidate = rest[start..<end]
      if let address = try? EmailAddress(parsing: String(candidate)), person.covers(address) {
        result += rest[..<start] + ForgottenWords.address
      } else {
        result += rest[..<end]
      }
      rest = rest[max(end, rest.index(after: at))...]
    }
    return result + rest
  }

  /// The same for a text that is about them: their names go as well.
  package func erasedWithNames(_ text: String) -> String { ForgottenWords(names: names).erased(erased(text)) }

  private static func isInLocalPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "._%+-=".contains(character)
  }

  private static func isInHost(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "." || character == "-"
  }

  // MARK: Values

  package func match(_ match: Match) -> Match {
    var match = match
    match.evidence.removeAll { covers($0.participant) }
    match.findings.removeAll { covers($0.participant) }
    if let lead = match.lead, records.contains(lead) { match.lead = nil }
    return match
  }

  /// Whether the call names them as attending.
  package func isNamed(in call: Activity.Call) -> Bool {
    call.newContacts.contains { covers($0.email) } || call.contacts.contains { records.contains($0) }
  }

  /// - Parameter isAlone: nobody else from outside attended, as far as the prompt says; nil where there is no prompt.
  package func call(_ call: Activity.Call, isAlone: Bool?) -> Activity.Call {
    let contacts = call.contacts.filter { !records.contains($0) }
    let newContacts = call.newContacts.filter { !covers($0.email) }
    let isAlone = isAlone ?? (contacts.isEmpty && newContacts.isEmpty && isNamed(in: call))
    return Activity.Call(
      relatedTo: call.relatedTo, contacts: contacts, newContacts: newContacts,
      subject: isAlone ? ForgottenWords.word : erasedWithNames(call.subject), types: call.types,
      products: call.products, personaLevels: call.personaLevels, personaFunctions: call.personaFunctions,
      description: isAlone ? ForgottenWords.word : erasedWithNames(call.description), sentiment: call.sentiment,
      notesLink: isAlone ? nil : call.notesLink.map(erasedWithNames), day: call.day, duration: call.duration)
  }

  /// What is left of a delivery, and whether it still has a point: what would make them known again has none.
  ///
  /// - Parameter isOver: whether a message's link leads to what nobody else from outside attended.
  package func delivery(
    _ delivery: Delivery, isAlone: Bool?, isOver: (Message.Link) -> Bool
  ) -> (delivery: Delivery, hasPoint: Bool) {
    switch delivery {
    case .contact(let contact):
      guard covers(contact.email) else { return (delivery, true) }
      return (.contact(NewContact(email: ForgottenWords.address, name: ForgottenWords.word)), false)
    case .contactRole(let role): return (delivery, !records.contains(role.contact))
    case .task(var task):
      let named = isNamed(in: task.call)
      task.call = call(task.call, isAlone: isAlone)
      let nobodyLeft = isAlone ?? (named && task.call.contacts.isEmpty && task.call.newContacts.isEmpty)
      return (.task(task), !nobodyLeft)
    case .opportunity(var update):
      update.evaluationDetails = update.evaluationDetails.map(erasedWithNames)
      return (.opportunity(update), true)
    case .proofOfValue(var pov):
      pov.name = erasedWithNames(pov.name)
      return (.proofOfValue(pov), true)
    case .message(var message):
      message.cause = erasedWithNames(message.cause)
      let wasAboutRecords = !message.links.isEmpty
      message.links.removeAll(where: isOver)
      message.lines.removeAll { $0.link.map(isOver) ?? false }
      for index in message.lines.indices {
        message.lines[index].parts = message.lines[index].parts.map { part in
          switch part {
          case .ours(let text): .ours(erasedWithNames(text))
          case .theirs(let text): .theirs(erasedWithNames(text))
          }
        }
      }
      let hasPoint =
        message.lines.contains { $0.role != .heading } && (!wasAboutRecords || !message.links.isEmpty)
      if !hasPoint { message.lines = [MessageLine(.text, [.ours(ForgottenWords.word)])] }
      return (.message(message), hasPoint)
    }
  }
}
