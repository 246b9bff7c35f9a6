import Addresses
import Calendars

/// Tells who in an event is one of us, who came from outside, and what is no person at all
/// (product definition, section 4).
///
/// The calendar's owner is always one of us. Then what is no person is set apart: by the admin's rules, by what the
/// calendar says of the attendee (CUTYPE), by the shipped lists. Of the people, those at the company's domains and
/// addresses are ours; everybody else is from outside.
package struct ParticipantClassifier: Sendable {
  package var internalDomains: [HostName]
  package var internalAddresses: Set<EmailAddress>
  package var nonPeople: NonPeople
  package var rules: [Rule]

  package init(
    internalDomains: [HostName], internalAddresses: Set<EmailAddress>, nonPeople: NonPeople, rules: [Rule]
  ) {
    self.internalDomains = internalDomains
    self.internalAddresses = internalAddresses
    self.nonPeople = nonPeople
    self.rules = rules
  }

  /// Whether the same people are told apart in the same way on two days.
  package func judgesAlike(on day: CivilDate, _ other: CivilDate) -> Bool {
    rules.allSatisfy { $0.holds(on: day) == $0.holds(on: other) }
  }

  /// Organiser and attendees, each once, in the order of the event, the organiser first.
  package func participants(in details: EventDetails, on day: CivilDate, owner: SolutionArchitect) -> [Participant] {
    var participants: [Participant] = []
    var places: [String: Int] = [:]
    func add(_ participant: Participant) {
      let key = participant.address?.key ?? participant.written
      if let place = places[key] {
        participants[place].merge(participant)
      } else {
        places[key] = participants.count
        participants.append(participant)
      }
    }
    if let organizer = details.organizer {
      var participant = classify(organizer, on: day, owner: owner)
      participant.isOrganizer = true
      // An organiser who is not among the attendees has given no answer.
      participant.participationStatus = nil
      add(participant)
    }
    for attendee in details.attendees {
      var participant = classify(attendee, on: day, owner: owner)
      // Left out, it means NEEDS-ACTION (RFC 5545, 3.2.12); but Outlook's files never write it, so it tells nothing.
      participant.participationStatus = attendee.participationStatus
      add(participant)
    }
    return participants
  }

  /// Classifies one calendar user; whether it organises is the caller's to say.
  package func classify(_ user: CalendarUser, on day: CivilDate, owner: SolutionArchitect?) -> Participant {
    let written = user.email ?? user.uri ?? ""
    let address = user.email.flatMap { try? EmailAddress(parsing: $0) }
    func result(_ kind: Participant.Kind, _ basis: String, blockedBy: String? = nil) -> Participant {
      Participant(
        address: address, written: written, name: user.commonName, kind: kind, basis: basis,
        isOwner: address.map { owner?.owns($0) ?? false } ?? false, blockedBy: blockedBy)
    }
    let userType = user.userType.map { NonPeople.UserType(rawValue: $0.lowercased()) ?? .unknown }
    guard let address else {
      switch userType {
      case .room, .resource: return result(.resource, "CUTYPE=\(user.userType ?? "")")
      case .group: return result(.group, "CUTYPE=GROUP")
      default: return result(.unknown, written.isEmpty ? "no address" : "not an e-mail address")
      }
    }
    if owner?.owns(address) == true { return result(.internal, "the calendar's owner") }
    let rules = rules.filter { $0.holds(on: day) && $0.covers(address) }.sorted { $0.line < $1.line }
    if let rule = rules.first(where: { $0.kind == .notAPerson }) { return result(.automation, rule.description) }
    let verdict = nonPeople.verdict(address: address, commonName: user.commonName, userType: userType)
    let basis = "\(verdict.list ?? ""): \(verdict.entry ?? "")"
    switch verdict.kind {
    case .resource: return result(.resource, basis)
    case .group: return result(.group, basis)
    case .automation: return result(.automation, basis)
    case .unknown: return result(.unknown, basis)
    case .person, .role: break
    }
    if let rule = rules.first(where: { $0.kind == .internal }) { return result(.internal, rule.description) }
    if internalAddresses.contains(address) { return result(.internal, "company.addresses") }
    if let domain = internalDomains.first(where: { address.host.isWithin($0) }) {
      return result(.internal, "company.domains holds \(domain.ascii)")
    }
    let blocked = rules.first { $0.kind == .block }
    return result(.external, "not one of company.domains", blockedBy: blocked?.description)
  }
}

extension Participant {
  /// Takes in another line of the event about the same address. Which of the lines comes first tells nothing, so the
  /// one counts that keeps the meeting: a person rather than a thing, an answer rather than none, a yes rather than
  /// a no.
  fileprivate mutating func merge(_ other: Participant) {
    if other.kindRank < kindRank {
      kind = other.kind
      basis = other.basis
    }
    if other.answerRank < answerRank { participationStatus = other.participationStatus }
    name = name ?? other.name
    isOrganizer = isOrganizer || other.isOrganizer
  }

  private var kindRank: Int {
    switch kind {
    case .internal: 0
    case .external: 1
    case .unknown: 2
    case .group: 3
    case .resource: 4
    case .automation: 5
    }
  }

  private var answerRank: Int {
    switch participationStatus {
    case "ACCEPTED": 0
    case "TENTATIVE": 1
    case "DECLINED": 3
    case "NEEDS-ACTION": 4
    case nil: 5
    default: 2
    }
  }
}

extension Rule {
  /// Whether the rule's subject is this address, its host or a domain above it.
  package func covers(_ address: EmailAddress) -> Bool {
    switch subject {
    case .address(let other): address == other
    case .domain(let domain): address.host.isWithin(domain)
    }
  }
}
