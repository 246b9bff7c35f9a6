import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// What Debrief makes of an address, or of a domain, today: the class, and what it would lead to in the CRM.
package struct AddressExplanation: Codable, Sendable {
  package var schema = "debrief.address/1"
  /// As asked.
  package var subject: String
  package var registrableDomain: String?
  package var participant: Participant?
  package var match: Match?
  package var sentences: [String] = []

  package init(address: EmailAddress, in context: RunContext) throws {
    subject = address.key
    registrableDomain = try context.suffixes().registrableDomain(of: address.host)?.ascii
    let user = CalendarUser(email: address.key)
    let participant = context.classifier.classify(user, on: context.now.utc.date, owner: nil)
    self.participant = participant
    sentences.append("\(address.key) counts as \(participant.kind.rawValue): \(participant.basis).")
    guard participant.kind == .external else {
      sentences.append("Only external participants lead to prompts.")
      return
    }
    try explain(participant, context)
  }

  package init(domain: HostName, in context: RunContext) throws {
    subject = domain.ascii
    registrableDomain = try context.suffixes().registrableDomain(of: domain)?.ascii
    if domain.unicode != domain.ascii { sentences.append("\(domain.ascii) reads \(domain.unicode).") }
    if let ours = context.configuration.internalDomains.first(where: { domain.isWithin($0) }) {
      sentences.append("company.domains holds \(ours.ascii), so everybody there is internal.")
      return
    }
    // Somebody at the domain of whom the CRM knows nothing: what is left is the domain itself.
    let stranger = try EmailAddress(parsing: "anyone@\(domain.ascii)")
    try explain(
      Participant(address: stranger, written: stranger.key, kind: .external, basis: "any address there"), context)
  }

  private mutating func explain(_ participant: Participant, _ context: RunContext) throws {
    guard let address = participant.address else { return }
    let matcher = try MatcherFactory(context).matcher(for: [address], earliest: context.now)
    let match = matcher.match(
      Matcher.Facts(
        participants: [participant], startsAt: context.now, recordLinks: [],
        owner: context.configuration.solutionArchitects.first?.email ?? address))
    self.match = match
    sentences.append("A meeting with this participant alone would be: \(match.headline).")
    sentences += match.reasons
    if let change = match.whatWouldChangeIt { sentences.append("What would change it: \(change).") }
  }
}
