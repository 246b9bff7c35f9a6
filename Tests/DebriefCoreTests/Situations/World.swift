import Addresses
import Calendars

@testable import DebriefCore

/// A CRM, the rules and one meeting, built up by name: accounts, opportunities and users are called by their names,
/// contacts and leads by their addresses.
///
/// The meeting is on Tuesday 2026-03-10 at 10:00 UTC in the calendar of ada@tanuki.example, who organises it and has
/// accepted, unless a situation says otherwise.
struct World {
  static let startsAt = Instant(secondsSinceEpoch: 1_773_136_800)
  static let day = startsAt.utc.date
  static let me = "ada@tanuki.example"

  var accounts: [Account] = []
  var contacts: [Contact] = []
  var leads: [Lead] = []
  var opportunities: [Opportunity] = []
  var roles: [ContactRole] = []
  var users: [CRMUser] = []
  var tasks: [LoggedTask] = []
  var rules: [Rule] = []
  var details = EventDetails()
  var isAllDay = false
  var also: [EmailAddress] = []
  var matching = MatchingSettings()
  var meetings = MeetingSettings()
  var internalAddresses: Set<EmailAddress> = []
  private var ids: [String: SalesforceID] = [:]

  init() {
    matching.graceBeforeCreation = 0
    matching.graceDaysAfterClose = 14
    matching.workingStages = [1, 2, 3]
  }

  /// The same id for the same name, whatever else the world holds.
  mutating func id(_ prefix: String, _ name: String) throws -> SalesforceID {
    if let known = ids[prefix + name] { return known }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash % 1_000_000_000_000, radix: 10)
    let text = prefix + String(repeating: "0", count: 12 - digits.count) + digits
    guard let id = SalesforceID(text) else { throw SituationError("no id for \(name)") }
    ids[prefix + name] = id
    return id
  }

  func name(of opportunity: SalesforceID) -> String {
    opportunities.first { $0.id == opportunity }?.name ?? opportunity.description
  }

  func architect() throws -> SolutionArchitect {
    var architect = SolutionArchitect(email: try EmailAddress(parsing: Self.me))
    architect.profile.also = also
    return architect
  }

  var occurrence: Occurrence {
    let start = isAllDay ? CalendarTime.date(Self.day) : .instant(Self.startsAt)
    let end = isAllDay ? CalendarTime.date(Self.day.advanced(byDays: 1)) : .instant(Self.startsAt.advanced(by: 3600))
    return Occurrence(
      uid: "meeting", recurrenceID: nil, start: start, end: end, startsAt: Self.startsAt,
      endsAt: Self.startsAt.advanced(by: 3600), timeZone: nil, sequence: 0, line: 1, details: details,
      origin: .init(cause: .single))
  }

  func participants() throws -> [Participant] {
    let classifier = ParticipantClassifier(
      internalDomains: [try HostName(parsing: "tanuki.example")], internalAddresses: internalAddresses,
      nonPeople: SharedSuffixes.nonPeople, rules: rules)
    return classifier.participants(in: details, on: Self.day, owner: try architect())
  }

  func screened() throws -> ReasonCode? {
    Screening.reason(for: occurrence, participants: try participants(), settings: meetings)
  }

  func matcher(_ suffixes: PublicSuffixes) -> Matcher {
    let domains = AccountDomains(
      accounts: accounts.map {
        .init(id: $0.id.description, name: $0.name, website: $0.website ?? "", domainFields: $0.domainFields)
      },
      rules: rules.compactMap(\.domainRule), suffixes: suffixes, generic: SharedSuffixes.generic,
      tenants: SharedSuffixes.tenants)
    let index = SnapshotIndex(
      accounts: accounts, contacts: contacts, leads: leads, opportunities: opportunities, roles: roles, users: users,
      tasks: tasks, domains: domains)
    return Matcher(index: index, rules: rules, settings: matching)
  }

  func facts() throws -> Matcher.Facts {
    Matcher.Facts(
      participants: try participants(), startsAt: Self.startsAt,
      recordLinks: details.recordLinks.compactMap { SalesforceID($0) }, owner: try EmailAddress(parsing: Self.me))
  }

  func match(_ suffixes: PublicSuffixes = SharedSuffixes.list) throws -> Match {
    matcher(suffixes).match(try facts())
  }
}

/// The Public Suffix List and the lists of generic domains are read once for all tests.
enum SharedSuffixes {
  static let generic = GenericDomains()
  static let nonPeople = NonPeople()
  static let tenants = TenantSuffixes()
  static let list: PublicSuffixes = {
    do { return try PublicSuffixes.load(file: nil) } catch { fatalError("no Public Suffix List: \(error)") }
  }()
}

/// A situation that is written wrong: a test that silently tests less is worse than one that fails.
struct SituationError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
