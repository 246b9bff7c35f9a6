import Addresses
import Calendars

/// Who is who: turns a workflow's recipients into addresses and channels, each with its clock.
package struct WorkflowDirectory: Sendable {
  package var architects: [SolutionArchitect] = []
  package var regions: [Region] = []
  /// The CRM's users by id.
  package var users: [SalesforceID: CRMUser] = [:]
  /// The zone of whom nothing else is known.
  package var timeZone = "UTC"
  /// Every zone that the others name, as far as the system knows it.
  package var zones: [String: ZoneTransitions] = [:]

  package init() {}

  /// A recipient, with the name of the zone that its days and hours are in.
  package struct Addressee: Hashable, Sendable {
    package var recipient: Message.Recipient
    package var timeZone: String
  }

  /// Why a rule leads to nobody.
  package enum Nobody: Error, Hashable, Sendable, CustomStringConvertible {
    case noArchitect, noPrimarySA, noOwner, noManager, noRegion
    case inactive(name: String)
    case noAddress(name: String)
    case noChannel(region: String)

    package var description: String {
      switch self {
      case .noArchitect: "it is about no SA"
      case .noPrimarySA: "it has no Primary SA"
      case .noOwner: "it has no owner in the CRM's users"
      case .noManager: "nobody is known as the manager"
      case .noRegion: "its region is not known"
      case .inactive(let name): "\(name) is no active user of the CRM"
      case .noAddress(let name): "\(name) has no e-mail address in the CRM"
      case .noChannel(let region): "region \(region) has no channel"
      }
    }
  }

  package func zone(named name: String) -> ZoneTransitions { zones[name] ?? zones[timeZone] ?? .utc }

  /// The zones in which a recipient may be: what a schedule goes through.
  package var recipientZones: Set<String> {
    var names = Set([timeZone])
    names.formUnion(regions.map { $0.timeZone ?? timeZone })
    names.formUnion(architects.map(timeZone(of:)))
    names.formUnion(users.values.lazy.filter(\.isActive).compactMap(\.timeZone).filter { zones[$0] != nil })
    return names
  }

  package func addressee(
    of rule: Workflow.RecipientRule, for subject: WorkflowSubject
  ) throws(Nobody) -> Addressee {
    switch rule {
    case .channel(let name):
      let region = regions.first { $0.channel == name }
      return Addressee(recipient: .channel(name), timeZone: region?.timeZone ?? timeZone)
    case .person(let address): return person(address)
    case .architect:
      guard let address = subject.architect else { throw .noArchitect }
      return person(address)
    case .primarySA:
      guard let id = subject.primarySA else { throw .noPrimarySA }
      return try user(id, otherwise: .noPrimarySA)
    case .owner:
      guard let id = subject.owner else { throw .noOwner }
      return try user(id, otherwise: .noOwner)
    case .manager: return try manager(of: subject)
    case .region:
      guard let region = region(of: subject) else { throw .noRegion }
      guard let channel = region.channel else { throw .noChannel(region: region.name) }
      return Addressee(recipient: .channel(channel), timeZone: region.timeZone ?? timeZone)
    }
  }

  /// The region of the SA whom a record is about, else of its Primary SA, else of its owner: by `regions[].owners`, or
  /// by the owner's time zone where one region alone has it. Where there is one region only, it is that.
  package func region(of subject: WorkflowSubject) -> Region? {
    let addresses = [subject.architect?.key, users[subject.primarySA]?.emailKey].compactMap { $0 }
    for address in addresses {
      if let name = architect(address)?.profile.region, let region = regions.first(where: { $0.name == name }) {
        return region
      }
    }
    if let owner = users[subject.owner] {
      if let address = owner.emailKey, let region = regions.first(where: { $0.owners.contains { $0.key == address } }) {
        return region
      }
      let there = regions.filter { $0.timeZone != nil && $0.timeZone == owner.timeZone }
      if there.count == 1 { return there[0] }
    }
    return regions.count == 1 ? regions[0] : nil
  }

  /// A user as a value of a field.
  package func value(of id: SalesforceID?) -> FieldValue {
    guard let id else { return .blank }
    guard let user = users[id] else { return .person(name: id.description, address: nil) }
    return .person(name: user.name, address: user.emailKey)
  }

  package func timeZone(of architect: SolutionArchitect) -> String {
    architect.profile.timeZone ?? regions.first { $0.name == architect.profile.region }?.timeZone ?? timeZone
  }

  // MARK: Parts

  private func architect(_ address: String) -> SolutionArchitect? {
    architects.first { $0.email.key == address || $0.profile.also.contains { $0.key == address } }
  }

  /// An SA is written to under the address that names the SA everywhere, and where the SA is; anybody else where the
  /// CRM says.
  private func person(_ address: EmailAddress) -> Addressee {
    if let architect = architect(address.key) {
      return Addressee(recipient: .person(architect.email), timeZone: timeZone(of: architect))
    }
    let zone = users.values.lazy.filter { $0.emailKey == address.key }.compactMap(\.timeZone).min()
    return Addressee(
      recipient: .person(address), timeZone: zone.flatMap { zones[$0] == nil ? nil : $0 } ?? timeZone)
  }

  private func user(_ id: SalesforceID, otherwise nobody: Nobody) throws(Nobody) -> Addressee {
    guard let user = users[id] else { throw nobody }
    guard user.isActive else { throw .inactive(name: user.name) }
    guard let address = user.emailKey.flatMap({ try? EmailAddress(parsing: $0) }) else {
      throw .noAddress(name: user.name)
    }
    return person(address)
  }

  /// The configuration's word goes before the CRM's.
  private func manager(of subject: WorkflowSubject) throws(Nobody) -> Addressee {
    let known = users[subject.primarySA]
    guard let address = subject.architect?.key ?? known?.emailKey else { throw .noManager }
    if let manager = architect(address)?.profile.manager { return person(manager) }
    let user = known?.emailKey == address ? known : users.values.filter { $0.emailKey == address }.min { $0.id < $1.id }
    guard let id = user?.managerID else { throw .noManager }
    return try self.user(id, otherwise: .noManager)
  }
}

extension [SalesforceID: CRMUser] {
  fileprivate subscript(id: SalesforceID?) -> CRMUser? { id.flatMap { self[$0] } }
}
