/// What kind of mailbox an address is, as far as the calendar and the lists tell.
package struct MailboxVerdict: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case person
    /// `info@`, `sales@`: read by someone at the company, so its domain is evidence, but it is nobody's own.
    case role
    /// A room or a piece of equipment.
    case resource
    /// A mailing list or a calendar shared by many.
    case group
    /// Notetakers, connectors, no-reply and bounce addresses.
    case automation
    /// A placeholder that hides who it is: it may well be a person.
    case unknown
  }

  package let kind: Kind
  /// The list or property that decided, and its entry; nil for a person.
  package let list: String?
  package let entry: String?

  static let person = MailboxVerdict(kind: .person, list: nil, entry: nil)
}

/// Tells people from rooms, groups and bots (product definition, section 4).
///
/// A vendor's whole domain is never dropped: `assistant@gong.io` is a bot, `jane@gong.io` a person.
package struct NonPeople: Sendable {
  /// CUTYPE of RFC 5545, 3.2.3. A value that the calendar gives but that is none of these is `unknown`.
  package enum UserType: String, Hashable, Sendable { case individual, group, resource, room, unknown }

  private struct Entry: Sendable {
    let kind: MailboxVerdict.Kind
    let list: String
    let pattern: String
  }

  private var addresses: [String: Entry] = [:]
  private var domains: [Substring: Entry] = [:]
  private var localParts: [Substring: Entry] = [:]
  private var vendors: Set<Substring> = []
  private var vendorBotWords: [Substring] = []
  private var digitsAt: [Substring: Entry] = [:]
  private var roles: Set<Substring> = []
  private var people: Set<String> = []

  /// - Parameters:
  ///   - additions: addresses that the admin's rules call no person.
  ///   - removals: addresses that are people whatever the lists say.
  package init(additions: some Sequence<EmailAddress> = [], removals: some Sequence<EmailAddress> = []) {
    let list = ShippedList.nonPeople
    for row in list.rows where row.count >= 3 {
      let kind = MailboxVerdict.Kind(rawValue: String(row[2])) ?? .automation
      let entry = Entry(kind: kind, list: list.name, pattern: String(row[1]))
      switch row[0] {
      case "address": addresses[String(row[1])] = entry
      case "domain": domains[row[1]] = entry
      case "local": localParts[row[1]] = entry
      case "vendor": vendors.insert(row[1])
      case "vendor-local": vendorBotWords.append(row[1])
      case "digits-at": digitsAt[row[1]] = entry
      default: break
      }
    }
    roles = Set(ShippedList.roleMailboxes.rows.compactMap(\.first))
    for address in additions {
      addresses[address.key] = Entry(kind: .automation, list: "rules", pattern: address.key)
    }
    people = Set(removals.map(\.key))
  }

  /// - Parameters:
  ///   - commonName: the CN parameter; it may only confirm what the address of a notetaker's vendor suggests.
  ///   - userType: the CUTYPE parameter. It is asked first.
  package func verdict(
    address: EmailAddress, commonName: String? = nil, userType: UserType? = nil
  ) -> MailboxVerdict {
    switch userType {
    case .room: return MailboxVerdict(kind: .resource, list: "CUTYPE", entry: "ROOM")
    case .resource: return MailboxVerdict(kind: .resource, list: "CUTYPE", entry: "RESOURCE")
    case .group: return MailboxVerdict(kind: .group, list: "CUTYPE", entry: "GROUP")
    case .individual, .unknown, nil: break
    }
    if people.contains(address.key) { return .person }
    if let entry = addresses[address.key] { return Self.verdict(entry) }
    for name in address.host.selfAndParents {
      if let entry = domains[name] { return Self.verdict(entry) }
      if let entry = digitsAt[name], address.localPart.utf8.allSatisfy({ (48...57).contains($0) }) {
        return Self.verdict(entry)
      }
    }
    let local = address.withoutSubaddress?.localPart ?? address.localPart
    let squeezed = local.filter { $0 != "-" && $0 != "_" && $0 != "." }[...]
    if let entry = localParts[squeezed] { return Self.verdict(entry) }
    if let verdict = vendorsBot(address, local: squeezed, commonName: commonName) { return verdict }
    if roles.contains(squeezed) {
      return MailboxVerdict(kind: .role, list: ShippedList.roleMailboxes.name, entry: String(squeezed))
    }
    return .person
  }

  private static func verdict(_ entry: Entry) -> MailboxVerdict {
    MailboxVerdict(kind: entry.kind, list: entry.list, entry: entry.pattern)
  }

  /// At the domain of a notetaker's vendor, a mailbox or a name that says "notetaker" is one.
  private func vendorsBot(_ address: EmailAddress, local: Substring, commonName: String?) -> MailboxVerdict? {
    guard let vendor = address.host.selfAndParents.first(where: { vendors.contains($0) }) else { return nil }
    let words = (commonName ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }
    for word in vendorBotWords where local.hasPrefix(word) || words.contains(word) {
      return MailboxVerdict(kind: .automation, list: ShippedList.nonPeople.name, entry: "\(word) at \(vendor)")
    }
    return nil
  }
}
