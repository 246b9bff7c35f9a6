import Addresses

/// Whom this installation was told to forget (product definition, section 11).
///
/// Calendars go on naming them, so the list is needed for leaving them out. It holds hashes alone: whoever reads it can ask
/// whether an address that they know is on it, and no more.
package struct ForgottenPeople: Sendable, Hashable {
  package var addresses: Set<String>
  package var domains: Set<String>

  package init(addresses: Set<String> = [], domains: Set<String> = []) {
    self.addresses = addresses
    self.domains = domains
  }

  package var isEmpty: Bool { addresses.isEmpty && domains.isEmpty }

  package static func hash(_ text: String) -> String { SHA256.hex(Array("debrief forget \(text)".utf8)) }

  package func covers(_ address: EmailAddress) -> Bool {
    if isEmpty { return false }
    let plain = address.withoutSubaddress?.key ?? address.key
    if addresses.contains(Self.hash(address.key)) || addresses.contains(Self.hash(plain)) { return true }
    if domains.isEmpty { return false }
    let labels = address.host.labels
    return labels.indices.contains { domains.contains(Self.hash(labels[$0...].joined(separator: "."))) }
  }
}

extension SeatDetails {
  /// The same without those who are to be forgotten; nil where none of them takes part.
  ///
  /// Where nobody from outside is left, nothing but the zone is kept: title, place and links were about them.
  package func forgetting(
    where covers: (EmailAddress) -> Bool
  ) -> (details: SeatDetails, gone: [Participant], isNobodyLeft: Bool)? {
    let gone = participants.filter { $0.kind != .internal && ($0.address.map(covers) ?? false) }
    if gone.isEmpty { return nil }
    var details = self
    details.participants.removeAll { gone.contains($0) }
    if details.participants.contains(where: { $0.kind == .external }) {
      let words = ForgottenWords(people: gone)
      details.title = title.map(words.erased)
      details.location = location.map(words.erased)
      return (details, gone, false)
    }
    details.title = nil
    details.location = nil
    details.participants = []
    details.recordLinks = []
    return (details, gone, true)
  }
}

/// What names somebody in a text of a meeting that they attended: any word of their names, and of their address.
package struct ForgottenWords: Sendable {
  private var words: Set<String> = []

  /// What stands in their place.
  package static let word = "Forgotten"
  package static let address = "forgotten@forgotten.invalid"

  package init(people: [Participant]) {
    for person in people {
      if let name = person.name { add(name) }
      if let address = person.address { add(address.localPart) }
    }
  }

  package init(names: some Sequence<String>) { for name in names { add(name) } }

  /// Short words are left: "of", "de", and initials are nobody's alone.
  private mutating func add(_ name: String) {
    for word in name.split(whereSeparator: { !$0.isLetter }) where word.count >= 3 { words.insert(word.lowercased()) }
  }

  package func erased(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      let word = rest.prefix { $0.isLetter }
      if word.isEmpty {
        result.append(rest.removeFirst())
        continue
      }
      rest = rest.dropFirst(word.count)
      guard words.contains(word.lowercased()) else {
        result += word
        continue
      }
      // First and last name are one word here.
      if result.hasSuffix(Self.word + " ") { result.removeLast() } else { result += Self.word }
    }
    return result
  }
}
