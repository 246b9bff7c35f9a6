import Addresses
import DebriefCore

/// The participants of a meeting as one JSON text that says nothing twice.
///
/// A seat's row is as wide as its guest list is long, and there is one for each instance of a series: rows of more than a
/// quarter of a page are split over pages of their own, which made a database three times as large and twice as slow to
/// write. So what is as usual is left out, and the reasons stand once. Texts of the earlier form, a plain list, are still
/// read.
enum ParticipantsColumn {
  static func encode(_ participants: [Participant]) -> String {
    participants.isEmpty ? "[]" : JSONColumn.encode(Table(participants))
  }

  static func decode(_ text: String) throws -> [Participant] {
    if text == "[]" { return [] }
    if text.utf8.first == UInt8(ascii: "[") { return try JSONColumn.decode([Participant].self, from: text) }
    return try JSONColumn.decode(Table.self, from: text).participants()
  }

  struct Table: Codable {
    /// What decided on somebody's kind, each once.
    var bases: [String] = []
    var people: [Person] = []

    init(bases: [String], people: [Person]) {
      self.bases = bases
      self.people = people
    }

    init(_ participants: [Participant]) {
      for participant in participants {
        let text = Basis.text(of: participant.basis)
        let basis = bases.firstIndex(of: text) ?? bases.count
        if basis == bases.count { bases.append(text) }
        people.append(Person(participant, basis: basis))
      }
    }

    func participants() throws -> [Participant] {
      let bases = bases.map(Basis.words)
      return try people.map { person in
        guard bases.indices.contains(person.b) else {
          throw StoreError.damaged(path: "debrief.sqlite", message: "a participant has no reason number \(person.b)")
        }
        return try person.participant(basis: bases[person.b])
      }
    }

    private enum CodingKeys: String, CodingKey {
      case bases = "b"
      case people = "p"
    }
  }

  /// One participant; the names of its properties are those in the text.
  struct Person: Codable {
    /// The address.
    var a: EmailAddress?
    /// What was written, where that is not the address.
    var w: String?
    /// The name, where that is not what was written.
    var n: String?
    /// Whether it has no name at all.
    var u: Bool?
    /// The kind, where it is not `internal`: its first letter, which is no other's. Earlier rows have the word.
    var k: String?
    /// The basis, by its number in the table.
    var b: Int
    /// PARTSTAT, the usual ones by a letter.
    var s: String?
    /// An organiser, the owner.
    var o: Bool?
    var m: Bool?
    /// The rule that blocks it.
    var x: String?

    private static let statuses = ["ACCEPTED": "A", "DECLINED": "D", "TENTATIVE": "T", "NEEDS-ACTION": "N"]
    private static let letters = Dictionary(uniqueKeysWithValues: statuses.map { ($0.value, $0.key) })

    private static let kinds = Dictionary(
      uniqueKeysWithValues: Participant.Kind.allCases.map { (String($0.rawValue.prefix(1)), $0) })

    /// One of us, who has no more than a reason.
    init(b: Int) { self.b = b }

    init(_ participant: Participant, basis: Int) {
      a = participant.address
      w = participant.written == participant.address?.key ? nil : participant.written
      n = participant.name == participant.written ? nil : participant.name
      u = participant.name == nil ? true : nil
      k = participant.kind == .internal ? nil : String(participant.kind.rawValue.prefix(1))
      b = basis
      s = participant.participationStatus.map { status in
        // Anything else that looks like a letter, or like this, is marked.
        Self.statuses[status] ?? (Self.letters[status] == nil && !status.hasPrefix("=") ? status : "=" + status)
      }
      o = participant.isOrganizer ? true : nil
      m = participant.isOwner ? true : nil
      x = participant.blockedBy
    }

    func participant(basis: String) throws -> Participant {
      guard let kind = k.map({ Self.kinds[$0] ?? Participant.Kind(rawValue: $0) }) ?? .internal else {
        throw StoreError.damaged(path: "debrief.sqlite", message: "a participant is \"\(k ?? "")\", which is no kind")
      }
      let written = w ?? a?.key ?? ""
      let status = s.map { text in Self.letters[text] ?? (text.hasPrefix("=") ? String(text.dropFirst()) : text) }
      return Participant(
        address: a, written: written, name: u == true ? nil : n ?? written, kind: kind, basis: basis,
        participationStatus: status, isOrganizer: o ?? false, isOwner: m ?? false, blockedBy: x)
    }
  }

  /// What decided on somebody's kind: what does for most people is one letter behind a `=`.
  private enum Basis {
    /// These stand in databases: no letter ever gets another meaning.
    private static let usual = ["the calendar's owner": "=O", "not one of company.domains": "=E"]
    private static let letters = Dictionary(uniqueKeysWithValues: usual.map { ($0.value, $0.key) })
    private static let (ours, oursLetter) = ("company.domains holds ", "=D")

    static func text(of words: String) -> String {
      if let letter = usual[words] { return letter }
      if words.utf8.starts(with: ours.utf8) { return oursLetter + words.utf8.dropFirst(ours.utf8.count).text }
      return words.utf8.first == UInt8(ascii: "=") ? "=" + words : words
    }

    static func words(of text: String) -> String {
      guard text.utf8.first == UInt8(ascii: "=") else { return text }
      if let words = letters[text] { return words }
      if text.utf8.starts(with: oursLetter.utf8) { return ours + text.utf8.dropFirst(oursLetter.utf8.count).text }
      return text.utf8.dropFirst().text
    }
  }
}

extension Substring.UTF8View {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
