import Addresses
import Calendars
import DebriefCore
import DebriefStore

/// Makes reports: asks the store, gives every meeting the day of its SA's own clock, and lets the core count.
package struct ReportDesk {
  /// What is asked of a report.
  package struct Question: Hashable, Sendable {
    package var kind: ReportKind
    package var dimension: ReportDimension
    package var window: ReportWindow

    /// - Parameter dimension: nil for the kind's own; one that the kind cannot be split by is not taken.
    package init(_ kind: ReportKind, by dimension: ReportDimension? = nil, window: ReportWindow) {
      self.kind = kind
      self.window = window
      self.dimension = dimension.flatMap { kind.dimensions.contains($0) ? $0 : nil } ?? kind.dimensions[0]
    }
  }

  package let people: ReportPeople
  /// The day it is where the installation is.
  package let today: CivilDate
  private let configuration: Configuration
  private let store: Store
  private let now: Instant
  private let zones = TimeCache()

  /// - Parameter people: whose figures may be seen.
  package init(_ configuration: Configuration, store: Store, now: Instant, people: ReportPeople) {
    self.configuration = configuration
    self.store = store
    self.now = now
    self.people = people
    today = configuration.today(at: now)
  }

  /// - Parameter meetings: those of ``meetings(in:)``, where the caller has asked for them already.
  package func report(_ question: Question, meetings known: [ReportMeeting]? = nil) throws -> Report {
    let meetings = { try known ?? self.meetings(in: question.window) }
    let rules = StandingRules(now: now, meetings: configuration.meetings)
    let window = question.window
    switch question.kind {
    case .coverage:
      return CoverageReport(rules, people: people, window: window)
        .report(try meetings(), by: question.dimension)
    case .reasons:
      return ReasonsReport(rules, people: people, window: window)
        .report(try meetings(), setAside: try setAside(), by: question.dimension)
    case .age:
      return AgeReport(people: people, window: window).report(try meetings(), by: question.dimension)
    case .evaluations:
      let rows = try rows(of: store.openOpportunities())
      return EvaluationsReport(people: people, today: today).report(rows, by: question.dimension)
    case .povs:
      let proofs = try store.proofsOfValue()
      let opportunities = try opportunities(Set(proofs.map(\.opportunityID)))
      let rows = proofs.map { ProofOfValueRow(proof: $0, opportunity: opportunities[$0.opportunityID]) }
      return ProofsReport(people: people, today: today).report(rows, by: question.dimension)
    case .secondary:
      let architects = architectsByAddress
      let calls = try store.callsOnOpportunities(since: window.from, until: window.to, architects: architects)
      return SecondaryReport(people: people, window: window).report(
        calls, opportunities: try opportunities(Set(calls.map(\.opportunity))), architects: architects,
        by: question.dimension)
    }
  }

  /// The rows behind one number.
  package func table(of figure: ReportFigure) -> ReportTable {
    ReportTable(
      rows: figure.rows, rules: StandingRules(now: now, meetings: configuration.meetings), today: today,
      names: { people.architect($0)?.displayName ?? $0.key })
  }

  // MARK: Meetings

  /// What ended by now, on a day of the window.
  package func meetings(in window: ReportWindow) throws -> [ReportMeeting] {
    let instants = window.instants
    let seats = try store.reportSeats(
      endedIn: instants.lowerBound..<min(instants.upperBound, now.advanced(by: 1)),
      owners: Set(people.architects.map(\.email.key)))
    var meetings = seats.compactMap(meeting).filter { window.contains($0.day) }
    let names = try store.opportunities(ids: Set(meetings.compactMap { $0.prompt?.opportunity }))
    let byID = Dictionary(names.map { ($0.id, $0.name) }) { first, _ in first }
    for index in meetings.indices {
      meetings[index].opportunityName = meetings[index].prompt?.opportunity.flatMap { byID[$0] }
    }
    return meetings.sorted {
      ($0.localStart, $0.seat.owner.key, $0.seat.uid, $0.seat.recurrenceID)
        < ($1.localStart, $1.seat.owner.key, $1.seat.uid, $1.seat.recurrenceID)
    }
  }

  private func meeting(_ seat: ReportSeat) -> ReportMeeting? {
    guard let architect = people.architect(seat.seat.owner) else { return nil }
    let localStart: CivilDateTime
    if case .date(let day) = seat.start, let start = CivilDateTime(date: day, hour: 0, minute: 0, second: 0) {
      localStart = start
    } else {
      localStart = zone(of: architect).wallClock(at: seat.startsAt)
    }
    return ReportMeeting(
      seat: seat.seat, title: seat.title, startsAt: seat.startsAt, endsAt: seat.endsAt, localStart: localStart,
      calendar: seat.calendar, prompt: seat.prompt, activity: seat.activity)
  }

  private func zone(of architect: SolutionArchitect) -> ZoneTransitions {
    zones.zone(named: configuration.timeZone(of: architect)) ?? .utc
  }

  /// What the calendars' last reading counted and did not keep.
  private func setAside() throws -> [SetAsideRow] {
    let privates = try store.privateOccurrencesBySource()
    return try store.sources().values.sorted { $0.path < $1.path }.flatMap { source -> [SetAsideRow] in
      let owner = source.owner.flatMap { try? EmailAddress(parsing: $0) }
      guard owner.map(people.includes) ?? people.includesNobodys else { return [] }
      var counts = Dictionary(
        source.report.setAside.compactMap { code, count in ReasonCode(rawValue: code).map { ($0, count) } },
        uniquingKeysWith: +)
      counts[.privateEvent, default: 0] += privates[source.path] ?? 0
      counts[.refused, default: 0] += source.report.refusedEvents
      return counts.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        SetAsideRow(calendar: source.path, owner: owner, reason: $0.key, events: $0.value)
      }
    }
  }

  // MARK: Opportunities

  /// Every configured SA by each of their addresses.
  private var architectsByAddress: [String: SolutionArchitect] {
    let pairs = configuration.solutionArchitects.flatMap { architect in
      ([architect.email] + architect.profile.also).map { ($0.key, architect) }
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private func opportunities(_ ids: Set<SalesforceID>) throws -> [SalesforceID: OpportunityRow] {
    let rows = try rows(of: store.opportunities(ids: ids))
    return Dictionary(rows.map { ($0.opportunity.id, $0) }) { first, _ in first }
  }

  /// The opportunities with the names of their accounts and their Primary SAs.
  private func rows(of opportunities: [Opportunity]) throws -> [OpportunityRow] {
    let accounts = try store.accountNames(Set(opportunities.compactMap(\.accountID)))
    let users = Dictionary(try store.users().map { ($0.id, $0) }) { first, _ in first }
    let architects = architectsByAddress
    return opportunities.map { opportunity in
      let user = opportunity.primarySolutionArchitectID.flatMap { users[$0] }
      return OpportunityRow(
        opportunity: opportunity, accountName: opportunity.accountID.flatMap { accounts[$0] },
        primary: user?.emailKey.flatMap { architects[$0] }, primaryName: user?.name)
    }
  }
}

extension Configuration {
  /// The day it is where the installation is.
  package func today(at now: Instant) -> CivilDate {
    (TimeCache().zone(named: timeZone) ?? .utc).wallClock(at: now).date
  }

  /// Everybody, for whoever may read the database itself.
  package var everybody: ReportPeople {
    ReportPeople(architects: solutionArchitects, regions: regions, includesNobodys: true)
  }
}
